"""Where pictures are kept, in a process of its own for each."""

import json
import os
import subprocess
import sys

PRINT = """
import json
from learnpath import settings
print(json.dumps([settings.STORAGES["default"], str(settings.MEDIA_ROOT)]))
"""


def settings_with(**environment):
    found = subprocess.run(
        [sys.executable, "-c", PRINT],
        env=os.environ | {"SECRET_KEY": "only-for-tests", "MEDIA_S3_BUCKET": ""} | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(found.stdout)


def test_pictures_are_files_in_the_data_folder(tmp_path):
    storage, folder = settings_with(LEARNPATH_HOME=str(tmp_path))

    assert storage == {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    assert folder == str(tmp_path / "media")


def test_pictures_go_into_a_bucket_if_there_is_one():
    storage, _folder = settings_with(
        MEDIA_S3_BUCKET="pictures", MEDIA_S3_ENDPOINT="https://s3.example"
    )

    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"] == {
        "bucket_name": "pictures",
        "endpoint_url": "https://s3.example",
        "signature_version": "s3v4",
        "file_overwrite": False,
    }

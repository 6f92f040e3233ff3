"""How static files are named: after what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFilesStorage(CompressedManifestStaticFilesStorage):
    """Names with a hash, also in the import statements of scripts."""

    support_js_module_import_aggregation = True

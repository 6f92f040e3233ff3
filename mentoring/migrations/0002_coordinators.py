"""A group for who looks after mentoring in the admin, and sees nothing else there."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

NAME = "Mentoring coordinators"
MAY = [
    "view_mentor", "add_mentor", "change_mentor", "view_reviewrequest", "change_reviewrequest",
    "view_review", "change_review", "view_report", "change_report",
]


def make_group(apps, schema_editor):
    app = apps.get_app_config("mentoring")
    app.models_module = getattr(app, "models_module", True)  # Django makes none without
    create_permissions(app, apps=apps, verbosity=0)
    group, _made = apps.get_model("auth", "Group").objects.get_or_create(name=NAME)
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.set(
        permissions.filter(content_type__app_label="mentoring", codename__in=MAY)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0001_requests_and_reviews"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]

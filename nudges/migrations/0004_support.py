"""A group for who helps people to sign in and to get their mail, and reads nothing of theirs.

It stands in the app that knows all the others.
"""

from django.db import migrations

from accounts.groups import SUPPORT, give

MAY = {
    "accounts": ["view_user", "view_outgoingmail"],
    "mfa": ["view_authenticator", "delete_authenticator"],
    "study": ["view_entry", "view_enrolment"],
    "nudges": ["view_nudge", "view_attempt", "view_bounce"],
}


def make_group(apps, schema_editor):
    for app_label, codenames in MAY.items():
        give(apps, SUPPORT, app_label, codenames)


class Migration(migrations.Migration):
    dependencies = [
        ("nudges", "0003_kinds_of_mentoring"),
        ("study", "0008_editions"),
        ("accounts", "0006_outgoing_mail"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]

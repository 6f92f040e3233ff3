"""Sessions from before browsers were listed are in no list and could not be ended: end them."""

from django.db import migrations


def end_unlisted_sessions(apps, schema_editor):
    listed = apps.get_model("usersessions", "UserSession").objects.values("session_key")
    apps.get_model("sessions", "Session").objects.exclude(session_key__in=listed).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_cache_table"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(end_unlisted_sessions, migrations.RunPython.noop)]

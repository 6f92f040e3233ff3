"""Who edits the curriculum hears what does not work, without hearing from whom."""

from django.db import migrations

from accounts.groups import EDITORS, give


def let_settle(apps, schema_editor):
    may = ["view_resourcereport", "change_resourcereport", "view_resourceonboard"]
    give(apps, EDITORS, "study", may)


class Migration(migrations.Migration):
    dependencies = [
        ("study", "0011_admin_lists"),
        ("curriculum", "0007_change"),
    ]
    operations = [migrations.RunPython(let_settle, migrations.RunPython.noop)]

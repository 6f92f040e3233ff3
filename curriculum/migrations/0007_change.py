"""Changes as the admin lists them, and a group for who edits the curriculum and sees no people."""

from django.db import migrations

from accounts.groups import EDITORS, give

WRITTEN = [
    "path", "edition", "module", "placement", "track", "trackunit", "elective", "readiness",
    "unit", "step", "outcome", "selfcheck", "snag", "prerequisite", "unitresource", "theory",
    "resource", "prompt", "samplepost", "hypecheck", "hypesection", "hypequestion",
]  # fmt: skip
# What nothing of a learner's rests on, as long as it is a draft's: the database refuses the rest.
DELETED = [
    "edition", "module", "track",
    "placement", "trackunit", "elective", "readiness", "outcome", "snag", "prerequisite",
    "unitresource", "theory", "samplepost",
]  # fmt: skip


def make_group(apps, schema_editor):
    may = [f"{verb}_{model}" for model in WRITTEN for verb in ("view", "add", "change")]
    may += [f"delete_{model}" for model in DELETED]
    give(apps, EDITORS, "curriculum", [*may, "view_change", "revert_change"])


class Migration(migrations.Migration):
    dependencies = [
        ("curriculum", "0006_parts_change_places"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[],
            options={
                "verbose_name": "change",
                "permissions": [("revert_change", "Can revert changes")],
                "proxy": True,
                "default_permissions": ("view",),
                "indexes": [],
                "constraints": [],
            },
            bases=("pghistory.context",),
        ),
        migrations.RunPython(make_group, migrations.RunPython.noop),
    ]

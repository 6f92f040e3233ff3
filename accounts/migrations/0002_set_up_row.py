"""The one row that says whether this instance has its first admin."""

from django.db import migrations


def make_row(apps, schema_editor):
    apps.get_model("accounts", "SetUp").objects.using(schema_editor.connection.alias).create(id=1)


def drop_row(apps, schema_editor):
    apps.get_model("accounts", "SetUp").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_row, drop_row)]

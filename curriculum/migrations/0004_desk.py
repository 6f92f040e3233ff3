"""Drafts with previews, releases, minutes that stay, and which path prompts and posts are of."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    """Fix the minutes of what is published; prompts and posts so far are of the only path."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE curriculum_placement AS placement SET minutes = unit.minutes
            FROM curriculum_unit AS unit, curriculum_edition AS edition
            WHERE unit.id = placement.unit_id AND edition.id = placement.edition_id
                AND edition.published_at IS NOT NULL
            """
        )
        for table in ("curriculum_prompt", "curriculum_samplepost"):
            cursor.execute(
                f"UPDATE {table} SET path_id = (SELECT min(id) FROM curriculum_path)"  # noqa: S608
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # so that the tables may be altered


class Migration(migrations.Migration):
    dependencies = [
        ("curriculum", "0003_self_check_retires"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('released_at', models.DateTimeField()),
                ('diff', models.TextField(blank=True)),
                ('effects', models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='preview_key',
            field=models.CharField(blank=True, editable=False, max_length=43),
        ),
        migrations.AddField(
            model_name='edition',
            name='preview_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='edition',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='path',
            name='position',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='placement',
            name='minutes',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, help_text="The unit's estimate when the edition was published; empty before.", null=True),
        ),
        migrations.AddField(
            model_name='prompt',
            name='path',
            field=models.ForeignKey(blank=True, help_text='Empty if it fits learners of every path.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='prompts', to='curriculum.path'),
        ),
        migrations.AddField(
            model_name='resource',
            name='alternative',
            field=models.ForeignKey(blank=True, help_text='What to use while this one does not work.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stands_in_for', to='curriculum.resource'),
        ),
        migrations.AddField(
            model_name='samplepost',
            name='path',
            field=models.ForeignKey(blank=True, help_text='Empty if it fits learners of every path.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sample_posts', to='curriculum.path'),
        ),
        migrations.AddField(
            model_name='unit',
            name='basis',
            field=models.CharField(blank=True, help_text='How the estimate was come by.', max_length=500),
        ),
        migrations.AlterField(
            model_name='edition',
            name='target_minutes',
            field=models.PositiveIntegerField(help_text='The minutes its units are to add up to.', verbose_name='target'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at', None), ('published_at__isnull', False), _connector='OR'), name='edition_retired_after_it_was_published'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('preview_key', ''), ('preview_until__isnull', False), _connector='OR'), name='edition_preview_ends'),
        ),
        migrations.AddConstraint(
            model_name='resource',
            constraint=models.CheckConstraint(condition=models.Q(('alternative', None), models.Q(('alternative', models.F('pk')), _negated=True), _connector='OR'), name='resource_alternative_is_another', violation_error_message='Name another resource than this one.'),
        ),
        migrations.AddField(
            model_name='release',
            name='before',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='curriculum.edition'),
        ),
        migrations.AddField(
            model_name='release',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='releases', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='release',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='release', to='curriculum.edition'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

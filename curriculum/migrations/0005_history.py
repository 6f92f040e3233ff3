"""The history of the curriculum, kept by triggers; and what a published edition refuses."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def begin(apps, schema_editor):
    """Begin the history with every row as it is, so that the first change can be undone."""
    for model in apps.get_app_config("curriculum").get_models():
        if not model.__name__.endswith("Event"):
            continue
        tracked = model._meta.get_field("pgh_obj").related_model
        columns = ", ".join(
            f'"{field.column}"'
            for field in model._meta.concrete_fields
            if not field.name.startswith("pgh_")
        )
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} (pgh_created_at, pgh_label, pgh_obj_id, {columns})"  # noqa: S608
                f" SELECT now(), 'insert', id, {columns} FROM {tracked._meta.db_table}"
            )


class Migration(migrations.Migration):
    dependencies = [
        ("curriculum", "0004_desk"),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='EditionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.CharField(max_length=20)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('compiled_on', models.DateField(blank=True, null=True)),
                ('target_minutes', models.PositiveIntegerField(help_text='The minutes its units are to add up to.', verbose_name='target')),
                ('prerequisites', models.JSONField(blank=True, default=list)),
                ('design_rules', models.JSONField(blank=True, default=list)),
                ('study_cycle', models.JSONField(blank=True, default=list)),
                ('yardstick', models.JSONField(blank=True, default=dict, help_text='How this compares with the course of 2017.')),
                ('path', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.path')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.edition')),
                ('source_article', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.resource')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ElectiveEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('effort_note', models.CharField(max_length=200)),
                ('why', models.CharField(max_length=300)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.edition')),
                ('module', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.module')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.elective')),
                ('resource', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.resource')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HypeCheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('title', models.CharField(max_length=120)),
                ('version', models.CharField(max_length=20)),
                ('purpose', models.TextField()),
                ('core_rule', models.TextField()),
                ('how_to_use', models.JSONField(default=list)),
                ('answer_states', models.JSONField(default=list)),
                ('verdicts', models.JSONField(default=list)),
                ('each_entry_needs', models.JSONField(default=list)),
                ('publish_rules', models.JSONField(default=list)),
                ('sources', models.JSONField(default=list)),
                ('report_template', models.JSONField(default=list)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.hypecheck')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HypeQuestionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('is_core', models.BooleanField(default=False)),
                ('text', models.CharField(max_length=300)),
                ('help_text', models.TextField()),
                ('good_answer', models.TextField()),
                ('warning_sign', models.TextField()),
                ('look_for', models.JSONField(default=list)),
                ('adapt', models.JSONField(blank=True, default=dict)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.hypequestion')),
                ('section', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.hypesection')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='HypeSectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('attribution', models.CharField(max_length=200)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('hype_check', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.hypecheck')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.hypesection')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ModuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('goal', models.CharField(max_length=300)),
                ('milestone', models.CharField(max_length=300)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.edition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.module')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutcomeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.outcome')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PathEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('title', models.CharField(max_length=120)),
                ('language', models.CharField(default='en', max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.path')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlacementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('minutes', models.PositiveSmallIntegerField(blank=True, editable=False, help_text="The unit's estimate when the edition was published; empty before.", null=True)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.edition')),
                ('module', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.module')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.placement')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PrerequisiteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.prerequisite')),
                ('requires', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PromptEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('when', models.CharField(choices=[('after_unit', 'After a unit'), ('after_hours', 'After some hours of study'), ('after_experiment', 'After an experiment'), ('after_project', 'After a project'), ('anytime', 'Any time')], max_length=16)),
                ('unit_position', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('hours', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('audience', models.CharField(max_length=100)),
                ('format', models.CharField(choices=[('how-to', 'How-to'), ('explainer', 'Explainer'), ('experiment-report', 'Experiment report'), ('error-post-mortem', 'Error post-mortem'), ('reading-notes', 'Reading notes'), ('dataset-story', 'Data-set story'), ('comparison', 'Comparison')], max_length=20)),
                ('minutes', models.PositiveSmallIntegerField(help_text='Estimated writing time.')),
                ('tags', models.JSONField(default=list)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('path', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty if it fits learners of every path.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.path')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.prompt')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReadinessEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=300)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.edition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.readiness')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ResourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('title', models.CharField(max_length=200)),
                ('title_note', models.CharField(blank=True, max_length=200)),
                ('url', models.URLField(max_length=300)),
                ('url_status', models.CharField(choices=[('seen', 'Seen in a source'), ('derived', 'Derived from a source')], max_length=7)),
                ('seen_in', models.CharField(max_length=200)),
                ('type', models.CharField(max_length=30)),
                ('author', models.CharField(max_length=120)),
                ('author_note', models.CharField(blank=True, max_length=200)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('licence', models.CharField(max_length=200)),
                ('cost', models.CharField(max_length=200)),
                ('may_be_gone', models.BooleanField(default=False)),
                ('video_url', models.URLField(blank=True, max_length=300)),
                ('video_minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('video_minutes_note', models.CharField(blank=True, max_length=200)),
                ('forum_url', models.URLField(blank=True, max_length=300)),
                ('repo_url', models.URLField(blank=True, max_length=300)),
                ('paid_edition_url', models.URLField(blank=True, max_length=300)),
                ('answers_url', models.URLField(blank=True, max_length=300)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('alternative', models.ForeignKey(blank=True, db_constraint=False, help_text='What to use while this one does not work.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.resource')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.resource')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SamplePostEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('url', models.URLField(max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('author', models.CharField(max_length=120)),
                ('format', models.CharField(choices=[('how-to', 'How-to'), ('explainer', 'Explainer'), ('experiment-report', 'Experiment report'), ('error-post-mortem', 'Error post-mortem'), ('reading-notes', 'Reading notes'), ('dataset-story', 'Data-set story'), ('comparison', 'Comparison')], max_length=20)),
                ('is_named_in_article', models.BooleanField(default=False)),
                ('path', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty if it fits learners of every path.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.path')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.samplepost')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SelfCheckEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(blank=True, help_text='Empty once the question is retired.', null=True)),
                ('question', models.CharField(max_length=300)),
                ('answer', models.CharField(max_length=500)),
                ('is_retired', models.BooleanField(default=False)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.selfcheck')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SnagEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.snag')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StepEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField(blank=True, help_text='Empty once the step is retired.', null=True)),
                ('label', models.CharField(max_length=200)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('is_retired', models.BooleanField(default=False)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.step')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TheoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('when', models.CharField(max_length=200)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.theory')),
                ('resource', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.resource')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TrackEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=120)),
                ('description', models.TextField()),
                ('target_minutes', models.PositiveIntegerField()),
                ('has_all_units', models.BooleanField(default=False)),
                ('skipped_prerequisites_are', models.CharField(blank=True, choices=[('recommended', 'Recommended')], help_text='What a prerequisite outside the track is to its reader.', max_length=20)),
                ('next_steps', models.JSONField(blank=True, default=list)),
                ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.edition')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.track')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TrackUnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.trackunit')),
                ('track', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.track')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False)),
                ('title', models.CharField(max_length=120)),
                ('summary', models.TextField()),
                ('kind', models.CharField(choices=[('watch', 'Watch'), ('read', 'Read'), ('code', 'Code'), ('build', 'Build'), ('publish', 'Publish'), ('reflect', 'Reflect')], max_length=10)),
                ('minutes', models.PositiveSmallIntegerField(help_text='The estimate: the sum of its steps.')),
                ('basis', models.CharField(blank=True, help_text='How the estimate was come by.', max_length=500)),
                ('yields', models.CharField(blank=True, choices=[('blog', 'Blog post'), ('app', 'App people can try'), ('answer', 'Helpful answer'), ('experiment', 'Experiment'), ('open_source', 'Open-source contribution')], help_text='The kind of portfolio item a learner has at the end, if any.', max_length=12)),
                ('yields_instead', models.JSONField(blank=True, default=list)),
                ('portfolio_note', models.CharField(blank=True, max_length=200)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitResourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('use', models.CharField(choices=[('core', 'Core'), ('optional', 'Optional')], max_length=8)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='curriculum.unitresource')),
                ('resource', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.resource')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='curriculum.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF OLD.published_at IS NOT NULL AND (NEW.published_at IS NULL OR (NEW.path_id, NEW.version, NEW.target_minutes) IS DISTINCT FROM (OLD.path_id, OLD.version, OLD.target_minutes)) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF; RETURN NEW;", hash='fb48bafe72b46b875274defd8d6100501da8a61d', operation='UPDATE', pgid='pgtrigger_frozen_4d308', table='curriculum_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_editionevent" ("compiled_on", "design_rules", "id", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisites", "published_at", "retired_at", "source_article_id", "study_cycle", "target_minutes", "version", "yardstick") VALUES (NEW."compiled_on", NEW."design_rules", NEW."id", NEW."path_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prerequisites", NEW."published_at", NEW."retired_at", NEW."source_article_id", NEW."study_cycle", NEW."target_minutes", NEW."version", NEW."yardstick"); RETURN NULL;', hash='b9ffb8237139d09f5b196b90a8b8e69fb6507d2c', operation='INSERT', pgid='pgtrigger_insert_insert_3dad7', table='curriculum_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."compiled_on" IS DISTINCT FROM (NEW."compiled_on") OR OLD."design_rules" IS DISTINCT FROM (NEW."design_rules") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."path_id" IS DISTINCT FROM (NEW."path_id") OR OLD."prerequisites" IS DISTINCT FROM (NEW."prerequisites") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."source_article_id" IS DISTINCT FROM (NEW."source_article_id") OR OLD."study_cycle" IS DISTINCT FROM (NEW."study_cycle") OR OLD."target_minutes" IS DISTINCT FROM (NEW."target_minutes") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."yardstick" IS DISTINCT FROM (NEW."yardstick"))', func='INSERT INTO "curriculum_editionevent" ("compiled_on", "design_rules", "id", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisites", "published_at", "retired_at", "source_article_id", "study_cycle", "target_minutes", "version", "yardstick") VALUES (NEW."compiled_on", NEW."design_rules", NEW."id", NEW."path_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prerequisites", NEW."published_at", NEW."retired_at", NEW."source_article_id", NEW."study_cycle", NEW."target_minutes", NEW."version", NEW."yardstick"); RETURN NULL;', hash='940acb9b1ce741540a19eef218db1512dc3330f8', operation='UPDATE', pgid='pgtrigger_update_update_87b3f', table='curriculum_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_editionevent" ("compiled_on", "design_rules", "id", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prerequisites", "published_at", "retired_at", "source_article_id", "study_cycle", "target_minutes", "version", "yardstick") VALUES (OLD."compiled_on", OLD."design_rules", OLD."id", OLD."path_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prerequisites", OLD."published_at", OLD."retired_at", OLD."source_article_id", OLD."study_cycle", OLD."target_minutes", OLD."version", OLD."yardstick"); RETURN NULL;', hash='99d9efe1d4d7bdba7978e0664ebd95ff0bf9c240', operation='DELETE', pgid='pgtrigger_delete_delete_c4e91', table='curriculum_edition', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='elective',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_electiveevent" ("edition_id", "effort_note", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "slug", "title", "why") VALUES (NEW."edition_id", NEW."effort_note", NEW."id", NEW."module_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."resource_id", NEW."slug", NEW."title", NEW."why"); RETURN NULL;', hash='bd82a82e75ffa2f6a61a5ee5e684de483233af79', operation='INSERT', pgid='pgtrigger_insert_insert_038be', table='curriculum_elective', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='elective',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_electiveevent" ("edition_id", "effort_note", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "slug", "title", "why") VALUES (NEW."edition_id", NEW."effort_note", NEW."id", NEW."module_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."resource_id", NEW."slug", NEW."title", NEW."why"); RETURN NULL;', hash='f181a7dfbe6a8a2f95a2541477a530db1dfb43cb', operation='UPDATE', pgid='pgtrigger_update_update_05d2e', table='curriculum_elective', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='elective',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_electiveevent" ("edition_id", "effort_note", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "slug", "title", "why") VALUES (OLD."edition_id", OLD."effort_note", OLD."id", OLD."module_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."resource_id", OLD."slug", OLD."title", OLD."why"); RETURN NULL;', hash='ca1dddf8680bc0cd49432eaeb579cd0ca634ed24', operation='DELETE', pgid='pgtrigger_delete_delete_dd74d', table='curriculum_elective', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypecheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_hypecheckevent" ("answer_states", "core_rule", "each_entry_needs", "how_to_use", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_rules", "purpose", "report_template", "slug", "sources", "title", "verdicts", "version") VALUES (NEW."answer_states", NEW."core_rule", NEW."each_entry_needs", NEW."how_to_use", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publish_rules", NEW."purpose", NEW."report_template", NEW."slug", NEW."sources", NEW."title", NEW."verdicts", NEW."version"); RETURN NULL;', hash='f3877b27c725a6a1683f774a7b34b273a2b3adcf', operation='INSERT', pgid='pgtrigger_insert_insert_7a7a5', table='curriculum_hypecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypecheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_hypecheckevent" ("answer_states", "core_rule", "each_entry_needs", "how_to_use", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_rules", "purpose", "report_template", "slug", "sources", "title", "verdicts", "version") VALUES (NEW."answer_states", NEW."core_rule", NEW."each_entry_needs", NEW."how_to_use", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publish_rules", NEW."purpose", NEW."report_template", NEW."slug", NEW."sources", NEW."title", NEW."verdicts", NEW."version"); RETURN NULL;', hash='f94ea095f29a6a80cbe1426f1c89e9fd92683e06', operation='UPDATE', pgid='pgtrigger_update_update_0016d', table='curriculum_hypecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypecheck',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_hypecheckevent" ("answer_states", "core_rule", "each_entry_needs", "how_to_use", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_rules", "purpose", "report_template", "slug", "sources", "title", "verdicts", "version") VALUES (OLD."answer_states", OLD."core_rule", OLD."each_entry_needs", OLD."how_to_use", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publish_rules", OLD."purpose", OLD."report_template", OLD."slug", OLD."sources", OLD."title", OLD."verdicts", OLD."version"); RETURN NULL;', hash='9f03d938c4ac1898119801418303de16809776ff', operation='DELETE', pgid='pgtrigger_delete_delete_55745', table='curriculum_hypecheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypequestion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_hypequestionevent" ("adapt", "good_answer", "help_text", "id", "is_core", "look_for", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "section_id", "slug", "text", "warning_sign") VALUES (NEW."adapt", NEW."good_answer", NEW."help_text", NEW."id", NEW."is_core", NEW."look_for", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at", NEW."section_id", NEW."slug", NEW."text", NEW."warning_sign"); RETURN NULL;', hash='2f912cb4ab358bb5d4ce8cb4ef4b1b2ac3ab532c', operation='INSERT', pgid='pgtrigger_insert_insert_72fa5', table='curriculum_hypequestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypequestion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_hypequestionevent" ("adapt", "good_answer", "help_text", "id", "is_core", "look_for", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "section_id", "slug", "text", "warning_sign") VALUES (NEW."adapt", NEW."good_answer", NEW."help_text", NEW."id", NEW."is_core", NEW."look_for", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at", NEW."section_id", NEW."slug", NEW."text", NEW."warning_sign"); RETURN NULL;', hash='095cfc68d6bc1392d4fe11e82e6a275d29e0572d', operation='UPDATE', pgid='pgtrigger_update_update_b0bd0', table='curriculum_hypequestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypequestion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_hypequestionevent" ("adapt", "good_answer", "help_text", "id", "is_core", "look_for", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "section_id", "slug", "text", "warning_sign") VALUES (OLD."adapt", OLD."good_answer", OLD."help_text", OLD."id", OLD."is_core", OLD."look_for", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at", OLD."section_id", OLD."slug", OLD."text", OLD."warning_sign"); RETURN NULL;', hash='1849cee9f14392f0b2d4698687cec1d758703937', operation='DELETE', pgid='pgtrigger_delete_delete_41a87', table='curriculum_hypequestion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypesection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_hypesectionevent" ("attribution", "hype_check_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "slug", "title") VALUES (NEW."attribution", NEW."hype_check_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at", NEW."slug", NEW."title"); RETURN NULL;', hash='26ec5441c3b603f08b06d232c33096cc07b2b574', operation='INSERT', pgid='pgtrigger_insert_insert_a765a', table='curriculum_hypesection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypesection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_hypesectionevent" ("attribution", "hype_check_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "slug", "title") VALUES (NEW."attribution", NEW."hype_check_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at", NEW."slug", NEW."title"); RETURN NULL;', hash='1689803a4d0ddb3b7b52227dfaa2579fcab8ab1b', operation='UPDATE', pgid='pgtrigger_update_update_82a22', table='curriculum_hypesection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hypesection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_hypesectionevent" ("attribution", "hype_check_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "slug", "title") VALUES (OLD."attribution", OLD."hype_check_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at", OLD."slug", OLD."title"); RETURN NULL;', hash='c0dd2819b795e4a3816e7ca31b848795730223f6', operation='DELETE', pgid='pgtrigger_delete_delete_9fff2', table='curriculum_hypesection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF TG_OP <> 'DELETE' THEN\n                    IF TG_OP = 'UPDATE' AND (NEW.edition_id, NEW.slug, NEW.position) IS NOT DISTINCT FROM (OLD.edition_id, OLD.slug, OLD.position) THEN\n                        RETURN NEW;\n                    END IF;\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = NEW.edition_id) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                IF TG_OP <> 'INSERT' THEN\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = OLD.edition_id) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ", hash='c9068e924276b455fff542686f6eccbddc8ded86', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_8ca42', table='curriculum_module', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_moduleevent" ("edition_id", "goal", "id", "milestone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (NEW."edition_id", NEW."goal", NEW."id", NEW."milestone", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."title"); RETURN NULL;', hash='07d81e94232fe742a66b4cf8436a97fa338234eb', operation='INSERT', pgid='pgtrigger_insert_insert_f2aaa', table='curriculum_module', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_moduleevent" ("edition_id", "goal", "id", "milestone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (NEW."edition_id", NEW."goal", NEW."id", NEW."milestone", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."title"); RETURN NULL;', hash='c078f311f4cb905b0755c8da56268ce9aed9f310', operation='UPDATE', pgid='pgtrigger_update_update_b856c', table='curriculum_module', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='module',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_moduleevent" ("edition_id", "goal", "id", "milestone", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (OLD."edition_id", OLD."goal", OLD."id", OLD."milestone", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."title"); RETURN NULL;', hash='da8f34c0ef61b409532468bd80fc2056c5a15b06', operation='DELETE', pgid='pgtrigger_delete_delete_22fe4', table='curriculum_module', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_outcomeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."text", NEW."unit_id"); RETURN NULL;', hash='f819cde6c97845559ad29bedd38c16474e62c1c2', operation='INSERT', pgid='pgtrigger_insert_insert_449df', table='curriculum_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_outcomeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text", NEW."unit_id"); RETURN NULL;', hash='3348c8d26633724e2d13d5207f688753b6dba283', operation='UPDATE', pgid='pgtrigger_update_update_720b1', table='curriculum_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_outcomeevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "unit_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text", OLD."unit_id"); RETURN NULL;', hash='7e8eee089609b3818d383996748460fb96c6ccc0', operation='DELETE', pgid='pgtrigger_delete_delete_bcec4', table='curriculum_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='path',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_pathevent" ("id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."title"); RETURN NULL;', hash='864a2d34071da9e2128c1f2f465e619adc0bceff', operation='INSERT', pgid='pgtrigger_insert_insert_f6bff', table='curriculum_path', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='path',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_pathevent" ("id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (NEW."id", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."title"); RETURN NULL;', hash='4444fc9f20951edc6b18401b78eee4ca7db530dd', operation='UPDATE', pgid='pgtrigger_update_update_1403c', table='curriculum_path', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='path',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_pathevent" ("id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (OLD."id", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."title"); RETURN NULL;', hash='10f694a8bd9d664d833e0ee41bd2dd8041f158d7', operation='DELETE', pgid='pgtrigger_delete_delete_3f156', table='curriculum_path', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF TG_OP <> 'DELETE' THEN\n                    IF TG_OP = 'UPDATE' AND (NEW.edition_id, NEW.module_id, NEW.unit_id, NEW.position, NEW.minutes) IS NOT DISTINCT FROM (OLD.edition_id, OLD.module_id, OLD.unit_id, OLD.position, OLD.minutes) THEN\n                        RETURN NEW;\n                    END IF;\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = NEW.edition_id) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                IF TG_OP <> 'INSERT' THEN\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = OLD.edition_id) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ", hash='f733e4d9023ef4dca660262f929093a4fd5d86db', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_4a3f5', table='curriculum_placement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_placementevent" ("edition_id", "id", "minutes", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (NEW."edition_id", NEW."id", NEW."minutes", NEW."module_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."unit_id"); RETURN NULL;', hash='2666106c0d6e1be3d6620e1cc38a3c2edac60dfd', operation='INSERT', pgid='pgtrigger_insert_insert_a8487', table='curriculum_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_placementevent" ("edition_id", "id", "minutes", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (NEW."edition_id", NEW."id", NEW."minutes", NEW."module_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."unit_id"); RETURN NULL;', hash='2f902a06ede26c8cd8331631441672673550eb6b', operation='UPDATE', pgid='pgtrigger_update_update_70e64', table='curriculum_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_placementevent" ("edition_id", "id", "minutes", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (OLD."edition_id", OLD."id", OLD."minutes", OLD."module_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."unit_id"); RETURN NULL;', hash='24aaed08403e3aa169cd2b5cee8dd7e5af33f7c7', operation='DELETE', pgid='pgtrigger_delete_delete_5a05e', table='curriculum_placement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prerequisite',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_prerequisiteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requires_id", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requires_id", NEW."unit_id"); RETURN NULL;', hash='f64eb5dc9fb8a0dbfb312905195fa275a4220e36', operation='INSERT', pgid='pgtrigger_insert_insert_2ea24', table='curriculum_prerequisite', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prerequisite',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_prerequisiteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requires_id", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requires_id", NEW."unit_id"); RETURN NULL;', hash='b53ff292268d46aae02cc1c939e3a10452c920ac', operation='UPDATE', pgid='pgtrigger_update_update_84619', table='curriculum_prerequisite', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prerequisite',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_prerequisiteevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requires_id", "unit_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requires_id", OLD."unit_id"); RETURN NULL;', hash='fda76f3c080999eaeed6b125df77de63758f7074', operation='DELETE', pgid='pgtrigger_delete_delete_dcaf7', table='curriculum_prerequisite', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prompt',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_promptevent" ("audience", "format", "hours", "id", "minutes", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "slug", "tags", "text", "unit_id", "unit_position", "when") VALUES (NEW."audience", NEW."format", NEW."hours", NEW."id", NEW."minutes", NEW."path_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at", NEW."slug", NEW."tags", NEW."text", NEW."unit_id", NEW."unit_position", NEW."when"); RETURN NULL;', hash='9cd6ba92ff9cef26e35b4c7d16bb086cbd002aaa', operation='INSERT', pgid='pgtrigger_insert_insert_18169', table='curriculum_prompt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prompt',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_promptevent" ("audience", "format", "hours", "id", "minutes", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "slug", "tags", "text", "unit_id", "unit_position", "when") VALUES (NEW."audience", NEW."format", NEW."hours", NEW."id", NEW."minutes", NEW."path_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at", NEW."slug", NEW."tags", NEW."text", NEW."unit_id", NEW."unit_position", NEW."when"); RETURN NULL;', hash='0f133a6ec4a4b5ad8d146664b9a70b8b8b6e15b7', operation='UPDATE', pgid='pgtrigger_update_update_37c6a', table='curriculum_prompt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prompt',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_promptevent" ("audience", "format", "hours", "id", "minutes", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "slug", "tags", "text", "unit_id", "unit_position", "when") VALUES (OLD."audience", OLD."format", OLD."hours", OLD."id", OLD."minutes", OLD."path_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."retired_at", OLD."slug", OLD."tags", OLD."text", OLD."unit_id", OLD."unit_position", OLD."when"); RETURN NULL;', hash='c3517d62052ee9cf9eda3585304868fa2a422d63', operation='DELETE', pgid='pgtrigger_delete_delete_db709', table='curriculum_prompt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readiness',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_readinessevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "text") VALUES (NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."text"); RETURN NULL;', hash='897400355837b93f69addb00821bd81fe3ee1c9e', operation='INSERT', pgid='pgtrigger_insert_insert_afca4', table='curriculum_readiness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readiness',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_readinessevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "text") VALUES (NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."text"); RETURN NULL;', hash='b49a4c759fe7d89506819c0443b748562ca5c58d', operation='UPDATE', pgid='pgtrigger_update_update_e301b', table='curriculum_readiness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='readiness',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_readinessevent" ("edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "text") VALUES (OLD."edition_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug", OLD."text"); RETURN NULL;', hash='5f49e4983877ce2cd196957de3de984523103138', operation='DELETE', pgid='pgtrigger_delete_delete_a7804', table='curriculum_readiness', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_resourceevent" ("alternative_id", "answers_url", "author", "author_note", "cost", "forum_url", "id", "licence", "may_be_gone", "paid_edition_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repo_url", "retired_at", "seen_in", "slug", "title", "title_note", "type", "url", "url_status", "video_minutes", "video_minutes_note", "video_url", "year") VALUES (NEW."alternative_id", NEW."answers_url", NEW."author", NEW."author_note", NEW."cost", NEW."forum_url", NEW."id", NEW."licence", NEW."may_be_gone", NEW."paid_edition_url", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."repo_url", NEW."retired_at", NEW."seen_in", NEW."slug", NEW."title", NEW."title_note", NEW."type", NEW."url", NEW."url_status", NEW."video_minutes", NEW."video_minutes_note", NEW."video_url", NEW."year"); RETURN NULL;', hash='83bd2ac44f0be1fa526d51d3ad842a48156b3a39', operation='INSERT', pgid='pgtrigger_insert_insert_fde13', table='curriculum_resource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."alternative_id" IS DISTINCT FROM (NEW."alternative_id") OR OLD."answers_url" IS DISTINCT FROM (NEW."answers_url") OR OLD."author" IS DISTINCT FROM (NEW."author") OR OLD."author_note" IS DISTINCT FROM (NEW."author_note") OR OLD."cost" IS DISTINCT FROM (NEW."cost") OR OLD."forum_url" IS DISTINCT FROM (NEW."forum_url") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."licence" IS DISTINCT FROM (NEW."licence") OR OLD."may_be_gone" IS DISTINCT FROM (NEW."may_be_gone") OR OLD."paid_edition_url" IS DISTINCT FROM (NEW."paid_edition_url") OR OLD."repo_url" IS DISTINCT FROM (NEW."repo_url") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."seen_in" IS DISTINCT FROM (NEW."seen_in") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."title_note" IS DISTINCT FROM (NEW."title_note") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."url_status" IS DISTINCT FROM (NEW."url_status") OR OLD."video_minutes" IS DISTINCT FROM (NEW."video_minutes") OR OLD."video_minutes_note" IS DISTINCT FROM (NEW."video_minutes_note") OR OLD."video_url" IS DISTINCT FROM (NEW."video_url") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func='INSERT INTO "curriculum_resourceevent" ("alternative_id", "answers_url", "author", "author_note", "cost", "forum_url", "id", "licence", "may_be_gone", "paid_edition_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repo_url", "retired_at", "seen_in", "slug", "title", "title_note", "type", "url", "url_status", "video_minutes", "video_minutes_note", "video_url", "year") VALUES (NEW."alternative_id", NEW."answers_url", NEW."author", NEW."author_note", NEW."cost", NEW."forum_url", NEW."id", NEW."licence", NEW."may_be_gone", NEW."paid_edition_url", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."repo_url", NEW."retired_at", NEW."seen_in", NEW."slug", NEW."title", NEW."title_note", NEW."type", NEW."url", NEW."url_status", NEW."video_minutes", NEW."video_minutes_note", NEW."video_url", NEW."year"); RETURN NULL;', hash='f87ac76e1bbfd624e0c3b96fa511beb91d53e9b9', operation='UPDATE', pgid='pgtrigger_update_update_d3fc5', table='curriculum_resource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_resourceevent" ("alternative_id", "answers_url", "author", "author_note", "cost", "forum_url", "id", "licence", "may_be_gone", "paid_edition_url", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repo_url", "retired_at", "seen_in", "slug", "title", "title_note", "type", "url", "url_status", "video_minutes", "video_minutes_note", "video_url", "year") VALUES (OLD."alternative_id", OLD."answers_url", OLD."author", OLD."author_note", OLD."cost", OLD."forum_url", OLD."id", OLD."licence", OLD."may_be_gone", OLD."paid_edition_url", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."repo_url", OLD."retired_at", OLD."seen_in", OLD."slug", OLD."title", OLD."title_note", OLD."type", OLD."url", OLD."url_status", OLD."video_minutes", OLD."video_minutes_note", OLD."video_url", OLD."year"); RETURN NULL;', hash='45e763ebad04166929d6cebe648033d08a46533c', operation='DELETE', pgid='pgtrigger_delete_delete_414c0', table='curriculum_resource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplepost',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_samplepostevent" ("author", "format", "id", "is_named_in_article", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title", "url") VALUES (NEW."author", NEW."format", NEW."id", NEW."is_named_in_article", NEW."path_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."title", NEW."url"); RETURN NULL;', hash='b897bbfcac710287b48ecd0c07862cf0760429b9', operation='INSERT', pgid='pgtrigger_insert_insert_3aec6', table='curriculum_samplepost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplepost',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_samplepostevent" ("author", "format", "id", "is_named_in_article", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title", "url") VALUES (NEW."author", NEW."format", NEW."id", NEW."is_named_in_article", NEW."path_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."title", NEW."url"); RETURN NULL;', hash='31ce2ac3afe711147caf833eaaac487f2be69919', operation='UPDATE', pgid='pgtrigger_update_update_a6990', table='curriculum_samplepost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplepost',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_samplepostevent" ("author", "format", "id", "is_named_in_article", "path_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "title", "url") VALUES (OLD."author", OLD."format", OLD."id", OLD."is_named_in_article", OLD."path_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."title", OLD."url"); RETURN NULL;', hash='4255b05ea445791c97f0e797297f6d2a988f7b43', operation='DELETE', pgid='pgtrigger_delete_delete_17112', table='curriculum_samplepost', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfcheck',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_selfcheckevent" ("answer", "id", "is_retired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "unit_id") VALUES (NEW."answer", NEW."id", NEW."is_retired", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."question", NEW."unit_id"); RETURN NULL;', hash='70aa238869ac16e0262a443c223b82adab5afed7', operation='INSERT', pgid='pgtrigger_insert_insert_5faf3', table='curriculum_selfcheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfcheck',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_selfcheckevent" ("answer", "id", "is_retired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "unit_id") VALUES (NEW."answer", NEW."id", NEW."is_retired", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."question", NEW."unit_id"); RETURN NULL;', hash='0c8fff2cb0e8689fa9123ae0e92ecc67cafda422', operation='UPDATE', pgid='pgtrigger_update_update_a1b44', table='curriculum_selfcheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='selfcheck',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_selfcheckevent" ("answer", "id", "is_retired", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question", "unit_id") VALUES (OLD."answer", OLD."id", OLD."is_retired", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."question", OLD."unit_id"); RETURN NULL;', hash='fcb8af0fc9c1d52dd5757cea237e1e0484318d7c', operation='DELETE', pgid='pgtrigger_delete_delete_a8b78', table='curriculum_selfcheck', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snag',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_snagevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."text", NEW."unit_id"); RETURN NULL;', hash='41618f307866599cbfad33d0a4bc0d8f4073abee', operation='INSERT', pgid='pgtrigger_insert_insert_f3ce6', table='curriculum_snag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snag',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_snagevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."text", NEW."unit_id"); RETURN NULL;', hash='1e8ac8fd54400ea6ed9a2350b0651d46b332f6b7', operation='UPDATE', pgid='pgtrigger_update_update_b7fb0', table='curriculum_snag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='snag',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_snagevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text", "unit_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."text", OLD."unit_id"); RETURN NULL;', hash='3c756d70a6757fcde351319f28b428fdb8755cd1', operation='DELETE', pgid='pgtrigger_delete_delete_cc5dd', table='curriculum_snag', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_stepevent" ("id", "is_retired", "label", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (NEW."id", NEW."is_retired", NEW."label", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."unit_id"); RETURN NULL;', hash='ac10419b0bb5b6451a84dd3fac5fa48d87dbac1a', operation='INSERT', pgid='pgtrigger_insert_insert_186a7', table='curriculum_step', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_stepevent" ("id", "is_retired", "label", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (NEW."id", NEW."is_retired", NEW."label", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."unit_id"); RETURN NULL;', hash='592e1a2c9b226942ec73114c5cacf14b2619bd18', operation='UPDATE', pgid='pgtrigger_update_update_8df06', table='curriculum_step', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='step',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_stepevent" ("id", "is_retired", "label", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (OLD."id", OLD."is_retired", OLD."label", OLD."minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."unit_id"); RETURN NULL;', hash='1865024dd15607f774d38c195f264796e1ce42c8', operation='DELETE', pgid='pgtrigger_delete_delete_3896c', table='curriculum_step', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theory',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_theoryevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "unit_id", "when") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."resource_id", NEW."unit_id", NEW."when"); RETURN NULL;', hash='332d691bd2942bf5b46cb858d3bfed328516ecb4', operation='INSERT', pgid='pgtrigger_insert_insert_a3768', table='curriculum_theory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theory',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_theoryevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "unit_id", "when") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."resource_id", NEW."unit_id", NEW."when"); RETURN NULL;', hash='517b2fa209c36d7ad9c7c43bcbbde98663f59fd7', operation='UPDATE', pgid='pgtrigger_update_update_ca405', table='curriculum_theory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theory',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_theoryevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "unit_id", "when") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."resource_id", OLD."unit_id", OLD."when"); RETURN NULL;', hash='2743676423bba312612050034e16703f76a6ea34', operation='DELETE', pgid='pgtrigger_delete_delete_ff85d', table='curriculum_theory', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='track',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF TG_OP <> 'DELETE' THEN\n                    IF TG_OP = 'UPDATE' AND (NEW.edition_id, NEW.slug, NEW.target_minutes, NEW.has_all_units) IS NOT DISTINCT FROM (OLD.edition_id, OLD.slug, OLD.target_minutes, OLD.has_all_units) THEN\n                        RETURN NEW;\n                    END IF;\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = NEW.edition_id) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                IF TG_OP <> 'INSERT' THEN\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = OLD.edition_id) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ", hash='a86b8209a597ffab2f94ccebbb9dc5814fb95266', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_89f5c', table='curriculum_track', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='track',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_trackevent" ("description", "edition_id", "has_all_units", "id", "next_steps", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "skipped_prerequisites_are", "slug", "target_minutes", "title") VALUES (NEW."description", NEW."edition_id", NEW."has_all_units", NEW."id", NEW."next_steps", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."skipped_prerequisites_are", NEW."slug", NEW."target_minutes", NEW."title"); RETURN NULL;', hash='d99578915106aad2a6cc4cb5939884585005c4ac', operation='INSERT', pgid='pgtrigger_insert_insert_9f8b4', table='curriculum_track', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='track',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_trackevent" ("description", "edition_id", "has_all_units", "id", "next_steps", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "skipped_prerequisites_are", "slug", "target_minutes", "title") VALUES (NEW."description", NEW."edition_id", NEW."has_all_units", NEW."id", NEW."next_steps", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."skipped_prerequisites_are", NEW."slug", NEW."target_minutes", NEW."title"); RETURN NULL;', hash='d0a5ac0f41d1099318015e33ed2e876c56a44243', operation='UPDATE', pgid='pgtrigger_update_update_8714b', table='curriculum_track', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='track',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_trackevent" ("description", "edition_id", "has_all_units", "id", "next_steps", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "skipped_prerequisites_are", "slug", "target_minutes", "title") VALUES (OLD."description", OLD."edition_id", OLD."has_all_units", OLD."id", OLD."next_steps", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."skipped_prerequisites_are", OLD."slug", OLD."target_minutes", OLD."title"); RETURN NULL;', hash='4931d684dc706788fa95b9fbc5f2780a4c2095b8', operation='DELETE', pgid='pgtrigger_delete_delete_77984', table='curriculum_track', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackunit',
            trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF TG_OP <> 'DELETE' THEN\n                    IF TG_OP = 'UPDATE' AND (NEW.track_id, NEW.unit_id, NEW.position) IS NOT DISTINCT FROM (OLD.track_id, OLD.unit_id, OLD.position) THEN\n                        RETURN NEW;\n                    END IF;\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = (SELECT edition_id FROM curriculum_track WHERE id = NEW.track_id)) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                IF TG_OP <> 'INSERT' THEN\n                    IF EXISTS (SELECT FROM curriculum_edition WHERE published_at IS NOT NULL AND id = (SELECT edition_id FROM curriculum_track WHERE id = OLD.track_id)) THEN \n    RAISE EXCEPTION 'a published edition stays as it is'\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_is_frozen',\n            TABLE = TG_TABLE_NAME\n; END IF;\n                END IF;\n                RETURN coalesce(NEW, OLD);\n            ", hash='607966df3c26f99a0d703c54e3d94bfda2636a42', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_frozen_31119', table='curriculum_trackunit', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackunit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_trackunitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "track_id", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."track_id", NEW."unit_id"); RETURN NULL;', hash='083ef9ec2ad051007e5f5597895b12043364d22f', operation='INSERT', pgid='pgtrigger_insert_insert_d9e8c', table='curriculum_trackunit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackunit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_trackunitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "track_id", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."track_id", NEW."unit_id"); RETURN NULL;', hash='a21295db532d711a4fd86a4f1b785d0f85bae3cb', operation='UPDATE', pgid='pgtrigger_update_update_0c9fd', table='curriculum_trackunit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trackunit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_trackunitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "track_id", "unit_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."track_id", OLD."unit_id"); RETURN NULL;', hash='50503188b5c0b820de09a1289aed7152b2cb0659', operation='DELETE', pgid='pgtrigger_delete_delete_61876', table='curriculum_trackunit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_unitevent" ("basis", "id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_note", "retired_at", "slug", "summary", "title", "yields", "yields_instead") VALUES (NEW."basis", NEW."id", NEW."kind", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."portfolio_note", NEW."retired_at", NEW."slug", NEW."summary", NEW."title", NEW."yields", NEW."yields_instead"); RETURN NULL;', hash='df78d88e146bf2de3145532a07b3184c389d8c30', operation='INSERT', pgid='pgtrigger_insert_insert_a99a8', table='curriculum_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_unitevent" ("basis", "id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_note", "retired_at", "slug", "summary", "title", "yields", "yields_instead") VALUES (NEW."basis", NEW."id", NEW."kind", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."portfolio_note", NEW."retired_at", NEW."slug", NEW."summary", NEW."title", NEW."yields", NEW."yields_instead"); RETURN NULL;', hash='4b2661a77b233f9a042e5b84b2a244a4564f6443', operation='UPDATE', pgid='pgtrigger_update_update_3e0b4', table='curriculum_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_unitevent" ("basis", "id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio_note", "retired_at", "slug", "summary", "title", "yields", "yields_instead") VALUES (OLD."basis", OLD."id", OLD."kind", OLD."minutes", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."portfolio_note", OLD."retired_at", OLD."slug", OLD."summary", OLD."title", OLD."yields", OLD."yields_instead"); RETURN NULL;', hash='cd90d87fefe227373c123158d25484f1607531c5', operation='DELETE', pgid='pgtrigger_delete_delete_9e35c', table='curriculum_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitresource',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_unitresourceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "unit_id", "use") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."resource_id", NEW."unit_id", NEW."use"); RETURN NULL;', hash='730e89fa6a61c1af5da0e70e48352a7f61b4c5d9', operation='INSERT', pgid='pgtrigger_insert_insert_d6a32', table='curriculum_unitresource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitresource',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "curriculum_unitresourceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "unit_id", "use") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."resource_id", NEW."unit_id", NEW."use"); RETURN NULL;', hash='8a79e0a22c75eb99379beb6d37ab64cb96788ca2', operation='UPDATE', pgid='pgtrigger_update_update_4e103', table='curriculum_unitresource', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitresource',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "curriculum_unitresourceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "resource_id", "unit_id", "use") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."resource_id", OLD."unit_id", OLD."use"); RETURN NULL;', hash='f61aa95787bb7fe6a1889d8213f30f758f2d0873', operation='DELETE', pgid='pgtrigger_delete_delete_8f7c5', table='curriculum_unitresource', when='AFTER')),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]

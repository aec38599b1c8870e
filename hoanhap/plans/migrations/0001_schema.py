import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("plans", name) for name in ("0001_initial", "0002_kind_of_share", "0003_reminders_by_day",)]

    initial = True

    dependencies = [
        ('access', '__first__'),
        ('documents', '0001_schema'),
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=400)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='units.agency')),
                ('keeper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='documents.directive')),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_by', to='plans.plan')),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('notice', models.CharField(blank=True, max_length=300)),
                ('sections', models.JSONField(default=list)),
                ('unresolved', models.JSONField(default=list)),
                ('unread', models.JSONField(default=list)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='plan_span')],
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='plans.plan')),
                ('number', models.PositiveSmallIntegerField()),
                ('on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('by_name', models.CharField(blank=True, max_length=120)),
                ('content', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='plan_version')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plans.plan')),
                ('key', models.SlugField(max_length=40)),
                ('position', models.PositiveIntegerField()),
                ('code', models.CharField(blank=True, max_length=40)),
                ('group', models.CharField(blank=True, max_length=400)),
                ('content', models.TextField()),
                ('origin', models.CharField(default='typed', max_length=8)),
                ('leads', models.TextField(blank=True)),
                ('coordinators', models.TextField(blank=True)),
                ('starts_on', models.DateField(null=True)),
                ('starts_words', models.CharField(blank=True, max_length=200)),
                ('last_on', models.DateField(null=True)),
                ('last_words', models.CharField(blank=True, max_length=200)),
                ('promised_on', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('every', models.CharField(blank=True, max_length=10)),
                ('series', models.CharField(blank=True, max_length=40)),
                ('report', models.BooleanField(default=False)),
                ('measure', models.CharField(blank=True, max_length=12)),
                ('measure_ref', models.CharField(blank=True, max_length=120)),
                ('measure_bar', models.BigIntegerField(null=True)),
                ('answers', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_by', to='plans.task')),
                ('added_in', models.PositiveSmallIntegerField(default=1)),
                ('dropped_in', models.PositiveSmallIntegerField(null=True)),
                ('after', models.ManyToManyField(blank=True, related_name='before', to='plans.task')),
            ],
            options={
                'indexes': [models.Index(fields=['plan', 'position'], name='plans_task_plan_id_662dba_idx')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'key'), name='task_key')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='plans.plan')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='plans.task')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('branch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('lead', models.BooleanField(default=True)),
                ('began_on', models.DateField(null=True)),
                ('moved_on', models.DateField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('proved', models.BooleanField(default=False)),
                ('blocked', models.CharField(blank=True, max_length=160)),
                ('kind', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['plan', 'lead', 'task', 'branch', 'kind', 'agency'], name='share_board'), models.Index(fields=['plan', 'lead', 'kind', 'moved_on', 'task', 'branch', 'agency'], name='share_kind'), models.Index(condition=models.Q(('done_on', None)), fields=['agency', 'lead'], name='share_open')],
                'constraints': [models.UniqueConstraint(fields=('task', 'agency'), name='share_once')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='plans.share')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rung', models.SmallIntegerField()),
                ('on', models.DateField()),
                ('words', models.CharField(max_length=500)),
                ('mailed', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['user', 'on'], name='plans_remin_user_id_7c4bc9_idx')],
                'constraints': [models.UniqueConstraint(fields=('share', 'user', 'rung'), name='reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('share', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='plans.share')),
                ('kind', models.CharField(max_length=8)),
                ('on', models.DateField()),
                ('text', models.TextField(blank=True)),
                ('blocked_by', models.CharField(blank=True, max_length=160)),
                ('evidence', models.CharField(blank=True, max_length=12)),
                ('evidence_ref', models.CharField(blank=True, max_length=120)),
                ('evidence_words', models.CharField(blank=True, max_length=300)),
                ('by', models.BigIntegerField(null=True)),
                ('by_name', models.CharField(max_length=120)),
                ('noted_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['share', 'on'], name='plans_progr_share_i_f3c7f6_idx')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='plans.plan')),
                ('key', models.SlugField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('indicator', models.CharField(blank=True, max_length=60)),
                ('value', models.BigIntegerField(null=True)),
                ('base', models.BigIntegerField(null=True)),
                ('direction', models.CharField(default='at_least', max_length=8)),
                ('grows', models.BooleanField(default=False)),
                ('measure', models.CharField(blank=True, max_length=40)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('by_on', models.DateField()),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='plans.target')),
                ('note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'key'), name='target_key'), models.CheckConstraint(condition=models.Q(('direction__in', ['at_least', 'at_most'])), name='target_direction')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='plans.target')),
                ('on', models.DateField()),
                ('value', models.BigIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('by_name', models.CharField(max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['target', 'on'], name='plans_readi_target__417a28_idx')],
            },
        ),
        migrations.CreateModel(
            name='TeamVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='plans.plan')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('on', models.DateField()),
                ('team', models.TextField()),
                ('conclusion', models.TextField(blank=True)),
                ('by_name', models.CharField(max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['plan', 'on'], name='plans_teamv_plan_id_9ecda8_idx')],
            },
        ),
        migrations.CreateModel(
            name='Shortcoming',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shortcomings', to='plans.teamvisit')),
                ('task', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shortcomings', to='plans.task')),
                ('text', models.TextField()),
                ('last_on', models.DateField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('how', models.TextField(blank=True)),
                ('done_by', models.CharField(blank=True, max_length=120)),
            ],
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reporting", name)
        for name in (
            "0001_initial",
            "0002_notice",
            "0003_register",
            "0004_evidence",
            "0005_said",
        )
    ]

    initial = True

    dependencies = [
        ('documents', '0001_schema'),
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('title', models.CharField(max_length=200)),
                ('title_en', models.CharField(max_length=200)),
                ('basis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='documents.directive')),
                ('ordered_on', models.DateField()),
                ('map_date', models.DateField()),
                ('data_from', models.DateField()),
                ('data_to', models.DateField()),
                ('outlines', models.JSONField(default=list)),
                ('notice', models.CharField(blank=True, max_length=300)),
                ('notice_en', models.CharField(blank=True, max_length=300)),
                ('opened_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Respondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='respondents', to='reporting.campaign')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='reporting.respondent')),
                ('level', models.CharField(max_length=12)),
                ('path', models.CharField(max_length=120)),
                ('name', models.CharField(max_length=200)),
                ('sort', models.CharField(max_length=200)),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'path'], name='reporting_r_campaig_9c258e_idx'), models.Index(fields=['campaign', 'level'], name='reporting_r_campaig_368ab2_idx')],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'agency'), name='respondent_once')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('respondent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='reporting.respondent')),
                ('form', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('state', models.CharField(default='none', max_length=10)),
                ('lock', models.PositiveIntegerField(default=0)),
                ('warnings', models.PositiveSmallIntegerField(default=0)),
                ('touched_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_on', models.DateField(null=True)),
                ('register', models.BooleanField(default=False)),
                ('over', models.PositiveSmallIntegerField(default=0)),
                ('followed', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['form', 'state'], name='reporting_s_form_9aea33_idx')],
                'constraints': [models.UniqueConstraint(fields=('respondent', 'form'), name='submission_once')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='reporting.submission')),
                ('number', models.PositiveIntegerField()),
                ('cause', models.CharField(max_length=10)),
                ('body', models.TextField()),
                ('evidence', models.TextField(blank=True)),
                ('digest', models.CharField(max_length=64)),
                ('by', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'number'), name='snapshot_number')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('respondent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='reporting.respondent')),
                ('addressee', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('pulled_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pulled', to='reporting.recommendation')),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Difficulty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('respondent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='difficulties', to='reporting.respondent')),
                ('theme', models.CharField(max_length=12)),
                ('cause', models.CharField(max_length=12)),
                ('text', models.TextField()),
                ('pulled_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='pulled', to='reporting.difficulty')),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('respondent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reporting.respondent')),
                ('outline', models.CharField(max_length=40)),
                ('section', models.CharField(max_length=20)),
                ('text', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('by_name', models.CharField(blank=True, max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('respondent', 'outline', 'section'), name='section_once')],
            },
        ),
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='reporting.submission')),
                ('missing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.respondent')),
                ('reason', models.CharField(max_length=300)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'missing'), name='gap_once')],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='explanations', to='reporting.submission')),
                ('row', models.CharField(max_length=20)),
                ('column', models.CharField(max_length=20)),
                ('check_code', models.CharField(max_length=40)),
                ('revision', models.PositiveIntegerField()),
                ('text', models.CharField(max_length=500)),
                ('by', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='reporting.submission')),
                ('step', models.CharField(max_length=12)),
                ('source', models.CharField(max_length=10)),
                ('target', models.CharField(max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('cells', models.JSONField(default=list)),
                ('by', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['submission', 'at'], name='reporting_e_submiss_c151dc_idx')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='reporting.submission')),
                ('cells', models.JSONField()),
                ('reason', models.TextField()),
                ('proposed_by', models.BigIntegerField()),
                ('proposed_by_name', models.CharField(max_length=150)),
                ('proposed_at', models.DateTimeField()),
                ('state', models.CharField(default='proposed', max_length=10)),
                ('decided_by', models.BigIntegerField(null=True)),
                ('decided_by_name', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='proposer_is_not_approver'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('submission',), name='one_open_correction')],
            },
        ),
        migrations.CreateModel(
            name='Cell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='reporting.submission')),
                ('row', models.CharField(max_length=20)),
                ('column', models.CharField(max_length=20)),
                ('value', models.BigIntegerField(null=True)),
                ('text', models.TextField(blank=True)),
                ('mark', models.CharField(blank=True, max_length=4)),
                ('qualifier', models.CharField(blank=True, max_length=2)),
                ('derived', models.BigIntegerField(null=True)),
                ('said', models.TextField(null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('reopened', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['submission', 'row', 'column', 'value', 'mark', 'qualifier'], name='cell_sum')],
                'constraints': [models.UniqueConstraint(fields=('submission', 'row', 'column'), name='cell_once'), models.CheckConstraint(condition=models.Q(('mark', ''), ('value__isnull', True), _connector='OR'), name='nil_has_no_value')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='reporting.submission')),
                ('digest', models.CharField(max_length=64)),
                ('filename', models.CharField(max_length=200)),
                ('rows_read', models.PositiveIntegerField()),
                ('accepted', models.PositiveIntegerField()),
                ('by', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='reporting.submission')),
                ('row', models.CharField(max_length=20)),
                ('column', models.CharField(max_length=20)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('revision', models.PositiveIntegerField()),
                ('by', models.BigIntegerField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('upload', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries', to='reporting.upload')),
            ],
            options={
                'indexes': [models.Index(fields=['submission', 'row', 'column', 'at'], name='reporting_e_submiss_f8b464_idx')],
            },
        ),
        migrations.CreateModel(
            name='CampaignForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='forms', to='reporting.campaign')),
                ('form', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'form'), name='campaign_form')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='reporting.campaign')),
                ('level', models.CharField(max_length=12)),
                ('ends', models.DateField()),
                ('phrase', models.CharField(max_length=8)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'level'), name='campaign_deadline')],
            },
        ),
        migrations.AddField(
            model_name='submission',
            name='accepted',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reporting.snapshot'),
        ),
        migrations.AddField(
            model_name='submission',
            name='sealed',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reporting.snapshot'),
        ),
    ]

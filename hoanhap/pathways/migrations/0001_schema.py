import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("pathways", name) for name in ("0001_initial", "0002_walk", "0003_no_index_twice",)]

    initial = True

    dependencies = [
        ('people', '0001_schema'),
        ('resources', '0001_schema'),
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='people.person')),
                ('pathway', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('turn', models.SmallIntegerField(default=1)),
                ('case', models.CharField(blank=True, max_length=12)),
                ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='resources.place')),
                ('state', models.CharField(max_length=24)),
                ('open', models.BooleanField(default=True)),
                ('opened_on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=16)),
                ('days_deducted', models.IntegerField(default=0)),
                ('inside', models.BooleanField(default=False)),
                ('revision', models.IntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'opened_on'], name='pathways_me_person__fb5545_idx'), models.Index(fields=['commune', 'open', 'state'], name='pathways_me_commune_c76df4_idx'), models.Index(fields=['place', 'open', 'state'], name='pathways_me_place_i_cc2925_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='measure_term'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('open', True)), models.Q(('closed_on__isnull', False), ('open', False)), _connector='OR'), name='measure_closed')],
            },
        ),
        migrations.CreateModel(
            name='CentreEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='pathways.measure')),
                ('kind', models.CharField(max_length=12)),
                ('on', models.DateField()),
                ('until', models.DateField(null=True)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('words_sealed', models.BinaryField(null=True)),
                ('by', models.CharField(max_length=150)),
            ],
            options={
                'indexes': [models.Index(fields=['measure', 'kind', 'on'], name='pathways_ce_measure_146f2b_idx')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='pathways.measure')),
                ('stage', models.CharField(max_length=12)),
                ('bed', models.CharField(blank=True, max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='stay_span')],
            },
        ),
        migrations.CreateModel(
            name='StepTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='pathways.measure')),
                ('number', models.IntegerField()),
                ('step', models.CharField(max_length=40)),
                ('version', models.CharField(default='', max_length=20)),
                ('before', models.CharField(blank=True, max_length=24)),
                ('after', models.CharField(max_length=24)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(null=True)),
                ('facts', models.JSONField(default=dict)),
                ('words_sealed', models.BinaryField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('by', models.CharField(max_length=150)),
                ('post', models.IntegerField(null=True)),
                ('taken_back_by', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='takes_back', to='pathways.steptaken')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'number'), name='step_number')],
            },
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='pathways.measure')),
                ('rule', models.CharField(max_length=60)),
                ('law_on', models.DateField()),
                ('started_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='started', to='pathways.steptaken')),
                ('started_at', models.DateTimeField()),
                ('hours', models.BooleanField(default=False)),
                ('ahead', models.BooleanField(default=False)),
                ('due_at', models.DateTimeField(null=True)),
                ('stopped_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stopped', to='pathways.steptaken')),
                ('stopped_at', models.DateTimeField(null=True)),
                ('suspensions', models.JSONField(default=list)),
                ('extended', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('stopped_at__isnull', True)), fields=['due_at'], name='clock_running')],
            },
        ),
        migrations.CreateModel(
            name='Determination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='determinations', to='people.person')),
                ('on', models.DateField()),
                ('result', models.CharField(max_length=14)),
                ('substances', models.CharField(blank=True, max_length=120)),
                ('criteria', models.SmallIntegerField(null=True)),
                ('clinician', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='resources.staff')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('number', models.CharField(blank=True, max_length=40)),
                ('findings_sealed', models.BinaryField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'on'], name='pathways_de_person__7baaa8_idx')],
            },
        ),
    ]

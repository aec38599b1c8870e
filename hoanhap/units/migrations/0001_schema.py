import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("units", name) for name in ("0001_initial", "0002_unknown_successor_and_main_part",)]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8)),
                ('level', models.CharField(max_length=8)),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('folded', models.CharField(max_length=120)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('start_known', models.BooleanField(default=True)),
                ('successor_unknown', models.BooleanField(default=False)),
                ('act', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'indexes': [models.Index(fields=['level', 'valid_from', 'valid_to'], name='units_unit_level_a3d1d0_idx'), models.Index(fields=['folded'], name='units_unit_folded_eb47f7_idx')],
                'constraints': [models.UniqueConstraint(fields=('level', 'code', 'valid_from'), name='unit_code_from'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='unit_span'), models.CheckConstraint(condition=models.Q(('successor_unknown', False), ('valid_to__isnull', False), _connector='OR'), name='unit_unknown_when_ended')],
            },
        ),
        migrations.CreateModel(
            name='UnitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('kind', models.CharField(max_length=8)),
                ('act', models.CharField(max_length=80)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('undo', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['on'], name='units_unitc_on_a6d9d8_idx')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['parent'], name='units_place_parent__743941_idx')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'valid_from'), name='placement_from'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='placement_span')],
            },
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('sector', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='units.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'sector'], name='units_agenc_unit_id_4e7947_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='agency_span')],
            },
        ),
        migrations.CreateModel(
            name='UnitLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partial', models.BooleanField(default=False)),
                ('certain', models.BooleanField(default=True)),
                ('main', models.BooleanField(default=True)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='before_links', to='units.unit')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='after_links', to='units.unit')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='units.unitchange')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('before', 'after', 'change'), name='unit_link')],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("indicators", name)
        for name in (
            "0001_initial",
            "0002_the_number_of_an_indicator",
            "0003_saved_tables",
        )
    ]

    initial = True

    dependencies = [
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='IndicatorNumber',
            fields=[
                ('id', models.SmallAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=80, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Store',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.CharField(max_length=64)),
                ('map', models.CharField(max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Column',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('start', models.DateField()),
                ('end', models.DateField()),
                ('map_day', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('start', 'end', 'map_day'), name='figure_column'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='figure_column_span')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('pk', models.CompositePrimaryKey('unit_id', 'column_id', 'series_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('value', models.BigIntegerField()),
                ('column', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='indicators.column')),
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='units.unit')),
                ('series', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='indicators.indicatornumber')),
            ],
        ),
        migrations.CreateModel(
            name='SavedTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('question', models.JSONField()),
                ('shared', models.BooleanField(default=False)),
                ('by', models.BigIntegerField(db_index=True)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
            ],
        ),
        migrations.CreateModel(
            name='FigureChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('delta', models.BigIntegerField()),
                ('column', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='indicators.column')),
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='units.unit')),
                ('series', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='indicators.indicatornumber')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'column'], name='indicators__unit_id_b530a5_idx')],
            },
        ),
    ]

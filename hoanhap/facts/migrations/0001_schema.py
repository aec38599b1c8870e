import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("facts", name) for name in ("0001_initial", "0002_rows_of_a_unit",)]

    initial = True

    dependencies = [
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Derivation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shape', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Load',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('rows', models.IntegerField()),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.BigIntegerField(null=True, unique=True)),
                ('sex', models.CharField(blank=True, max_length=6)),
                ('birth', models.DateField()),
                ('load', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='facts.load')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('load__isnull', False)), fields=['load'], name='subject_load')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(max_length=16)),
                ('subject', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='facts.subject')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('start', models.DateField()),
                ('end', models.DateField(null=True)),
                ('codes', models.CharField(blank=True, max_length=120)),
                ('amount', models.BigIntegerField(default=0)),
                ('load', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='facts.load')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'relation'], name='fact_of_unit'), models.Index(condition=models.Q(('load__isnull', False)), fields=['load'], name='fact_load')],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='fact_span')],
            },
        ),
    ]

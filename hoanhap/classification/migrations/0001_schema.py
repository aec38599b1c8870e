import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("classification", name) for name in ("0001_ratings",)]

    initial = True

    dependencies = [
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scorecard', models.CharField(max_length=40)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='units.unit')),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='draft', max_length=10)),
                ('figures', models.JSONField(default=dict)),
                ('computed', models.CharField(blank=True, max_length=40)),
                ('proposed', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('proposed_by', models.BigIntegerField(null=True)),
                ('decided', models.CharField(blank=True, max_length=40)),
                ('decided_by', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['scorecard', 'year', 'state'], name='classificat_scoreca_c07ca6_idx')],
                'constraints': [models.UniqueConstraint(fields=('scorecard', 'unit', 'year'), name='rating_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), models.Q(('decided', ''), _negated=True)), models.Q(models.Q(('state', 'approved'), _negated=True), ('decided', '')), _connector='OR'), name='rating_decided_when_approved'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='rating_decided_by_another')],
            },
        ),
        migrations.CreateModel(
            name='RatingFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='typed', to='classification.rating')),
                ('code', models.CharField(max_length=40)),
                ('value', models.BigIntegerField()),
                ('source', models.CharField(max_length=300)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('rating', 'code'), name='rating_figure_once')],
            },
        ),
        migrations.CreateModel(
            name='RatingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='classification.rating')),
                ('step', models.CharField(max_length=10)),
                ('of_class', models.CharField(blank=True, max_length=40)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('by_name', models.CharField(max_length=150)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
            ],
        ),
    ]

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("resources", name)
        for name in (
            "0001_initial",
            "0002_profession",
            "0003_seat",
            "0004_other_means",
            "0005_reached",
        )
    ]

    initial = True

    dependencies = [
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('kind', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=200)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='units.agency')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('act', models.CharField(blank=True, max_length=80)),
                ('seat', models.CharField(blank=True, max_length=16)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='place_span')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_on', models.DateField()),
                ('by', models.CharField(max_length=150)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='resources.item')),
                ('why', models.CharField(blank=True, max_length=200)),
                ('gone_on', models.DateField(null=True)),
                ('gone_by', models.CharField(blank=True, max_length=150)),
                ('gone_why', models.CharField(blank=True, max_length=200)),
                ('noun', models.CharField(max_length=24)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='units.agency')),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='resources.place')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('told', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['noun', 'valid_from'], name='item_of_noun')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='item_span')],
            },
        ),
        migrations.CreateModel(
            name='Capacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='capacities', to='resources.place')),
                ('beds', models.IntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='capacity_span'), models.CheckConstraint(condition=models.Q(('beds__gte', 0)), name='capacity_beds')],
            },
        ),
        migrations.CreateModel(
            name='PlaceDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_on', models.DateField()),
                ('by', models.CharField(max_length=150)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='resources.placedecision')),
                ('why', models.CharField(blank=True, max_length=200)),
                ('gone_on', models.DateField(null=True)),
                ('gone_by', models.CharField(blank=True, max_length=150)),
                ('gone_why', models.CharField(blank=True, max_length=200)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='resources.place')),
                ('what', models.CharField(max_length=12)),
                ('first', models.DateField()),
                ('function', models.CharField(blank=True, max_length=16)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='resources.place')),
                ('number', models.CharField(max_length=80)),
                ('issued_on', models.DateField(null=True)),
                ('issuer', models.CharField(blank=True, max_length=160)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('gone_on', None)), fields=('place', 'what', 'first'), name='place_decision')],
            },
        ),
        migrations.CreateModel(
            name='Reached',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reached', to='resources.item')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('level', models.CharField(max_length=8)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'unit'), name='reached_once')],
            },
        ),
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff', to='units.agency')),
                ('sector', models.CharField(max_length=20)),
                ('profession', models.CharField(default='other', max_length=16)),
                ('title', models.CharField(blank=True, max_length=80)),
                ('post', models.IntegerField(db_index=True, null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='staff_span')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='resources.staff')),
                ('kind', models.CharField(max_length=20)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('issued_by', models.CharField(blank=True, max_length=160)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='certificate_span')],
            },
        ),
        migrations.CreateModel(
            name='StockMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written_on', models.DateField()),
                ('by', models.CharField(max_length=150)),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='resources.stockmonth')),
                ('why', models.CharField(blank=True, max_length=200)),
                ('gone_on', models.DateField(null=True)),
                ('gone_by', models.CharField(blank=True, max_length=150)),
                ('gone_why', models.CharField(blank=True, max_length=200)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stock', to='resources.place')),
                ('medicine', models.CharField(max_length=16)),
                ('month', models.DateField()),
                ('opening', models.BigIntegerField()),
                ('received', models.BigIntegerField()),
                ('dispensed', models.BigIntegerField()),
                ('returned', models.BigIntegerField()),
                ('destroyed', models.BigIntegerField()),
                ('closing', models.BigIntegerField()),
                ('explanation', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('gone_on', None)), fields=('place', 'medicine', 'month'), name='stock_month'), models.CheckConstraint(condition=models.Q(('dispensed__gte', 0), ('opening__gte', 0), ('received__gte', 0), ('closing__gte', 0), ('destroyed__gte', 0), ('returned__gte', 0)), name='stock_amounts'), models.CheckConstraint(condition=models.Q(('gone_on__isnull', False), ('closing', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('opening'), '+', models.F('received')), '-', models.F('dispensed')), '-', models.F('returned')), '-', models.F('destroyed'))), models.Q(('explanation', ''), _negated=True), _connector='OR'), name='stock_explained')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=160)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('act', models.CharField(blank=True, max_length=80)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='team_span')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='resources.team')),
                ('name', models.CharField(max_length=120)),
                ('role', models.CharField(max_length=16)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='member_span')],
            },
        ),
    ]

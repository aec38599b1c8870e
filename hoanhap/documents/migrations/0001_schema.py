import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("documents", name)
        for name in (
            "0001_initial",
            "0002_papers",
            "0003_papers_signed_and_revoked",
            "0004_directives",
        )
    ]

    initial = True

    dependencies = [
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Directive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('kind', models.CharField(max_length=8)),
                ('number', models.CharField(blank=True, max_length=20)),
                ('symbol', models.CharField(blank=True, max_length=40)),
                ('issued_on', models.DateField(db_index=True, null=True)),
                ('issued_text', models.CharField(blank=True, max_length=40)),
                ('issuer', models.CharField(max_length=200)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('summary', models.CharField(max_length=400)),
                ('signer', models.CharField(blank=True, max_length=200)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('in_force_from', models.DateField(null=True)),
                ('in_force_to', models.DateField(null=True)),
                ('mark', models.CharField(blank=True, db_index=True, max_length=70)),
                ('folded', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('entered_by', models.CharField(blank=True, max_length=150)),
                ('entered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('year', models.SmallIntegerField()),
                ('book', models.CharField(max_length=20)),
                ('last', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'year', 'book'), name='series_once')],
            },
        ),
        migrations.CreateModel(
            name='OfficialPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('state', models.CharField(default='draft', max_length=8)),
                ('book', models.CharField(blank=True, max_length=20)),
                ('number', models.IntegerField(null=True)),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='documents.series')),
                ('symbol', models.CharField(blank=True, max_length=40)),
                ('dated', models.DateField()),
                ('issued_on', models.DateField(null=True)),
                ('signer', models.CharField(blank=True, max_length=120)),
                ('signed_as', models.CharField(blank=True, max_length=300)),
                ('subject', models.CharField(blank=True, db_index=True, max_length=16)),
                ('matter', models.CharField(blank=True, db_index=True, max_length=40)),
                ('facts', models.JSONField(default=dict)),
                ('content_sealed', models.BinaryField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('revoked_on', models.DateField(null=True)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revokes', to='documents.officialpaper')),
                ('reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='paper_number'), models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', True), ('number__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('issued_on__isnull', False), models.Q(('number__isnull', False), ('book', ''), _connector='OR')), _connector='OR'), name='paper_numbered'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_on__isnull', False), ('state', 'revoked')), models.Q(models.Q(('state', 'revoked'), _negated=True), ('revoked_on__isnull', True)), _connector='OR'), name='paper_revoked')],
            },
        ),
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addressees', to='documents.directive')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('sector', models.CharField(blank=True, max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='addressee_span'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), models.Q(('sector', ''), _negated=True), _connector='OR'), name='addressee_named')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='documents.directive')),
                ('revision', models.PositiveIntegerField()),
                ('fields', models.JSONField()),
                ('reason', models.CharField(max_length=300)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('directive', 'revision'), name='directive_change_once')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='documents.directive')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=4)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField(null=True)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('off_at', models.DateTimeField(null=True)),
                ('off_by', models.CharField(blank=True, max_length=150)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('off_at__isnull', True)), models.Q(('content__isnull', True), ('off_at__isnull', False)), _connector='OR'), name='directive_file_there')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='documents.directive')),
                ('kind', models.CharField(max_length=8)),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links_to', to='documents.directive')),
                ('cited', models.CharField(blank=True, max_length=400)),
                ('mark', models.CharField(blank=True, db_index=True, max_length=70)),
                ('dated', models.DateField(null=True)),
                ('from_on', models.DateField(null=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('directive', 'kind', 'target'), name='directive_link_once'), models.CheckConstraint(condition=models.Q(('target__isnull', False), models.Q(('cited', ''), _negated=True), _connector='OR'), name='directive_link_to'), models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target', models.F('directive')), _negated=True), _connector='OR'), name='directive_not_on_itself')],
            },
        ),
    ]

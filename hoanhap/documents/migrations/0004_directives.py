import django.db.models.deletion
from django.db import migrations, models

from hoanhap.documents.rules.directives import Citation, searched


def carry(apps, schema_editor):
    """Bases become links; what is searched through is written once for what was recorded before."""
    Directive, Link = (apps.get_model("documents", name) for name in ("Directive", "DirectiveLink"))
    for d in Directive.objects.all():
        cited = Citation(d.kind, d.number, d.symbol, d.issuer, d.summary, d.issued_on, d.issued_text)
        d.mark, d.folded = cited.mark, searched(cited)
        d.save(update_fields=["mark", "folded"])
        Link.objects.bulk_create(
            Link(directive=d, kind="basis", target=base, position=n) for n, base in enumerate(d.bases.order_by("pk"))
        )


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_papers_signed_and_revoked'),
        ('units', '0002_unknown_successor_and_main_part'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='entered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='directive',
            name='entered_by',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='directive',
            name='folded',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='directive',
            name='in_force_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='directive',
            name='in_force_to',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='directive',
            name='issued_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency'),
        ),
        migrations.AddField(
            model_name='directive',
            name='mark',
            field=models.CharField(blank=True, db_index=True, max_length=70),
        ),
        migrations.AddField(
            model_name='directive',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='directive',
            name='signer',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='directive',
            name='issued_on',
            field=models.DateField(db_index=True, null=True),
        ),
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sector', models.CharField(blank=True, max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addressees', to='documents.directive')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='addressee_span'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), models.Q(('sector', ''), _negated=True), _connector='OR'), name='addressee_named')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('fields', models.JSONField()),
                ('reason', models.CharField(max_length=300)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='documents.directive')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('directive', 'revision'), name='directive_change_once')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=4)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('content', models.BinaryField(null=True)),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('off_at', models.DateTimeField(null=True)),
                ('off_by', models.CharField(blank=True, max_length=150)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='documents.directive')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('content__isnull', False), ('off_at__isnull', True)), models.Q(('content__isnull', True), ('off_at__isnull', False)), _connector='OR'), name='directive_file_there')],
            },
        ),
        migrations.CreateModel(
            name='DirectiveLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('cited', models.CharField(blank=True, max_length=400)),
                ('mark', models.CharField(blank=True, db_index=True, max_length=70)),
                ('dated', models.DateField(null=True)),
                ('from_on', models.DateField(null=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='documents.directive')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links_to', to='documents.directive')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('directive', 'kind', 'target'), name='directive_link_once'), models.CheckConstraint(condition=models.Q(('target__isnull', False), models.Q(('cited', ''), _negated=True), _connector='OR'), name='directive_link_to'), models.CheckConstraint(condition=models.Q(('target__isnull', True), models.Q(('target', models.F('directive')), _negated=True), _connector='OR'), name='directive_not_on_itself')],
            },
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='directive',
            name='bases',
        ),
    ]

from django.db import migrations, models

from hoanhap.audit import guards


class Migration(migrations.Migration):
    replaces = [("audit", name) for name in ("0001_initial", "0002_guards",)]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Head',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('signature', models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('row_id', models.BigIntegerField(unique=True)),
                ('digest', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Unsealed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_id', models.BigIntegerField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='AuditRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor', models.CharField(blank=True, max_length=150)),
                ('post_id', models.BigIntegerField(null=True)),
                ('channel', models.CharField(max_length=8)),
                ('action', models.CharField(max_length=60)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('ref', models.CharField(blank=True, max_length=80)),
                ('detail', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'ref'], name='audit_audit_kind_3ae769_idx'), models.Index(fields=['actor', 'at'], name='audit_audit_actor_a2ec2e_idx'), models.Index(fields=['action', 'at'], name='audit_audit_action_0d65fd_idx')],
            },
        ),
        migrations.RunPython(  # rows, seals and heads are only ever inserted, and the database says so too
            lambda apps, editor: guards.install(editor.connection),
            lambda apps, editor: guards.remove(editor.connection),
        ),
    ]

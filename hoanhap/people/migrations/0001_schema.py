import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

BY_BYTES = {
    "people_person": {"folded": 120, "given": 40},
    "people_alias": {"folded": 120},
    "people_nameword": {"word": 120, "given": 40, "folded": 120},
}


def by_bytes(apps: StateApps, schema: BaseDatabaseSchemaEditor) -> None:
    """Names are ordered alike on both databases; PostgreSQL would follow the language its cluster was made with."""
    if schema.connection.vendor != "postgresql":
        return
    for table, columns in BY_BYTES.items():
        changes = ", ".join(
            f'ALTER COLUMN "{name}" TYPE varchar({width}) COLLATE "C"' for name, width in columns.items()
        )
        schema.execute(f'ALTER TABLE "{table}" {changes}')


class Migration(migrations.Migration):
    replaces = [
        ("people", name)
        for name in (
            "0001_initial",
            "0002_reach",
            "0003_name_words",
            "0004_name_words_by_place",
            "0005_no_index_twice",
            "0006_lawful_knowledge",
            "0007_lists_that_wait",
            "0008_reach_by_agency_once",
        )
    ]

    initial = True

    dependencies = [
        ('access', '0001_schema'),
        ('units', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('name', models.CharField(blank=True, max_length=120)),
                ('folded', models.CharField(blank=True, max_length=120)),
                ('given', models.CharField(blank=True, max_length=40)),
                ('sex', models.CharField(blank=True, max_length=6)),
                ('birth_year', models.SmallIntegerField()),
                ('born_on', models.DateField(null=True)),
                ('ethnicity', models.CharField(blank=True, max_length=20)),
                ('education', models.CharField(blank=True, max_length=20)),
                ('occupation', models.CharField(blank=True, max_length=20)),
                ('commune', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('state', models.CharField(default='open', max_length=8)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='people.person')),
                ('registered_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('synthetic', models.BooleanField(default=False)),
                ('revision', models.IntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['folded', 'state', 'id', 'commune', 'birth_year'], name='person_found'), models.Index(fields=['commune', 'state', 'given', 'folded', 'id'], name='people_pers_commune_685007_idx'), models.Index(fields=['birth_year'], name='people_pers_birth_y_98bb98_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='person_merged'), models.CheckConstraint(condition=models.Q(('birth_year__gte', 1880)), name='person_birth'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'erased'), _negated=True), models.Q(('folded', ''), ('given', ''), ('name', '')), _connector='OR'), name='person_erased')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('digest', models.CharField(max_length=64)),
                ('rows', models.IntegerField()),
                ('accepted', models.IntegerField()),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=150)),
                ('undone_on', models.DateField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('added', models.JSONField(default=dict)),
                ('people', models.ManyToManyField(blank=True, related_name='batches', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['digest'], name='people_batc_digest_06ed2f_idx')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('asked_by', models.CharField(max_length=150)),
                ('asked_user', models.BigIntegerField()),
                ('asked_post', models.IntegerField(db_index=True)),
                ('asked_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('as_of', models.DateField()),
                ('purpose', models.CharField(max_length=4)),
                ('basis', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.legalbasis')),
                ('reason', models.CharField(max_length=300)),
                ('told', models.IntegerField(null=True)),
                ('asked_on', models.DateField()),
                ('state', models.CharField(default='asked', max_length=8)),
                ('fields', models.CharField(blank=True, max_length=120)),
                ('decided_by', models.CharField(blank=True, max_length=150)),
                ('decided_on', models.DateField(null=True)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('expires_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('ground', models.CharField(max_length=12)),
                ('basis', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.legalbasis')),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(db_index=True, max_length=150)),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('digest', models.CharField(max_length=64)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('wrapped', models.BinaryField()),
                ('master', models.CharField(max_length=16)),
                ('cells_sealed', models.BinaryField()),
                ('shown_sealed', models.BinaryField()),
                ('settled', models.JSONField(default=dict)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.batch')),
            ],
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alias', models.BooleanField()),
                ('last', models.BooleanField()),
                ('word', models.CharField(max_length=120)),
                ('given', models.CharField(max_length=40)),
                ('folded', models.CharField(max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alias', 'last', 'word', 'given', 'folded'), name='name_word')],
            },
        ),
        migrations.CreateModel(
            name='PersonKey',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='data_key', serialize=False, to='people.person')),
                ('wrapped', models.BinaryField()),
                ('master', models.CharField(max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='people.person')),
                ('about', models.CharField(default='person', max_length=40)),
                ('text_sealed', models.BinaryField()),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=150)),
            ],
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='people.person')),
                ('kind', models.CharField(max_length=12)),
                ('recorded_on', models.DateField()),
                ('withdrawn_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'kind'], name='people_need_person__c4cff2_idx')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('gone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=200)),
                ('undo', models.JSONField()),
                ('undone_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='IdentityPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='people.person')),
                ('kind', models.CharField(max_length=12)),
                ('number_sealed', models.BinaryField()),
                ('blind', models.CharField(db_index=True, max_length=44)),
                ('issued_on', models.DateField(null=True)),
                ('issued_by', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Glass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('user', models.BigIntegerField(db_index=True)),
                ('post', models.IntegerField()),
                ('category', models.CharField(max_length=12)),
                ('words_sealed', models.BinaryField(null=True)),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('on', models.DateField()),
                ('review_by', models.DateField()),
                ('reviewed_on', models.DateField(null=True)),
                ('reviewed_by', models.CharField(blank=True, max_length=150)),
                ('justified', models.BooleanField(null=True)),
                ('finding', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Distinct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('on', models.DateField()),
                ('by', models.CharField(max_length=150)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='distinct_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='distinct_pair')],
            },
        ),
        migrations.CreateModel(
            name='Disclosed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('disclosure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ledger', to='people.disclosure')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosed', to='people.person')),
                ('since', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('disclosure', 'person'), name='disclosed_once')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='people.person')),
                ('relation', models.CharField(max_length=12)),
                ('details_sealed', models.BinaryField()),
                ('represents', models.BooleanField(default=False)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='contact_span')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='people.person')),
                ('helper', models.CharField(max_length=120)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('post', models.IntegerField(db_index=True, null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='assignment_span')],
            },
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.person')),
                ('name', models.CharField(max_length=120)),
                ('folded', models.CharField(db_index=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Reach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='reaches', to='people.person')),
                ('kind', models.CharField(max_length=10)),
                ('agency', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('post', models.IntegerField(null=True)),
                ('why', models.CharField(max_length=60)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'kind'], name='people_reac_person__9058a4_idx'), models.Index(condition=models.Q(('agency__isnull', False)), fields=['agency', 'kind'], name='reach_agency'), models.Index(condition=models.Q(('post__isnull', False)), fields=['post'], name='reach_post')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='reach_span'), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('post__isnull', True)), models.Q(('agency__isnull', True), ('post__isnull', False)), _connector='OR'), name='reach_whom')],
            },
        ),
        migrations.CreateModel(
            name='Residence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='residences', to='people.person')),
                ('commune', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('kind', models.CharField(max_length=12)),
                ('address_sealed', models.BinaryField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('left_confirmed_on', models.DateField(null=True)),
                ('left_confirmed_by', models.CharField(blank=True, max_length=120)),
                ('reached_confirmed_on', models.DateField(null=True)),
                ('reached_confirmed_by', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['commune', 'valid_from'], name='people_resi_commune_a42334_idx'), models.Index(fields=['person', 'valid_from'], name='people_resi_person__4c7e55_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='residence_span')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commune', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('title', models.CharField(max_length=120)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('suspected', models.IntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('commune', 'opened_on'), name='round_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='people.round')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='people.person')),
                ('found', models.CharField(blank=True, max_length=8)),
                ('on', models.DateField(null=True)),
                ('by', models.CharField(blank=True, max_length=150)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='finding_once')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='standings', to='people.person')),
                ('kind', models.CharField(max_length=10)),
                ('basis', models.CharField(max_length=40)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'valid_from'], name='people_stan_person__89a77d_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='standing_span')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='people.person')),
                ('need', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='met_by', to='people.need')),
                ('kind', models.CharField(max_length=12)),
                ('on', models.DateField()),
                ('until', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
                ('amount', models.BigIntegerField(null=True)),
                ('source', models.CharField(blank=True, max_length=20)),
                ('what', models.CharField(blank=True, max_length=20)),
                ('outcome', models.CharField(blank=True, max_length=12)),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'kind', 'on'], name='people_supp_person__5d5681_idx')],
            },
        ),
        migrations.CreateModel(
            name='Test',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='tests', to='people.person')),
                ('on', models.DateField()),
                ('kind', models.CharField(max_length=12)),
                ('reason', models.CharField(max_length=12)),
                ('result', models.CharField(max_length=10)),
                ('substances', models.CharField(blank=True, max_length=120)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.agency')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'on'], name='people_test_person__8ce70b_idx')],
            },
        ),
        migrations.CreateModel(
            name='Use',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='people.person')),
                ('substance', models.CharField(max_length=20)),
                ('route', models.CharField(blank=True, max_length=12)),
                ('since_year', models.SmallIntegerField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='use_span')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='people.assignment')),
                ('on', models.DateField()),
                ('finding', models.CharField(max_length=12)),
                ('words_sealed', models.BinaryField(null=True)),
            ],
        ),
        migrations.RunPython(by_bytes, migrations.RunPython.noop),
    ]

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
    dependencies = [("people", "0002_reach")]

    operations = [
        migrations.RemoveIndex("person", name="people_pers_folded_c29c77_idx"),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alias", models.BooleanField()),
                ("word", models.CharField(blank=True, max_length=120)),
                ("given", models.CharField(max_length=40)),
                ("folded", models.CharField(max_length=120)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("alias", "word", "given", "folded"), name="name_word")
                ],
            },
        ),
        migrations.RunPython(by_bytes, migrations.RunPython.noop),
        migrations.AddIndex(
            "person",
            models.Index(fields=["folded", "state", "id", "commune", "birth_year"], name="person_found"),
        ),
    ]

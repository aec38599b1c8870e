import django.db.models.deletion
from django.db import migrations, models

import hoanhap.documents.models.passages
from hoanhap.kernel.text import fold

TABLE = "documents_directivepassage"
FTS = f"{TABLE}_words"
# Each database indexes words in its own way; `models.passages.HasAll` asks each in its own.
INDEX = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {FTS} USING fts5"
        f"(words, content='{TABLE}', content_rowid='id', detail=none, columnsize=0, tokenize='ascii')",
        f"CREATE TRIGGER {FTS}_added AFTER INSERT ON {TABLE} BEGIN"
        f" INSERT INTO {FTS}(rowid, words) VALUES (new.id, new.words); END",
        f"CREATE TRIGGER {FTS}_gone AFTER DELETE ON {TABLE} BEGIN"
        f" INSERT INTO {FTS}({FTS}, rowid, words) VALUES ('delete', old.id, old.words); END",
    ),
    "postgresql": (f"CREATE INDEX {FTS} ON {TABLE} USING gin (array_to_tsvector(string_to_array(words, ' ')))",),
}
DROP = {"sqlite": (f"DROP TABLE {FTS}",), "postgresql": ()}


def run(table):
    def statements(apps, editor):
        for statement in table[editor.connection.vendor]:
            editor.execute(statement)

    return statements


def fold_citations(apps, editor):
    links = apps.get_model("documents", "DirectiveLink").objects.exclude(cited="")
    for link in links.only("cited").iterator():
        link.folded = fold(link.cited)
        link.save(update_fields=["folded"])


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_schema")]

    operations = [
        migrations.AddField("directivelink", "folded", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField(
            "directivefile", "words_read", models.CharField(blank=True, max_length=4, default=""), preserve_default=False
        ),
        migrations.CreateModel(
            name="DirectivePassage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("words", hoanhap.documents.models.passages.WordsField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="documents.directivefile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "position"), name="directive_passage_once")
                ]
            },
        ),
        migrations.RunPython(run(INDEX), run(DROP)),
        migrations.RunPython(fold_citations, migrations.RunPython.noop),
    ]

"""What attached files say, cut into passages, so that a search finds them by their words."""

from typing import Any

from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

from hoanhap.documents.models.directives import DirectiveFile

TABLE = "documents_directivepassage"
FTS = f"{TABLE}_words"  # SQLite's index: a table of its own, kept by triggers
LEXEMES = "array_to_tsvector(string_to_array({}, ' '))"  # no dictionary: a word is what `words` says


class WordsField(models.TextField):
    """Words without diacritics, a blank between them, indexed one by one."""


@WordsField.register_lookup
class HasAll(Lookup):  # type: ignore[type-arg]
    """`words__has_all=["nghi", "dinh"]`: each of them is a word of it."""

    lookup_name = "has_all"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[str]]:
        column, _ = self.process_lhs(compiler, connection)
        quoted = " & ".join(f"'{word}'" for word in self.rhs)
        return f"{LEXEMES.format(column)} @@ %s::tsquery", [quoted]

    def as_sqlite(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[str]]:
        key = f"{compiler.quote_name_unless_alias(self.lhs.alias)}.id"
        quoted = " ".join(f'"{word}"' for word in self.rhs)
        return f"{key} IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)", [quoted]  # noqa: S608


class DirectivePassage(models.Model):
    """Some sentences of a file, in its order. `words`: what a search looks for, each once."""

    file = models.ForeignKey(DirectiveFile, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    text = models.TextField()
    words = WordsField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "position"], name="directive_passage_once")]

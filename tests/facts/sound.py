"""What every stored row keeps to, whatever happened to the person."""

from hoanhap.facts import queries
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.pathways.models import Measure


def sound(person: int) -> None:
    """The codes are those of the relations, and every measure that began is there once, its parts end to end."""
    told = queries.of_person(person)
    rows = told.rows if told else ()
    for row in rows:
        for column, code in zip(BY_NAME[row.relation].coded, row.codes, strict=True):
            assert code in column.codes or (column.blank and not code), (row, column.name)
        assert row.end is None or row.start <= row.end, row
    for pathway in set(Measure.objects.filter(person=person).values_list("pathway", flat=True)):
        begun = Measure.objects.filter(person=person, pathway=pathway, starts_on__isnull=False)
        whole = [row for row in rows if row.relation in ("measure", "aftercare") and _is(row, pathway)]
        assert {m.starts_on for m in begun} <= {row.start for row in whole}


def _is(row: Row, pathway: str) -> bool:
    return row.value("kind") == pathway and row.value("began") == "started"

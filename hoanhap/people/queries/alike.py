"""Many descriptions side by side: a list of persons beside the register, a commune's files beside each other."""

from collections.abc import Iterator
from datetime import date

from hoanhap.access.rules import Actor
from hoanhap.people.models import Distinct, Person
from hoanhap.people.queries.duplicates import COLUMNS, with_facts
from hoanhap.people.queries.search_scope import scope
from hoanhap.people.queries.search_sql import Ground, Hit
from hoanhap.people.rules.duplicates import Likeness, Who, handles, likeness


class Crowd:
    """Descriptions, each under a label. Two are compared when they share a handle of the name and their births may
    agree, or when they have a number in common: what is not compared is not alike."""

    def __init__(self) -> None:
        self._all: dict[str, Who] = {}
        self._by_name: dict[tuple[str, int | None], list[str]] = {}
        self._by_number: dict[str, list[str]] = {}

    @classmethod
    def of_register(cls, actor: Actor, on: date) -> "Crowd":
        """Everybody whom the actor may know by name, under their codes."""
        crowd = cls()
        for ground in scope(actor, on).named:
            rows = Person.objects.filter(state="open")
            for some in _some(ground):
                hits = [Hit._make(("", row[2], *row, 0)) for row in rows.filter(**some).values_list(*COLUMNS)]
                for start in range(0, len(hits), 500):
                    for hit, who in with_facts(hits[start : start + 500]):
                        crowd.add(hit.code, who)
        return crowd

    def __getitem__(self, label: str) -> Who:
        return self._all[label]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def add(self, label: str, who: Who) -> None:
        self._all[label] = who
        for handle in handles(who):
            self._by_name.setdefault((handle, who.birth_year), []).append(label)
        for number in who.numbers:
            self._by_number.setdefault(number, []).append(label)

    def like(self, who: Who) -> Iterator[tuple[str, Likeness]]:
        """Labels of those who may be the same, the likest first."""
        found = [(label, like) for label in self._beside(who) if (like := likeness(who, self._all[label]))]
        return iter(sorted(found, key=lambda pair: (-pair[1].weight, pair[0])))

    def _beside(self, who: Who) -> dict[str, None]:
        if who.birth_year is None:
            return dict.fromkeys(self._all)
        years = (who.birth_year - 1, who.birth_year, who.birth_year + 1, None)
        named = (self._by_name.get((handle, year), ()) for handle in handles(who) for year in years)
        numbered = (self._by_number.get(number, ()) for number in who.numbers)
        return dict.fromkeys(label for labels in (*named, *numbered) for label in labels)


def _some(ground: Ground) -> Iterator[dict[str, list[int]]]:
    """A ground as filters, each within the databases' limits of parameters."""
    name, ids = ("pk__in", ground.persons) if ground.persons is not None else ("commune_id__in", ground.communes)
    whole = sorted(ids or ())
    return ({name: whole[start : start + 500]} for start in range(0, len(whole), 500))


# ---------------------------------------------------------------- files of one person
Pair = tuple[str, str]  # codes, the lower first


def pairs(actor: Actor, on: date) -> list[tuple[Pair, Likeness]]:
    """Files whom the actor knows by name and that may be of one person, the likest first; without those of whom
    somebody said that they are two."""
    crowd = Crowd.of_register(actor, on)
    found = {(code, other): like for code in crowd for other, like in crowd.like(crowd[code]) if code < other}
    apart = kept_apart({code for pair in found for code in pair})
    return sorted(((p, like) for p, like in found.items() if p not in apart), key=lambda one: (-one[1].weight, one[0]))


def kept_apart(codes: set[str]) -> set[Pair]:
    """The pairs among these that are of two persons."""
    found: set[Pair] = set()
    asked = sorted(codes)
    for start in range(0, len(asked), 500):
        rows = Distinct.objects.filter(one__code__in=asked[start : start + 500])
        found.update((min(pair), max(pair)) for pair in rows.values_list("one__code", "other__code"))
    return found

"""The small country with a register: made-up facts of persons, and the store that counts them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from hoanhap.facts.actions.writing import write
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.indicators.actions import filling
from tests.world import World

D = date
LISTED = D(2018, 1, 10)


@dataclass(frozen=True)
class Life:
    sex: str = "male"
    birth: date = D(1990, 5, 1)


def count(world: World) -> None:
    """Count everything: from now on figures are kept, and forms follow them."""
    filling.rebuild(world.on)


Told = tuple[str, str, date, date | None, dict[str, str | int]]  # relation, place, start, end, columns


def record(world: World, person: int, facts: Iterable[Told]) -> None:
    """The facts of a person from now on."""
    record_all(world, {person: facts})


def record_all(world: World, told: Mapping[int, Iterable[Told]]) -> None:
    """Of many persons, in one act."""
    rows = {person: [_row(world, *fact) for fact in facts] for person, facts in told.items()}
    write(list(rows), {person: Life() for person in rows}, rows)


def forget(person: int) -> None:
    """Nobody knows anything of this person any more."""
    write([person], {}, {})


def _row(world: World, name: str, place: str, start: date, end: date | None, told: dict[str, str | int]) -> Row:
    relation = BY_NAME[name]
    amount = told.get(relation.amount.name, 0) if relation.amount else 0
    codes = tuple(str(told.get(c.name, "" if c.blank else c.codes[0])) for c in relation.coded)
    return Row(name, world.units[place].pk, start, end, codes, int(amount))


def listed(place: str, since: date = LISTED) -> Told:
    return ("registration", place, since, None, {})


def certified(place: str, on: date) -> Told:
    return ("certificate", place, on, None, {"kind": "home", "setting": "home"})


def treated(place: str, start: date, end: date | None, setting: str = "home") -> Told:
    return ("measure", place, start, end, {"kind": setting, "setting": setting, "outcome": "completed" if end else ""})


PLACES = st.sampled_from(("an-1-a", "an-1-b"))
DAYS = st.dates(D(2016, 1, 1), D(2020, 12, 31)) | st.sampled_from((D(2018, 12, 31), D(2019, 1, 1), D(2020, 6, 30)))


def facts() -> st.SearchStrategy[Told]:
    """Any of the above, at any place and day."""
    spans = st.tuples(DAYS, DAYS).map(sorted)
    return (
        st.builds(listed, PLACES, DAYS)
        | st.builds(certified, PLACES, DAYS)
        | st.builds(lambda place, days: treated(place, *days), PLACES, spans)
        | st.builds(lambda place, day: treated(place, day, None, "community"), PLACES, DAYS)
    )

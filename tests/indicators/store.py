"""A small country whose communes merge and split, made-up lives in it, and the store asked after every act."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

from hoanhap.facts import sources
from hoanhap.facts.actions.writing import write
from hoanhap.facts.relations import BY_NAME
from hoanhap.facts.rules.rows import Row
from hoanhap.indicators import loaded
from hoanhap.indicators.queries import columns, country
from hoanhap.kernel.text import fold
from hoanhap.units.models import Placement, Unit, UnitChange, UnitLink
from hoanhap.units.queries.tree import forget as forget_tree

D = date
ON = D(2020, 9, 7)
LISTENER = "hoanhap.indicators.actions.keeping.keep"
DEFINITIONS = Path(__file__).parent / "store.toml"
MERGED, SPLIT, MOVED = D(2018, 5, 1), D(2019, 3, 15), D(2020, 2, 1)


@contextmanager
def keeping(*paths: Path) -> Iterator[None]:
    """The store of these definitions instead of the house's."""
    before, loaded.files = loaded.files, lambda: [*(paths or (DEFINITIONS,))]
    forget()
    try:
        yield
    finally:
        loaded.files = before
        forget()


def forget() -> None:
    loaded.definitions.cache_clear()
    columns.forget()
    country.forget()
    forget_tree()


# ---------------------------------------------------------------- a country
def build() -> dict[str, int]:
    """Communes by name. a and b became ab; c was split into c1 and c2, d went to another district, e stays."""
    nation = _unit("nation", "VN", None)
    province = _unit("province", "91", nation)
    north, south = _unit("district", "911", province), _unit("district", "912", province)
    made = {
        "a": _unit("commune", "91101", north, until=MERGED),
        "b": _unit("commune", "91102", south, until=MERGED),
        "ab": _unit("commune", "91103", north, since=MERGED),
        "c": _unit("commune", "91104", south, until=SPLIT),
        "c1": _unit("commune", "91105", south, since=SPLIT),
        "c2": _unit("commune", "91106", north, since=SPLIT),
        "d": _unit("commune", "91107", north),
        "e": _unit("commune", "91108", south),
    }
    moved = Placement.objects.get(unit=made["d"])
    Placement.objects.create(unit=moved.unit, parent=south, valid_from=MOVED)
    Placement.objects.filter(pk=moved.pk).update(valid_to=MOVED)
    for on, kind, links in ((MERGED, "merge", ("a ab", "b ab")), (SPLIT, "split", ("c c1", "c c2"))):
        change = UnitChange.objects.create(on=on, kind=kind, act="NQ thử")
        for before, after in (pair.split() for pair in links):
            UnitLink.objects.create(change=change, before=made[before], after=made[after], partial=kind == "split")
    forget()
    return {name: unit.pk for name, unit in made.items()}


def _unit(level: str, code: str, parent: Unit | None, since: date | None = None, until: date | None = None) -> Unit:
    first = since or D(2004, 1, 1)
    name = f"Đơn vị {code}"
    made = Unit.objects.create(level=level, code=code, kind=level, name=name, folded=fold(name), valid_from=first,
                               valid_to=until, start_known=since is not None)  # fmt: skip
    if parent:
        Placement.objects.create(unit=made, parent=parent, valid_from=first, valid_to=until)
    return made


# ---------------------------------------------------------------- lives
@dataclass(frozen=True)
class Life:
    sex: str
    birth: date


DAYS = st.dates(D(2016, 1, 1), D(2020, 12, 31)) | st.sampled_from((
    D(2018, 1, 1), D(2018, 4, 30), MERGED, D(2018, 12, 31), D(2019, 1, 1), SPLIT, D(2019, 6, 30), D(2019, 7, 1), MOVED,
))  # fmt: skip
COMMUNES = st.sampled_from(("a", "b", "ab", "c", "c1", "c2", "d", "e"))
RELATIONS = ("registration", "registration", "measure", "test", "support")


@st.composite
def rows(draw: st.DrawFn) -> "Told":
    """A row with the commune by name: any codes, any commune, in force or not on its day."""
    relation = BY_NAME[draw(st.sampled_from(RELATIONS))]
    start = draw(DAYS)
    end = None
    if relation.shape == "span" and draw(st.integers(0, 3)):
        end = start + timedelta(days=draw(st.integers(0, 900)))
    codes = tuple(draw(st.sampled_from((*c.codes, "") if c.blank else c.codes)) for c in relation.coded)
    amount = draw(st.integers(0, 10**9)) if relation.amount else 0
    return relation.name, draw(COMMUNES), start, end, codes, amount


Told = tuple[str, str, date, date | None, tuple[str, ...], int]
Act = tuple[int, tuple[Life, list[Told]] | None]
lives = st.builds(Life, st.sampled_from(("male", "female", "")), st.dates(D(1985, 1, 1), D(2001, 12, 31)))
acts = st.tuples(st.integers(1, 4), st.none() | st.tuples(lives, st.lists(rows(), max_size=4)))


def act(communes: Mapping[str, int], person: int, told: tuple[Life, list[Told]] | None) -> None:
    """The person's facts are these from now on; None: there is no such person any more."""
    known = {} if told is None else {person: told[0]}
    wanted = {} if told is None else {person: [Row(row[0], communes[row[1]], *row[2:]) for row in told[1]]}
    write([person], known, wanted)


@contextmanager
def listening() -> Iterator[None]:
    """The store told of every act, whoever else listens."""
    before = sources.LISTENERS
    sources.LISTENERS = (LISTENER,)
    try:
        yield
    finally:
        sources.LISTENERS = before

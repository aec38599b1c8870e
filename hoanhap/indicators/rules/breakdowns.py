"""A breakdown is more indicators: one a code, so that every engine knows it already.

broken_down(definitions, "pl2.1.5", ("person.sex",))   # pl2.1.5@person.sex=male, pl2.1.5@person.sex=female, …=
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hoanhap.facts.relations import Relation
from hoanhap.indicators.language import AGE_BAND, Band, Definitions, Indicator, Where
from hoanhap.kernel.lang import Words

AGES: tuple[Band, ...] = (Band(0, 12), Band(12, 16), Band(16, 18), Band(18, 30), Band(30, 45), Band(45, 60), Band(60))


def broken_down(definitions: Definitions, code: str, by: Sequence[str]) -> Definitions:
    """Only the parts, of all its versions; parts do not add up to distinct persons, and persons without a birth are in
    no age band. A dimension that the indicator does not name in its `by` raises KeyError."""
    parts = []
    for indicator in definitions.versions[code]:
        some = [indicator]
        for dimension in by:
            if dimension not in indicator.by:
                raise KeyError(dimension)
            some = [part for one in some for part in _parts(one, dimension, definitions.relations)]
        parts += some
    return replace(definitions, indicators=tuple(parts), identities=())


def narrowed(it: Indicator, part: Sequence[tuple[str, str]], relations: Mapping[str, Relation]) -> Indicator:
    """One of its parts: (dimension, code) of each breakdown. Raises KeyError."""
    allowed, title = it.by, it.title
    for dimension, value in part:
        if dimension not in allowed:
            raise KeyError(dimension)
        it = {one.code.rpartition("=")[2]: one for one in _parts(it, dimension, relations)}[value]
    return replace(it, title=title)


def _parts(it: Indicator, dimension: str, relations: Mapping[str, Relation]) -> Iterator[Indicator]:
    if dimension == AGE_BAND:
        for band in AGES if it.age is None else ():
            name = f"{band.low}-{'' if band.high is None else band.high}"
            yield _named(it, dimension, name, age=band)
        return
    for value in codes(it, dimension, relations):
        yield _named(it, dimension, value, where=(*it.where, Where(dimension, (value,))))


def codes(it: Indicator, dimension: str, relations: Mapping[str, Relation]) -> Iterable[str]:
    """What the column may say, less what the indicator's own conditions leave out."""
    attribute = dimension.startswith("person.")
    column = relations["person" if attribute else it.of].column[dimension.removeprefix("person.")]
    known = (*column.codes, *(("",) if column.blank else ()))
    own = [where for where in it.where if where.column == dimension]
    return [code for code in known if all(where.holds(code) for where in own)]


def _named(it: Indicator, dimension: str, value: str, **changed: object) -> Indicator:
    said = f"{dimension}={value}"
    title = Words(f"{it.title.vi}; {said}", f"{it.title.en}; {said}")
    return replace(it, code=f"{it.code}@{said}", title=title, by=(), row="", **changed)  # type: ignore[arg-type]

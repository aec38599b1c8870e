"""A file of definitions that was read → indicators, identities, periods and where the facts stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hoanhap.facts.relations import Column, Relation
from hoanhap.indicators import grammar
from hoanhap.indicators.language import ANY_CODE, Identity, Indicator, Period, RelationFile, UnitFile, Where
from hoanhap.kernel.lang import Words
from hoanhap.kernel.toml.reading import Source, entries, table

_NONE = Words("", "")
_PARTS = ("person", "unit", "start", "end", "date", "birth", "id")


@dataclass(frozen=True)
class File:
    """What one file says; `source` keeps its lines and its mistakes."""

    source: Source
    indicators: tuple[Indicator, ...]
    identities: tuple[Identity, ...]
    periods: tuple[Period, ...]
    relations: Mapping[str, Relation]
    files: Mapping[str, RelationFile]
    units: UnitFile | None
    titles: Mapping[str, Words]


def read_file(source: Source, known: Mapping[str, Relation]) -> File:
    head = table(source, ("definitions",), source.data.get("definitions", {}), grammar.DEFINITIONS)
    relations, files = _relations(source, known)
    return File(
        source,
        tuple(_indicator(head, v) for v in entries(source, ("indicator",), grammar.INDICATOR)),
        tuple(_identity(v) for v in entries(source, ("identity",), grammar.IDENTITY)),
        tuple(_period(v) for v in entries(source, ("periods",), grammar.PERIOD)),
        relations,
        files,
        _units(source),
        {head["form"]: head["title"]} if {"form", "title"} <= head.keys() else {},
    )


def _indicator(head: dict[str, Any], values: dict[str, Any]) -> Indicator:
    """What the head says once holds for every indicator that does not say otherwise."""
    values = {**{k: head[k] for k in ("verified", "valid_from", "valid_to", "note", "form") if k in head}, **values}
    cell = values.pop("cell", "")
    values["source"] = ", ".join(part for part in (values.get("source", head.get("source", "")), cell) if part)
    counts, _, column = values.pop("counts", "rows").partition(":")
    lacks = tuple(replace(where, negated=True) for where in values.pop("where_not", ()))
    band = values.pop("age_at_end", None)
    return Indicator(
        **{
            "code": "", "title": _NONE, "verified": False, "roll_up": "recount" if counts == "persons" else "sum",
            **values, "counts": counts, "column": column, "where": (*_where(values), *lacks),
            "age": replace(band, rule=head.get("age", "birthday")) if band else None,
        }
    )  # fmt: skip


def _where(values: dict[str, Any]) -> tuple[Where, ...]:
    found: tuple[Where, ...] = values.get("where", ())
    return found


def _identity(values: dict[str, Any]) -> Identity:
    return Identity(
        values.get("code", ""),
        values.get("opening", ""),
        values.get("closing", ""),
        values.get("in", ()),
        values.get("out", ()),
    )


def _period(values: dict[str, Any]) -> Period:
    return Period(**{"code": "", "start": date.min, "end": date.max, **values})


def _relations(source: Source, known: Mapping[str, Relation]) -> tuple[dict[str, Relation], dict[str, RelationFile]]:
    relations, files = dict[str, Relation](), dict[str, RelationFile]()
    for name, entry in source.data.get("relations", {}).items():
        values = table(source, ("relations", name), entry, grammar.RELATION)
        coded, amounts = values.get("coded", {}), values.get("amounts", {})
        names = {part: values[part] for part in _PARTS if part in values} | coded | amounts
        files[name] = RelationFile(values.get("file", name), names, values.get("repeats", False))
        as_known = known.get(name) if "shape" not in values else None
        relations[name] = as_known or Relation(
            name,
            Words(name, name),
            values.get("shape", "event"),
            values.get("subject", "person"),
            (*(Column(c, Words(c, c), (ANY_CODE,)) for c in coded), *(Column(c, Words(c, c)) for c in amounts)),
        )
    return relations, files


def _units(source: Source) -> UnitFile | None:
    if "units" not in source.data:
        return None
    return UnitFile(**table(source, ("units",), source.data["units"], grammar.UNITS))

"""Everything recorded of a person as one line through time. Each source says who may see it; nothing else decides.

Pure: what the tables hold comes in as `Rows`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.persons import K, PersonDecision
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.people.models import Person
from hoanhap.people.queries.rows import Rows


@dataclass(frozen=True, slots=True)
class Event:
    """`until`: the last day, where there is one. `tone`: now, due or nothing. `k`: the class it belongs to."""

    on: date
    words: str
    small: str = ""
    kind: str = ""
    k: K = K.REHAB
    until: date | None = None
    tone: str = ""
    order: int = 0
    link: str = ""
    code: str = ""  # what it is in one word, for the page's head


@dataclass(frozen=True, slots=True)
class Sight:
    """What the reader sees. `rehab`: all, or one form of it; `whole`: the identity; `opened`: details, for a reason."""

    rehab: str
    whole: bool
    opened: bool
    post_id: int | None
    relation: str


def events(person: Person, rows: Rows, decision: PersonDecision, *, opened: bool) -> Iterator[Event]:
    form = decision.masked.get(K.IDENTITY)
    sight = Sight(
        rehab="all" if K.REHAB in decision.read else decision.masked.get(K.REHAB, ""),
        whole=K.IDENTITY in decision.read or (opened and form == "initials"),
        opened=opened and (K.IDENTITY in decision.read or form == "initials"),
        post_id=decision.post_id,
        relation=decision.relation,
    )
    for source, seen in SOURCES:
        if not seen or sight.rehab in seen:
            yield from source(person, sight, rows)


def _registered(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    yield Event(person.registered_on, t("Lập hồ sơ", "Registered"), kind="file", k=K.CODED, order=-1)
    if person.closed_on:
        yield Event(person.closed_on, t("Kết thúc quản lý hồ sơ", "The file is closed"), kind="file", k=K.CODED)


def _residences(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for home in rows.residences:
        where = said("residences", home.kind)
        waiting = home.left_confirmed_on is not None and home.reached_confirmed_on is None
        words = (
            t("Chuyển đến {x}: chờ xác nhận", "Moves to {x}: to be confirmed", x=home.commune__name)
            if waiting
            else t("Ở tại {x}, {kind}", "Lives in {x}, {kind}", x=home.commune__name, kind=where.lower())
        )
        small = [_address(home, rows)] if sight.whole else []
        small += [_left(home, sight), *_confirmed(home)]
        yield Event(
            home.valid_from,
            words,
            " · ".join(s for s in small if s),
            "residence",
            K.CODED,
            tone="due" if waiting else "now" if home.valid_to is None else "",
            order=home.id,
        )


def _address(home: Any, rows: Rows) -> str:
    sealed = home.address_sealed
    return rows.vault.open("people_residence", home.id, "address", sealed) if sealed else ""


def _left(home: Any, sight: Sight) -> str:
    """Why somebody left, a centre or a prison, is more than where they live."""
    if home.valid_to is None:
        return ""
    if sight.rehab != "all":
        return t("đến {d}", "until {d}", d=format_date(home.valid_to))
    why = said("leavings", home.reason).lower() if home.reason else t("thôi ở", "left")
    return t("đến {d}: {why}", "until {d}: {why}", d=format_date(home.valid_to), why=why)


def _confirmed(home: Any) -> Iterator[str]:
    if home.left_confirmed_on:
        yield t("nơi đi xác nhận {d}", "departure confirmed {d}", d=format_date(home.left_confirmed_on))
    if home.left_confirmed_on and home.reached_confirmed_on:
        yield t("nơi đến xác nhận {d}", "arrival confirmed {d}", d=format_date(home.reached_confirmed_on))


def _standings(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.standings:
        basis, _, number = row.basis.partition(":")
        why = " ".join([said("bases", basis), *([t("số {n}", "no. {n}", n=number)] if number else [])])
        kind = said("standings", row.kind)
        words = t("Thuộc diện: {x}", "Standing: {x}", x=kind.lower())
        until = last_day(row.valid_to) if row.valid_to else None
        tone = "" if row.valid_to else "now"
        yield Event(row.valid_from, words, why, "standing", until=until, tone=tone, order=row.id, code=kind)


def _uses(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.uses:
        small = [said("routes", row.route).lower()] if row.route else []
        if row.since_year:
            small.append(t("từ năm {y}", "since {y}", y=row.since_year))
        if row.valid_to:
            small.append(t("thôi dùng từ {d}", "no more since {d}", d=format_date(row.valid_to)))
        words = t("Sử dụng {x}", "Uses {x}", x=said("substances", row.substance))
        yield Event(row.valid_from, words, " · ".join(small), "use", order=row.id)


def _tests(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.tests:
        found = ", ".join(said("substances", code) for code in row.substances.split())
        result = said("test-results", row.result).lower() + (f": {found}" if found else "")
        small = f"{said('tests', row.kind)} · {said('test-reasons', row.reason).lower()} · {row.agency__name}"
        words = t("Xét nghiệm {x}", "Test {x}", x=result)
        yield Event(row.on, words, small, "test", order=row.id)


def _needs(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.needs:
        small = t("đã rút {d}", "withdrawn {d}", d=format_date(row.withdrawn_on)) if row.withdrawn_on else ""
        words = t("Có nhu cầu: {x}", "Need: {x}", x=said("supports", row.kind).lower())
        yield Event(row.recorded_on, words, small, "need", order=row.id)


def _supports(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.supports:
        what = said("support-details", row.what)
        words = t("Hỗ trợ: {x}", "Support: {x}", x=said("supports", row.kind).lower()) + (f", {what}" if what else "")
        small = [_money(row)] if row.amount else []
        small += [row.agency__name, said("outcomes", row.outcome).lower()]
        if row.need_id:
            small.append(t("đáp ứng nhu cầu đã ghi", "meets a recorded need"))
        yield Event(row.on, words, " · ".join(s for s in small if s), "support", until=row.until, order=row.id)


def _money(row: Any) -> str:
    source = said("money-sources", row.source).lower()
    amount = t("{n} đồng", "{n} đồng", n=show(row.amount or 0, 0))
    return f"{amount} ({source})" if source else amount


def _assignments(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.assignments:
        if sight.relation == "assigned" and row.post != sight.post_id:
            continue
        words = t("Người giúp đỡ: {x}", "Helper: {x}", x=row.helper)
        small = [row.organisation__name]
        if row.valid_to:
            small.append(t("đến {d}", "until {d}", d=format_date(row.valid_to)))
        tone = "" if row.valid_to else "now"
        yield Event(row.valid_from, words, " · ".join(small), "helper", tone=tone, order=row.id)


def _visits(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.visits:
        own = sight.relation == "assigned" and row.assignment__post == sight.post_id
        if sight.relation == "assigned" and not own:
            continue
        text = rows.vault.open("people_visit", row.id, "words", row.words_sealed) if sight.opened or own else ""
        hidden = masked() if row.words_sealed and not text else ""
        words = t("Thăm: {x}", "Visit: {x}", x=said("visits", row.finding).lower())
        yield Event(row.on, words, text or hidden, "visit", order=row.id)


def _notes(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.notes:
        text = rows.vault.open("people_note", row.id, "text", row.text_sealed) if sight.opened else masked()
        yield Event(row.on, t("Ghi chú", "Note"), text, "note", order=row.id)


def _findings(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    for row in rows.findings:
        words = t("Rà soát: {x}", "Review: {x}", x=said("findings", row.found).lower())
        yield Event(row.on, words, row.round__title, "review", order=row.id)


def _merges(person: Person, sight: Sight, rows: Rows) -> Iterator[Event]:
    """For who sees whose file it is: with which file it was one, from when to when."""
    for row in rows.merges if sight.whole else ():
        if row.kept_id == person.pk:
            other = row.gone__code
            words = t("Gộp hồ sơ {x} vào hồ sơ này", "The file {x} was merged into this one", x=other)
        else:
            other = row.kept__code
            words = t("Gộp vào hồ sơ {x}", "Merged into the file {x}", x=other)
        yield Event(row.on, words, kind="merge", k=K.CODED, order=row.id)
        if row.undone_on:
            apart = t("Tách khỏi hồ sơ {x}", "Taken apart from the file {x}", x=other)
            yield Event(row.undone_on, apart, kind="merge", k=K.CODED, order=row.id)


def masked() -> str:
    """What stands in place of words that only a stated reason shows."""
    return "•••••"


Source = Callable[[Person, Sight, Rows], Iterable[Event]]
# What each way of seeing a person's rehabilitation shows: all · coded · form · plan. An empty set: everybody.
SOURCES: tuple[tuple[Source, frozenset[str]], ...] = (
    (_registered, frozenset()),
    (_merges, frozenset()),
    (_residences, frozenset()),
    (_findings, frozenset({"all", "coded"})),
    (_standings, frozenset({"all", "coded", "form"})),
    (_uses, frozenset({"all", "coded"})),
    (_tests, frozenset({"all", "coded"})),
    (_needs, frozenset({"all", "coded", "plan"})),
    (_supports, frozenset({"all", "coded", "plan"})),
    (_assignments, frozenset({"all", "plan"})),
    (_visits, frozenset({"all", "plan"})),
    (_notes, frozenset({"all"})),
)

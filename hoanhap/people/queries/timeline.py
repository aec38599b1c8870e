"""Everything recorded of a person as one line through time. Each source says who may see it; nothing else decides."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hoanhap.access.persons import K, PersonDecision
from hoanhap.catalog.codelists import said
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.kernel.lang import t
from hoanhap.kernel.numbers import show
from hoanhap.people.models import (
    Assignment,
    Finding,
    Need,
    Note,
    Person,
    Residence,
    Standing,
    Support,
    Test,
    Use,
    Visit,
)
from hoanhap.people.queries.vault import Vault


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


def events(person: Person, decision: PersonDecision, keeper: Vault, *, opened: bool) -> Iterator[Event]:
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
            yield from source(person, sight, keeper)


def _registered(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    yield Event(person.registered_on, t("Lập hồ sơ", "Registered"), kind="file", k=K.CODED, order=-1)
    if person.closed_on:
        yield Event(person.closed_on, t("Kết thúc quản lý hồ sơ", "The file is closed"), kind="file", k=K.CODED)


def _residences(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for home in Residence.objects.filter(person=person).select_related("commune").order_by("valid_from", "id"):
        where = said("residences", home.kind)
        waiting = home.left_confirmed_on is not None and home.reached_confirmed_on is None
        words = (
            t("Chuyển đến {x}: chờ xác nhận", "Moves to {x}: to be confirmed", x=home.commune.name)
            if waiting
            else t("Ở tại {x}, {kind}", "Lives in {x}, {kind}", x=home.commune.name, kind=where.lower())
        )
        small = [_address(home, keeper)] if sight.whole else []
        small += [_left(home, sight), *_confirmed(home)]
        yield Event(
            home.valid_from,
            words,
            " · ".join(s for s in small if s),
            "residence",
            K.CODED,
            tone="due" if waiting else "now" if home.valid_to is None else "",
            order=home.pk,
        )


def _address(home: Residence, keeper: Vault) -> str:
    return keeper.open("people_residence", home.pk, "address", home.address_sealed)


def _left(home: Residence, sight: Sight) -> str:
    """Why somebody left, a centre or a prison, is more than where they live."""
    if home.valid_to is None:
        return ""
    if sight.rehab != "all":
        return t("đến {d}", "until {d}", d=format_date(home.valid_to))
    why = said("leavings", home.reason).lower() if home.reason else t("thôi ở", "left")
    return t("đến {d}: {why}", "until {d}: {why}", d=format_date(home.valid_to), why=why)


def _confirmed(home: Residence) -> Iterator[str]:
    if home.left_confirmed_on:
        yield t("nơi đi xác nhận {d}", "departure confirmed {d}", d=format_date(home.left_confirmed_on))
    if home.left_confirmed_on and home.reached_confirmed_on:
        yield t("nơi đến xác nhận {d}", "arrival confirmed {d}", d=format_date(home.reached_confirmed_on))


def _standings(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Standing.objects.filter(person=person).order_by("valid_from", "id"):
        basis, _, number = row.basis.partition(":")
        why = " ".join([said("bases", basis), *([t("số {n}", "no. {n}", n=number)] if number else [])])
        kind = said("standings", row.kind)
        words = t("Thuộc diện: {x}", "Standing: {x}", x=kind.lower())
        until = last_day(row.valid_to) if row.valid_to else None
        tone = "" if row.valid_to else "now"
        yield Event(row.valid_from, words, why, "standing", until=until, tone=tone, order=row.pk, code=kind)


def _uses(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Use.objects.filter(person=person).order_by("valid_from", "id"):
        small = [said("routes", row.route).lower()] if row.route else []
        if row.since_year:
            small.append(t("từ năm {y}", "since {y}", y=row.since_year))
        if row.valid_to:
            small.append(t("thôi dùng từ {d}", "no more since {d}", d=format_date(row.valid_to)))
        words = t("Sử dụng {x}", "Uses {x}", x=said("substances", row.substance))
        yield Event(row.valid_from, words, " · ".join(small), "use", order=row.pk)


def _tests(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Test.objects.filter(person=person).select_related("agency").order_by("on", "id"):
        found = ", ".join(said("substances", code) for code in row.substances.split())
        result = said("test-results", row.result).lower() + (f": {found}" if found else "")
        small = f"{said('tests', row.kind)} · {said('test-reasons', row.reason).lower()} · {row.agency.name}"
        words = t("Xét nghiệm {x}", "Test {x}", x=result)
        yield Event(row.on, words, small, "test", order=row.pk)


def _needs(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Need.objects.filter(person=person).order_by("recorded_on", "id"):
        small = t("đã rút {d}", "withdrawn {d}", d=format_date(row.withdrawn_on)) if row.withdrawn_on else ""
        words = t("Có nhu cầu: {x}", "Need: {x}", x=said("supports", row.kind).lower())
        yield Event(row.recorded_on, words, small, "need", order=row.pk)


def _supports(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Support.objects.filter(person=person).select_related("agency").order_by("on", "id"):
        what = said("support-details", row.what)
        words = t("Hỗ trợ: {x}", "Support: {x}", x=said("supports", row.kind).lower()) + (f", {what}" if what else "")
        small = [_money(row)] if row.amount else []
        small += [row.agency.name, said("outcomes", row.outcome).lower()]
        if row.need_id:
            small.append(t("đáp ứng nhu cầu đã ghi", "meets a recorded need"))
        yield Event(row.on, words, " · ".join(s for s in small if s), "support", until=row.until, order=row.pk)


def _money(row: Support) -> str:
    source = said("money-sources", row.source).lower()
    amount = t("{n} đồng", "{n} đồng", n=show(row.amount or 0, 0))
    return f"{amount} ({source})" if source else amount


def _assignments(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    rows = Assignment.objects.filter(person=person).select_related("organisation").order_by("valid_from", "id")
    for row in rows:
        if sight.relation == "assigned" and row.post != sight.post_id:
            continue
        words = t("Người giúp đỡ: {x}", "Helper: {x}", x=row.helper)
        small = [row.organisation.name]
        if row.valid_to:
            small.append(t("đến {d}", "until {d}", d=format_date(row.valid_to)))
        tone = "" if row.valid_to else "now"
        yield Event(row.valid_from, words, " · ".join(small), "helper", tone=tone, order=row.pk)


def _visits(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Visit.objects.filter(assignment__person=person).select_related("assignment").order_by("on", "id"):
        own = sight.relation == "assigned" and row.assignment.post == sight.post_id
        if sight.relation == "assigned" and not own:
            continue
        text = keeper.open("people_visit", row.pk, "words", row.words_sealed) if sight.opened or own else ""
        hidden = masked() if row.words_sealed and not text else ""
        words = t("Thăm: {x}", "Visit: {x}", x=said("visits", row.finding).lower())
        yield Event(row.on, words, text or hidden, "visit", order=row.pk)


def _notes(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    for row in Note.objects.filter(person=person, about="person").order_by("on", "id"):
        text = keeper.open("people_note", row.pk, "text", row.text_sealed) if sight.opened else masked()
        yield Event(row.on, t("Ghi chú", "Note"), text, "note", order=row.pk)


def _findings(person: Person, sight: Sight, keeper: Vault) -> Iterator[Event]:
    rows = Finding.objects.filter(person=person, on__isnull=False).select_related("round").order_by("on", "id")
    for row in rows:
        words = t("Rà soát: {x}", "Review: {x}", x=said("findings", row.found).lower())
        assert row.on is not None
        yield Event(row.on, words, row.round.title, "review", order=row.pk)


def masked() -> str:
    """What stands in place of words that only a stated reason shows."""
    return "•••••"


Source = Callable[[Person, Sight, Vault], Iterable[Event]]
# What each way of seeing a person's rehabilitation shows: all · coded · form · plan. An empty set: everybody.
SOURCES: tuple[tuple[Source, frozenset[str]], ...] = (
    (_registered, frozenset()),
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

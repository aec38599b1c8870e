"""One made-up person's file, from birth to the day, so that every fact fits the others. Pure and seeded.

    for record in records(seed=1, first=0, count=1000, places=places, on=day): ...

The nth person of a seed is the same however the thousands are cut. Their papers bear numbers that no office gives:
a card of province “000”, an identity card that begins with 99; their telephones begin with 000.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hoanhap.people.rules.draft import Draft, PaperDraft, UseDraft
from hoanhap.people.rules.identity import Birth
from hoanhap.people.rules.record import NeedDraft, Record, ResultDraft, StandingDraft, SupportDraft
from hoanhap.people.synthetic.names import MANNERS, Choice, draw_alias, draw_name, weighted

BLOCK = 1_000  # persons drawn from one seed, so that a run may begin at any thousand
MEN = 0.94
OPENED = date(2010, 1, 4)  # no file is older


@dataclass(frozen=True, slots=True)
class Place:
    """A commune where people are made up. `province`: its official code, which says whose names are met there."""

    commune_id: int
    agency_id: int
    province: str
    since: date = OPENED


# Which peoples live where, roughly and of our own making; a province not named is nearly all Kinh.
PEOPLES = {
    "02": "mong:33 tay:23 dao:15 kinh:13 nung:10", "04": "tay:41 nung:31 mong:11 dao:10 kinh:6",
    "06": "tay:53 dao:18 kinh:13 nung:9 mong:6", "08": "kinh:43 tay:25 dao:13 mong:3 nung:2",
    "10": "kinh:34 mong:25 tay:15 dao:14", "11": "thai:38 mong:38 kinh:17", "12": "thai:33 mong:23 kinh:16 dao:13",
    "14": "thai:54 kinh:16 mong:15", "15": "kinh:43 tay:18 mong:13 dao:12 thai:8", "19": "kinh:72 tay:11 nung:6 dao:3",
    "20": "nung:42 tay:36 kinh:17 dao:3", "38": "kinh:83 thai:7 mong:1", "40": "kinh:86 thai:10 mong:1",
}  # fmt: skip
ETHNICITY = {"kinh": "01", "tay": "02", "thai": "03", "nung": "07", "mong": "08", "dao": "09"}
# Where the list says nothing else: substances by the year the person came on it, and how each is taken.
SUBSTANCES = (
    (2014, "heroin:82 opium:9 methamphetamine:4 cannabis:2 several:3"),
    (2018, "heroin:66 opium:6 methamphetamine:19 ecstasy:2 ketamine:1 cannabis:2 several:4"),
    (9999, "heroin:45 opium:3 methamphetamine:38 ecstasy:3 ketamine:3 cannabis:3 synthetic-cannabis:1 several:4"),
)
ROUTES = {
    "heroin": "inject:55 smoke:35 mixed:10", "opium": "smoke:90 oral:10",
    "methamphetamine": "smoke:85 sniff:10 mixed:5",
    "ecstasy": "oral:1", "ketamine": "sniff:1", "cannabis": "smoke:1", "synthetic-cannabis": "smoke:1",
    "several": "mixed:1",
}  # fmt: skip
EDUCATION = (
    "none:4 literate:4 primary:22 lower-secondary:40 upper-secondary:22 vocational:4 college:2 university:1 unknown:1"
)
OCCUPATION = "none:28 unstable:30 farmer:20 worker:5 builder:6 trader:4 driver:4 service:2 other:1"
RESIDENCE = "permanent:84 temporary:10 stay:2 unstable:4"
BASIS = "declared:22 family:12 detected:40 test:20 transferred:3 list:3"
SUPPORT = "training:26 job:24 loan:20 allowance:8 health:8 counselling:14"
WHAT = {
    "training": "motorbike-repair:3 welding:3 carpentry:2 sewing:1 cooking:1 farming:4 livestock:4 building:2"
    " electric:2",
    "job": "company:4 cooperative:3 own-business:5 public-works:1 other:1",
    "loan": "animals:6 seeds:3 tools:3 own-business:3",
    "counselling": "psychology:3 law:2 relapse:3 work-advice:3",
}
HAMLETS = (
    "Nà Pù", "Bản Chang", "Khuổi Ry", "Pác Bó", "Đồng Tâm", "Tân Tiến", "Nà Lẹng", "Lũng Mật", "Phia Đén", "Cốc Phát",
    "Đông Thịnh", "Hợp Nhất",
)  # fmt: skip


def _choice(text: str) -> Choice:
    return Choice(weighted(text))


_PEOPLES = {code: _choice(text) for code, text in PEOPLES.items()}
_MOSTLY_KINH = _choice("kinh:96 tay:1 nung:1 thai:1 mong:1")
_SUBSTANCES = tuple((until, _choice(text)) for until, text in SUBSTANCES)
_ROUTES = {substance: _choice(text) for substance, text in ROUTES.items()}
_WHAT = {kind: _choice(text) for kind, text in WHAT.items()}
_EDUCATION, _OCCUPATION, _RESIDENCE, _BASIS, _SUPPORT = (
    _choice(text) for text in (EDUCATION, OCCUPATION, RESIDENCE, BASIS, SUPPORT)
)


def records(*, seed: int, first: int, count: int, places: Sequence[Place], on: date) -> Iterator[Record]:
    """Persons `first` to `first + count - 1` of a seed, as the register would know them on a day."""
    n = first - first % BLOCK
    while n < first + count:
        random = Random(f"{seed}:{n}")  # noqa: S311 - nothing is kept secret by it
        for number in range(n, min(n + BLOCK, first + count)):
            record = _record(random, number, places, on)
            if number >= first:
                yield record
        n += BLOCK


def _record(random: Random, number: int, places: Sequence[Place], on: date) -> Record:
    place = places[int(len(places) * random.random() ** 1.6)]  # some communes have many
    sex = "male" if random.random() < MEN else "female"
    people = _PEOPLES.get(place.province, _MOSTLY_KINH).draw(random)
    name = draw_name(random, MANNERS[people], sex)
    earliest = max(OPENED, place.since)
    entered = earliest + timedelta(int((on - earliest).days * random.random() ** 0.7))
    born = entered - timedelta(int(365.25 * min(72.0, 15 + random.gammavariate(3.2, 5.2))) + int(random.random() * 365))
    birth = Birth(born.year, born if random.random() < 0.72 else None)
    listed = entered - timedelta(int(random.random() * 12))
    uses = _uses(random, listed, born.year)
    standing = "addict" if random.random() < 0.62 else "user"
    draft = Draft(
        name=name,
        birth=birth,
        sex=sex,
        residence=_RESIDENCE.draw(random),
        since=max(born + timedelta(1), listed - timedelta(int(random.random() ** 2 * 7000) + 1)),
        standing=standing,
        basis="determined" if standing == "addict" else _BASIS.draw(random),
        listed_on=listed,
        address=_address(random),
        phone=f"000{int(random.random() * 10**7):07}" if random.random() < 0.2 else "",
        ethnicity=ETHNICITY[people],
        education=_EDUCATION.draw(random),
        occupation=_OCCUPATION.draw(random),
        aliases=(draw_alias(random, name),) if random.random() < 0.12 else (),
        papers=_papers(random, number, sex, born, entered),
        uses=uses,
    )
    needs, supports = _supports(random, place, entered, on)
    return Record(
        draft=draft,
        commune_id=place.commune_id,
        entered_on=entered,
        standings=tuple(_standings(random, standing, listed, on)),
        tests=tuple(_tests(random, place, uses, entered, on)),
        needs=needs,
        supports=supports,
        synthetic=True,
    )


def _address(random: Random) -> str:
    return f"Tổ {1 + int(random.random() * 14)}, {HAMLETS[int(random.random() * len(HAMLETS))]}"


def _papers(random: Random, number: int, sex: str, born: date, entered: date) -> tuple[PaperDraft, ...]:
    """Old and new numbers as they came: the card of twelve digits since 2016, with sex, century and year in it."""
    found = []
    old_enough = date(born.year + 14, 12, 31)
    turn = random.random()
    card = entered.year >= 2017 and turn < 0.45
    if turn > 0.06 and (not card or random.random() < 0.3):
        issued = _between(random, old_enough, entered)
        found.append(PaperDraft("cmnd", f"99{number % 10**7:07}", issued, "Công an tỉnh"))
    if card:
        sign = (0 if sex == "male" else 1) + (2 if born.year >= 2000 else 0)
        issued = _between(random, max(old_enough, date(2016, 1, 4)), entered)
        serial = f"000{sign}{born.year % 100:02}{number % 10**6:06}"
        found.append(PaperDraft("cccd", serial, issued, "Cục Cảnh sát quản lý hành chính về trật tự xã hội"))
    return tuple(found)


def _between(random: Random, start: date, end: date) -> date | None:
    return start + timedelta(int(random.random() * ((end - start).days))) if start < end else None


def _uses(random: Random, listed: date, birth_year: int) -> tuple[UseDraft, ...]:
    table = next(table for until, table in _SUBSTANCES if listed.year <= until)
    found: dict[str, UseDraft] = {}
    for _ in range(1 + (random.random() < 0.18)):
        substance = table.draw(random)
        since = max(birth_year + 13, listed.year - int(random.random() ** 2 * 15))
        found.setdefault(substance, UseDraft(substance, _ROUTES[substance].draw(random), min(since, listed.year)))
    return tuple(found.values())


# What a standing becomes, how likely, after how many years at least and at most, and what makes it so. Who completes
# something does so by a measure, which the room of measures plans.
BECOMES = {"user": (0.30, 0.3, 3.0, "addict", "determined")}


def _standings(random: Random, kind: str, since: date, on: date) -> Iterator[StandingDraft]:
    while kind in BECOMES:
        chance, least, most, after, basis = BECOMES[kind]
        if random.random() >= chance:
            return
        since += timedelta(int(365 * (least + random.random() * (most - least))) + 1)
        if since > on:
            return
        kind = after
        yield StandingDraft(kind, basis, since)


def _tests(random: Random, place: Place, uses: tuple[UseDraft, ...], entered: date, on: date) -> Iterator[ResultDraft]:
    days = (on - entered).days + 1
    for offset in sorted(int(random.random() * days) for _ in range(min(int(random.expovariate(0.45)), 9))):
        turn = random.random()
        result = "positive" if turn < 0.22 else "refused" if turn < 0.24 else "negative"
        found = (uses[0].substance,) if result == "positive" else ()
        reason = "periodic" if turn > 0.5 else "sudden" if turn > 0.3 else "treatment"
        yield ResultDraft(entered + timedelta(offset), "urine", reason, result, found, place.agency_id)


def _supports(
    random: Random, place: Place, entered: date, on: date
) -> tuple[tuple[NeedDraft, ...], tuple[SupportDraft, ...]]:
    """A need first; three in five are met, some later than others."""
    needs: dict[str, NeedDraft] = {}
    supports = []
    while random.random() < 0.36:
        kind = _SUPPORT.draw(random)
        asked = entered + timedelta(int(random.random() * ((on - entered).days + 1)))
        if kind in needs:
            break
        needs[kind] = NeedDraft(kind, asked)
        given = asked + timedelta(10 + int(random.random() * 400))
        if given <= on and random.random() < 0.75:
            supports.append(_support(random, kind, given, on, place.agency_id))
    supports.sort(key=lambda support: support.on)
    return tuple(sorted(needs.values(), key=lambda need: need.on)), tuple(supports)


def _support(random: Random, kind: str, day: date, on: date, agency_id: int) -> SupportDraft:
    money = kind in ("loan", "allowance")
    until = min(day + timedelta(90), on) if kind == "training" else None
    return SupportDraft(
        kind=kind,
        on=day,
        agency_id=agency_id,
        until=until,
        amount=(5 + int(random.random() * 26)) * (1_000_000 if kind == "loan" else 100_000) if money else None,
        source=("fund" if kind == "loan" else "local") if money else "",
        what=_WHAT[kind].draw(random) if kind in _WHAT else "",
        outcome="done" if kind == "training" and until and until < on else "",
    )

"""What each column of a register book says of one line (`book_lines`): one literal table, at the end. Nothing here
decides who may see it: `queries.books` leaves out the columns of classes that the reader has not."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from hoanhap.catalog.codelists import said
from hoanhap.documents.queries.papers import designation
from hoanhap.kernel.dates import format_date, last_day
from hoanhap.law.pathways.shape import OUTCOMES
from hoanhap.pathways.queries.book_lines import Line
from hoanhap.pathways.queries.law import pathway_of
from hoanhap.pathways.queries.paper_case import where
from hoanhap.pathways.queries.paper_refs import CERTIFICATES, DECISIONS
from hoanhap.pathways.queries.told import told
from hoanhap.pathways.rules.stages import STAGES

Value = str | int | date | None
OTHER_SUPPORT = ("allowance", "equipment", "health", "school", "referral")


# ---------------------------------------------------------------- who
def _address(line: Line, kind: str = "") -> str:
    """The home in force, or the permanent one: with the sealed line, since this column is identity."""
    homes = [h for h in line.of("homes") if h.valid_from <= line.until and h.reached_confirmed_on]
    homes = [h for h in homes if not kind or h.kind == kind]
    if not homes:
        return ""
    home = homes[-1]
    sealed = line.keeper.open("people_residence", home.pk, "address", home.address_sealed)
    return ", ".join([*([sealed] if sealed else []), where(home.commune, line.until)[0]])


def _birth_of(sex: str) -> "Column":
    return lambda line: str(line.person.birth_year) if line.person.sex == sex else ""


def _helper(line: Line) -> str:
    held = [r for r in line.of("helpers") if r.valid_from <= line.until and (not r.valid_to or r.valid_to > line.until)]
    return str(held[-1].helper) if held else ""


# ---------------------------------------------------------------- the measure
def _substances(line: Line) -> str:
    held = [u for u in line.of("uses") if u.valid_from <= line.until and (not u.valid_to or u.valid_to > line.until)]
    return ", ".join(dict.fromkeys(said("substances", u.substance) for u in held))


def _paper(line: Line, kinds: Iterable[str]) -> str:
    wanted = set(kinds)
    found = [p for p in line.of("papers") if p.kind in wanted and p.issued_on <= line.until]
    if not found:
        return ""
    last = found[-1]
    return f"{designation(last.number, last.symbol)}, {format_date(last.issued_on)}, {last.agency.name}"


def _decision(line: Line) -> str:
    """The paper that was issued, or the court's number; before either, the day of the step that decided."""
    if paper := _paper(line, DECISIONS):
        return paper
    for step in reversed(line.of("steps")):
        if number := step.facts.get("court_no"):
            return f"{number}, {format_date(step.on)}, {step.agency.name}"
    return format_date(line.measure.decided_on) if line.measure.decided_on else ""


def _certificate(line: Line) -> str:
    if paper := _paper(line, CERTIFICATES):
        return paper
    number = line.fact("certificate_no")
    return str(number) if number else ""


def _last(line: Line) -> date | None:
    return last_day(line.measure.ends_on) if line.measure.ends_on else None


def _increase(line: Line) -> str:
    """New, moved here, or relapsed: the day, and which of the three the file shows."""
    day = line.followed.entered
    moved = any(h.valid_from <= day and h.left_confirmed_on and h.commune_id == line.measure.commune_id
                and (day - h.valid_from).days < 31 for h in line.of("homes"))  # fmt: skip
    again = any(m.pk != line.measure.pk and m.outcome == "completed" and m.opened_on < line.measure.opened_on
                for m in line.of("measures"))  # fmt: skip
    return f"{format_date(day)}, {'chuyển đến' if moved else 'tái nghiện' if again else 'mới'}"


def _decrease(line: Line) -> str:
    closed = line.measure.closed_on
    if closed is None or closed > line.until:
        return ""
    end = OUTCOMES[line.measure.outcome].vi.lower() if line.measure.outcome in OUTCOMES else ""
    return ", ".join([format_date(closed), *([end] if end else [])])


def _tests(line: Line) -> str:
    held = line.in_year("tests")
    return f"{len(held)} lần, {sum(t.result == 'positive' for t in held)} dương tính" if held else ""


def _relapsed(line: Line) -> date | None:
    """Found addicted again after the measure closed."""
    since = line.measure.closed_on or line.followed.entered
    found = [s.valid_from for s in line.of("standings") if s.kind == "addict" and since < s.valid_from <= line.until]
    return min(found, default=None)


def _delisted(line: Line) -> date | None:
    closed = line.person.closed_on
    return closed if closed and closed <= line.until else None


def _aftercare(line: Line) -> str:
    for other in line.of("measures"):
        after = other.opened_on >= (line.measure.closed_on or line.followed.entered)
        if other.pathway.startswith("aftercare") and after and other.decided_on and other.decided_on <= line.until:
            until = f" đến {format_date(last_day(other.ends_on))}" if other.ends_on else ""
            return f"{format_date(other.decided_on)}{until}"
    return ""


def _past_times(line: Line) -> int:
    before = line.fact("rehab_before")
    mine = sum(m.pk != line.measure.pk and m.opened_on < line.measure.opened_on and pathway_of(m).kind == "rehab"
               for m in line.of("measures"))  # fmt: skip
    return max(mine, before if isinstance(before, int) else 0)


# ---------------------------------------------------------------- support and the centre
def _support(kind: str) -> "Column":
    def column(line: Line) -> str:
        held = line.in_year("supports", kind=kind)
        return ", ".join(dict.fromkeys(said("support-details", s.what) if s.what else format_date(s.on) for s in held))

    return column


def _loan(line: Line) -> int | None:
    return sum(s.amount or 0 for s in line.in_year("supports", kind="loan")) or None


def _other_support(line: Line) -> str:
    held = [s for kind in OTHER_SUPPORT for s in line.in_year("supports", kind=kind)]
    return ", ".join(dict.fromkeys(said("supports", s.kind).lower() for s in held))


def _counselled(line: Line) -> int | None:
    return len(line.in_year("supports", kind="counselling")) or None


def _entered(line: Line) -> date:
    return line.followed.entered


def _left(line: Line) -> date | None:
    closed = line.measure.closed_on
    return closed if closed and closed <= line.until else None


def _stage(line: Line) -> str:
    held = [s for s in line.of("stays") if s.valid_from <= line.until and (not s.valid_to or s.valid_to > line.until)]
    return STAGES[held[-1].stage].vi if held and held[-1].stage in STAGES else ""


def _hospital(line: Line) -> str:
    return ", ".join(format_date(e.on) for e in line.in_year("events", kind="hospital"))


def _term_contract(line: Line) -> str:
    months = line.fact("months")
    return f"{months} tháng" if months else ""


def _term_actual(line: Line) -> str:
    left = _left(line)
    return f"{(left - line.followed.entered).days} ngày" if left else ""


def _training_months(line: Line) -> int | None:
    """Whole months between the first and the last day of the courses."""
    held = [s for s in line.of("supports") if s.kind == "training" and s.until]
    days = sum((s.until - s.on).days + 1 for s in held)
    return max(1, round(days / 30)) if days else None


def _fee(line: Line) -> str:
    fee = line.fact("fee")
    return next((value for _, value in told({"fee": fee})), "") if fee else ""


Column = Callable[[Line], Value]
COLUMNS: Mapping[str, Column] = {
    "name": lambda line: line.person.name,
    "birth": lambda line: str(line.person.birth_year),
    "birth_male": _birth_of("male"),
    "birth_female": _birth_of("female"),
    "sex": lambda line: said("sexes", line.person.sex) if line.person.sex else "",
    "permanent": lambda line: _address(line, "permanent"),
    "residence": _address,
    "ethnicity": lambda line: said("ethnicities", line.person.ethnicity) if line.person.ethnicity else "",
    "education": lambda line: said("education", line.person.education) if line.person.education else "",
    "occupation": lambda line: said("occupations", line.person.occupation) if line.person.occupation else "",
    "addicted_since": lambda line: str(min((u.since_year for u in line.of("uses") if u.since_year), default="")),
    "past_times": _past_times,
    "fee": _fee,
    "entered_on": _entered,
    "contract_term": _term_contract,
    "actual_term": _term_actual,
    "left_on": _left,
    "certificate": _certificate,
    "hospital": _hospital,
    "trade": _support("training"),
    "trade_months": _training_months,
    "substances": _substances,
    "turn": lambda line: line.measure.turn,
    "rehab_form": lambda line: pathway_of(line.measure).title.vi,
    "decision": _decision,
    "starts_on": lambda line: line.measure.starts_on or line.measure.decided_on,
    "last_on": _last,
    "helper": _helper,
    "increase": _increase,
    "decrease": _decrease,
    "tests": _tests,
    "counselled": _counselled,
    "trained": _support("training"),
    "employed": _support("job"),
    "loan": _loan,
    "allowance": _other_support,
    "stage": _stage,
    "aftercare": _aftercare,
    "relapsed_on": _relapsed,
    "delisted_on": _delisted,
    "carried": lambda line: "x" if line.followed.carried(line.year) else "",
}
# Columns of Mẫu số 11 that no room records: they stay empty, for the pen.
BY_HAND = frozenset({"employment", "convictions", "sanctions", "illnesses", "literacy", "primary", "above_primary",
                     "note"})  # fmt: skip

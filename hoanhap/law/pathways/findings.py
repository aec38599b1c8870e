"""What makes a pathway sound, proved on its graph: no dead end, no skipped right, no clock that runs on for ever."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import Rule
from hoanhap.law.pathways.shape import Pathway, Step

Rules = Mapping[str, Sequence[Rule]]


class Flaw(NamedTuple):
    """Where: a part ("step", "state", "right", "term", "pathway"), its code, the key. What is wrong; what to do."""

    part: str
    code: str
    key: str
    message: str
    remedy: str


def flaws(pathway: Pathway, rules: Rules, regimes: Collection[str]) -> Iterator[Flaw]:
    """Names first: with a state missing, nothing can be said of the ways."""
    if pathway.regime not in regimes:
        yield Flaw(
            "pathway", "", "regime",
            t("Không có chế độ “{x}”", "There is no regime “{x}”", x=pathway.regime),
            t("Dùng mã trong regimes.toml", "Use a code of regimes.toml"),
        )  # fmt: skip
    named = list(_names(pathway))
    yield from named
    yield from _clocks_exist(pathway, rules)
    if not named:
        for rule in GRAPH:
            yield from rule(pathway)


# ---------------------------------------------------------------- names
def _names(p: Pathway) -> Iterator[Flaw]:
    for step in p.steps:
        for key, states in (("before", step.before), ("after", [step.after] if step.after else [])):
            for state in states:
                if state not in p.state:
                    yield _flaw("step", step.code, key, _no(t("trạng thái", "state"), state), p.state)
    for right in p.rights:
        for key, steps in (("steps", right.steps), ("before", right.before)):
            for code in steps:
                if code not in p.step:
                    yield _flaw("right", right.code, key, _no(t("bước", "step"), code), p.step)
    for term in p.terms:
        for code in term.starts:
            if code not in p.step:
                yield _flaw("term", "", "starts", _no(t("bước", "step"), code), p.step)
    if p.valid_to is not None and p.valid_to <= p.valid_from:
        yield Flaw("pathway", "", "to", t("Hết trước khi bắt đầu", "It ends before it begins"), _look())


def _no(what: str, code: str) -> str:
    return t("Không có {what} “{x}”", "There is no {what} “{x}”", what=what, x=code)


def _flaw(part: str, code: str, key: str, message: str, known: Iterable[str]) -> Flaw:
    return Flaw(part, code, key, message, t("Dùng một trong: {k}", "Use one of: {k}", k=", ".join(sorted(known))))


def _look() -> str:
    return t("Xem lại", "Look again")


# ---------------------------------------------------------------- clocks and days
def _clocks_exist(p: Pathway, rules: Rules) -> Iterator[Flaw]:
    """A clock of a version must be in force on every day of that version."""
    for step in p.steps:
        for code in sorted(step.clocks):
            missing = _first_day_without(p, rules.get(code, ()))
            if missing is not None:
                day = format_date(missing)
                message = t("Hạn “{x}” không có ngày {d}", "The clock “{x}” does not exist on {d}", x=code, d=day)
                remedy = t("Thêm vào law/clocks, đủ từ ngày đầu đến ngày cuối", "Add it to law/clocks for every day")
                yield Flaw("step", step.code, "starts", message, remedy)


def _first_day_without(p: Pathway, versions: Sequence[Rule]) -> date | None:
    day = p.valid_from
    for rule in sorted(versions, key=lambda r: r.valid_from):
        if rule.valid_from <= day and (rule.valid_to is None or day < rule.valid_to):
            if rule.valid_to is None:
                return None
            day = rule.valid_to
    return None if p.valid_to is not None and day >= p.valid_to else day


# ---------------------------------------------------------------- the graph
def reached(p: Pathway, without: Collection[str] = (), start: Iterable[str] | None = None) -> set[str]:
    """The states that can be reached from the opening (or from `start`) when these steps are not there."""
    steps = [s for s in p.steps if s.code not in without]
    found = set(start) if start is not None else {s.after for s in steps if s.opens}
    while more := {s.after for s in steps if s.after and found.intersection(s.before)} - found:
        found |= more
    return found


def _ends(p: Pathway) -> Iterator[Flaw]:
    if not any(s.opens for s in p.steps):
        yield Flaw("pathway", "", "code", t("Không có bước mở đầu", "No step opens it"), _opens())
    if not any(s.outcome == "completed" for s in p.states):
        yield Flaw("pathway", "", "code", t("Không hoàn thành được", "It cannot be completed"), _way())
    found = reached(p)
    for state in p.states:
        if state.code not in found:
            yield Flaw("state", state.code, "code", t("Không bước nào dẫn tới", "No way leads to it"), _way())
        out = [s for s in p.steps if state.code in s.before]
        if state.final and out:
            message = t("Đã kết thúc mà còn bước “{x}”", "It is final, and “{x}” goes on from it", x=out[0].code)
            yield Flaw("state", state.code, "outcome", message, t("Bỏ outcome hoặc bỏ bước", "Drop one of the two"))
        elif not state.final and not any(p.state[s].final for s in reached(p, start=[state.code])):
            yield Flaw("state", state.code, "code", t("Không có lối ra", "No way leads out of it"), _way())


def _opens() -> str:
    return t("Một bước không có before, có after", "One step without before, with after")


def _way() -> str:
    return t("Thêm một bước, hoặc bỏ trạng thái", "Add a step, or drop the state")


def _opening(p: Pathway) -> Iterator[Flaw]:
    for step in p.steps:
        if step.opens and not step.after:
            yield Flaw("step", step.code, "after", t("Bước mở đầu mà không sang đâu", "It opens to no state"), _opens())
        if step.actor.holders[0].sector == "person" and step.recorder is step.actor:
            yield Flaw(
                "step", step.code, "recorder",
                t("Người dân làm, chưa nói ai ghi", "The person takes it; who records it is not said"),
                t("Thêm recorder", "Add recorder"),
            )  # fmt: skip
    if not any(s.decides for s in p.steps):
        message = t("Không bước nào là quyết định", "No step decides")
        yield Flaw("pathway", "", "code", message, t("Thêm decides = true", "Add decides = true"))


def _deaths(p: Pathway) -> Iterator[Flaw]:
    """Whoever is on a pathway may die on any day of it."""
    dying = {s for step in p.steps if step.after and p.state[step.after].outcome == "died" for s in step.before}
    for state in p.states:
        if not state.final and state.code not in dying:
            yield Flaw(
                "state", state.code, "code", t("Không ghi được là đã chết", "A death cannot be recorded"), _way()
            )


# ---------------------------------------------------------------- rights
def _rights(p: Pathway) -> Iterator[Flaw]:
    for right in p.rights:
        if not right.before or not (right.steps or right.check):
            yield Flaw("right", right.code, "before", t("Không giữ điều gì", "It guards nothing"), _guard())
        for code in right.before:
            step = p.step[code]
            if right.check and all(need.check != right.check for need in step.needs):
                message = t("Bước “{x}” không đòi điều kiện này", "The step “{x}” does not need the check", x=code)
                yield Flaw("right", right.code, "check", message, t("Thêm vào needs", "Add it to needs"))
            if right.steps and _can_skip(p, step, right.steps):
                message = t("Có đường tới “{x}” mà bỏ qua quyền này", "A way leads to “{x}” without this right", x=code)
                yield Flaw("right", right.code, "steps", message, _guard())


def _can_skip(p: Pathway, step: Step, owed: Collection[str]) -> bool:
    return step.opens or bool(reached(p, without=owed).intersection(step.before))


def _guard() -> str:
    return t("Cho trạng thái đi qua một bước của quyền", "Let the states pass through a step of the right")


# ---------------------------------------------------------------- clocks on the ways
def _clocks_stop(p: Pathway) -> Iterator[Flaw]:
    """A clock that was started is stopped before completion. The other endings stop every clock themselves."""
    stopped = {code for s in p.steps for code in s.stops}
    started = {code for s in p.steps for code in s.starts}
    for step in p.steps:
        for code in step.starts:
            if code not in stopped or _runs_on(p, step, code):
                message = t(
                    "Có đường hoàn thành mà hạn “{x}” chưa dừng", "“{x}” still runs when it is completed", x=code
                )
                yield Flaw(
                    "step", step.code, "starts", message, t("Thêm stops ở bước sau", "Add stops to a later step")
                )
        for key in ("stops", "suspends", "resumes", "waits"):
            for code in getattr(step, key):
                if code not in started:
                    message = t("Không bước nào bắt đầu hạn “{x}”", "No step starts the clock “{x}”", x=code)
                    yield Flaw("step", step.code, key, message, t("Thêm starts ở bước trước", "Add starts earlier"))


def _runs_on(p: Pathway, start: Step, clock: str) -> bool:
    """Whether a completed end is reached without a step that stops the clock."""
    stops = [s.code for s in p.steps if clock in s.stops]
    first = [start.after] if start.after else list(start.before)
    return any(p.state[s].outcome == "completed" for s in reached(p, without=stops, start=first))


GRAPH: tuple[Callable[[Pathway], Iterator[Flaw]], ...] = (_ends, _opening, _deaths, _rights, _clocks_stop)


# ---------------------------------------------------------------- versions
def overlaps(pathways: Sequence[Pathway]) -> Iterator[tuple[Pathway, Flaw]]:
    """Two versions of one pathway on one day: nobody could say which one is the law."""
    for one in pathways:
        for other in pathways:
            if one.code == other.code and _later(one, other) and _meets(one, other):
                message = t("Trùng ngày với bản “{v}”", "It overlaps version “{v}”", v=other.version)
                remedy = t("to của bản cũ bằng from của bản mới", "Let the earlier version's to be this one's from")
                yield one, Flaw("pathway", "", "from", message, remedy)


def _later(one: Pathway, other: Pathway) -> bool:
    return (one.valid_from, one.version) > (other.valid_from, other.version)


def _meets(one: Pathway, other: Pathway) -> bool:
    return other.valid_to is None or one.valid_from < other.valid_to

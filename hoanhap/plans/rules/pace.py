"""A target against its figure: what is reached, what should be by now, the gap, where it will end. Plain arithmetic.

A figure that grows from nothing over the time of the plan (`grows`: lượt người, đồng) is expected in proportion to
the time that has passed. One that stands at a level (a share, a number of places) is expected to move in proportion
from where it began; where nothing says where it began, the bar itself is expected on the last day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import Words, t

AT_LEAST, AT_MOST = "at_least", "at_most"
DIRECTIONS: Final[Mapping[str, Words]] = {
    AT_LEAST: Words("ít nhất", "at least"),
    AT_MOST: Words("nhiều nhất", "at most"),
}
NO_DATA, MET, ON_PACE, BEHIND, MISSED = "no_data", "met", "on_pace", "behind", "missed"
TITLES: Final[Mapping[str, Words]] = {
    NO_DATA: Words("Chưa có số liệu", "No data"),
    MET: Words("Đạt", "Met"),
    ON_PACE: Words("Đúng tiến độ", "On pace"),
    BEHIND: Words("Chậm so với tiến độ", "Behind"),
    MISSED: Words("Không đạt", "Missed"),
}
TONES: Final[Mapping[str, str]] = {NO_DATA: "", MET: "ok", ON_PACE: "info", BEHIND: "warn", MISSED: "law"}
WHOLE: Final = Fraction(100)  # percent


@dataclass(frozen=True, slots=True)
class Measured:
    """How a target is measured. `value` None: words that nobody can count. `base`: where a level began."""

    indicator: str = ""
    value: Fraction | None = None
    direction: str = AT_LEAST
    grows: bool = False
    measure: str = ""
    base: Fraction | None = None
    by_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """What was promised. `start` and `last`: the first day, and the last on which it may be met."""

    value: Fraction
    direction: str
    start: date
    last: date
    grows: bool = False
    base: Fraction | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """`gap`: what is missing to `wanted` now, never below zero. `said`: how every number came about."""

    verdict: str
    actual: Fraction | None = None
    wanted: Fraction | None = None
    gap: Fraction | None = None
    forecast: Fraction | None = None
    said: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return str(TITLES[self.verdict])

    @property
    def tone(self) -> str:
        return TONES[self.verdict]


def pace(bar: Bar, actual: Fraction | None, on: date) -> Pace:
    """As it stands at the end of `on`."""
    if actual is None:
        return Pace(
            NO_DATA, said=(t("chưa có số liệu nào cho chỉ tiêu này", "there is no figure for this target yet"),)
        )
    whole = (bar.last - bar.start).days + 1
    passed = min(max((on - bar.start).days + 1, 0), whole)
    part = Fraction(passed, whole)
    wanted, going_on = _expected(bar, part), _forecast(bar, actual, part)
    forecast = going_on if going_on is None or not _is_share(bar, actual) else min(going_on, WHOLE)
    gap = max(Fraction(0), wanted - actual if bar.direction == AT_LEAST else actual - wanted)
    said = (_time(passed, whole), *_words(bar, actual, wanted, going_on, part))
    if forecast != going_on:
        said += (t("một tỷ lệ không quá 100 %", "a share is 100% at most"),)
    return Pace(_verdict(bar, actual, forecast, over=on >= bar.last), actual, wanted, gap, forecast, said)


def _expected(bar: Bar, part: Fraction) -> Fraction:
    if bar.grows:
        return bar.value * part
    return bar.value if bar.base is None else bar.base + (bar.value - bar.base) * part


def _forecast(bar: Bar, actual: Fraction, part: Fraction) -> Fraction | None:
    """On the last day, if it goes on as until now; None before the first day."""
    if not part:
        return None
    if bar.grows:
        return actual / part
    return actual if bar.base is None else bar.base + (actual - bar.base) / part


def _is_share(bar: Bar, actual: Fraction) -> bool:
    return bar.measure == "%" and max(bar.value, actual) <= WHOLE


def _verdict(bar: Bar, actual: Fraction, forecast: Fraction | None, *, over: bool) -> str:
    """What grows and has a ceiling can be lost at any time and is only kept at the end; else being there is enough."""
    reached = _holds(bar, actual)
    if bar.direction == AT_MOST and bar.grows:
        if not reached:
            return MISSED
        return MET if over else ON_PACE if forecast is None or _holds(bar, forecast) else BEHIND
    if reached:
        return MET
    if over:
        return MISSED
    return ON_PACE if forecast is not None and _holds(bar, forecast) else BEHIND


def _holds(bar: Bar, value: Fraction) -> bool:
    return value >= bar.value if bar.direction == AT_LEAST else value <= bar.value


def _time(passed: int, whole: int) -> str:
    return t("đã qua {n}/{all} ngày", "{n} of {all} days have passed", n=passed, all=whole)


def _words(bar: Bar, actual: Fraction, wanted: Fraction, forecast: Fraction | None, part: Fraction) -> tuple[str, ...]:
    unit = f" {bar.measure}" if bar.measure else ""
    value, now, due = shown(bar.value), shown(actual), shown(wanted)
    if forecast is None:
        return (t("hiện là {now}{unit}", "{now}{unit} now", now=now, unit=unit),)
    end, day = shown(forecast), format_date(bar.last)
    if bar.grows:
        return (
            t("theo thời gian cần {bar} × {part} = {due}{unit}, hiện là {now}",
              "by now {bar} × {part} = {due}{unit} are due, {now} are there",
              bar=value, part=shown(part), due=due, unit=unit, now=now),
            t("cứ như vậy đến {day}: {now} ÷ {part} = {end}{unit}",
              "going on until {day}: {now} ÷ {part} = {end}{unit}",
              now=now, part=shown(part), end=end, unit=unit, day=day),
        )  # fmt: skip
    if bar.base is None:
        return (
            t("chỉ tiêu {bar}{unit}, hiện là {now}; không có mức đầu kỳ nên không tính nhịp độ",
              "the bar is {bar}{unit}, it stands at {now}; no level to begin from, so no pace is computed",
              bar=value, unit=unit, now=now),
        )  # fmt: skip
    base = shown(bar.base)
    return (
        t("theo thời gian cần {base} + ({bar} − {base}) × {part} = {due}{unit}, hiện là {now}",
          "by now {base} + ({bar} − {base}) × {part} = {due}{unit} is due, it stands at {now}",
          base=base, bar=value, part=shown(part), due=due, unit=unit, now=now),
        t("cứ như vậy đến {day}: {base} + ({now} − {base}) ÷ {part} = {end}{unit}",
          "going on until {day}: {base} + ({now} − {base}) ÷ {part} = {end}{unit}",
          base=base, now=now, part=shown(part), end=end, unit=unit, day=day),
    )  # fmt: skip


def bar_words(thousandths: int | None, direction: str, measure: str) -> str:
    """“100 %”, “nhiều nhất 3 vụ”; empty: words without a bar."""
    if thousandths is None:
        return ""
    number = shown(Fraction(thousandths, 1000)) + (f" {measure}" if measure else "")
    return number if direction == AT_LEAST else f"{DIRECTIONS[direction]} {number}"


def holds_less(direction: str, given: int | None, own: int | None) -> bool:
    """Whether a bar of one's own asks less than the one that was given."""
    if given is None:
        return False
    return own is None or (own < given if direction == AT_LEAST else own > given)


def shown(value: Fraction) -> str:
    """At most two decimals, with a comma; a whole number without: 1.234, 49,73."""
    hundredths = round(value * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "−" if hundredths < 0 else ""
    decimals = f"{rest:02}".rstrip("0")
    grouped = f"{whole:,}".replace(",", ".")
    return f"{sign}{grouped}{',' + decimals if decimals else ''}"

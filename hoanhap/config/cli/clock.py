"""`hoanhap clock`: when a limit ends, day by day. It reads no data of anybody, so it asks for no sign-in."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

import click

from hoanhap.kernel.dates import VIETNAM, BadDate, format_date, last_day, parse_date
from hoanhap.kernel.lang import t
from hoanhap.law.clocks import KINDS, UNITS, Amount, Answer, Moment, Rule, due
from hoanhap.law.loaded import Law, LawErrors, Unknown, law

MOST = 3660
T = TypeVar("T")


@click.group(short_help="Hạn theo luật: tính và giải thích")
def command() -> None:
    """Hạn theo luật: ngày hết hạn, và vì sao."""


@command.command(short_help="Tính ngày hết hạn và nói rõ từng ngày")
@click.option("--rule", metavar="MÃ", help="Mã hạn trong law/clocks, ví dụ nd94.verify.")
@click.option("--amount", metavar="SỐ", help="Thay cho --rule: một khoảng thời gian, kèm --unit.")
@click.option("--unit", metavar="ĐƠN-VỊ", help="working_days, days, hours, weeks hoặc months.")
@click.option(
    "--kind",
    metavar="LOẠI",
    help="procedural: gặp ngày nghỉ thì lùi; term: không lùi. Theo tháng mặc định là term.",
)
@click.option("--start", required=True, metavar="NGÀY", help="2020-01-20, hoặc 2020-01-20T08:30.")
@click.option("--regime", metavar="MÃ", help="Đọc hạn theo luật của khoảng này, ví dụ R2014.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def explain(as_json: bool, **typed: str | None) -> None:
    """Ngày đầu không tính; giờ tính đúng từng giờ; hạn làm việc gặp ngày nghỉ thì lùi, thời hạn biện pháp thì không."""
    try:
        there = law()
    except LawErrors as errors:
        raise click.ClickException(str(errors)) from errors
    asked = _Asked(there, typed)
    start, limit = asked.start(), asked.limit()
    if asked.wrong or start is None or limit is None:
        raise click.UsageError("\n".join(asked.wrong))
    answer = due(limit, start, calendar=there.calendar)
    click.echo(json.dumps(_shape(answer), ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(answer)))


@dataclass
class _Asked:
    """What was typed, read option by option; every mistake is kept, to be told at once."""

    law: Law
    typed: dict[str, str | None]
    wrong: list[str] = field(default_factory=list)

    def start(self) -> Moment | None:
        return self._try("--start", lambda: _moment(self.typed["start"] or ""))

    def limit(self) -> Rule | Amount | None:
        rule, amount = self.typed["rule"], self.typed["amount"]
        span = self._try("--regime", lambda: self.law.regime_of(code)) if (code := self.typed["regime"]) else None
        if (rule is None) == (amount is None):
            self.wrong.append(t("Ghi một trong hai: --rule hoặc --amount", "Give one of the two: --rule or --amount"))
            return None
        if rule is None:
            return self._amount()
        for name in ("unit", "kind"):
            if self.typed[name] is not None:
                self.wrong.append(t("--{x} chỉ đi cùng --amount", "--{x} goes with --amount only", x=name))
        try:
            start = _moment(self.typed["start"] or "")
        except BadDate:  # told already
            return None
        on = start.date() if isinstance(start, datetime) else start
        if span:
            on = max(on, span.valid_from)
            on = min(on, last_day(span.valid_to)) if span.valid_to else on
        return self._try("--rule", lambda: self.law.rule(rule, on))

    def _amount(self) -> Amount | None:
        typed, unit = (self.typed["amount"] or "").strip(), self.typed["unit"] or ""
        kind = self.typed["kind"] or ("term" if unit == "months" else "procedural")
        good = typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= MOST
        if not good:
            self.wrong.append(t("--amount: ghi số nguyên từ 1 đến {n}", "--amount: a whole number, 1 to {n}", n=MOST))
        for name, value, words in (("unit", unit, UNITS), ("kind", kind, KINDS)):
            if value not in words:
                self.wrong.append(
                    t("--{x}: chọn một trong {words}", "--{x}: one of {words}", x=name, words=", ".join(words))
                )
                good = False
        return Amount(int(typed), unit, kind) if good else None

    def _try(self, option: str, ask: Callable[[], T]) -> T | None:
        try:
            return ask()
        except BadDate as bad:
            self.wrong.append(f"{option}: {bad.message}. {bad.remedy}")
        except Unknown as unknown:
            self.wrong.append(f"{option}: {unknown}")
        return None


def _moment(typed: str) -> Moment:
    """A day in any habit of writing it, or an instant as ISO writes it; without a zone it is Vietnam's."""
    if ":" not in typed:
        return parse_date(typed)
    try:
        at = datetime.fromisoformat(typed.strip())
        parse_date(at.date().isoformat())
    except ValueError:
        raise BadDate(
            t("“{x}” không phải là một ngày giờ", "“{x}” is not an instant", x=typed[:40]),
            t("Ghi như 2020-01-20T08:30", "Write it like 2020-01-20T08:30"),
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)


# ---------------------------------------------------------------- what is answered
def _shape(answer: Answer) -> dict[str, object]:
    limit = answer.limit
    source, note = (limit.source, str(limit.note)) if isinstance(limit, Rule) else ("", "")
    return {
        "start": _iso(answer.start),
        "due": _iso(answer.due),
        "due_at": _iso(answer.due_at),
        "rule": answer.rule or None,
        "article": answer.article or None,
        "source": source or None,
        "note": note or None,
        "amount": limit.amount,
        "unit": limit.unit,
        "kind": limit.kind,
        "verified": answer.verified,
        "steps": [{"date": _iso(s.date), "counted": s.counted, "why": s.why} for s in answer.steps],
    }


def _iso(moment: Moment | None) -> str | None:
    return moment.isoformat() if moment else None


def _lines(answer: Answer) -> list[str]:
    limit = answer.limit
    lines = [t("Hết hạn: {x}", "Due: {x}", x=_shown(answer.due) if answer.due else "")]
    if isinstance(limit, Rule):
        lines.append(f"{limit.code} · {limit.title} · {limit.article}")
    rolls = "" if limit.unit in ("hours", "working_days") else f" ({KINDS[limit.kind]})"
    lines.append(f"{limit.amount} {UNITS[limit.unit]}{rolls}")
    if not answer.verified:
        lines.append(t("Chưa kiểm chứng đầy đủ.", "Not fully verified.") + _note(limit))
    return [*lines, "", *(f"  {'+' if s.counted else ' '} {_shown(s.date)}  {s.why}" for s in answer.steps)]


def _note(limit: Rule | Amount) -> str:
    return f" {limit.note}" if isinstance(limit, Rule) and limit.note.vi else ""


def _shown(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{moment:%H:%M} {format_date(moment.astimezone(VIETNAM).date())}"
    return format_date(moment)

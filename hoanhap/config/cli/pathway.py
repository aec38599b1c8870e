"""`hoanhap pathway`: what the law has a measure go through, at a date. It reads no data of anybody: no sign-in."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from hoanhap.catalog import papers
from hoanhap.kernel.clock import today
from hoanhap.kernel.dates import BadDate, format_date, parse_date
from hoanhap.kernel.lang import Words, t
from hoanhap.law.loaded import Law, LawErrors, law
from hoanhap.law.pathways import CASES, OUTCOMES, Pathway, Right, Step, Term, UnknownPathway
from hoanhap.law.pathways.checks import says
from hoanhap.law.pathways.diagrams import CLOCKS, length, limit, span


@click.group(short_help="Các hình thức theo luật: bước, hạn, quyền")
def command() -> None:
    """Các hình thức cai nghiện, điều trị, quản lý theo luật của từng ngày."""


@command.command(short_help="Xem một hình thức, hoặc danh sách")
@click.argument("code", required=False, metavar="[MÃ]")
@click.option("--on", "on", metavar="NGÀY", help="Luật của ngày này, ví dụ 2019-06-30. Mặc định: hôm nay.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def show(code: str | None, on: str | None, as_json: bool) -> None:
    """Bước, ai làm, điều kiện, hạn, quyền của một hình thức vào một ngày. Không ghi MÃ thì liệt kê các hình thức."""
    day = _day(on)
    try:
        found = law()
        one = found.pathway(code, day) if code else None
    except LawErrors as errors:
        raise click.ClickException(str(errors)) from errors
    except UnknownPathway as unknown:
        raise click.ClickException(str(unknown)) from unknown
    if one is None:
        shown: Any = {"on": day.isoformat(), "pathways": [_brief(p) for p in found.pathways(day)]}
        lines = list(_list(found, day))
    else:
        shown, lines = _whole(one, day), list(_text(one, found, day))
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1) if as_json else "\n".join(lines))


def _day(typed: str | None) -> date:
    try:
        return parse_date(typed) if typed else today()
    except BadDate as bad:
        raise click.UsageError(f"--on: {bad.message}. {bad.remedy}") from bad


# ---------------------------------------------------------------- text
def _list(found: Law, on: date) -> Iterator[str]:
    yield t("Các hình thức áp dụng ngày {on}", "Pathways in force on {on}", on=format_date(on))
    for p in found.pathways(on):
        yield f"  {p.code:<24} {p.title} · {_version(p)} · {span(p)}"


def _version(p: Pathway) -> str:
    return t("bản {v}", "version {v}", v=p.version)


def _text(p: Pathway, found: Law, on: date) -> Iterator[str]:
    yield f"{p.title} ({p.code}, {_version(p)})"
    yield t("Áp dụng {span}. Nguồn: {s}", "In force {span}. Source: {s}", span=span(p), s=p.source)
    yield from _doubt(p.verified, p.note, "")
    yield from (_term(p, term) for term in p.terms)
    yield ""
    yield t("Quyền không được bỏ qua", "Rights that cannot be skipped") + ("" if p.rights else ": –")
    for right in p.rights:
        yield f"  • {right.title}{_article(right.article)}: {_kept(p, right)}"
        yield from _doubt(right.verified, right.note, "    ")
    yield ""
    yield t("Các bước", "Steps")
    for number, step in enumerate(p.steps, 1):
        yield from _step(p, number, step, found, on)


def _term(p: Pathway, term: Term) -> str:
    turn = t(" từ lần thứ {n}", " from time {n} on", n=term.turn) if term.turn > 1 else ""
    case = f" ({CASES[term.case]})" if term.case else ""
    since = ", ".join(f"“{p.step[code].title}”" for code in term.starts)
    return t(
        "Thời hạn{turn}{case}: {length}, tính từ {since}{article}{doubt}",
        "Term{turn}{case}: {length}, from {since}{article}{doubt}",
        turn=turn, case=case, length=length(term), since=since, article=_article(term.article),
        doubt="" if term.verified else t(" · CHƯA KIỂM CHỨNG", " · UNVERIFIED"),
    )  # fmt: skip


def _kept(p: Pathway, right: Right) -> str:
    before = ", ".join(f"“{p.step[code].title}”" for code in right.before)
    ways = " / ".join(f"“{p.step[code].title}”" for code in right.steps)
    if not ways:
        return t("điều kiện của {before}", "a condition of {before}", before=before)
    return t("{ways} trước {before}", "{ways} before {before}", ways=ways, before=before)


def _step(p: Pathway, number: int, step: Step, found: Law, on: date) -> Iterator[str]:
    after = p.state[step.after] if step.after else None
    way = f" → {after.title}" if after else ""
    if after and after.final:
        way += t(" (kết thúc: {x})", " (ends: {x})", x=OUTCOMES[after.outcome])
    decides = t(" [quyết định]", " [decision]") if step.decides else ""
    yield f"{number:>3}. {step.title} ({step.code}){decides}{way}"
    open_states = [s.code for s in p.states if not s.final]
    if len(step.before) == len(open_states):
        yield "       " + t("từ: mọi trạng thái chưa kết thúc", "from: every state not final")
    elif step.before:
        yield "       " + t("từ: ", "from: ") + "; ".join(str(p.state[code].title) for code in step.before)
    who = [str(step.actor.at(on).title), *(str(h.at(on).title) for h in step.helpers)]
    if step.recorder is not step.actor:
        who[0] += t(" ({x} ghi)", " ({x} records)", x=step.recorder.at(on).title)
    yield "       " + t("ai: ", "who: ") + t(", cùng ", ", with ").join([who[0], "; ".join(who[1:])][: len(who)])
    parts = (
        (Words("cần", "needs"), [says(need) for need in step.needs]),
        (Words("ghi", "records"), [f"{r.field.title}{'' if r.required else ' (?)'}" for r in step.fields]),
        (Words("hạn", "limits"), list(_limits(step, found, on))),
        (Words("giấy tờ", "papers"), [*(_paper(kind, on) for kind in step.papers), *step.forms]),
        (Words("điều", "article"), [step.article] if step.article else []),
    )  # fmt: skip
    for name, items in parts:
        if items:
            yield f"       {name}: " + "; ".join(items).replace("`", "")
    yield from _doubt(step.verified, step.note, "       ")


def _limits(step: Step, found: Law, on: date) -> Iterator[str]:
    for key, words in CLOCKS.items():
        for code in getattr(step, key):
            yield f"{words} {limit(code, found.rules, on)}"


def _paper(kind: str, on: date) -> str:
    try:
        return str(papers.paper(kind, on=on).words)
    except papers.UnknownPaper:
        return kind


def _article(article: str) -> str:
    return f" ({article})" if article else ""


def _doubt(verified: bool, note: Words, indent: str) -> Iterator[str]:
    if not verified:
        yield indent + t("CHƯA KIỂM CHỨNG: {note}", "UNVERIFIED: {note}", note=note)
    elif note.vi:
        yield indent + str(note)


# ---------------------------------------------------------------- JSON
def _brief(p: Pathway) -> dict[str, Any]:
    return {
        "code": p.code,
        "version": p.version,
        "kind": p.kind,
        **_both(p.title),
        "regime": p.regime,
        "from": p.valid_from.isoformat(),
        "to": p.valid_to.isoformat() if p.valid_to else None,
        "residential": p.residential,
        "verified": p.verified,
    }


def _whole(p: Pathway, on: date) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        **_brief(p),
        "min_age": p.min_age,
        "max_age": p.max_age,
        "source": p.source,
        "note": str(p.note),
        "terms": [
            {"min": x.min, "max": x.max, "unit": x.unit, "starts": x.starts, "turn": x.turn, "case": x.case, **_said(x)}
            for x in p.terms
        ],
        "states": [
            {"code": s.code, **_both(s.title), "final": s.final, "outcome": s.outcome or None, "counts": s.counts}
            for s in p.states
        ],
        "rights": [
            {
                "code": r.code,
                **_both(r.title),
                "steps": r.steps,
                "before": r.before,
                "check": r.check or None,
                **_said(r),
            }
            for r in p.rights
        ],
        "steps": [_step_shape(s, on) for s in p.steps],
    }


def _step_shape(step: Step, on: date) -> dict[str, Any]:
    who = step.actor.at(on)
    return {
        "code": step.code,
        **_both(step.title),
        "before": step.before,
        "after": step.after or None,
        "actor": {"code": step.actor.code, "sector": who.sector, "level": who.level, **_both(who.title)},
        "helpers": [h.code for h in step.helpers],
        "recorder": step.recorder.code,
        "needs": [{"check": str(n), "says": says(n)} for n in step.needs],
        "fields": [{"code": r.field.code, "type": r.field.type, "required": r.required} for r in step.fields],
        **{key: getattr(step, key) for key in CLOCKS},
        "papers": step.papers,
        "forms": step.forms,
        "right": step.right,
        "decides": step.decides,
        "deducts": step.deducts,
        **_said(step),
    }


def _both(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _said(thing: Term | Right | Step) -> dict[str, Any]:
    return {
        "article": thing.article or None,
        "source": thing.source,
        "verified": thing.verified,
        "note": str(thing.note) or None,
    }

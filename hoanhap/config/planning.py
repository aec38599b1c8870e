"""What `hoanhap plan status` and `hoanhap plan report` answer: asked as a post, plain values."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from hoanhap.access.permissions import P
from hoanhap.access.queries import NoSuchSignIn, cli_actor
from hoanhap.access.rules import Actor, Denied, Outside
from hoanhap.config.acting import acting
from hoanhap.config.demo.cast import SIGN_INS
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.plans.actions.exports import exported
from hoanhap.plans.queries import scope
from hoanhap.plans.queries.board import board
from hoanhap.plans.queries.report import summary
from hoanhap.plans.rules.report import span
from hoanhap.plans.rules.status import PRESSING, TITLES, State
from hoanhap.web.queries import demo_date


def reader(code: str, sign_in: str | None, right: P = P.PLAN_VIEW) -> tuple[Actor, date]:
    """Who asks. In a demo without --as, the first of its people with the right: its plans are of several provinces."""
    actor, on = acting(sign_in)
    if sign_in or demo_date() is None:
        return actor, on
    for name in (None, *(person.sign_in for person in SIGN_INS)):
        try:
            who = cli_actor(name, on) if name else actor
            scope.plan(who, code, on, right)
        except (Outside, Denied, NoSuchSignIn):  # an account may have been locked
            continue
        return who, on
    return actor, on


def status(code: str, at: date | None, sign_in: str | None) -> dict[str, Any]:
    actor, on = reader(code, sign_in)
    found = board(actor, code, on, at=at)
    return {
        "plan": found.plan.code,
        "title": found.plan.title,
        "notice": found.plan.notice,
        "on": found.on.isoformat(),
        "version": found.plan.version,
        "counts": {str(count.state): count.n for count in found.counts},
        "tasks": [
            {
                "key": line.key,
                "code": line.code,
                "content": line.content,
                "last": line.last.isoformat() if line.last else None,
                "promised": line.promised.isoformat() if line.promised else None,
                "status": str(line.status.state),
                "days": line.status.days,
                "reasons": list(line.status.reasons),
                "agencies": list(line.offices),
                "of": line.of,
                "among": line.among,
            }
            for line in found.lines
        ],
        "agencies": [
            {"name": office.name, "total": office.total, **{str(c.state): c.n for c in office.counts}}
            for office in found.offices
        ],
    }


def report(code: str, period: str, out: Path, sign_in: str | None) -> tuple[Path, int]:
    """Write the Word file; where it is, and how many of its figures lead back."""
    asked = span(period)
    actor, on = reader(code, sign_in, P.PLAN_FOLLOW)
    found = summary(actor, code, asked, on, settings.SITE_URL)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"bao-cao-{code}-{asked.code}.docx"
    body = found.render()
    path.write_bytes(body)
    exported(code=code, period=asked.code, body=body, by=actor, on=on)
    return path, found.figures


def lines(found: dict[str, Any]) -> Iterator[str]:
    """For people: what is late or at risk in full, the rest counted."""
    yield found["title"]
    day = format_date(date.fromisoformat(found["on"]))
    yield t("Tình trạng đến hết ngày {day}", "As of the end of {day}", day=day)
    if found["notice"]:
        yield found["notice"]
    for state, n in found["counts"].items():
        if n:
            yield f"{TITLES[State(state)]!s:<22}{n:>6}"
    for task in found["tasks"]:
        if task["status"] not in PRESSING:
            continue
        name = f"{task['code']}. {task['content']}" if task["code"] else task["content"] or "–"
        yield f"• {TITLES[State(task['status'])]}: {name[:110]}"
        who = "; ".join(task["agencies"])
        yield f"  {'; '.join(task['reasons'])} · {who} ({task['of']}/{task['among']})"

"""Freezing an answer: its cells, its totals, what they rest on, and what is missing."""

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from hoanhap.access.actions import log
from hoanhap.access.rules import Actor
from hoanhap.catalog import loaded
from hoanhap.reporting.models import Snapshot, Submission
from hoanhap.reporting.queries.behind import evidence
from hoanhap.reporting.queries.cells import counted_ids, lines, own, totals
from hoanhap.reporting.queries.coverage import coverage, declared
from hoanhap.reporting.rules import seal


def freeze(*, submission: Submission, cause: str, by: Actor, at: datetime, on: date) -> Snapshot:
    """The next version of this submission, its digest noted in the trail. The caller holds its lock."""
    told = evidence(submission)
    frozen = content(submission, cause) | ({"evidence": seal.digest(told)} if told else {})
    body = seal.canonical(frozen)
    number = (submission.snapshots.aggregate(last=Max("number"))["last"] or 0) + 1
    log(by, "snapshot.freeze", "submission", submission.pk, number=number, cause=cause, digest=seal.digest(body))
    return Snapshot.objects.create(
        submission=submission,
        number=number,
        cause=cause,
        body=body,
        evidence=told,
        digest=seal.digest(body),
        by=by.user_id or 0,
        by_name=by.name,
        at=at,
        on=on,
    )


def content(submission: Submission, cause: str) -> dict[str, Any]:
    respondent = submission.respondent
    form = loaded.form(submission.form, submission.version)
    body: dict[str, Any] = {
        "campaign": respondent.campaign.slug,
        "respondent": respondent.agency.code,
        "form": submission.form,
        "version": submission.version,
        "cause": cause,
        "cells": seal.pack(own(submission)),
    }
    ids = counted_ids(top=respondent, form=submission.form)
    if len(ids) > 1:
        body["totals"] = seal.pack({p: v.cell for p, v in totals(form=form, submission_ids=ids).items()})
        body["rests_on"] = _rests_on(ids, but=submission.pk)
        if form.kind == "list":
            body["lines"] = [
                {"of": sub, "line": row, "cells": {c: f.as_json() for c, f in cells.items()}}
                for sub, row, cells in lines(submission_ids=ids)
            ]
    body["coverage"] = {
        level: [c.counted, c.expected] for level, c in coverage(top=respondent, form=submission.form).items()
    }
    gaps = declared(top=respondent, form=submission.form)
    body["missing"] = sorted([g.missing.agency.code, g.reason] for g in gaps)
    return body


def _rests_on(ids: list[int], *, but: int) -> list[list[str]]:
    rows = (
        Submission.objects.filter(pk__in=ids)
        .exclude(pk=but)
        .values_list("respondent__agency__code", "accepted__digest", "sealed__digest")
    )
    return sorted([code, sealed or accepted or ""] for code, accepted, sealed in rows)

"""From what the law says happened to rows: the step, the measure's columns, its clocks. Called inside a transaction."""

from collections.abc import Iterable, Mapping
from datetime import date

from hoanhap.access.rules import Actor, PostFacts
from hoanhap.pathways.models import Clock, Measure, StepTaken
from hoanhap.pathways.rules.checks.dossier import interim_runs
from hoanhap.pathways.rules.facts import CaseFacts, Done, Value
from hoanhap.pathways.rules.walk import Run, Walk
from hoanhap.people.actions.ids import reserve
from hoanhap.people.queries.vault import Vault


def keep_step(
    measure: Measure,
    done: Done,
    *,
    before: str,
    after: str,
    words: Mapping[str, str],
    vault: Vault,
    by: Actor,
    post: PostFacts,
) -> StepTaken:
    (pk,) = reserve(StepTaken)
    told = "\x1e".join(f"{code}\t{text}" for code, text in words.items())
    return StepTaken.objects.create(
        pk=pk,
        measure=measure,
        number=done.number,
        step=done.step,
        version=done.version,
        before=before,
        after=after,
        on=done.on,
        at=done.at,
        facts={code: _plain(value) for code, value in done.facts.items()},
        words_sealed=vault.seal("pathways_steptaken", pk, "words", told) if told else None,
        agency_id=post.agency_id,
        by=by.sign_in,
        post=post.id or None,
    )


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def settle(measure: Measure, now: Walk, steps: Iterable[Done]) -> None:
    """Everything kept of the measure that follows from its steps."""
    done = tuple(steps)
    measure.version, measure.state, measure.open = now.pathway.version, now.state, now.open
    measure.opened_on = now.opened_on or measure.opened_on
    measure.decided_on, measure.starts_on, measure.ends_on = now.decided_on, now.starts_on, now.ends_on
    measure.closed_on, measure.outcome, measure.days_deducted = now.closed_on, now.outcome, now.deducted
    measure.place_id = now.place_id
    measure.commune_id = now.commune_id or measure.commune_id
    measure.inside = inside(now, done)
    measure.revision += 1
    measure.save()
    _clocks(measure, now.clocks)


def inside(now: Walk, done: tuple[Done, ...]) -> bool:
    """Whether the person takes a bed of the measure's place: under its term there, or in interim management."""
    if not now.open or not now.pathway.residential or now.place_id is None or not now.pathway.state[now.state].counts:
        return False
    if now.starts_on is not None:
        return True
    asked = CaseFacts(on=date.max, birth_year=date.min.year, done=done)
    return interim_runs(asked, "") is None


def _clocks(measure: Measure, runs: Iterable[Run]) -> None:
    """Rows of clocks are a copy of the walk, so that lists can sort: what it no longer has goes."""
    steps = dict(StepTaken.objects.filter(measure=measure).values_list("number", "pk"))
    kept = {(c.rule, c.started_by_id, c.ahead): c for c in Clock.objects.filter(measure=measure)}
    fresh = []
    for run in runs:
        row = kept.pop((run.code, steps[run.started_by], run.ahead), None) or Clock(measure=measure)
        changed = _fill(row, run, steps)
        if row.pk is None:
            fresh.append(row)
        elif changed:
            row.save()
    Clock.objects.bulk_create(fresh)
    Clock.objects.filter(pk__in=[c.pk for c in kept.values()]).delete()


def _fill(row: Clock, run: Run, steps: Mapping[int, int]) -> bool:
    """Copy a run into its row; whether anything of it is new."""
    said = {
        "rule": run.code,
        "law_on": run.law_on,
        "started_by_id": steps[run.started_by],
        "started_at": run.started_at,
        "hours": run.hours,
        "ahead": run.ahead,
        "due_at": run.due_at,
        "stopped_by_id": steps[run.stopped_by] if run.stopped_by is not None else None,
        "stopped_at": run.stopped_at,
        "suspensions": [[s.start.isoformat(), s.end.isoformat() if s.end else None, s.reason] for s in run.suspensions],
        "extended": run.extended._asdict() if run.extended else {},
    }
    before = {name: getattr(row, name) for name in said}
    for name, value in said.items():
        setattr(row, name, value)
    return before != said

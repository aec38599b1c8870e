"""The whole is the sum of its parts: over any tree, in any order, with “hơn” kept, and blank, 0 and “không phát sinh”
kept apart. The served totals against a recount in plain Python and against SQL written here by hand."""

import json
from itertools import count

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.catalog import loaded
from hoanhap.reporting.actions import corrections
from hoanhap.reporting.actions.cells import Change
from hoanhap.reporting.models import Campaign, Cell, Respondent, Snapshot, Submission
from hoanhap.reporting.queries.cells import counted_ids, totals
from hoanhap.reporting.queries.coverage import coverage
from hoanhap.reporting.queries.trace import trace
from hoanhap.reporting.rules.cells import CellFacts, added, computed_rows, own_rows, totalled
from hoanhap.reporting.rules.seal import unpack
from hoanhap.reporting.rules.states import COUNTED, State
from hoanhap.units.models import Agency
from tests import trust
from tests import world as worlds
from tests.reporting.sound import broken, recount
from tests.scale import SCALE, scaled

TREES = scaled(5_000) if SCALE >= 1 else scaled(1_500)  # whole: 10,000, half of them on each database
CORRECTIONS = scaled(200, 10)
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1_500)]
fresh = count(1)

contents = st.one_of(
    st.just(CellFacts()),
    st.just(CellFacts(0)),
    st.just(CellFacts(mark="nil")),
    st.builds(CellFacts, st.integers(0, 10**9)),
    st.builds(CellFacts, st.integers(0, 10**14), qualifier=st.just("ge")),
)
states = st.sampled_from(list(State))


@st.composite
def trees(draw):
    """(parent of each node but the first, state of each, cells of each commune, the order of insertion)."""
    districts = draw(st.integers(0, 3))
    communes = draw(st.integers(1, 7))
    parents = [0] * districts + [draw(st.integers(0, districts)) for _ in range(communes)]
    form = loaded.form(draw(st.sampled_from(("phu-luc-2", "phu-luc-3", "bc-1479"))))
    typed = [r.code for r in own_rows(form, "commune") if r not in computed_rows(form)]
    columns = [c.code for c in form.columns]
    place = st.tuples(st.sampled_from(typed), st.sampled_from(columns))
    filled = [draw(st.dictionaries(place, contents, max_size=6)) for _ in range(communes)]
    return form, districts, parents, [draw(states) for _ in range(1 + len(parents))], filled, draw(st.randoms())


def plant(world, drawn):
    form, districts, parents, found, filled, chance = drawn
    agencies = list(Agency.objects.order_by("pk"))[: 1 + len(parents)]
    usual = {f.name: getattr(world.campaign, f.name) for f in Campaign._meta.concrete_fields if f.name != "id"}
    campaign = Campaign.objects.create(**{**usual, "slug": f"cay-{next(fresh)}"})
    nodes = []
    for i, agency in enumerate(agencies):
        parent = nodes[parents[i - 1]] if i else None
        level = "province" if not i else "district" if i <= districts else "commune"
        node = Respondent.objects.create(
            campaign=campaign, agency=agency, unit_id=agency.unit_id, parent=parent, level=level, path="", name=f"{i}"
        )
        node.path = f"{parent.path if parent else '/'}{node.pk}/"
        nodes.append(node)
    Respondent.objects.bulk_update(nodes, ["path"])
    rows = [
        Submission(respondent=n, form=form.code, version=form.version, state=s)
        for n, s in zip(nodes, found, strict=True)
    ]
    Submission.objects.bulk_create(rows)
    cells = []
    for submission, typed in zip(rows[1 + districts :], filled, strict=True):
        everything = typed | totalled(form, typed, "commune")
        cells += [
            Cell(submission=submission, row=r, column=c, value=f.value, mark=f.mark, qualifier=f.qualifier)
            for (r, c), f in everything.items()
        ]
    chance.shuffle(cells)
    Cell.objects.bulk_create(cells)
    return nodes, rows


@pytest.fixture
def world():
    return worlds.build()


def test_every_total_is_the_sum_of_what_is_counted_under_it(world):
    settings(max_examples=TREES)(given(trees())(lambda drawn: _whole(world, drawn)))()
    trust.record("R11 sum of parts = whole: generated hierarchies, breaks", TREES, 0)


def _whole(world, drawn):
    form = drawn[0]
    with transaction.atomic():
        nodes, rows = plant(world, drawn)
        served = {}
        for node, own in zip(nodes, rows, strict=True):
            ids = counted_ids(top=node, form=form.code)
            below = [
                s.pk for n, s in zip(nodes, rows, strict=True) if n.path.startswith(node.path) and s.state in COUNTED
            ]
            assert sorted(ids) == sorted({own.pk, *below})
            served[node.pk] = {p: t.cell for p, t in totals(form=form, submission_ids=ids).items()}
            assert served[node.pk] == recount(ids) == by_hand(ids)
            for row in computed_rows(form):
                for column in form.columns:
                    parts = [served[node.pk].get((p, column.code), CellFacts()) for p in row.parts.rows]
                    total = served[node.pk].get((row.code, column.code), CellFacts())
                    assert total.value == (sum(p.value or 0 for p in parts) if total.value is not None else None)
                    assert (total.qualifier == "ge") == any(p.qualifier == "ge" for p in parts)
        _parts_of_the_top(world, nodes, rows, form, served)
        assert sum(c.counted for c in coverage(top=nodes[0], form=form.code).values()) == sum(
            s.state in COUNTED for s in rows[1:]
        )
        transaction.set_rollback(True)


def _parts_of_the_top(world, nodes, rows, form, served):
    """What each unit directly below contributes adds up to the total, cell by cell; and a trace says the same."""
    top, asked = nodes[0], rows[0]
    for place, cell in served[top.pk].items():
        parts = []
        for child in [n for n in nodes if n.parent_id == top.pk]:
            ids = [
                s.pk for n, s in zip(nodes, rows, strict=True) if n.path.startswith(child.path) and s.state in COUNTED
            ]
            parts.append(recount(ids).get(place, CellFacts()))
        known = [p for p in parts if not p.blank]
        assert added(known) == cell
    if place := next(iter(served[top.pk]), None):
        asked.respondent = top
        found = trace(actor=world.actor("tinh"), submission=asked, row=place[0], column=place[1], on=world.on)
        assert found.cell == served[top.pk][place]
        with_figures = {s.respondent_id for s in rows if s.state in COUNTED and recount([s.pk]).get(place)}
        standing = [
            n
            for n in nodes
            if n.parent_id == top.pk and any(m.path.startswith(n.path) for m in nodes if m.pk in with_figures)
        ]
        assert {c.respondent.pk for c in found.contributions if c.counted and c.cells} >= {n.pk for n in standing}


def by_hand(ids):
    """The same in SQL, without the ORM."""
    marks = ",".join(["%s"] * len(ids))
    with connection.cursor() as sql:
        sql.execute(
            'SELECT "row", "column", SUM(value), SUM(CASE qualifier WHEN \'ge\' THEN 1 ELSE 0 END),'
            " SUM(CASE mark WHEN 'nil' THEN 1 ELSE 0 END) FROM reporting_cell"
            f' WHERE submission_id IN ({marks}) GROUP BY "row", "column"',
            ids,
        )
        rows = sql.fetchall()
    found = {}
    for row, column, value, over, nils in rows:
        if value is not None:
            found[row, column] = CellFacts(int(value), "", "ge" if over else "")
        elif nils:
            found[row, column] = CellFacts(mark="nil")
    return found


@settings(max_examples=CORRECTIONS)
@given(
    value=st.one_of(st.just(CellFacts(mark="nil")), st.builds(CellFacts, st.integers(1, 10**12))),
    which=st.integers(0, 24),
)
def test_a_correction_moves_every_total_above_by_its_difference_and_keeps_what_was(sealed, value, which):
    """Every total above gets a new version that differs by exactly the correction; the old ones stay."""
    world, form = sealed, loaded.form("phu-luc-3")
    typed = [r.code for r in own_rows(form, "commune") if r not in computed_rows(form)]
    place = typed[which % len(typed)], form.columns[which % 5].code
    with transaction.atomic():
        kept = dict(Snapshot.objects.values_list("pk", "digest"))
        before = {p: unpack(json.loads(world.answer(p, form.code).sealed.body)["totals"]) for p in ("an-1", "an")}
        asked = world.answer("an-1-a", form.code)
        was = recount([asked.pk]).get(place, CellFacts())
        if was.same(value):
            transaction.set_rollback(True)
            return
        proposed = corrections.propose(
            submission_id=asked.pk,
            changes=[Change(*place, value)],
            reason="Đối chiếu sổ gốc",
            by=world.actor("xa"),
            on=world.on,
        )
        corrections.decide(
            submission_id=asked.pk,
            correction_id=proposed.pk,
            agree=True,
            words="",
            by=world.actor("duyet"),
            on=world.on,
        )
        for p in ("an-1", "an"):
            after = unpack(json.loads(world.answer(p, form.code).sealed.body)["totals"])
            moved = {at for at in {*after, *before[p]} if after.get(at) != before[p].get(at)}
            assert moved <= {place, *((r.code, place[1]) for r in computed_rows(form))}
            assert _number(after, place) - _number(before[p], place) == (value.value or 0) - (was.value or 0)
        assert {pk: d for pk, d in Snapshot.objects.values_list("pk", "digest") if pk in kept} == kept
        assert broken(world.campaign) == []
        transaction.set_rollback(True)


def _number(totals_, place):
    return totals_.get(place, CellFacts()).value or 0


@pytest.fixture
def sealed(world):
    world.submission("accepted", at="an-1-b", form="phu-luc-3")
    world.submission("approved", at="an-1-a", form="phu-luc-3")
    return world

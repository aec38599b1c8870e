"""A province the size of Cao Bằng's: 13 districts, 199 communes, three forms filled by every commune, in bulk rows."""

import random
from datetime import datetime
from zoneinfo import ZoneInfo

from hoanhap.catalog import loaded
from hoanhap.catalog.forms import Form
from hoanhap.kernel.text import fold
from hoanhap.reporting.actions import campaigns
from hoanhap.reporting.models import Cell, Submission
from hoanhap.reporting.rules.cells import CellFacts, Place, computed_rows, own_rows, totalled
from hoanhap.units.models import Placement, Unit
from hoanhap.units.queries.tree import forget
from tests import world as worlds
from tests.rows import count_rows

DISTRICTS, COMMUNES = 13, 199
SLUG = "dot-lon"
FORMS = ("phu-luc-1", "phu-luc-2", "phu-luc-3", "bc-1479")
ALL_FILL = ("phu-luc-2", "phu-luc-3", "bc-1479")  # what communes themselves fill
AT = datetime(2020, 9, 1, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def build(*, state: str = "accepted") -> worlds.World:
    """The world with its province An grown, and a second campaign there in which every commune is in `state`."""
    world = worlds.build()
    names = _grow(world)
    order = worlds.order(slug=SLUG, forms=FORMS, outlines=("de-cuong-2016-2020", "bc-1479"))
    world.campaign = campaigns.open_campaign(order=order, by=world.actor("tinh"), on=world.on)
    found = {r.unit.name: r.agency for r in world.campaign.respondents.select_related("agency", "unit")}
    world.agencies |= {name: found[name] for name in names}
    chance = random.Random(20200907)
    rows = Submission.objects.filter(respondent__campaign=world.campaign).select_related("respondent")
    for form in map(loaded.form, ALL_FILL):
        _fill([s for s in rows if s.form == form.code and s.respondent.level == "commune"], form, chance)
    rows.filter(respondent__level="commune", form__in=ALL_FILL).update(state=state, sent_at=AT, sent_on=AT.date())
    count_rows()
    return world


def _grow(world: worlds.World) -> list[str]:
    """Districts an-3 … an-13 and communes until there are 199."""
    an = world.units["an"]
    districts = [world.units["an-1"], world.units["an-2"]]
    new = [_unit(f"91{n:02}X", "district", "rural_district", f"Huyện An {n}") for n in range(3, DISTRICTS + 1)]
    Unit.objects.bulk_create(new)
    districts += new
    communes = [_unit(f"91{n:03}Y", "commune", "commune", f"Xã An số {n}") for n in range(COMMUNES - 6)]
    Unit.objects.bulk_create(communes)
    Placement.objects.bulk_create(Placement(unit=u, parent=an, valid_from=worlds.SINCE) for u in new)
    Placement.objects.bulk_create(
        Placement(unit=u, parent=districts[i % DISTRICTS], valid_from=worlds.SINCE) for i, u in enumerate(communes)
    )
    forget()
    return [u.name for u in (*new, *communes)]


def _unit(code: str, level: str, kind: str, name: str) -> Unit:
    return Unit(code=code, level=level, kind=kind, name=name, folded=fold(name), valid_from=worlds.SINCE)


def _fill(submissions: list[Submission], form: Form, chance: random.Random) -> None:
    cells = []
    for submission in submissions:
        cells += [
            Cell(submission=submission, row=r, column=c, value=f.value, mark=f.mark, qualifier=f.qualifier)
            for (r, c), f in filled(form, "commune", chance).items()
        ]
    Cell.objects.bulk_create(cells, batch_size=2_000)


def filled(form: Form, level: str, chance: random.Random) -> dict[Place, CellFacts]:
    """A whole form as a level might fill it: mostly numbers, some nil, some “hơn” where a row takes it."""
    typed = [r for r in own_rows(form, level) if r not in computed_rows(form)]
    cells = {(r.code, c.code): _cell(chance, over=r.qualifier) for r in typed for c in form.columns}
    return cells | totalled(form, cells, level)


def _cell(chance: random.Random, *, over: bool) -> CellFacts:
    if chance.random() < 0.2:
        return CellFacts(mark="nil")
    return CellFacts(chance.randrange(900), qualifier="ge" if over and chance.random() < 0.3 else "")

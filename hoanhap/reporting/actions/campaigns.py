"""Opening a campaign: who must answer is read from the map and the agencies in force at its map date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from hoanhap.access.actions import log
from hoanhap.access.permissions import P
from hoanhap.access.rules import Actor, Subject, require
from hoanhap.catalog import loaded
from hoanhap.catalog.forms import LEVELS, Form
from hoanhap.documents.models import Directive
from hoanhap.documents.queries.directive_scope import visible
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean, sort_key
from hoanhap.reporting.actions import derived, listed
from hoanhap.reporting.models import Campaign, CampaignForm, Deadline, Respondent, Submission
from hoanhap.reporting.rules import deadlines
from hoanhap.units import actions as units
from hoanhap.units.models import Agency
from hoanhap.units.queries import Tree, lead_sector, tree

# Which levels of unit answer, from the top down, and as which respondents.
UNIT_LEVELS = ("province", "district", "commune")
RESERVED = {"mo"}  # addresses beside the campaigns' own


@dataclass(frozen=True, slots=True)
class Order:
    """What a campaign asks. `deadlines`: level → (day, "before" | "by"). `others`: centres and departments, by code."""

    slug: str
    title: str
    title_en: str
    basis: str
    ordered_on: date
    map_date: date
    data_from: date
    data_to: date
    forms: Sequence[str]
    outlines: Sequence[str]
    deadlines: Mapping[str, tuple[date, str]]
    provinces: Sequence[str]
    levels: Sequence[str] = UNIT_LEVELS
    others: Mapping[str, str] = field(default_factory=dict)  # agency code → level (centre, department)
    notice: str = ""  # printed on every page and paper of the campaign
    notice_en: str = ""


class BadOrder(Exception):
    """The order cannot be opened. One reason a line."""


@transaction.atomic
def open_campaign(*, order: Order, by: Actor, on: date) -> Campaign:
    """Create the campaign with its respondents and their empty submissions. Raises BadOrder with all reasons.

    Asks for the right at each province that must answer: nobody opens a campaign for another's.
    """
    require(by, P.CAMPAIGN_OPEN, on=on)
    directives = visible(by, on)
    forms = _checked(order, directives)
    for code in order.provinces:
        require(by, P.CAMPAIGN_OPEN, _subject(tree(order.map_date), code), on=on)
    row = log(by, "campaign.open", "campaign", order.slug, map_date=order.map_date.isoformat())
    campaign = Campaign.objects.create(
        slug=order.slug,
        title=clean(order.title, 200),
        title_en=clean(order.title_en, 200),
        basis=directives.get(code=order.basis),
        ordered_on=order.ordered_on,
        map_date=order.map_date,
        data_from=order.data_from,
        data_to=order.data_to,
        outlines=list(dict.fromkeys(order.outlines)),
        notice=order.notice,
        notice_en=order.notice_en,
        opened_at=row.at,
    )
    CampaignForm.objects.bulk_create(
        CampaignForm(campaign=campaign, form=f.code, version=f.version, position=i) for i, f in enumerate(forms)
    )
    Deadline.objects.bulk_create(
        Deadline(campaign=campaign, level=level, ends=deadlines.ends(day, phrase), phrase=phrase)
        for level, (day, phrase) in order.deadlines.items()
    )
    _respondents(campaign, order)
    _submissions(campaign, forms)
    derived.begin(campaign)
    listed.begin(campaign)
    return campaign


def _subject(country: Tree, code: str) -> Subject:
    province = country.by_code("province", code)
    return Subject(level="province", unit_id=province.id, ancestors=frozenset(country.ancestors(province.id)))


def _checked(order: Order, directives: QuerySet[Directive]) -> list[Form]:
    """`directives`: those that the one who opens it may read."""
    reasons = []
    if order.slug in RESERVED:
        reasons.append(t("Mã đợt “{slug}” đã dành riêng.", "The code “{slug}” is reserved.", slug=order.slug))
    if Campaign.objects.filter(slug=order.slug).exists():
        reasons.append(t("Đã có đợt “{slug}”.", "There is already a campaign “{slug}”.", slug=order.slug))
    if not directives.filter(code=order.basis).exists():
        reasons.append(t("Không có văn bản căn cứ “{code}”.", "No directive “{code}”.", code=order.basis))
    if order.data_to <= order.data_from:
        reasons.append(t("Kỳ số liệu kết thúc trước khi bắt đầu.", "The data period ends before it starts."))
    known = {f.code for f in loaded.forms()}
    for code in order.forms:
        if code not in known:
            reasons.append(t("Không có biểu “{code}”.", "No form “{code}”.", code=code))
    for level in order.deadlines:
        if level not in LEVELS:
            reasons.append(t("Không có cấp “{level}”.", "No level “{level}”.", level=level))
    outlines = {o.code for o in loaded.outlines()}
    for code in order.outlines:
        if code not in outlines:
            reasons.append(t("Không có đề cương “{code}”.", "No outline “{code}”.", code=code))
    if not order.provinces:
        reasons.append(
            t(
                "Ngày {day} không có đơn vị nào trong phạm vi của bạn. Chọn ngày bản đồ khác.",
                "No unit within your scope is on the map of {day}. Choose another map date.",
                day=format_date(order.map_date),
            )
        )
    found = {u.code for u in tree(order.map_date).units() if u.level == "province"}
    for code in order.provinces:
        if code not in found:
            reasons.append(
                t(
                    "Ngày {day} không có tỉnh mã {code}.",
                    "No province {code} on {day}.",
                    day=format_date(order.map_date),
                    code=code,
                )
            )
    if reasons:
        raise BadOrder("\n".join(reasons))
    return [loaded.form(code) for code in dict.fromkeys(order.forms)]


def _respondents(campaign: Campaign, order: Order) -> None:
    country = tree(order.map_date)
    sector = lead_sector(order.map_date)
    nation = country.nation()
    ministry = units.ensure_agency(unit_id=nation.id, sector=sector, on=order.map_date)
    top = _add(campaign, ministry, "ministry", None)
    for code in order.provinces:
        province = country.by_code("province", code)
        authority = units.ensure_agency(unit_id=province.id, sector="authority", on=order.map_date)
        holder = _add(campaign, authority, "province", top)
        for agency_code, level in order.others.items():
            agency = Agency.objects.get(code=agency_code)
            if agency.unit_id == province.id:
                _add(campaign, agency, level, holder)
        _below(campaign, country, province.id, holder, order, sector)


def _below(campaign: Campaign, country: Tree, unit_id: int, holder: Respondent, order: Order, sector: str) -> None:
    """The units under one unit, skipping a level that the map or the order does not have."""
    for child in country.children(unit_id):
        if child.level not in order.levels:
            _below(campaign, country, child.id, holder, order, sector)
            continue
        agency = units.ensure_agency(unit_id=child.id, sector=sector, on=order.map_date)
        _below(campaign, country, child.id, _add(campaign, agency, child.level, holder, child.name), order, sector)


def _add(campaign: Campaign, agency: Agency, level: str, parent: Respondent | None, name: str = "") -> Respondent:
    found = Respondent.objects.create(
        campaign=campaign,
        agency=agency,
        unit_id=agency.unit_id,
        parent=parent,
        level=level,
        path="",
        name=name or agency.name,
        sort=sort_key(name or agency.name),
    )
    found.path = f"{parent.path if parent else '/'}{found.pk}/"
    found.save(update_fields=["path"])
    return found


def _submissions(campaign: Campaign, forms: Sequence[Form]) -> None:
    """One per respondent and form: where the level fills it, or consolidates it from below."""
    everyone = list(campaign.respondents.all())
    Submission.objects.bulk_create(
        Submission(respondent=r, form=form.code, version=form.version)
        for form in forms
        for r in everyone
        if r.level in form.filled_by
        or any(o.level in form.filled_by and o.path.startswith(r.path) and o.pk != r.pk for o in everyone)
    )

"""How the route matrix reaches each route: who stands in for a role, and the keyword arguments of an address.

A new route needs an entry in `KWARGS` (when its address has parts) and rows in `routes_expected.csv`; what is
missing is printed by `python -m tests.access.routes`, ready to be reviewed and pasted.
"""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from hoanhap.access.models import Deputation, LegalBasis, Post, User
from hoanhap.catalog import loaded
from hoanhap.classification.models import Rating
from hoanhap.documents.models import Directive, DirectiveFile, OfficialPaper
from hoanhap.kernel import clock
from hoanhap.pathways.actions.steps import open_measure
from hoanhap.people import actions as people
from hoanhap.people.actions.import_waiting import keep
from hoanhap.people.models import Batch, Disclosure, Glass, Round
from hoanhap.plans.models import Plan, Share
from hoanhap.reporting.models import Correction, Difficulty, Respondent, Submission, Upload
from hoanhap.reporting.rules.cells import own_rows
from hoanhap.resources.models import Item, Place, PlaceDecision, StockMonth
from hoanhap.units.actions import ensure_agency, ensure_centre
from hoanhap.units.models import Placement, Unit
from hoanhap.units.queries.tree import forget
from tests import world
from tests.people.folk import Folk
from tests.world import World

ROLES = (
    "commune_officer",
    "commune_leader",
    "centre_officer",
    "department_officer",
    "district_specialist",
    "district_leader",
    "province_specialist",
    "province_approver",
    "ministry_analyst",
    "inspector",
    "dpo",
    "admin",
    "health_officer",
    "police_officer",
    "police_specialist",
    "justice_officer",
    "court_clerk",
    "helper",
    "none",
    "anonymous",
)
METHODS = ("GET", "POST")
RELATIONS = ("-", "own", "below", "deep", "above", "outside", "missing")
OUTLINE = "de-cuong-2016-2020"
SCORECARD = "trong-diem-3122-2010"
FORMS = ("phu-luc-2", "phu-luc-3", "bc-1479")

# Who stands in for a role, and for a stranger with the same role; and the place whose answer is acted on.
PERSONAS = {
    "commune_officer": ("xa", "xa-b"),
    "commune_leader": ("lanhdao-xa", "lanhdao-xa-b"),
    "centre_officer": ("coso", "coso-binh"),
    "department_officer": ("so", "so-binh"),
    "district_specialist": ("huyen", "huyen-2"),
    "district_leader": ("lanhdao-huyen", "lanhdao-huyen-2"),
    "province_specialist": ("tinh", "tinh-binh"),
    "province_approver": ("duyet", "duyet-binh"),
    "ministry_analyst": ("bo", "bo"),
    "inspector": ("thanhtra", "thanhtra-binh"),
    "dpo": ("bvdl", "bvdl"),
    "admin": ("quantri", "quantri"),
    "health_officer": ("y-te", "y-te-b"),
    "police_officer": ("ca-xa", "ca-xa-b"),
    "police_specialist": ("ca-huyen", "ca-huyen-2"),
    "justice_officer": ("tu-phap", "tu-phap-2"),
    "court_clerk": ("toa", "toa-2"),
    "helper": ("giup", "giup-b"),
    "none": ("khong-viec", "khong-viec"),
    "anonymous": ("", ""),
}
STRANGERS = {  # what the test country does not have: (role, place) of the second of each pair above
    "lanhdao-xa-b": ("commune_leader", "an-1-b"),
    "coso-binh": ("centre_officer", "centre-binh"),
    "so-binh": ("department_officer", "department-binh"),
    "lanhdao-huyen-2": ("district_leader", "an-2"),
    "duyet-binh": ("province_approver", "binh"),
    "thanhtra-binh": ("inspector", "binh"),
}
OWN = {
    "commune_officer": "an-1-a",
    "commune_leader": "an-1-a",
    "centre_officer": "centre",
    "department_officer": "department",
    "district_specialist": "an-1",
    "district_leader": "an-1",
    "province_specialist": "an",
    "province_approver": "an",
    "inspector": "an",
    "health_officer": "health-an-1-a",
}
ABOVE = {
    "commune_officer": "an-1",
    "commune_leader": "an-1",
    "centre_officer": "an",
    "department_officer": "an",
    "district_specialist": "an",
    "district_leader": "an",
    "health_officer": "an-1",
}
# By what a person is a post's own, where it is not the commune: a row of Reach for the agency of the first persona.
REACHED = {
    "centre_officer": ("resident", "centre"),
    "health_officer": ("patient", "health-an-1-a"),
    "police_specialist": ("named", "police-an-1"),
    "justice_officer": ("named", "justice-an-1"),
    "court_clerk": ("named", "court-an-1"),
    "district_specialist": ("named", "an-1"),
    "district_leader": ("named", "an-1"),
    "province_specialist": ("named", "an"),
}
BELOW = {"ministry_analyst": "an"}  # everybody else with something below: the commune an-1-a


def persona(role: str, relation: str) -> str:
    """The sign-in that has this relation to `place(role, relation)`."""
    return PERSONAS[role][relation == "outside"]


def place(role: str, relation: str) -> str:
    """The respondent acted on; for a stranger, the own place of the one who is at home."""
    if relation in ("own", "outside"):
        return OWN.get(role, "an-1-a")
    if relation == "above":
        return ABOVE[role]
    return BELOW.get(role, "an-1-a") if relation == "below" else "an-1-a"


def build() -> World:
    """The test country with a stranger for every role."""
    made = world.build(forms=FORMS)
    _found_a_commune(made.units["an-1"])
    binh = made.units["binh"].pk
    made.agencies["department-binh"] = ensure_agency(unit_id=binh, sector="labour", on=world.MAP_DATE)
    made.agencies["centre-binh"] = ensure_centre(unit_id=binh, code="centre-92", name="Cơ sở tỉnh Bình", on=world.SINCE)
    for name, (role, where) in STRANGERS.items():
        made.users[name] = User.objects.create(username=name, password=made.users["xa"].password)
        Post.objects.create(user=made.users[name], role=role, agency=made.agencies[where], valid_from=world.SINCE)
    made.agencies.update(Folk(made).agencies)
    return made


def _found_a_commune(district: Unit) -> None:
    """On 1 March 2020, so that there is another map to restate a board on."""
    born = date(2020, 3, 1)
    new = Unit.objects.create(
        code="91109", level="commune", kind="commune", name="Xã Mới", folded="xa moi", valid_from=born
    )
    Placement.objects.create(unit=new, parent=district, valid_from=born)
    forget()


class Address:
    """The parts of the addresses of one role and relation, made on demand; a person, their case and its paper once."""

    def __init__(self, made: World, role: str, relation: str) -> None:
        self.world, self.role, self.relation = made, role, relation

    def settle(self) -> "Address":
        """Make at once what all cells share, outside the transaction of any of them."""
        assert self.paper
        return self

    @property
    def missing(self) -> bool:
        return self.relation == "missing"

    @property
    def agency(self) -> str:
        return "khong-co" if self.missing else self.world.agencies[place(self.role, self.relation)].code

    @property
    def respondent(self) -> Respondent:
        """Whoever is asked nothing in the campaign knocks at somebody else's door."""
        where = "an" if self.missing else place(self.role, self.relation)
        asked = self.world.campaign.respondents.filter(agency=self.world.agencies[where])
        return self.world.respondent(where if asked.exists() else "an-1-a")

    @property
    def form(self) -> str:
        """One that the place is asked for."""
        return "bc-1479" if self.respondent.level in ("centre", "department") else "phu-luc-2"

    @property
    def submission(self) -> Submission:
        return self.respondent.submissions.get(form=self.form)

    @cached_property
    def person(self) -> str:
        """Somebody registered in an-1-a; `own`: reached by the duty of the one who asks."""
        if self.missing:
            return "0000-0000-000"
        folk = Folk.__new__(Folk)
        folk.world, folk.agencies, folk.users, folk.on = self.world, {}, {}, world.ON
        made, by = folk.person(papers=()), folk.actor("xa")
        if self.relation == "own" and self.role in REACHED:
            kind, agency = REACHED[self.role]
            key = {"agency_id": self.world.agencies[agency].pk}
            people.reach(person_id=made.pk, kind=kind, why="thu", by=by, on=world.ON, **key)
        if self.relation == "own" and self.role == "inspector":
            post = self.world.actor("thanhtra").posts[0].id
            people.reach(person_id=made.pk, kind="inspected", why="thu", post_id=post, by=by, on=world.ON)
        if self.relation == "own" and self.role == "helper":
            helper = {"helper": "thử", "organisation_id": self.world.agencies["women-an-1-a"].pk}
            given = {"post_id": folk.post("giup"), "valid_from": world.ON}
            people.assign(code=made.code, by=by, on=world.ON, **helper, **given)
        return made.code

    @property
    def disclosure(self) -> int:
        """A list granted: asked by the one who asks, or of an agency that gives; a stranger meets one of the police."""
        if self.missing:
            return 10**9
        gives = {"health_officer": ("health-an-1-a", "patients"), "centre_officer": ("centre", "residents")}
        holder, kind = gives.get(self.role, ("health-an-1-a", "patients"))
        asks = self.relation == "own" and self.role not in gives
        who = self.world.actor(persona(self.role, "own") if asks else "ca-xa")
        ground = {"use": "disclosure", "document": "thử", "article": "1", "classes": "K1 K3 K5", "kind": kind}
        basis = LegalBasis.objects.create(**ground, valid_from=world.ON, registered_on=world.ON)
        return Disclosure.objects.create(
            kind=kind,
            asked_user=10**6,
            asked_post=who.posts[0].id,
            asked_agency_id=who.posts[0].agency_id,
            holder=self.world.agencies[holder],
            as_of=world.ON,
            purpose="P1",
            basis=basis,
            asked_on=world.ON,
            state="allowed",
            fields="code",
            expires_on=date(2020, 12, 31),
        ).pk

    @property
    def glass(self) -> int:
        """A file that the police of an-1-a opened in an emergency."""
        if self.missing:
            return 10**9
        who = self.world.actor("ca-xa")
        span = {"at": self.world.campaign.opened_at, "until": self.world.campaign.opened_at}
        opened = {"user": who.user_id, "post": who.posts[0].id, "category": "life"}
        return Glass.objects.create(on=world.ON, review_by=world.ON, **opened, **span).pk

    @cached_property
    def measure(self) -> int:
        """A registration for voluntary rehabilitation of that person, as the commune's officer takes it."""
        if self.missing:
            return 10**9
        given = {"rehab_before": 0, "health": "thử", "no_detox_at_home": True}
        opened = open_measure(
            code=self.person,
            pathway="community",
            step="register",
            given=given,
            by=self.world.actor("xa"),
            on=world.ON,
        )
        return opened.measure.pk

    @cached_property
    def paper(self) -> int:
        """What that person filed, as the commune drafted it."""
        matter = f"measure:{self.measure}"
        return 10**9 if self.missing else OfficialPaper.objects.get(matter=matter, kind="registration").pk

    @property
    def directive(self) -> str:
        """Public law; in a relation, what the place's agency keeps."""
        if self.relation == "-" or self.missing:
            return "khong-co" if self.missing else "qd-thu"
        agency = self.world.agencies[place(self.role, self.relation)]
        kept = {"agency": agency, "kind": "KH", "issuer": "thử"}
        made, _ = Directive.objects.get_or_create(code=f"kh-{agency.pk}", defaults=kept)
        return made.code

    @property
    def area(self) -> str:
        """A commune, which has proposed its class of 2019."""
        where = place(self.role, self.relation)
        unit = self.world.units[where if where.count("-") == 2 and where in self.world.units else "an-1-a"]
        said = {"state": "proposed", "proposed": "I", "proposed_by": 10**6}
        Rating.objects.get_or_create(scorecard=SCORECARD, unit=unit, year=2019, defaults=said)
        return "00000" if self.missing else unit.code

    @property
    def attached(self) -> int:
        """A file of that document."""
        if self.missing:
            return 10**9
        kept = {"name": "a.pdf", "kind": "pdf", "size": 1, "digest": "0" * 64, "content": b"x", "by_name": "thử"}
        directive = Directive.objects.get(code=self.directive)
        return DirectiveFile.objects.create(directive=directive, at=self.world.campaign.opened_at, **kept).pk

    @property
    def centre(self) -> str:
        """The centre of An, as a place with residents."""
        if self.missing:
            return "khong-co"
        agency = self.world.agencies["centre"]
        place = {"kind": "centre", "name": "thử", "agency": agency, "unit": self.world.units["an"]}
        return Place.objects.create(code="co-so-thu", valid_from=world.SINCE, **place).code

    @property
    def clinic(self) -> str:
        """A clinic with a month of medicine, run by the agency acted on."""
        if self.missing:
            return "khong-co"
        agency = self.world.agencies[place(self.role, self.relation)]
        stands = {"kind": "clinic", "name": "thử", "agency": agency, "unit": agency.unit, "valid_from": world.SINCE}
        made, new = Place.objects.get_or_create(code="phong-kham-thu", defaults=stands)
        if new:
            amounts = dict.fromkeys(("opening", "received", "dispensed", "returned", "destroyed", "closing"), 0)
            told = {"medicine": "methadone", "month": date(2020, 7, 1), "written_on": world.ON, "by": "ai đó"}
            StockMonth.objects.create(place=made, **told, **amounts)
        return made.code

    @property
    def decision(self) -> int:
        if self.missing:
            return 10**9
        of = Place.objects.get(code=self.clinic)
        said = {"what": "founded", "first": world.SINCE, "number": "1", "written_on": world.ON, "by": "ai đó"}
        return PlaceDecision.objects.create(place=of, **said).pk

    @property
    def item(self) -> int:
        """A line of means of the agency acted on."""
        if self.missing:
            return 10**9
        agency = self.world.agencies[place(self.role, self.relation)]
        said = {"noun": "tin-bai", "valid_from": world.ON, "written_on": world.ON, "by": "ai đó"}
        told = {"outlet": "thử", "medium": "radio", "name": "thử", "items": 1}
        return Item.objects.create(agency=agency, unit=agency.unit, told=told, **said).pk

    @property
    def round(self) -> int:
        """A review of an-1-a."""
        if self.missing:
            return 10**9
        commune = self.world.units["an-1-a"].pk
        if (opened := Round.objects.filter(commune_id=commune, closed_on=None).first()) is not None:
            return opened.pk
        return people.open_round(commune_id=commune, title="thử", by=self.world.actor("xa"), on=world.ON).pk

    @property
    def intake(self) -> int:
        """A list of one person that waits for the officer of an-1-a."""
        if self.missing:
            return 10**9
        cells = [[r, c, "t", said] for r, line in enumerate((("Họ và tên", "Năm sinh", "Giới tính", "Diện quản lý"),
                 ("Sùng A Thử", "1990", "Nam", "Người nghiện")), 1) for c, said in enumerate(line)]  # fmt: skip
        commune = self.world.units["an-1-a"].pk
        who = {"by": self.world.actor("xa"), "on": world.ON, "now": clock.now()}
        return keep(name="thử", sheets=[["Trang", cells, []]], digest="0" * 64, commune_id=commune, **who)

    @property
    def batch(self) -> int:
        """A list that came into an-1-a, and brought nobody."""
        if self.missing:
            return 10**9
        made = {"kind": "list", "digest": "0" * 64, "rows": 0, "accepted": 0, "on": world.ON, "by": "xa"}
        return Batch.objects.create(commune=self.world.units["an-1-a"], **made).pk

    @property
    def post(self) -> int:
        """A post of the one who asks, or, to a stranger, of the one at home."""
        if self.missing:
            return 10**9
        stranger = "lanhdao-huyen" if self.role == "province_approver" else "duyet"
        who = persona(self.role, "own") if self.relation == "own" else stranger
        return Post.objects.get(user__username=who).pk

    @property
    def user(self) -> int:
        return 10**9 if self.missing else self.world.user("xa").pk

    @property
    def users_post(self) -> int:
        return Post.objects.get(user__username="xa").pk

    @property
    def deputation(self) -> int:
        if self.missing:
            return 10**9
        deputy = self.world.user("khong-viec")
        span = {"valid_from": world.ON, "valid_to": date(2020, 12, 31)}
        return Deputation.objects.create(post_id=self.post, deputy=deputy, reason="thử", **span).pk

    @property
    def plan(self) -> dict[str, object]:
        """A plan of the place, with one task that its own agency leads."""
        if self.missing:
            return {"code": "khong-co", "key": "1", "share": 10**9, "pk": 10**9}
        agency = self.world.agencies[place(self.role, self.relation)]
        span = {"starts_on": date(2020, 1, 1), "ends_on": date(2021, 1, 1), "agency": agency, "title": "thử"}
        made, fresh = Plan.objects.get_or_create(code=f"ke-hoach-{agency.pk}", defaults=span)
        if fresh:
            task = made.tasks.create(key="1", position=1, content="thử")
            made.targets.create(key="1", position=1, text="thử", unit=agency.unit, by_on=world.ON)
            Share.objects.create(plan=made, task=task, agency=agency)
            made.visits.create(agency=agency, on=world.ON, team="thử").shortcomings.create(text="thử")
        share, visit = Share.objects.get(plan=made), made.visits.get()
        return {"code": made.code, "key": "1", "share": share.pk, "pk": visit.shortcomings.get().pk}

    @property
    def correction(self) -> int:
        stamp = {"proposed_by": 10**6, "proposed_by_name": "ai đó", "proposed_at": self.world.campaign.opened_at}
        return Correction.objects.create(submission=self.submission, cells=[], reason="thử", **stamp).pk

    @property
    def upload(self) -> int:
        counted = {"digest": "0" * 64, "filename": "thu.xlsx", "rows_read": 0, "accepted": 0}
        stamp = {"by": 10**6, "by_name": "ai đó", "at": self.world.campaign.opened_at}
        return Upload.objects.create(submission=self.submission, **counted, **stamp).pk

    @property
    def difficulty(self) -> int:
        stamp = {"by_name": "ai đó", "at": self.world.campaign.opened_at}
        coded = {"theme": "policy", "cause": "objective", "text": "thử"}
        return Difficulty.objects.create(respondent=self.respondent, **coded, **stamp).pk


def _respondent(to: Address) -> dict[str, object]:
    return {"slug": to.world.campaign.slug, "agency": to.agency}


def _form(to: Address) -> dict[str, object]:
    return {**_respondent(to), "form": to.form}


def _outline(to: Address) -> dict[str, object]:
    return {**_respondent(to), "outline": OUTLINE}


def _figure(to: Address) -> dict[str, object]:
    form = loaded.form(to.form)
    level = "province" if to.missing else to.respondent.level
    row = next(iter(own_rows(form, level)), None) or next(r for r in form.rows if r.measure)
    return {**_form(to), "row": row.code, "column": form.columns[0].code}


def _section() -> str:
    return loaded.outline(OUTLINE).sections[0].code


def _user(to: Address) -> dict[str, object]:
    return {"user_id": to.user}


def _plan(to: Address, *parts: str) -> dict[str, object]:
    made = to.plan
    return {part: made[part] for part in parts}


def _users_post(to: Address) -> dict[str, object]:
    return {"user_id": to.user, "post_id": to.users_post}


KWARGS: dict[str, Callable[[Address], dict[str, object]]] = {
    "help_chapter": lambda to: {"chapter": "01-bat-dau"},
    "help_picture": lambda to: {"name": "mot.png"},
    "unit": lambda to: {"code": "91"},
    **{f"directive{act}": lambda to: {"code": to.directive} for act in ("", "_edit", "_attach")},
    **{f"directive{act}": lambda to: {"code": to.directive, "pk": to.attached} for act in ("_file", "_detach")},
    **{
        f"plans:{name}": lambda to: _plan(to, "code")
        for name in ("plan", "board", "edit", "visits", "remind", "summary")
    },
    **{f"plans:{name}": lambda to: _plan(to, "code", "key") for name in ("task", "target", "measure")},
    "plans:mend": lambda to: _plan(to, "code", "pk"),
    "plans:report": lambda to: _plan(to, "code", "key", "share"),
    "classification:board": lambda to: {"code": SCORECARD, "year": 2020},
    **{
        f"classification:{name}": lambda to: {"code": SCORECARD, "year": 2020, "unit": to.area}
        for name in ("area", "act")
    },
    "means_of": lambda to: {"agency": to.agency},
    "means_act": lambda to: {"agency": to.agency, "name": "nhan-su"},
    **{f"means_item{act}": lambda to: {"item": to.item} for act in ("", "_correct", "_back")},
    **{
        f"means_item{act}": lambda to: {"noun": "khong-co" if to.missing else "tin-bai"}
        for act in ("s", "_enter", "s_sheet")
    },
    **{
        f"means_{page}": lambda to: {"place": to.clinic}
        for page in ("book", "month", "month_back", "place", "decision")
    },
    "means_decision_back": lambda to: {"place": to.clinic, "decision": to.decision},
    "people:file": lambda to: {"code": to.person},
    "people:reveal": lambda to: {"code": to.person},
    "people:readers": lambda to: {"code": to.person},
    "people:act": lambda to: {"code": to.person, "name": "nhu-cau"},
    **{f"people:{name}": lambda to: {"pk": to.disclosure} for name in ("disclosure", "decide_list", "list_file")},
    "people:review_glass": lambda to: {"pk": to.glass},
    "people:end_inspection": lambda to: {"pk": 10**9},
    "people:end_ground": lambda to: {"pk": 10**9},
    "people:doubles_of": lambda to: {"code": to.person},
    **{f"people:{name}": lambda to: {"code": to.person, "other": to.person} for name in ("merge", "distinct")},
    "people:unmerge": lambda to: {"code": to.person, "pk": 10**9},
    "people:round_list": lambda to: {"pk": to.round},
    "people:round": lambda to: {"pk": to.round},
    "people:find": lambda to: {"pk": to.round},
    "people:close_round": lambda to: {"pk": to.round},
    **{
        f"people:{name}": lambda to: {"pk": to.intake}
        for name in ("import", "import_settle", "import_choose", "enter", "discard", "import_rest")
    },
    **{f"people:{name}": lambda to: {"pk": to.batch} for name in ("batch", "batch_undo")},
    **{f"pathways:{name}": lambda to: {"code": to.person} for name in ("file", "determine", "refer", "delist")},
    "pathways:open": lambda to: {"code": to.person, "pathway": "community", "step": "register"},
    **{f"pathways:{name}": lambda to: {"pk": to.measure} for name in ("measure", "back", "stage", "event")},
    "pathways:step": lambda to: {"pk": to.measure, "step": "propose"},
    "pathways:papers": lambda to: {"code": to.person},
    **{f"pathways:paper{act}": lambda to: {"pk": to.paper} for act in ("", "_write", "_issue", "_revoke", "_discard")},
    "pathways:paper_file": lambda to: {"pk": to.paper, "format": "docx"},
    "pathways:book": lambda to: {"book": "so-02-scn"},
    "pathways:book_file": lambda to: {"book": "so-02-scn"},
    "pathways:board": lambda to: {"place": to.centre},
    "deputise": lambda to: {"post_id": to.post},
    "recall": lambda to: {"deputation_id": to.deputation},
    "user": _user,
    "grant_post": _user,
    "end_post": _users_post,
    "end_post_now": _users_post,
    "new_password": _user,
    "lock_user": _user,
    "unlock_user": _user,
    "audit_subject": lambda to: {"kind": "submission", "ref": "1"},
    "reporting:campaign": lambda to: {"slug": to.world.campaign.slug},
    "reporting:board": _respondent,
    "reporting:accept_all": _respondent,
    "reporting:upload": _respondent,
    "reporting:report": _respondent,
    "reporting:restated": lambda to: {**_respondent(to), "on": "2020-03-01"},
    "reporting:form": _form,
    "reporting:save": _form,
    "reporting:nil": _form,
    "reporting:explain": _form,
    "reporting:propose": _form,
    "reporting:workbook": _form,
    "reporting:step": lambda to: {**_form(to), "name": "submit"},
    "reporting:decide": lambda to: {**_form(to), "pk": to.correction},
    "reporting:undo_upload": lambda to: {**_form(to), "pk": to.upload},
    "reporting:figure": _figure,
    "reporting:narrative": _outline,
    "reporting:report_of": _outline,
    "reporting:download": lambda to: {**_outline(to), "kind": "docx"},
    "reporting:write": lambda to: {**_outline(to), "section": _section()},
    "reporting:add": lambda to: {**_outline(to), "kind": "difficulty"},
    "reporting:take_back": lambda to: {**_outline(to), "kind": "difficulty", "pk": to.difficulty},
}
# `route#variant`: the same address with another of its parts.
VARIANTS = {
    "classification:act": {"name": "de-xuat"},
    "classification:act#quyet-dinh": {"name": "quyet-dinh", "year": 2019},
    **{f"pathways:{route}#so-07-scn": {"book": "so-07-scn"} for route in ("book", "book_file")},
    **{f"reporting:step#{name}": {"name": name} for name in ("submit", "withdraw", "accept", "return", "approve")},
    **{f"people:act#{name}": {"name": name} for name in ("nhu-cau", "tham", "roi-di", "giay-to")},
}


def kwargs(route: str, to: Address) -> dict[str, object]:
    base = route.partition("#")[0]
    made = KWARGS[base](to) if base in KWARGS else {}
    return {**made, **VARIANTS.get(route, {})}


def missing_rows() -> list[str]:
    """CSV lines, to be filled in by hand, for every route that `routes_expected.csv` does not know."""
    from hoanhap.access.routes import routes
    from tests.access.test_routes import EXPECTED

    known = {row["route"].partition("#")[0] for row in EXPECTED}
    return [
        ",".join([route.name, method, relation, *["?"] * len(ROLES)])
        for route in routes()
        if route.name not in known
        for method in METHODS
        for relation in (("-",) if "<" not in route.path else RELATIONS[1:])
    ]


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
    django.setup()
    print("\n".join(missing_rows()) or "every route is known")

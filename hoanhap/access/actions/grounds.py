"""Who guards the data registers what may be known and why: legal grounds, and inspections with their members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from hoanhap.access.actions.noting import log
from hoanhap.access.errors import Problems
from hoanhap.access.lists import KINDS
from hoanhap.access.models import Inspection, LegalBasis, Post
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.rules import Actor, require
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.units.models import Unit

USES = ("disclosure", "retention", "request")


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground as it is registered. What a use does not need is left empty."""

    use: str
    document: str
    article: str
    valid_from: date
    valid_to: date | None = None
    kind: str = ""
    holder: str = ""
    asker: str = ""
    classes: tuple[str, ...] = ()
    closing: str = ""
    months: int | None = None


@transaction.atomic
def register_basis(*, ground: Ground, by: Actor, on: date) -> LegalBasis:
    """Write a ground down, with its document and article: from then on it counts, on the days it is in force."""
    decision = require(by, P.BASIS_KEEP, on=on)
    document, article = clean(ground.document, 161), clean(ground.article, 81)
    problems = Problems()
    _texts(problems, document, article)
    if ground.use not in USES:
        problems.add("use", t("Chọn căn cứ để làm gì.", "Choose what the ground is for."))
    if ground.valid_to is not None and ground.valid_to <= ground.valid_from:
        problems.add("valid_to", t("Hết hiệu lực phải sau khi có hiệu lực.", "It must end after it begins."))
    if ground.use == "disclosure":
        _disclosure(problems, ground)
    if ground.use == "retention" and not (ground.months and 0 < ground.months <= 1200):
        problems.add("months", t("Ghi số tháng lưu giữ, từ 1 đến 1.200.", "Write the months to keep, 1 to 1,200."))
    problems.stop()
    disclosing, keeping = ground.use == "disclosure", ground.use == "retention"
    made = LegalBasis.objects.create(
        use=ground.use,
        document=document,
        article=article,
        kind=ground.kind if disclosing else "",
        holder=ground.holder if disclosing else "",
        asker=ground.asker if disclosing else "",
        classes=" ".join(sorted(ground.classes)) if disclosing else "",
        closing=ground.closing if keeping else "",
        months=ground.months if keeping else None,
        valid_from=ground.valid_from,
        valid_to=ground.valid_to,
        registered_on=on,
        registered_by=by.name[:150],
    )
    log(by, "basis.register", "basis", made.pk, post_id=decision.post_id, what=ground.use, fields=made.classes)
    return made


@transaction.atomic
def end_basis(*, basis_id: int, day: date, by: Actor, on: date) -> None:
    """The ground is no longer in force from `day`: lists granted on it close on that day too."""
    decision = require(by, P.BASIS_KEEP, on=on)
    problems = Problems()
    basis = LegalBasis.objects.select_for_update().filter(pk=basis_id).first()
    if basis is None or (basis.valid_to is not None and basis.valid_to <= on):
        problems.add("", t("Chọn một căn cứ còn hiệu lực.", "Choose a ground in force."))
    elif day < basis.valid_from:
        problems.add("day", t("Ngày này trước khi căn cứ có hiệu lực.", "The ground began later than that."))
    problems.stop()
    assert basis is not None
    basis.valid_to = day
    basis.save(update_fields=["valid_to"])
    log(by, "basis.end", "basis", basis.pk, post_id=decision.post_id, on=day)


@transaction.atomic
def register_inspection(
    *,
    document: str,
    issued_on: date,
    unit_id: int,
    valid_from: date,
    last: date,
    posts: Iterable[int],
    most: int,
    by: Actor,
    on: date,
) -> Inspection:
    """Open the files of an area to the inspectors of a named inspection, from a day through its `last`.

    `most`: how many days at most. It closes by itself; nothing reopens it but another decision.
    """
    decision = require(by, P.INSPECTION_KEEP, on=on)
    named, members = clean(document, 161), sorted(set(posts))
    problems = Problems()
    _texts(problems, named, "-")
    if issued_on > on:
        problems.add("issued_on", t("Quyết định chưa ban hành.", "The decision is not issued yet."))
    if last < valid_from:
        problems.add("last", t("Ngày cuối trước ngày đầu.", "The last day is before the first."))
    elif (last - valid_from).days >= most:
        problems.add("last", t("Nhiều nhất {n} ngày.", "{n} days at most.", n=most))
    if last < on:
        problems.add("last", t("Cuộc này đã hết hạn.", "It is already over."))
    if not Unit.objects.filter(pk=unit_id).exists():
        problems.add("unit", t("Chọn địa bàn.", "Choose the area."))
    chosen = Post.objects.filter(pk__in=members, role="inspector")
    if not members or len(chosen) != len(members):
        problems.add("posts", t("Chọn thành viên có vị trí thanh tra.", "Choose members with an inspector's post."))
    if chosen.filter(user_id=by.user_id).exists():
        problems.add("posts", t("Người đăng ký không thể là thành viên.", "Who registers it cannot be a member."))
    problems.stop()
    made = Inspection.objects.create(
        document=named,
        issued_on=issued_on,
        unit_id=unit_id,
        valid_from=valid_from,
        valid_to=last + timedelta(days=1),
        registered_by=by.name[:150],
    )
    made.members.set(chosen)
    log(by, "inspection.register", "inspection", made.pk, post_id=decision.post_id, posts=len(members), last=last)
    return made


@transaction.atomic
def end_inspection(*, inspection_id: int, by: Actor, on: date) -> None:
    """Over before its last day: its members read nothing from today."""
    decision = require(by, P.INSPECTION_KEEP, on=on)
    problems = Problems()
    found = Inspection.objects.select_for_update().filter(pk=inspection_id, valid_to__gt=on).first()
    if found is None:
        problems.add("", t("Chọn một cuộc còn hạn.", "Choose one that is not over."))
    problems.stop()
    assert found is not None
    found.valid_to = max(on, found.valid_from)
    found.save(update_fields=["valid_to"])
    log(by, "inspection.end", "inspection", found.pk, post_id=decision.post_id)


def _texts(problems: Problems, document: str, article: str) -> None:
    if not document:
        problems.add("document", t("Ghi số, ký hiệu và tên văn bản.", "Write the document's number and name."))
    if not article:
        problems.add("article", t("Ghi điều, khoản.", "Write the article."))
    if len(document) > 160:
        problems.add("document", t("Nhiều nhất 160 ký tự.", "160 characters at most."))
    if len(article) > 80:
        problems.add("article", t("Nhiều nhất 80 ký tự.", "80 characters at most."))


def _disclosure(problems: Problems, ground: Ground) -> None:
    known = {k.value for k in K} - {K.STATISTICS.value}
    if ground.kind not in KINDS:
        problems.add("kind", t("Chọn loại danh sách.", "Choose the kind of list."))
    if not ground.holder or not ground.asker or ground.holder == ground.asker:
        problems.add("asker", t("Chọn hai ngành khác nhau.", "Choose two different sectors."))
    if not ground.classes or not set(ground.classes) <= known:
        problems.add("classes", t("Chọn loại thông tin.", "Choose the classes."))
    elif ground.kind in KINDS and KINDS[ground.kind].k not in ground.classes:
        said = t(
            "Danh sách này tự nó cho biết “{x}”: căn cứ phải cho phép loại đó.",
            "The list itself tells “{x}”: the ground must allow that class.",
            x=KINDS[ground.kind].words,
        )
        problems.add("classes", said)

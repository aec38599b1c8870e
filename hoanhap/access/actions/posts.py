"""Posts and deputies, dated. A change counts from the next request on."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from hoanhap.access.actions.noting import log
from hoanhap.access.errors import Invalid, Problems
from hoanhap.access.models import Deputation, Post, User
from hoanhap.access.permissions import P
from hoanhap.access.roles import ROLES
from hoanhap.access.rules import Actor, Outside, Subject, fits, require
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.units.actions import ensure_agency
from hoanhap.units.models import Agency, Unit
from hoanhap.units.queries import AgencyFacts, agencies


@transaction.atomic
def grant_post(
    *,
    by: Actor,
    on: date,
    user_id: int,
    role: str,
    agency_id: int,
    valid_from: date,
    valid_to: date | None = None,
) -> Post:
    """Give `user_id` a role at an agency over [valid_from, valid_to). Nobody gives one to themselves."""
    require(by, P.USERS_MANAGE, on=on)
    user = User.objects.select_for_update().get(pk=user_id)
    agency = Agency.objects.select_related("unit").get(pk=agency_id)
    post = Post(user=user, role=role, agency=agency, valid_from=valid_from, valid_to=valid_to)
    _check_grant(by, post)
    post.save(force_insert=True)
    log(by, "post.grant", "post", post.pk, user=user.pk, role=role, agency=agency.code, **_span(post))
    return post


@transaction.atomic
def grant_post_at(
    *, by: Actor, on: date, user_id: int, role: str, place: str, valid_from: date, valid_to: date | None
) -> Post:
    """As `grant_post`, at an agency chosen from `queries.agencies_like`; one known only by its pattern is made now."""
    require(by, P.USERS_MANAGE, on=on)
    unit_id, _, code = place.partition(":")
    chosen = next((a for a in _agencies_at(unit_id, on) if a.code == code), None)
    if chosen is None:
        raise Invalid({"place": [t("Chọn một cơ quan trong danh sách.", "Choose an agency from the list.")]})
    agency_id = chosen.id or ensure_agency(unit_id=chosen.unit_id, sector=chosen.sector, on=on, by=by).pk
    return grant_post(
        by=by, on=on, user_id=user_id, role=role, agency_id=agency_id, valid_from=valid_from, valid_to=valid_to
    )


@transaction.atomic
def end_post(*, by: Actor, on: date, post_id: int, ends: date) -> Post:
    """The post is no longer in force from `ends` on; what its holder lent ends with it."""
    require(by, P.USERS_MANAGE, on=on)
    post = Post.objects.select_for_update().get(pk=post_id)
    problems = Problems()
    if ends < on:
        problems.add("ends", t("Không kết thúc lùi về trước hôm nay.", "A post cannot be ended before today."))
    if post.valid_to is not None and post.valid_to <= ends:
        problems.add("ends", t("Vị trí này đã kết thúc trước đó.", "This post has ended before that day."))
    problems.stop()
    _end(post, ends)
    log(by, "post.end", "post", post.pk, user=post.user_id, **_span(post))
    return post


@transaction.atomic
def deputise(
    *, by: Actor, on: date, post_id: int, deputy_id: int, valid_from: date, valid_to: date, reason: str
) -> Deputation:
    """Lend one's own post for some days to somebody of the same unit. The deputy cannot lend it on."""
    post = Post.objects.select_related("agency").select_for_update(of=("self",)).filter(pk=post_id).first()
    if post is None or post.user_id != by.user_id:
        raise Outside(P.DEPUTISE)
    level = ROLES[post.role].level if post.role in ROLES else ""
    require(by, P.DEPUTISE, Subject(level, post.agency_id, post.agency.unit_id), on=on)
    deputation = Deputation(
        post=post, deputy_id=deputy_id, valid_from=valid_from, valid_to=valid_to, reason=clean(reason, 200).strip()
    )
    _check_deputation(by, on, deputation)
    deputation.save(force_insert=True)
    log(by, "post.deputise", "post", post.pk, post_id=post.pk, deputy=deputy_id, **_span(deputation))
    return deputation


@transaction.atomic
def recall(*, by: Actor, on: date, deputation_id: int) -> Deputation:
    """Take a lent post back from `on` on."""
    found = Deputation.objects.select_related("post").select_for_update(of=("self",))
    deputation = found.filter(pk=deputation_id, post__user_id=by.user_id).first()
    if deputation is None:
        raise Outside(P.DEPUTISE)
    _cut(deputation, on)
    log(by, "post.recall", "post", deputation.post_id, deputy=deputation.deputy_id, **_span(deputation))
    return deputation


def end_all(user: User, on: date) -> int:
    """Every post and every borrowed post of `user` ends on `on`. Returns how many posts were in force or to come."""
    posts = list(Post.objects.filter(_lasting(on), user=user))
    for post in posts:
        _end(post, on)
    for deputation in Deputation.objects.filter(deputy=user, valid_to__gt=on):
        _cut(deputation, on)
    return len(posts)


def _end(post: Post, ends: date) -> None:
    post.valid_to = max(post.valid_from, ends)
    post.save(update_fields=["valid_to"])
    for deputation in post.deputations.filter(valid_to__gt=ends):
        _cut(deputation, ends)


def _cut(deputation: Deputation, ends: date) -> None:
    deputation.valid_to = min(deputation.valid_to, max(deputation.valid_from, ends))
    deputation.save(update_fields=["valid_to"])


def _agencies_at(unit_id: str, on: date) -> list[AgencyFacts]:
    try:
        return agencies(int(unit_id), on)
    except (ValueError, Unit.DoesNotExist):
        return []


def _lasting(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def _overlapping(span: Post | Deputation) -> Q:
    starts_before = Q(valid_from__lt=span.valid_to) if span.valid_to else Q()
    return starts_before & _lasting(span.valid_from)


def _check_grant(by: Actor, post: Post) -> None:
    problems, role, agency = Problems(), ROLES.get(post.role), post.agency
    if post.user_id == by.user_id:
        problems.add("", t("Không tự cấp vị trí công tác cho mình.", "Nobody gives a post to themselves."))
    if role is None:
        problems.add("role", t("Chọn một vai trò trong danh sách.", "Choose a role from the list."))
    elif not fits(role.level, agency.kind, agency.unit.level) or agency.sector not in (role.sectors or {agency.sector}):
        problems.add(
            "agency",
            t("“{agency}” không có vai trò {role}.", "“{agency}” has no {role}.", agency=agency.name, role=role.title),
        )
    if post.valid_to is not None and post.valid_to <= post.valid_from:
        problems.add("valid_to", t("Ngày cuối phải sau ngày đầu.", "The last day must come after the first."))
    if post.valid_from < agency.valid_from or (agency.valid_to and post.valid_from >= agency.valid_to):
        problems.add(
            "valid_from",
            t(
                "Ngày {day} cơ quan này chưa có hoặc không còn.",
                "On {day} this agency does not exist.",
                day=format_date(post.valid_from),
            ),
        )
    _check_together(problems, post)
    problems.stop()


def _check_together(problems: Problems, post: Post) -> None:
    """One does not hold the same post twice, nor run the system and hold another post."""
    held = list(Post.objects.filter(_overlapping(post), user_id=post.user_id).values_list("role", "agency_id"))
    if (post.role, post.agency_id) in held:
        problems.add("role", t("Người này đang giữ đúng vị trí đó.", "This person holds that very post."))
    roles = {role for role, _agency in held} | {post.role}
    if len(roles) > 1 and any(role in ROLES and ROLES[role].level == "system" for role in roles):
        problems.add(
            "role",
            t(
                "Quản trị hệ thống và bảo vệ dữ liệu không kiêm vị trí khác.",
                "An administrator or data-protection officer holds no other post.",
            ),
        )


def _check_deputation(by: Actor, on: date, deputation: Deputation) -> None:
    problems, post = Problems(), deputation.post
    first, last = deputation.valid_from, deputation.valid_to
    if first < on:
        problems.add("valid_from", t("Ngày đầu không trước hôm nay.", "The first day is not before today."))
    if last <= first:
        problems.add("valid_to", t("Ngày cuối không trước ngày đầu.", "The last day is not before the first."))
    if first < post.valid_from or (post.valid_to is not None and last > post.valid_to):
        problems.add("valid_to", t("Chỉ ủy quyền trong thời gian giữ vị trí.", "Only while the post is held."))
    if not deputation.reason:
        problems.add("reason", t("Ghi lý do ủy quyền.", "Write why."))
    if not _may_stand_in(by, deputation):
        problems.add(
            "deputy",
            t(
                "Chọn người khác, đang giữ vị trí tại cùng đơn vị trong suốt thời gian đó.",
                "Choose somebody else who holds a post at the same unit for the whole time.",
            ),
        )
    elif Deputation.objects.filter(_overlapping(deputation), post=post, deputy_id=deputation.deputy_id).exists():
        problems.add("deputy", t("Người này đã được ủy quyền trong thời gian đó.", "Already a deputy at that time."))
    problems.stop()


def _may_stand_in(by: Actor, deputation: Deputation) -> bool:
    if deputation.deputy_id == by.user_id:
        return False
    last = deputation.valid_to
    whole = Q(valid_from__lte=deputation.valid_from) & (Q(valid_to__isnull=True) | Q(valid_to__gte=last))
    colleagues = Post.objects.filter(whole, agency__unit_id=deputation.post.agency.unit_id, user__is_active=True)
    return colleagues.filter(user_id=deputation.deputy_id).exists()


def _span(row: Post | Deputation) -> dict[str, object]:
    return {"valid_from": row.valid_from, "valid_to": row.valid_to}

"""A list between sectors: asked for and counted, granted with the fewest fields or refused, written in the ledger."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from hoanhap.access import lists
from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.models import LegalBasis
from hoanhap.access.permissions import P
from hoanhap.access.persons import K
from hoanhap.access.queries import grounds_for
from hoanhap.access.rules import Actor, Outside, PostFacts, Subject, posts_with, require
from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.law.loaded import law
from hoanhap.people.models import Disclosed, Disclosure, Person
from hoanhap.people.queries.told import area, asks_for, held, holders, sector_of
from hoanhap.people.rules.words import word_problems

REASON_LEAST, WORDS_MOST = 20, 300


@transaction.atomic
def ask(
    *,
    post_id: int,
    kind: str,
    holder_id: int,
    as_of: date,
    purpose: str,
    reason: str,
    commune_id: int | None = None,
    basis_id: int | None = None,
    list_: bool = False,
    by: Actor,
    on: date,
) -> Disclosure:
    """Ask the agency that holds them how many there are, and with `list_` who. The count answers at once.

    A list needs a ground in force between the two sectors; without one there is a count and nothing else.
    """
    post = next((p for p in posts_with(by, P.DISCLOSURE_ASK, on) if p.id == post_id), None)
    decision = require(by, P.DISCLOSURE_ASK, Subject(agency_id=post.agency_id if post else 0), on=on)
    assert post is not None
    problems = Problems()
    words = _words(problems, "reason", reason, REASON_LEAST)
    holder = next((a for a in holders(post, kind, on) if a.pk == holder_id), None) if kind in lists.KINDS else None
    if kind not in lists.KINDS:
        problems.add("kind", t("Chọn loại danh sách.", "Choose the kind of list."))
    elif holder is None:
        problems.add("holder", t("Chọn cơ quan đang giữ dữ liệu.", "Choose the agency that holds the data."))
    if purpose not in lists.purposes(post):
        problems.add("purpose", t("Chọn mục đích của vị trí công tác này.", "Choose a purpose of this post."))
    if as_of > on:
        problems.add("as_of", t("Ngày này chưa đến.", "That day is still to come."))
    communes = area(post, on)
    if commune_id is not None and commune_id not in communes:
        problems.add("commune", t("Chọn một xã trong địa bàn của mình.", "Choose a commune of your own area."))
    basis = _basis(problems, basis_id, kind, holder, post, on) if list_ and holder else None
    problems.stop()
    assert holder is not None
    there = frozenset({commune_id}) if commune_id else communes
    count = held(kind, holder.pk, there, as_of).values("person_id").distinct().count()
    made = Disclosure.objects.create(
        kind=kind,
        asked_by=by.name[:150],
        asked_user=by.user_id,
        asked_post=post.id,
        asked_agency_id=post.agency_id,
        holder=holder,
        commune_id=commune_id,
        as_of=as_of,
        purpose=purpose,
        basis=basis,
        reason=words,
        told=lists.told(count),
        asked_on=on,
        state="asked" if list_ else "counted",
    )
    log(by, "disclosure.ask", "disclosure", made.pk, post_id=decision.post_id, **_detail(made))
    return made


@transaction.atomic
def allow(*, disclosure_id: int, fields: Iterable[str], by: Actor, on: date) -> Disclosure:
    """Give the list, with these fields, to the post that asked, for as many days as are set; every person in it gets a
    line in the ledger and in the trail of their file. Whoever asked never decides."""
    asked, post_id = _deciding(disclosure_id, by, on)
    problems = Problems()
    basis = asked.basis
    if basis is None or not in_force(on, basis.valid_from, basis.valid_to):
        said = t("Căn cứ không còn hiệu lực: chỉ được từ chối.", "The ground is no longer in force: it can be refused.")
        problems.add("", said)
    choosable = lists.choosable(asked.kind, _classes(basis)) if basis else ()
    chosen = [name for name in lists.FIELDS if name in set(fields)]
    if not chosen or not set(fields) <= set(choosable):
        problems.add("fields", t("Chọn những mục mà căn cứ cho phép.", "Choose fields that the ground allows."))
    problems.stop()
    days = int(law().parameter("disclosure.days", on).value)
    asked.state, asked.fields = "allowed", " ".join(chosen)
    asked.decided_by, asked.decided_on, asked.expires_on = by.name[:150], on, on + timedelta(days=days)
    asked.save(update_fields=["state", "fields", "decided_by", "decided_on", "expires_on"])
    told = _write_ledger(asked, post_id, by, on)
    log(by, "disclosure.allow", "disclosure", asked.pk, post_id=post_id, count=told, cells=chosen, **_detail(asked))
    return asked


@transaction.atomic
def refuse(*, disclosure_id: int, words: str, by: Actor, on: date) -> Disclosure:
    """Give no list, and say why. The count stays told."""
    asked, post_id = _deciding(disclosure_id, by, on)
    problems = Problems()
    kept = _words(problems, "words", words, 1)
    problems.stop()
    asked.state, asked.words = "refused", kept
    asked.decided_by, asked.decided_on = by.name[:150], on
    asked.save(update_fields=["state", "words", "decided_by", "decided_on"])
    log(by, "disclosure.refuse", "disclosure", asked.pk, post_id=post_id)
    return asked


def _deciding(disclosure_id: int, by: Actor, on: date) -> tuple[Disclosure, int | None]:
    rows = Disclosure.objects.select_for_update(of=("self",)).select_related("basis", "asked_agency", "holder")
    asked = rows.filter(pk=disclosure_id).first()
    if asked is None:
        raise Outside(P.DISCLOSURE_DECIDE)
    decision = require(by, P.DISCLOSURE_DECIDE, Subject(agency_id=asked.holder_id), on=on)
    problems = Problems()
    if asked.state != "asked":
        problems.add("", t("Yêu cầu này đã được trả lời.", "This request is already answered."))
    if by.user_id == asked.asked_user:
        problems.add("", t("Người yêu cầu không tự quyết định.", "Who asked does not decide."))
    problems.stop()
    return asked, decision.post_id


def _basis(
    problems: Problems, basis_id: int | None, kind: str, holder: Any, post: PostFacts, on: date
) -> LegalBasis | None:
    wanted = grounds_for("disclosure", on, kind=kind, holder=sector_of(holder)).filter(asker__in=asks_for(post, on))
    found = wanted.filter(pk=basis_id or 0).first()
    if found is None:
        said = t(
            "Muốn có danh sách phải có căn cứ pháp lý còn hiệu lực giữa hai ngành (người bảo vệ dữ liệu đăng ký). "
            "Không có căn cứ thì chỉ hỏi số lượng.",
            "A list needs a legal ground in force between the two sectors; the data-protection officer registers it. "
            "Without one, ask for the count alone.",
        )
        problems.add("basis", said)
    return found


def _write_ledger(asked: Disclosure, post_id: int | None, by: Actor, on: date) -> int:
    post_area = [asked.commune_id] if asked.commune_id else _area_of(asked, on)
    since: dict[int, date] = {}
    for person, began in held(asked.kind, asked.holder_id, post_area, asked.as_of).values_list("person", "valid_from"):
        since[person] = min(began, since.get(person, began))
    rows = [Disclosed(disclosure=asked, person_id=person, since=began) for person, began in sorted(since.items())]
    Disclosed.objects.bulk_create(rows)
    classes = {str(lists.class_of(name, asked.kind)) for name in asked.fields.split()} | {lists.KINDS[asked.kind].k}
    shown = {"purpose": asked.purpose, "fields": " ".join(sorted(classes)), "to": asked.asked_agency.code}
    for code in Person.objects.filter(pk__in=since).order_by("pk").values_list("code", flat=True):
        log(by, "disclosure.given", "person", code, post_id=post_id, of=f"disclosure:{asked.pk}", **shown)
    return len(rows)


def _area_of(asked: Disclosure, on: date) -> frozenset[int]:
    """The area that was asked for: that of the agency's unit."""
    return area(PostFacts(0, "", "", 0, asked.asked_agency.unit_id, on, None), on)


def _classes(basis: LegalBasis) -> frozenset[K]:
    return frozenset(K(k) for k in basis.classes.split())


def _words(problems: Problems, name: str, text: str, least: int) -> str:
    words = clean(text, WORDS_MOST + 1)
    if len(words) < least:
        problems.add(name, t("Viết ít nhất {n} ký tự.", "Write at least {n} characters.", n=least))
    if len(words) > WORDS_MOST:
        problems.add(name, t("Nhiều nhất {n} ký tự.", "{n} characters at most.", n=WORDS_MOST))
    for said in word_problems(words):
        problems.add(name, said)
    return words


def _detail(asked: Disclosure) -> dict[str, object]:
    return {
        "purpose": asked.purpose,
        "what": asked.kind,
        "basis": asked.basis_id,
        "agency": asked.holder.code,
        "commune": asked.commune_id,
        "on": asked.as_of,
    }

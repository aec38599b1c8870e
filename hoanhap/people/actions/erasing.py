"""The erasure of a person: key, name and search keys destroyed, a line in the ledger; and again after a restore."""

from datetime import date

from django.db import connection, transaction

from hoanhap.access.actions import log
from hoanhap.access.errors import Problems
from hoanhap.access.models import LegalBasis
from hoanhap.access.permissions import P
from hoanhap.access.queries import grounds_for
from hoanhap.access.rules import Actor, require
from hoanhap.audit.models import AuditRow
from hoanhap.facts.actions import cut, recorded
from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.people import ledger
from hoanhap.people.actions.door import lists, touch
from hoanhap.people.actions.merging import forget_merged
from hoanhap.people.actions.name_words import forget_names
from hoanhap.people.models import Alias, Erasure, IdentityPaper, Person, PersonKey
from hoanhap.people.rules.codes import read_code
from hoanhap.people.rules.draft import code_problems
from hoanhap.people.rules.retention import NEEDS, Kept, kept_until


@recorded
def erase(*, code: str, basis: str, by: Actor, on: date) -> None:
    """Destroy the key and the name of a closed file: what remains is coded and belongs to nobody. For good.

    Without a registered legal basis that says how long (or that a person may ask), it is refused with the reason. Who
    may do it sees nothing of the person. The ledger keeps the code, so that a restored backup is erased again.
    """
    decision = require(by, P.PERSON_ERASE, on=on)
    person = Person.objects.select_for_update().filter(code=read_code(code)).first()
    problems = Problems()
    if person is None or person.state != "closed":
        problems.add("code", t("Chỉ xóa hồ sơ đã kết thúc; kiểm tra lại mã.", "Only a closed file; check the code."))
    for name, said in code_problems("basis", basis, lists()["erasures"]):
        problems.add(name, said)
    problems.stop()
    assert person is not None
    legal = _legal(problems, person, basis, on)
    problems.stop()
    for gone in _destroy(person):
        Erasure.objects.create(code=gone, ground=basis, basis_id=legal, on=on, by=by.name[:150])
        log(by, "person.erase", "person", gone, post_id=decision.post_id, basis=basis, of=f"basis:{legal or ''}")
    transaction.on_commit(write_ledger)


@recorded
def erase_again(*, by: Actor, on: date) -> list[str]:
    """After an older backup was restored: destroy once more whoever the ledger beside the database says was erased.

    Answers with the codes that had come back.
    """
    decision = require(by, P.PERSON_ERASE, on=on)
    back: list[str] = []
    for line in ledger.read():
        person = Person.objects.select_for_update().filter(code=line.code).exclude(state="erased").first()
        if person is not None:
            person.merged_into = None
            for gone in _destroy(person):
                back.append(gone)
                log(by, "person.erase", "person", gone, post_id=decision.post_id, basis=line.ground, of="ledger")
        Erasure.objects.get_or_create(code=line.code, defaults={"ground": line.ground, "on": line.on, "by": line.by})
    transaction.on_commit(write_ledger)
    return back


def write_ledger() -> None:
    """The lines of the database that the file beside it does not have yet."""
    rows = Erasure.objects.order_by("pk").values_list("code", "ground", "on", "by")
    ledger.add(ledger.Line(*row) for row in rows)


def _legal(problems: Problems, person: Person, ground: str, on: date) -> int | None:
    """The legal basis of the erasure; what is missing is said at `basis`."""
    use = NEEDS[ground]
    if not use:
        return None
    rows = list(grounds_for(use, on))
    if use == "retention":
        return _retained(problems, person, rows, on)
    if not rows:
        problems.add("basis", _nothing_says())
        return None
    return rows[-1].pk


def _retained(problems: Problems, person: Person, rows: list[LegalBasis], on: date) -> int | None:
    kept = [Kept(row.pk, row.months or 0, row.closing) for row in rows]
    found = kept_until(person.closed_on or on, _closing(person), kept)
    if found is None:
        problems.add("basis", _nothing_says())
        return None
    free, legal = found
    if on < free:
        row = next(row for row in rows if row.pk == legal)
        said = t(
            "Còn phải lưu giữ đến trước ngày {d} theo {x}.",
            "It is to be kept until {d} by {x}.",
            d=format_date(free),
            x=f"{row.document}, {row.article}",
        )
        problems.add("basis", said)
    return legal


def _nothing_says() -> str:
    return t(
        "Chưa có căn cứ pháp lý nào được đăng ký cho việc xóa này, nên không xóa. Đăng ký văn bản và điều khoản ở mục "
        "Căn cứ pháp lý.",
        "No legal ground is registered for this erasure, so nothing is erased. Register the document and article under "
        "Legal grounds.",
    )


def _closing(person: Person) -> str:
    """What the file was closed for, as the trail has it; empty for files that were loaded closed."""
    row = AuditRow.objects.filter(kind="person", ref=person.code, action="person.close").order_by("-id").first()
    return str(row.detail.get("basis", "")) if row else ""


def _destroy(person: Person) -> list[str]:
    """The codes of what was destroyed: the file, and those of the same human being under other numbers."""
    if connection.vendor == "sqlite":  # what is deleted is also overwritten in the file
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    names = [person.folded, *Alias.objects.filter(person=person).values_list("folded", flat=True)]
    PersonKey.objects.filter(person=person).update(wrapped=b"\0" * 64)
    PersonKey.objects.filter(person=person).delete()
    Alias.objects.filter(person=person).delete()
    IdentityPaper.objects.filter(person=person).update(blind="")  # found by no number any more
    person.name = person.folded = person.given = ""
    person.born_on = None
    person.state = "erased"
    touch(person, "name", "folded", "given", "born_on", "state", "merged_into")
    forget_names(names)
    cut([person.pk])
    return [person.code, *(code for same in forget_merged(person) for code in _destroy(same))]

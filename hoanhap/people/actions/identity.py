"""Who the person is: corrections, papers, other names, relatives."""

from dataclasses import dataclass
from datetime import date

from hoanhap.access.persons import K
from hoanhap.access.rules import Actor
from hoanhap.facts.actions import recorded
from hoanhap.kernel.dates import last_day
from hoanhap.kernel.lang import t
from hoanhap.people import sealing
from hoanhap.people.actions.door import File, begin, touch
from hoanhap.people.actions.ids import hold
from hoanhap.people.actions.name_words import forget_names, index_names
from hoanhap.people.actions.register import keep_contact, keep_paper, name_too
from hoanhap.people.models import Alias, Contact, IdentityPaper, Residence, Standing, Test
from hoanhap.people.queries.numbers import taken
from hoanhap.people.rules.draft import NAME_MOST, OFFICE_MOST, PHONE_MOST
from hoanhap.people.rules.identity import Birth, birth_problems, name_problems, paper_problems
from hoanhap.people.rules.names import keys


@dataclass(frozen=True, slots=True)
class Identity:
    """What `correct` writes, whole: a field that is left empty becomes empty."""

    name: str
    birth: Birth
    sex: str
    ethnicity: str = ""
    education: str = ""
    occupation: str = ""


@recorded
def correct(*, code: str, identity: Identity, revision: int, by: Actor, on: date) -> None:
    """Write who the person is anew. Two officers at once: the later one is told, and nothing of theirs is written."""
    file = begin(code, by=by, on=on, write=K.IDENTITY, revision=revision)
    person = file.person
    file.check([("name", said) for said in name_problems(identity.name)])
    file.text("name", identity.name, NAME_MOST)
    file.check([("birth", said) for said in birth_problems(identity.birth, on) or _too_late(file, identity.birth)])
    for name, codelist, needed in _CODED:
        file.code(name, getattr(identity, name), codelist, needed=needed)
    file.stop()
    before, found = person.folded, keys(identity.name)
    values = {
        "name": found.name,
        "folded": found.folded,
        "given": found.given,
        "birth_year": identity.birth.year,
        "born_on": identity.birth.on,
        **{name: getattr(identity, name) for name, _, _ in _CODED},
    }
    different = [name for name, value in values.items() if getattr(person, name) != value]
    for name in different:
        setattr(person, name, values[name])
    touch(person, *different)
    if found.folded != before:
        index_names([found.folded])
        forget_names([before])
    file.note("correct", fields=[name for name in different if name not in ("folded", "given")])


_CODED = (
    ("sex", "sexes", True),
    ("ethnicity", "ethnicities", False),
    ("education", "education", False),
    ("occupation", "occupations", False),
)


def _too_late(file: File, birth: Birth) -> list[str]:
    """A birth cannot come after what is already recorded of the person."""
    born = birth.on or date(birth.year, 1, 1)
    person = file.person
    days = [
        *Residence.objects.filter(person=person).values_list("valid_from", flat=True),
        *Standing.objects.filter(person=person).values_list("valid_from", flat=True),
        *Test.objects.filter(person=person).values_list("on", flat=True),
    ]
    if all(day >= born for day in days):
        return []
    return [
        t(
            "Ngày sinh này sau những việc đã ghi trong hồ sơ. Kiểm tra lại năm sinh, hoặc các ngày đã ghi.",
            "This birth comes after what the file already records. Check the year, or the days recorded.",
        )
    ]


@recorded
def add_paper(
    *,
    code: str,
    kind: str,
    number: str,
    issued_on: date | None = None,
    issued_by: str = "",
    by: Actor,
    on: date,
) -> IdentityPaper:
    file = begin(code, by=by, on=on, write=K.IDENTITY)
    plain = sealing.normal(number)
    birth = Birth(file.person.birth_year, file.person.born_on)
    file.code("kind", kind, "papers")
    file.check([("number", said) for said in paper_problems(kind, plain, issued_on, birth, on)])
    office = file.text("issued_by", issued_by, OFFICE_MOST)
    hold(sealing.blind(plain))
    file.check([("number", said) for said in taken([plain], by=by, on=on, but=file.person.pk)])
    if IdentityPaper.objects.filter(person=file.person, kind=kind, blind=sealing.blind(plain)).exists():
        file.check([("number", t("Giấy tờ này đã được ghi.", "This paper is already recorded."))])
    file.stop()
    paper = keep_paper(file.person, file.vault, kind, plain, issued_on, office)
    touch(file.person)
    file.note("paper", what=kind)
    return paper


@recorded
def remove_paper(*, code: str, paper_id: int, by: Actor, on: date) -> None:
    """A paper that was written by mistake."""
    file = begin(code, by=by, on=on, write=K.IDENTITY)
    paper = IdentityPaper.objects.filter(pk=paper_id, person=file.person).first()
    if paper is None:
        file.check([("paper", t("Chọn một giấy tờ của hồ sơ này.", "Choose a paper of this file."))])
    file.stop()
    assert paper is not None
    paper.delete()
    touch(file.person)
    file.note("remove-paper", what=paper.kind)


@recorded
def add_alias(*, code: str, name: str, by: Actor, on: date) -> Alias:
    """Another name the person goes by."""
    file = begin(code, by=by, on=on, write=K.IDENTITY)
    file.text("name", name, NAME_MOST)
    file.check([("name", said) for said in name_problems(name)])
    known = {file.person.folded, *Alias.objects.filter(person=file.person).values_list("folded", flat=True)}
    if keys(name).folded in known:
        file.check([("name", t("Tên này đã có trong hồ sơ.", "The file has this name already."))])
    file.stop()
    alias = name_too(file.person, name)
    file.note("alias")
    return alias


@recorded
def add_contact(
    *,
    code: str,
    relation: str,
    name: str = "",
    phone: str = "",
    address: str = "",
    represents: bool = False,
    by: Actor,
    on: date,
) -> Contact:
    """A relative, a guardian, or (`self`) the person's own telephone. All of it is sealed."""
    file = begin(code, by=by, on=on, write=K.IDENTITY)
    file.code("relation", relation, "relations")
    details = {
        "name": file.text("name", name, NAME_MOST),
        "phone": file.text("phone", phone, PHONE_MOST),
        "address": file.text("address", address, 300),
    }
    if not details["name"] and relation != "self":
        file.check([("name", t("Ghi họ và tên.", "Write the name."))])
    if relation == "self" and not details["phone"]:
        file.check([("phone", t("Ghi số điện thoại.", "Write the telephone number."))])
    file.stop()
    contact = keep_contact(file.person, file.vault, relation, details, represents=represents, valid_from=on)
    file.note("contact", what=relation)
    return contact


@recorded
def end_contact(*, code: str, contact_id: int, by: Actor, on: date) -> None:
    """No longer somebody who may be told. One entered today, by mistake, leaves no trace of what it said."""
    file = begin(code, by=by, on=on, write=K.IDENTITY)
    contact = Contact.objects.filter(pk=contact_id, person=file.person, valid_to=None).first()
    if contact is None:
        file.check([("contact", t("Chọn một người trong danh sách.", "Choose somebody from the list."))])
    file.stop()
    assert contact is not None
    if contact.valid_from >= on:
        contact.delete()
    else:
        contact.valid_to = on
        contact.save(update_fields=["valid_to"])
    file.note("end-contact", what=contact.relation, last=last_day(on).isoformat())

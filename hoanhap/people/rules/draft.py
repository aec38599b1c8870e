"""A person about to be registered, as plain values, and every reason why not. The form, the import and the bulk load
build the same draft, so that the same mistakes are told in the same words whichever way a person comes."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.lang import t
from hoanhap.people.rules.history import Life, day_problems, year_problems
from hoanhap.people.rules.identity import Birth, birth_problems, name_problems, paper_problems
from hoanhap.people.rules.words import word_problems

Lists = Mapping[str, Collection[str]]  # code list → its codes
Problem = tuple[str, str]  # the field, and the sentence

NAME_MOST, ADDRESS_MOST, PHONE_MOST, OFFICE_MOST = 120, 300, 30, 120


@dataclass(frozen=True, slots=True)
class PaperDraft:
    kind: str
    number: str  # in its normal form: sealing.normal
    issued_on: date | None = None
    issued_by: str = ""


@dataclass(frozen=True, slots=True)
class UseDraft:
    substance: str
    route: str = ""
    since_year: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """`since`: from when the person lives there; `listed_on`: from when the standing holds."""

    name: str
    birth: Birth
    sex: str
    residence: str
    since: date
    standing: str
    basis: str
    listed_on: date
    address: str = ""
    phone: str = ""
    ethnicity: str = ""
    education: str = ""
    occupation: str = ""
    aliases: Sequence[str] = ()
    papers: Sequence[PaperDraft] = ()
    uses: Sequence[UseDraft] = ()

    @property
    def life(self) -> Life:
        return Life(self.birth.year, self.birth.on)


CODED = {  # field → (code list, needed)
    "sex": ("sexes", True),
    "residence": ("residences", True),
    "standing": ("standings", True),
    "basis": ("bases", True),
    "ethnicity": ("ethnicities", False),
    "education": ("education", False),
    "occupation": ("occupations", False),
}


def draft_problems(draft: Draft, on: date, lists: Lists) -> list[Problem]:
    """Every reason at once; an empty list is a yes."""
    return [*_identity(draft, on), *_codes(draft, lists), *_days(draft, on), *_papers(draft, on, lists),
            *_uses(draft, on, lists), *_words(draft)]  # fmt: skip


def _identity(draft: Draft, on: date) -> Iterator[Problem]:
    yield from (("name", said) for said in name_problems(draft.name))
    yield from (("birth", said) for said in birth_problems(draft.birth, on))
    for alias in draft.aliases:
        yield from (("aliases", said) for said in name_problems(alias))


def _codes(draft: Draft, lists: Lists) -> Iterator[Problem]:
    for field, (name, needed) in CODED.items():
        yield from code_problems(field, getattr(draft, field), lists[name], needed=needed)


def code_problems(field: str, code: str, known: Collection[str], *, needed: bool = True) -> Iterator[Problem]:
    if not code and needed:
        yield field, t("Cần điền mục này.", "This is needed.")
    elif code and code not in known:
        yield field, t("“{x}” không có trong danh mục.", "“{x}” is not in the list.", x=code)


def _days(draft: Draft, on: date) -> Iterator[Problem]:
    yield from (("since", said) for said in day_problems(draft.since, draft.life, on))
    yield from (("listed_on", said) for said in day_problems(draft.listed_on, draft.life, on))


def _papers(draft: Draft, on: date, lists: Lists) -> Iterator[Problem]:
    for paper in draft.papers:
        yield from code_problems("papers", paper.kind, lists["papers"])
        for said in paper_problems(paper.kind, paper.number, paper.issued_on, draft.birth, on):
            yield "papers", said
        yield from length_problems("papers", paper.issued_by, OFFICE_MOST)
    if len({(p.kind, p.number) for p in draft.papers}) < len(draft.papers):
        yield "papers", t("Một giấy tờ được ghi hai lần.", "One paper is written twice.")


def _uses(draft: Draft, on: date, lists: Lists) -> Iterator[Problem]:
    for use in draft.uses:
        yield from code_problems("substances", use.substance, lists["substances"])
        yield from code_problems("route", use.route, lists["routes"], needed=False)
        if use.since_year is not None:
            yield from (("since_year", said) for said in year_problems(use.since_year, draft.life, on))


def _words(draft: Draft) -> Iterator[Problem]:
    yield from length_problems("name", draft.name, NAME_MOST)
    yield from length_problems("address", draft.address, ADDRESS_MOST)
    yield from length_problems("phone", draft.phone, PHONE_MOST)
    for field in ("name", "address", "phone"):
        yield from ((field, said) for said in word_problems(getattr(draft, field)))


def length_problems(field: str, text: str, most: int) -> Iterator[Problem]:
    if len(text) > most:
        yield (
            field,
            t(
                "Dài {n} ký tự; không quá {most}. Rút gọn lại.",
                "It has {n} characters; no more than {most}. Shorten it.",
                n=len(text),
                most=most,
            ),
        )

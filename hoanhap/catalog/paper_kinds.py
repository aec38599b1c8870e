"""What a kind of official paper is: plain values, read from `catalog/documents/` by `catalog.papers`."""

import re
from dataclasses import dataclass
from datetime import date

from hoanhap.kernel.dates import in_force
from hoanhap.kernel.lang import Words

PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Field:
    """Something a text names. type: text | lines | date | number. `given` "letterhead": known from the agency."""

    code: str
    title: Words
    type: str = "text"
    given: str = "caller"


@dataclass(frozen=True, slots=True)
class Basis:
    """An act as it is cited after “Căn cứ”, and when it was in force."""

    code: str
    text: str
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool


@dataclass(frozen=True)
class PaperKind:
    """One version of a kind of paper.

    `book`: the numbering it belongs to; without one it bears no number (what a person files). `opens`: a decision,
    with who decides above the bases and “QUYẾT ĐỊNH:” below them. `collective`: signed for the whole committee (TM.),
    else by its head alone. `signs`: head, deputy (KT.), by_order (TL.) or officer (who acts in their own name);
    `signed_as`: the last line of who signs otherwise than as head or deputy. `cosigned`: others who sign.
    `optional`: a line naming such a field is left out without it; `blank`: dots for the pen. `form`: the official
    number of the form until `form_to`, never guessed.
    """

    code: str
    version: str
    valid_from: date
    valid_to: date | None
    name: str
    title: str
    title_en: str
    text: str
    source: str
    verified: bool
    symbol: str = ""
    made_by: str = "agency"
    level: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    book: str = ""
    collective: bool = False
    signs: tuple[str, ...] = ()
    signed_as: str = ""
    cosigned: tuple[str, ...] = ()
    opens: bool = False
    form: str = ""
    form_of: str = ""
    form_to: date | None = None
    bases: tuple[Basis, ...] = ()
    also_rests_on: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    copy: bool = False  # the person is given a copy
    keep_years: int | None = None  # None: no source says how long, so it is kept
    note: str = ""
    fields: tuple[Field, ...] = ()  # every field named, in the order of the text

    @property
    def words(self) -> Words:
        """Its name on screens: “Quyết định về việc …”, without the fields of a case."""
        title = PLACE.sub("…", self.title)
        return Words(f"{self.name} {title[:1].lower()}{title[1:]}", PLACE.sub("…", self.title_en))

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that a caller gives; optional and blank ones may be left out."""
        return tuple(f for f in self.fields if f.given == "caller")

    @property
    def numbered(self) -> bool:
        return bool(self.book)

    def form_on(self, on: date) -> str:
        """“Mẫu số 24 (NĐ 116/2021/NĐ-CP, Phụ lục II)” while that form is in force."""
        if not self.form or (self.form_to and on >= self.form_to):
            return ""
        return f"{self.form} ({self.form_of})" if self.form_of else self.form

    def cited(self, on: date) -> tuple[Basis, ...]:
        """The acts in force on a day, in the order in which they are cited."""
        return tuple(b for b in self.bases if in_force(on, b.valid_from, b.valid_to))

    def unverified(self, on: date) -> bool:
        """Whether the reader must be told that the paper or a basis was not checked against its source."""
        ended = self.form_to is not None and on >= self.form_to
        return not self.verified or ended or any(not b.verified for b in self.cited(on))

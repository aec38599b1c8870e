"""The words of an attached PDF, read by pypdf in the sealed process; what cannot be read costs only its words."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoanhap.documents import pdf
from hoanhap.documents.attached.checking import check
from hoanhap.documents.attached.looking import LIMITS
from hoanhap.documents.attached.words import WordsReader
from hoanhap.documents.excel.process import look_at
from tests.documents.samples import PAPER


def drawn(content: bytes, more: bytes = b"") -> bytes:
    """A page of one font of plain letters."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F 4 0 R>>" + more + b">> >>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    whole, places = b"%PDF-1.7\n", list[int]()
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s endobj\n" % (number, part)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    return whole + head + lines + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(whole)


def test_every_word_of_our_own_papers_is_read_in_the_sealed_process() -> None:
    data = pdf.render(PAPER)
    fit = check(data)
    assert not isinstance(fit, str) and (fit.kind, fit.read) == ("pdf", "all")
    told, here = (
        set(re.findall(r"\w+", " ".join(some))) for some in (fit.passages, WordsReader().look(data)["passages"])
    )
    assert told == here and len(told) > 200 and {"Cao", "Bằng", "nghiện"} <= told


PICTURE = b"/XObject<</X<</Subtype/Image>> >>"
READ = {
    "letters": (drawn(b"BT /F 10 Tf 9 99 Td (Quy ho tro von) Tj ET"), "all", ["Quy ho tro von"]),
    "a picture": (drawn(b"/X Do", more=PICTURE), "none", []),
    "nothing": (b"%PDF-1.7\n%%EOF\n", "none", []),
    "a parent that is its own": (drawn(b"").replace(b"/Parent 2", b"/Parent 3"), "none", []),
}


@pytest.mark.parametrize("name", READ)
def test_a_page_says_its_text_layer_or_nothing(name: str) -> None:
    data, read, said = READ[name]
    assert look_at(data, WordsReader(), limits=LIMITS) == {"read": read, "passages": said}


@settings(max_examples=60)
@given(st.integers(0, 700), st.binary(max_size=6), st.integers(0, 9))
def test_a_damaged_file_costs_only_its_words(at: int, put: bytes, cut: int) -> None:
    whole = drawn(b"BT /F 10 Tf 9 99 Td (Quy ho tro von) Tj ET")
    assert WordsReader().look(whole[:at] + put + whole[at + cut :])["read"] in ("all", "part", "none")

"""The words of a PDF, taken without any library: those that the file explains, and no others."""

import io
import re
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from hoanhap.documents import pdf
from hoanhap.documents.attached import pdf_words
from hoanhap.documents.attached.looking import LIMITS, AttachedReader
from tests.documents.samples import PAPER

# Codes 1 to 9 are “nghị định” and what a letter of two characters is; 32 to 126 are themselves.
CMAP = b"""1 begincodespacerange <00> <ff> endcodespacerange
2 beginbfchar <01> <1ECB> <02> <0111> endbfchar
2 beginbfrange <20> <7e> <0020> <03> <04> [<00660069> <D83DDE00>] endbfrange"""
NAMED = b"/ToUnicode 5 0 R"


def drawn(content: bytes, font: bytes = NAMED, more: bytes = b"", cmap: bytes = CMAP) -> bytes:
    """A page of one font, in which each letter is half as wide as it is high."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F 4 0 R>>" + more + b">> >>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 6 0 R>>endobj",
        b"4 0 obj<</Type/Font/Subtype/TrueType" + font + b">>endobj",
        b"5 0 obj<</Length %d>>stream\n%s\nendstream endobj" % (len(cmap), cmap),
        packed(6, content),
    ]
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(number: int, content: bytes, head: bytes = b"") -> bytes:
    raw = zlib.compress(content)
    said = b"%d 0 obj<</Filter/FlateDecode/Length %d%s>>stream\r\n" % (number, len(raw), head)
    return said + raw + b"\nendstream endobj"


def test_of_our_own_papers_every_word_is_read_as_another_reader_reads_it() -> None:
    data = pdf.render(PAPER)
    told = pdf_words.read(data, most=LIMITS.unpacked)
    other = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    words = [set(re.findall(r"\w+", text)) for text in (" ".join(told.lines), other)]
    assert len(words[1]) > 200 and words[0] == words[1] and not told.part


SHOWN = {
    b"(ngh\\001 \\002\\001nh) Tj": "nghị định",
    b"<6e67680120> Tj (\\002\\(\\)\\\\) Tj": "nghị đ()\\",
    b"[(ng) 50 (h\\001) -300 (\\002) 20 (\\001nh)] TJ": "nghị định",
    b"(ng) Tj 10 0 Td (h\\001) Tj 40 0 Td (x) Tj": "nghị x",
    b"(a) Tj 0 -12 Td (b) Tj": "a|b",
    b"14 TL (a) Tj T* (b) Tj (c) ' 1 0 0 1 0 2 Tm (s) Tj": "a|b|c|s",
    b"(a) Tj ET q 1 0 0 1 5 0 cm BT (b) Tj ET Q q 1 0 0 1 0 50 cm BT (c) Tj": "ab|c",
    b"0 1 -1 0 0 0 Tm (ab) Tj 0 1 -1 0 0 10 Tm (c) Tj": "abc",
    b"2 Tc (a) Tj 7 0 Td (b) Tj": "ab",
    b"(\\003\\004) Tj": "fi\U0001f600",
    b"BI /W 1 ID (((( EI (a) Tj % b) Tj": "a",
    b"ET /X Do BT (b) Tj": "in|b",
}


@pytest.mark.parametrize("content", SHOWN, ids=[*SHOWN.values()])
def test_letters_that_stand_together_are_a_word(content: bytes) -> None:
    form = b"/XObject<</X 7 0 R>>"
    data = drawn(b"BT /F 10 Tf " + content + b" ET", more=form)
    inside = packed(7, b"BT /F 10 Tf 0 99 Td (in) Tj ET", b"/Type/XObject/Subtype/Form/Matrix[1 0 0 1 0 0]")
    told = pdf_words.read(data.replace(b"\ntrailer", b"\n" + inside + b"\ntrailer"), most=LIMITS.unpacked)
    assert ("|".join(told.lines), told.part) == (SHOWN[content], False)


PICTURE = b"/XObject<</X<</Subtype/Image>> >>"
HALF = {
    "letters that are nowhere named": (drawn(b"BT /F 9 Tf (\xd0\xd1 abc) Tj ET"), "part", "abc"),
    "names of its own": (drawn(b"BT /F 9 Tf (abc) Tj ET", b"/Encoding<</Differences[98/q1/x]>>"), "part", "ax"),
    "a font of signs": (drawn(b"BT /F 9 Tf (abc) Tj ET", b"/Subtype/Type3"), "none", ""),
    "a picture": (drawn(b"/X Do", more=PICTURE), "none", ""),
    "plain letters": (drawn(b"BT /F 9 Tf (abc) Tj ET", b""), "all", "abc"),
    "a page that ends in the middle": (drawn(b"BT /F 9 Tf (abc) Tj (x"), "part", "abc"),
    "a font that is not there": (drawn(b"BT /G 9 Tf (abc) Tj ET"), "all", "abc"),
    "brackets without an end": (drawn(b"BT /F 9 Tf (abc) Tj " + b"[" * 9_999), "part", "abc"),
    "a table too long": (drawn(b"BT /F 9 Tf (abc) Tj ET", cmap=b"<00> <ffffff> <0041> endbfrange"), "none", ""),
    "a parent that is its own": (drawn(b"").replace(b"/Parent 2", b"/Parent 3"), "none", ""),
    "an object that is itself": (drawn(b"").replace(b"/Contents 6", b"/Contents 8 0 R>>endobj 8 0 obj 8"), "none", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", HALF)
def test_what_the_file_does_not_explain_is_told_not_guessed(name: str) -> None:
    data, read, said = HALF[name]
    assert AttachedReader().look(data) == {"kind": "pdf", "read": read, "passages": [said] if said else []}


@settings(max_examples=60)
@given(st.integers(0, 700), st.binary(max_size=6), st.integers(0, 9))
def test_a_damaged_file_costs_only_its_words(at: int, put: bytes, cut: int) -> None:
    whole = drawn(b"BT /F 10 Tf (ngh\\001) Tj ET")
    answer = AttachedReader().look(whole[:at] + put + whole[at + cut :])
    assert "refused" in answer or answer["read"] in ("all", "part", "none")

"""Word files that were made to harm, files that are none, and any bytes at all: refused in words, never raised."""

import io
import random
import zipfile

import pytest

from hoanhap.plans.reading.files import read_docx
from tests.plans.reading import HEADING, as_docx, codes, of_matrix, part, part_changed
from tests.scale import scaled

PLAIN = as_docx(
    [HEADING, ("1.1", "Phát tờ rơi", "Sở Y tế", "", "Quý I", "Quý II", "")], before=("KẾ HOẠCH", "Năm 2020")
)
BODY, TYPES, RELS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
XML = part(PLAIN, BODY)
OUTSIDE = (
    b'<Relationship Id="rId99" TargetMode="External" Target="http://127.0.0.1:9/x" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>'
)


def with_link(kind: bytes) -> bytes:
    return part_changed(PLAIN, RELS, part(PLAIN, RELS).replace(b"</Relationships>", OUTSIDE % kind))


def bomb() -> bytes:
    return part_changed(PLAIN, BODY, XML.replace(b"</w:body>", b"<w:p/>" * 800_000 + b"</w:body>"))


def lying(size: int) -> bytes:
    """The directory says another size than the body has."""
    data = bytearray(PLAIN)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as opened:
        real = opened.getinfo(BODY).file_size
    for mark, offset in ((b"PK\x01\x02", 24),):
        at = data.find(mark)
        while at >= 0:
            if bytes(data[at + 46 : at + 46 + len(BODY)]) == BODY.encode():
                data[at + offset : at + offset + 4] = (real + size).to_bytes(4, "little")
            at = data.find(mark, at + 4)
    return bytes(data)


CRAFTED = (
    ("empty", b""),
    ("not_workbook", b"MZ\x90\x00"),
    ("not_workbook", b"%PDF-1.7 \n%%EOF"),
    ("legacy", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504),
    ("broken", PLAIN[: len(PLAIN) // 2]),
    ("broken", PLAIN.replace(b"PK\x01\x02", b"PK\x01\x03")),
    ("macros", part_changed(PLAIN, "word/vbaProject.bin", b"x")),
    ("macros", part_changed(PLAIN, TYPES, part(PLAIN, TYPES).replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml"))),
    ("embedded", part_changed(PLAIN, "word/embeddings/oleObject1.bin", b"x")),
    ("embedded", part_changed(PLAIN, "word/activeX/activeX1.xml", b"<x/>")),
    ("external", with_link(b"attachedTemplate")),
    ("external", with_link(b"image")),
    ("doctype", part_changed(PLAIN, BODY, b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + XML)),
    ("doctype", part_changed(PLAIN, "word/numbering.xml", b'<!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>')),
    ("broken", part_changed(PLAIN, BODY, XML[:-20])),
    ("broken", part_changed(PLAIN, BODY, b"\xff\xfe\x00")),
    ("broken", part_changed(PLAIN, "../out.xml", b"x")),
    ("broken", lying(+1)),
    ("bomb", lying(-1)),
    ("bomb", bomb()),
)  # fmt: skip


@pytest.mark.parametrize(("code", "data"), CRAFTED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(CRAFTED)])
def test_a_crafted_file_is_refused_in_words(code, data):
    found = read_docx(data)
    assert codes(found) == [code]
    assert found.errors
    assert not found.tasks
    assert found.problems[0].remedy


def test_a_link_to_click_is_only_text():
    assert len(of_matrix(read_docx(with_link(b"hyperlink")))) == 1


def test_deleted_text_instructions_of_fields_and_second_renderings_are_left_out():
    hidden = (
        "<w:p><w:r><w:t>I. HIỆN</w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:r><w:instrText>DDE cmd</w:instrText></w:r>"
        "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom></w:p>"
    )
    data = part_changed(PLAIN, BODY, XML.replace(b"<w:tbl>", hidden.encode() + b"<w:tbl>"))
    (section,) = read_docx(data).sections
    assert section.title == "HIỆN"


def test_bytes_turned_at_random_never_raise():
    chance = random.Random(20200620)
    for _ in range(scaled(150)):
        data = bytearray(PLAIN)
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        found = read_docx(bytes(data))
        assert found.tasks or found.problems

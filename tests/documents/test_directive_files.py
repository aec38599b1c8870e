"""Files of directives: kept when harmless, refused with what to do, given back byte for byte as a download."""

import hashlib
import io
import zipfile
import zlib

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Denied, Outside
from hoanhap.documents.actions.directive_files import attach, give, read_waiting, take_off
from hoanhap.documents.attached.looking import AttachedReader
from hoanhap.documents.models import Directive, DirectiveFile, DirectivePassage
from hoanhap.documents.queries import directives
from tests import world as small
from tests.documents.test_pdf_words import drawn
from tests.world import World

RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
LINK = '<Relationship Id="r" Type="http://x/{}" Target="http://a.example/" TargetMode="External"/>'


def word() -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("Kế hoạch số 12/KH-UBND")
    made.add_table(1, 1).cell(0, 0).text = "Hỗ trợ vốn cho <b>người</b> sau cai nghiện\nvay"
    made.save(out)
    return out.getvalue()


def word_with(name: str, content: str | bytes) -> bytes:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as zipped:
        zipped.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def pdf(body: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + body + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(body: bytes) -> bytes:
    raw = zlib.compress(body)
    head = b"5 0 obj<</Type/ObjStm/Filter/FlateDecode/Length %d>>stream\n" % len(raw)
    return head + raw + b"\nendstream endobj"


SEEN = {
    "a Word file": (word(), "docx"),
    "a Word file with a hyperlink": (word_with("word/_rels/a.rels", RELS.format(LINK.format("hyperlink"))), "docx"),
    "a PDF": (pdf(), "pdf"),
    "a PDF with packed objects": (pdf(packed(b"<</Type/Page/Contents 3 0 R>>")), "pdf"),
    "a PDF that speaks of JavaScript in a picture": (pdf(b"9 0 obj<<>>stream\n/JavaScript\nendstream endobj"), "pdf"),
    "an old .doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "legacy"),
    "a program": (b"MZ" + b"0" * 100, "not_known"),
    "text": (b"xin chao", "not_known"),
    "a macro": (word_with("word/vbaProject.bin", b"x"), "acts"),
    "a file inside": (word_with("word/embeddings/oleObject1.docx", b"x"), "embedded"),
    "a template from elsewhere": (
        word_with("word/_rels/b.rels", RELS.format(LINK.format("attachedTemplate"))),
        "external",
    ),
    "a field that fetches": (word_with("word/c.xml", "<w:instrText>DDEAUTO c:\\\\a</w:instrText>"), "external"),
    "a declared entity": (word_with("word/d.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "broken"),
    "a path that climbs": (word_with("../../e.xml", "<a/>"), "broken"),
    "a bomb": (word_with("word/f.xml", b"\0" * 8_000_000), "bomb"),
    "a cut PDF": (pdf()[:-40], "broken"),
    "a PDF with a script": (pdf(b"4 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj"), "acts"),
    "a script under a written name": (pdf(b"4 0 obj<</S/J#61vaScript>>endobj"), "acts"),
    "a packed script": (pdf(packed(b"<</S/JavaScript>>")), "acts"),
    "a PDF that starts a program": (pdf(b"4 0 obj<</S/Launch/F(a.exe)>>endobj"), "acts"),
    "a PDF with a file inside": (pdf(b"4 0 obj<</Type/EmbeddedFile>>endobj"), "embedded"),
    "a locked PDF": (pdf(b"trailer<</Encrypt 8 0 R>>"), "encrypted"),
    "packed objects that do not unpack": (pdf(packed(b"x")[:-30] + b"endstream"), "hidden"),
}


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", SEEN)
def test_a_file_is_what_its_content_says(name: str) -> None:
    data, expected = SEEN[name]
    answer = AttachedReader().look(data)
    assert answer.get("kind", answer.get("refused")) == expected


def test_a_zip_of_something_else_is_no_word_file() -> None:
    assert AttachedReader().look(_zip({"a.txt": b"a"})) == {"refused": "not_word"}


@pytest.fixture
def world() -> World:
    made = small.build()
    kept = {"agency": made.agencies["an-1"], "kind": "KH", "issuer": "thử", "summary": "thử", "number": "12"}
    Directive.objects.create(code="kh-12", **kept)
    return made


@pytest.mark.django_db
def test_a_file_is_kept_given_back_and_taken_off_with_its_bytes(world: World, client: Client) -> None:
    data = word()
    client.force_login(world.user("huyen"))
    sent = SimpleUploadedFile("C:\\Bàn làm việc\\Kế hoạch 12.pdf", data)
    assert client.post("/van-ban/kh-12/tep/", {"file": sent}).status_code == 302
    kept = DirectiveFile.objects.get()
    assert (kept.kind, kept.digest, kept.size) == ("docx", hashlib.sha256(data).hexdigest(), len(data))
    assert kept.name == "Kế hoạch 12.docx"  # the ending says what it is
    client.force_login(world.user("xa"))
    got = client.get(f"/van-ban/kh-12/tep/{kept.pk}/")
    assert got.content == data and got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    with pytest.raises(Denied):
        take_off(code="kh-12", pk=kept.pk, by=world.actor("xa"), on=world.on)
    with pytest.raises(Outside):
        give(code="kh-12", pk=kept.pk, by=world.actor("xa-binh"), on=world.on)
    take_off(code="kh-12", pk=kept.pk, by=world.actor("huyen"), on=world.on)
    kept.refresh_from_db()
    assert kept.content is None and kept.off_by and kept.digest
    with pytest.raises(Outside):
        give(code="kh-12", pk=kept.pk, by=world.actor("huyen"), on=world.on)
    assert "gỡ bởi" in client.get("/van-ban/kh-12/").content.decode()
    assert not DirectivePassage.objects.exists()


@pytest.mark.django_db
def test_a_file_is_found_by_its_words_by_who_may_read_it(world: World, client: Client) -> None:
    def found(reader: str, text: str) -> list[str]:
        return [row.code for row in directives(actor=world.actor(reader), on=world.on, text=text)]

    attach(code="kh-12", name="a.docx", data=word(), by=world.actor("huyen"), on=world.on)
    assert DirectiveFile.objects.get().words_read == "all"
    for text in ("von vay", "VỐN, sau cai", "12/KH-UBND vốn", "vốn người b", "'von*", 'vốn & "vay'):
        assert found("xa", text) == ["kh-12"], text
        assert found("xa-binh", text) == [], text
    for text in ("von muon", "vo", "x:von", "vốn OR tiền", "NOT tien", 'von" OR "tien'):
        assert found("xa", text) == [], text
    client.force_login(world.user("xa"))
    page = client.get("/van-ban/", {"q": "nguoi sau cai nghien"}).content.decode()
    assert "<b>a.docx:</b>" in page and "&lt;b&gt;<mark>người</mark>&lt;/b&gt; <mark>sau cai nghiện</mark>" in page
    attach(
        code="kh-12", name="b", data=drawn(b"BT /F 9 Tf 9 99 Td (Quy ho) Tj ET"), by=world.actor("huyen"), on=world.on
    )
    attach(code="kh-12", name="c", data=pdf(), by=world.actor("huyen"), on=world.on)
    assert found("xa", "QUỸ HỔ") == ["kh-12"]  # from the sealed process, which has nothing left to import
    shown = client.get("/van-ban/kh-12/").content.decode()
    assert shown.count("không đọc được chữ của tệp này") == 1
    DirectiveFile.objects.exclude(name="a.docx").delete()
    DirectivePassage.objects.all().delete()
    DirectiveFile.objects.update(words_read="")  # as one that was kept before words were read
    assert (found("xa", "von vay"), read_waiting(), read_waiting(), found("xa", "von vay")) == ([], 1, 0, ["kh-12"])


@pytest.mark.django_db
def test_what_is_refused_says_why_on_the_page_and_nothing_is_kept(world: World, client: Client) -> None:
    client.force_login(world.user("huyen"))
    refused = client.post("/van-ban/kh-12/tep/", {"file": SimpleUploadedFile("a.docx", SEEN["a macro"][0])})
    assert refused.status_code == 422 and "macro" in refused.content.decode()
    assert client.post("/van-ban/kh-12/tep/").status_code == 422
    with pytest.raises(Invalid, match="quá giới hạn"):
        attach(code="kh-12", name="a.pdf", data=b"%PDF-" + b"0" * 16_000_000, by=world.actor("huyen"), on=world.on)
    with pytest.raises(Denied):
        attach(code="kh-12", name="a.pdf", data=pdf(), by=world.actor("xa"), on=world.on)
    assert not DirectiveFile.objects.exists()

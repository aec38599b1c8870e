"""A zip of two hundred workbooks, and zips that are something else."""

import io
import zipfile

import pytest

from hoanhap.documents.excel.container import MB, Limits
from hoanhap.documents.excel.refusals import Refused
from hoanhap.reporting.workbook import archive
from hoanhap.reporting.workbook.batch import read_batch
from hoanhap.reporting.workbook.book import Problem
from tests.reporting.workbook.samples import FORMS, KEY, edited, raw_zip, setting, workbook, zipped

PLAIN = workbook()
BAD = edited(PLAIN, setting(E9="hai"))


def test_two_hundred_workbooks_are_read_and_the_wrong_ones_named():
    files = {f"huyện {i % 13}/xã {i}.xlsx": BAD if i % 50 == 0 else PLAIN for i in range(200)}
    data = zipped(files, zipfile.ZIP_STORED)
    answers = list(read_batch(archive.members(data), FORMS, KEY))
    assert [a.name for a in answers] == list(files)
    assert [a.name for a in answers if not a.book.clean] == [f"huyện {i % 13}/xã {i}.xlsx" for i in (0, 50, 100, 150)]


def test_a_workbook_is_not_mistaken_for_an_archive():
    assert not archive.is_archive(PLAIN)
    assert archive.is_archive(zipped({"a.xlsx": PLAIN}))
    assert not archive.is_archive(b"nothing") and not archive.is_archive(PLAIN[:3000])


def test_names_are_labels_and_litter_is_left_out():
    data = zipped({
        "../../etc/passwd": PLAIN, "C:\\Users\\a.xlsx": PLAIN, "x\u202e\n.xlsx": PLAIN, "dir/": b"",
        "__MACOSX/._a.xlsx": b"x", ".DS_Store": b"x", "b/~$a.xlsx": b"x", "Thumbs.db": b"x", "ghi chú.txt": b"x",
    })  # fmt: skip
    found = dict(archive.members(data))
    assert list(found) == ["../../etc/passwd", "C:/Users/a.xlsx", "x .xlsx", "ghi chú.txt"]


def test_names_of_an_old_code_page_are_still_names():
    data = zipped({"xxxx.xlsx": PLAIN}).replace(b"xxxx.xlsx", b"x\x82\x83x.xlsx")
    assert list(dict(archive.members(data))) == ["xéâx.xlsx"]


def test_a_link_is_refused_and_the_rest_is_taken():
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w") as made:
        link = zipfile.ZipInfo("link.xlsx")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("a.xlsx", PLAIN)
    found = dict(archive.members(blob.getvalue()))
    assert isinstance(found["link.xlsx"], Problem) and found["a.xlsx"] == PLAIN


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "không phải tệp .zip"),
        (b"PK\x03\x04" + b"x" * 50, "bị hỏng"),
        (zipped({"dir/": b""}), "không có tệp nào"),
        (zipped({"a": bytes(30 * MB)}), "phình to"),
        (raw_zip([("a", b"1", 1), ("a", b"2", 1)]), "bị hỏng"),
    ],
)
def test_what_is_no_zip_of_workbooks_is_refused_as_a_whole(data, said):
    with pytest.raises(Refused) as refusal:
        list(archive.members(data))
    assert said in refusal.value.problem.message


def test_a_member_that_lies_about_its_size_or_is_too_large_costs_itself_only():
    rnd = bytes(range(256)) * 40
    data = raw_zip([("lie.xlsx", bytes(2 * MB), 1000), ("a.xlsx", rnd, len(rnd)), ("big.xlsx", rnd * 3, len(rnd) * 3)])
    found = dict(archive.members(data, limits=Limits(file=20_000)))
    assert isinstance(found["lie.xlsx"], Problem) and found["a.xlsx"] == rnd and isinstance(found["big.xlsx"], Problem)


def test_an_archive_that_is_too_large_is_refused():
    with pytest.raises(Refused, match="too_big"):
        list(archive.members(zipped({"a": PLAIN}), limits=Limits(archive=100)))

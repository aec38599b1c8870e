"""`hoanhap form` and `hoanhap report`, as a script calls them."""

import io
import json
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner

from hoanhap.access.rules import Denied, Outside
from hoanhap.audit.models import AuditRow
from hoanhap.config.cli.form import command as form
from hoanhap.config.cli.report import command as report
from hoanhap.reporting.models import Cell, Upload
from tests import world as worlds

pytestmark = pytest.mark.django_db
COMMUNE = "91101"  # an-1-a
TEMPLATE = ("template", "--campaign", worlds.SLUG, "--form", "phu-luc-2", "--unit", COMMUNE)


@pytest.fixture
def world():
    return worlds.build()


def run(command, *words, fails=False):
    return CliRunner().invoke(command, [str(w) for w in words], catch_exceptions=fails)


def template(folder, unit=COMMUNE, name="bieu.xlsx"):
    path = folder / name
    done = run(form, *TEMPLATE[:-1], unit, "--out", path, "--as", "xa")
    assert done.exit_code == 0, done.output
    return path


def fill(path, value):
    """Every open cell of the form; returns how many."""
    book = openpyxl.load_workbook(path)
    sheet = next(s for s in book.worksheets if s.title == "Phụ lục 2")
    open_cells = [c for row in sheet.iter_rows() for c in row if not c.protection.locked and c.column > 3]
    for cell in open_cells:
        cell.value = value
    book.save(path)
    return len(open_cells)


def read(*words):
    done = run(form, "import", *words, "--json")
    return done.exit_code, json.loads(done.stdout)["files"]


def test_a_command_on_figures_acts_as_somebody(world, tmp_path):
    done = run(form, *TEMPLATE, "--out", tmp_path / "a.xlsx")
    assert done.exit_code == 2 and "--as" in done.output
    done = run(form, *TEMPLATE, "--out", tmp_path / "a.xlsx", "--as", "khong-ai")
    assert done.exit_code == 2 and "khong-ai" in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("who", ["xa-b", "xa-binh", "tinh-binh"])
def test_a_stranger_finds_nothing(world, tmp_path, who):
    done = run(form, *TEMPLATE, "--out", tmp_path / "a.xlsx", "--as", who, fails=True)
    assert isinstance(done.exception, Outside) and list(tmp_path.iterdir()) == []


def test_a_workbook_goes_out_and_comes_back(world, tmp_path):
    path = template(tmp_path)
    many = fill(path, 3)
    code, (checked,) = read(path, "--dry-run", "--as", "xa")
    assert (code, checked["errors"], Cell.objects.count()) == (0, [], 0)
    code, (taken,) = read(path, "--as", "xa")
    assert code == 0
    assert (taken["path"], taken["unit"], taken["form"], taken["errors"]) == (str(path), COMMUNE, "phu-luc-2", [])
    assert taken["rows_read"] == taken["accepted"] + taken["rejected"] and taken["rejected"] == 0
    assert Cell.objects.filter(value=3, submission=world.answer("an-1-a")).count() >= many // 2
    assert set(AuditRow.objects.filter(action__startswith="upload").values_list("channel", flat=True)) == {"cli"}
    assert read(path, "--as", "xa")[0] == 0 and Upload.objects.count() == 1


def test_one_wrong_cell_saves_nothing_of_its_file_and_the_clean_files_all(world, tmp_path):
    good, bad = template(tmp_path, name="a.xlsx"), template(tmp_path, unit="91101", name="b.xlsx")
    fill(good, 2)
    fill(bad, "hai ạ")
    code, files = read(tmp_path, "--as", "xa")
    assert code == 1 and [bool(f["errors"]) for f in files] == [False, True]
    wrong = files[1]["errors"][0]
    assert set(wrong) == {"sheet", "cell", "message", "remedy"} and all(wrong.values())
    assert files[1]["rows_read"] == files[1]["accepted"] + files[1]["rejected"] and files[1]["rejected"] > 0
    assert Upload.objects.count() == 1


def test_a_zip_is_read_file_by_file(world, tmp_path):
    path = template(tmp_path)
    fill(path, 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "xã/bieu.xlsx")
        archive.writestr("la.txt", "không phải biểu")
    (tmp_path / "tat-ca.zip").write_bytes(packed.getvalue())
    code, files = read(tmp_path / "tat-ca.zip", "--as", "xa")
    assert code == 1 and [bool(f["errors"]) for f in files] == [False, True] and Upload.objects.count() == 1


def test_a_giant_is_refused_without_being_read_whole(world, tmp_path):
    path = tmp_path / "lon.xlsx"
    with path.open("wb") as giant:
        giant.truncate(8 * 2**30)  # sparse: it takes no room on the disk
    code, (refused,) = read(path, "--as", "xa")
    assert code == 1 and "20 MB" in json.dumps(refused["errors"], ensure_ascii=False)


def test_plain_output_says_what_became_of_each_file(world, tmp_path):
    path = template(tmp_path)
    fill(path, "hai ạ")
    done = run(form, "import", path, "--as", "xa")
    assert done.exit_code == 1
    assert "Không lưu gì." in done.output and "Phụ lục 2!" in done.output


def test_the_report_is_written_as_word_excel_and_pdf(world, tmp_path):
    done = run(report, "--campaign", worlds.SLUG, "--unit", "91", "--out", tmp_path / "ra", "--as", "tinh")
    assert done.exit_code == 0, done.output
    heads = {p.suffix: p.read_bytes()[:4] for p in (tmp_path / "ra").iterdir()}
    assert heads == {".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".pdf": b"%PDF"}
    assert AuditRow.objects.filter(channel="cli", action="report.export").count() == 3


def test_a_report_needs_the_right_and_a_known_outline(world, tmp_path):
    where = ("--campaign", worlds.SLUG, "--unit", "91", "--out", tmp_path)
    assert isinstance(run(report, *where, "--as", "xa", fails=True).exception, Denied | Outside)
    done = run(report, *where, "--outline", "khong-co", "--as", "tinh")
    assert done.exit_code == 2 and "de-cuong-2016-2020" in done.output
    assert list(tmp_path.iterdir()) == []

"""The kinds of official paper: which there are on a day, what they rest on, and what a wrong file is told."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from hoanhap.catalog import books, papers
from hoanhap.catalog.paper_kinds import PLACE
from hoanhap.catalog.paper_reference import papers_page
from hoanhap.config.home import ROOT
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.text import fold

PAPERS = papers.load([ROOT / "catalog"])
BEFORE_2022, UNDER_116, TODAY = date(2019, 5, 6), date(2023, 5, 6), date(2026, 11, 22)

# The numbers that the sources name, and no other: NĐ 116/2021 Phụ lục II; NĐ 90/2016; TT 33/2010.
FORMS = {
    "registration": "22",
    "decision-rehab": "24",
    "continue-request": "25",
    "certificate": "26a",
    "certificate-voluntary": "26b",
    "minutes-violation": "27",
    "proposal-compulsory": "29",
    "resume": "30",
    "statement": "31",
    "notice-dossier": "32",
    "return-dossier": "33",
    "transfer-court": "34",
    "handover": "40",
    "search-decision": "41",
    "postpone-compulsory-request": "42a, 42b",
    "temporary-removal": "45",
    "certificate-compulsory": "46",
    "handover-minor": "47",
    "aftercare-proposal": "50",
    "aftercare-decision": "51",
    "aftercare-move": "53",
    "aftercare-certificate": "54",
}
METHADONE = {
    "methadone-registration": "01",
    "methadone-acceptance": "02",
    "methadone-transfer": "03",
    "methadone-summary": "04",
}


def numbers(on):
    return {k.code: k.form_on(on).partition(" (")[0].removeprefix("Mẫu số ") for k in PAPERS.in_force(on)}


def test_a_form_number_is_given_only_where_a_source_names_it_and_only_while_it_is_in_force():
    under = {code: number for code, number in numbers(UNDER_116).items() if number}
    assert under == FORMS | METHADONE
    assert {c: n for c, n in numbers(BEFORE_2022).items() if n} == METHADONE | {"aftercare-postpone-request": "3"}
    assert {c: n for c, n in numbers(TODAY).items() if n} == METHADONE


def test_a_paper_whose_form_has_lapsed_says_that_it_is_unverified():
    kind = PAPERS.kind("certificate-compulsory", on=TODAY)
    assert not PAPERS.kind("aftercare-certificate", on=UNDER_116).unverified(UNDER_116)
    assert kind.form and kind.form_on(TODAY) == "" and kind.unverified(TODAY)


@pytest.mark.parametrize("on", [BEFORE_2022, UNDER_116, TODAY])
def test_a_paper_cites_only_what_is_in_force_on_its_day(on):
    for kind in PAPERS.in_force(on):
        for basis in kind.cited(on):
            assert basis.valid_from <= on and (basis.valid_to is None or on < basis.valid_to)
    decision = PAPERS.kind("decision-rehab", on=on)
    assert len([b for b in decision.cited(on) if b.code.startswith("luat-pcmt")]) == 1


@pytest.mark.parametrize(
    "code",
    [
        "registration",
        "resume",
        "decision-rehab",
        "certificate",
        "minutes-violation",
        "proposal-compulsory",
        "notice-dossier",
        "transfer-court",
        "handover",
        "certificate-compulsory",
        "aftercare-decision",
        "delisting-decision",
        "determination",
        "notice",
    ],
)
@pytest.mark.parametrize("on", [date(2016, 1, 4), date(2021, 12, 31), date(2022, 1, 1), date(2026, 7, 1)])
def test_the_papers_of_the_register_are_there_on_every_day_of_the_work(code, on):
    assert PAPERS.kind(code, on=on).code == code


def test_each_paper_says_who_makes_and_signs_it_and_where_it_comes_from():
    for kind in PAPERS.kinds:
        assert kind.source and kind.text
        assert kind.numbered == (kind.made_by != "person"), kind.code
        if kind.opens:
            assert kind.symbol == "QĐ" and kind.book == "decision" and "Điều 1." in kind.text, kind.code


def test_a_decision_about_a_person_tells_them_of_their_right_to_complain():
    binding = ("decision-rehab", "decision-compulsory-community", "education-decision", "methadone-termination")
    for kind in PAPERS.kinds:
        if kind.code in binding:
            assert "quyền khiếu nại" in kind.text and kind.copy, (kind.code, kind.version)


def test_no_paper_has_a_place_for_what_this_system_never_holds():
    for kind in PAPERS.kinds:
        assert "hiv" not in fold(f"{kind.title} {kind.text} {' '.join(kind.also_rests_on)}").split()


def test_every_field_and_every_basis_is_used():
    named = {p for k in PAPERS.kinds for f in k.fields for p in [f.code]}
    assert named == set(PAPERS.fields)
    assert {b.code for k in PAPERS.kinds for b in k.bases} == set(PAPERS.bases)


def test_the_words_of_a_paper_name_no_person():
    words = PAPERS.kind("decision-rehab", on=BEFORE_2022).words
    assert words.vi == "Quyết định về việc cai nghiện ma túy tự nguyện … đối với ông (bà) …"
    assert all(not PLACE.search(k.words.vi) for k in PAPERS.kinds)


def test_every_paper_that_a_pathway_calls_for_is_there_on_its_days():
    asked = []
    for file in sorted((ROOT / "law" / "pathways").glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        if "pathway" in told:
            first, end = told["pathway"]["from"], told["pathway"].get("to")
            days = [first, end - timedelta(1) if end else max(first, TODAY)]
            asked += [
                (code, day, file.name) for s in told.get("step", ()) for code in s.get("papers", ()) for day in days
            ]
    assert asked
    for code, day, where in asked:
        assert PAPERS.kind(code, on=day).code == code, where


def test_the_page_of_papers_names_each_with_its_doubt():
    page = papers_page(PAPERS, books.load([ROOT / "catalog"]))
    for kind in PAPERS.kinds:
        [line] = [x for x in page.splitlines() if x.startswith(f"| `{kind.code}` | {kind.version} |")]
        assert ("**chưa kiểm chứng**" in line) is (not kind.verified)
    assert "## `mau-11` · Mẫu số 11" in page and "28 cột" in page


def test_what_is_issued_is_read_by_its_own_version_later():
    assert PAPERS.kind("decision-rehab", version="2010").valid_to == date(2022, 1, 1)
    with pytest.raises(papers.UnknownPaper, match="decision-rehab"):
        PAPERS.kind("decision-rehab", on=date(2009, 1, 1))


GOOD = """
[[field]]
code = "name"
title = "Họ và tên"
title_en = "Full name"

[[basis]]
code = "luat"
text = "Luật mẫu"
valid_from = 2010-01-01
source = "mẫu"
verified = true

[[paper]]
code = "thu"
version = "1"
valid_from = 2010-01-01
name = "Quyết định"
symbol = "QĐ"
title = "Về việc thử đối với {name}"
title_en = "A trial"
level = ["commune"]
sector = ["authority"]
book = "decision"
signs = ["head"]
bases = ["luat"]
text = "Điều 1. {name}."
source = "mẫu"
verified = false
"""


def told(tmp_path: Path, *texts: str) -> list[tuple[str, str]]:
    folder = tmp_path / "documents"
    folder.mkdir(exist_ok=True)
    for i, text in enumerate(texts):
        (folder / f"{i}.toml").write_text(text, encoding="utf-8")
    with speaking("vi"), pytest.raises(papers.CatalogErrors) as caught:
        papers.load([tmp_path])
    return [(p.key, p.message) for p in caught.value.problems]


def test_a_good_file_is_read(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.toml").write_text(GOOD, encoding="utf-8")
    [kind] = papers.load([tmp_path]).kinds
    assert [f.code for f in kind.fields] == ["name"] and [b.code for b in kind.bases] == ["luat"]


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("Điều 1. {name}.", "Điều 1. {nam}.", "paper[thu].text", "Không có trường “nam”"),
        ("{name}", "{}", "paper[thu].text", "Không có trường “”"),
        ('bases = ["luat"]', 'bases = ["lut"]', "paper[thu].bases", "Không có căn cứ “lut”"),
        ('signs = ["head"]', 'signs = ["boss"]', "paper[thu].signs", "“boss” không có trong danh sách"),
        ('signs = ["head"]', 'signs = ["by_order"]', "paper[thu].signed_as", "Chưa nói ký với tư cách gì"),
        ('book = "decision"\n', "", "paper[thu].made_by", "Giấy tờ của cơ quan phải có signs, book, symbol"),
        ("[[paper]]", "[[paper]]\nform_to = 2026-07-01", "paper[thu].form_to", "Không có form mà có form_to"),
        ("[[paper]]", '[[paper]]\nblank = ["sex"]', "paper[thu].blank", "Giấy tờ không nhắc đến “sex”"),
        ("[[paper]]", '[[paper]]\nkeep = "lâu"', "paper[thu].keep", "Không có khóa nào tên như vậy"),
        ('source = "mẫu"\nverified = false', "verified = false", "paper[thu]", "Thiếu “source”"),
    ],
)
def test_each_mistake_is_told_at_its_key(tmp_path, old, new, key, message):
    assert old in GOOD
    assert (key, message) in told(tmp_path, GOOD.replace(old, new))


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    clash = GOOD[GOOD.index("[[paper]]") :].replace('version = "1"', 'version = "2"')
    found = told(tmp_path, GOOD.replace('bases = ["luat"]', 'bases = ["lut"]').replace("{name}.", "{nam}."), clash)
    assert [key for key, _ in found] == ["paper[thu].bases", "paper[thu].text", "paper[thu].version"]
    assert found[2][1] == "Trùng bản 1 trong 0.toml"


def test_a_person_files_without_a_number(tmp_path):
    filed = GOOD.replace('symbol = "QĐ"', 'made_by = "person"\nsigned_as = "Người làm đơn"')
    assert ("paper[thu].book", "Giấy tờ của người dân không đánh số") in told(tmp_path, filed)

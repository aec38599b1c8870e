"""Who may determine addiction on a day, whether a meeting is quorate, and what a span may be: tables."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoanhap.config.home import ROOT
from hoanhap.kernel.dates import Span
from hoanhap.kernel.lang import speaking
from hoanhap.resources.rules import law, spans
from hoanhap.resources.rules.law import CertificateFacts, StaffFacts, may_determine, quorate
from hoanhap.resources.rules.words import PROFESSIONS, ROLES

NEEDS = law.load(ROOT / "law" / "means.toml")
D = date
ON, HIRED = D(2019, 5, 6), D(2015, 1, 1)
PRACTICE = CertificateFacts("practice", D(2016, 1, 1))
TRAINED = CertificateFacts("determine", D(2016, 1, 1), D(2021, 1, 1))


def staff(profession="doctor", certificates=(PRACTICE, TRAINED), first=HIRED, last=None):
    return StaffFacts("Bế Thị Thử", profession, first, last, tuple(certificates))


@pytest.mark.parametrize(
    ("who", "on", "reasons"),
    [
        (staff(), ON, []),
        (staff("assistant"), ON, []),
        (staff("nurse"), ON, ["không phải là bác sĩ hoặc y sĩ"]),
        (staff(certificates=[PRACTICE]), ON, ["không có “Chứng nhận tập huấn chẩn đoán, cắt cơn”"]),
        (staff(certificates=[TRAINED]), ON, ["không có “Chứng chỉ hành nghề”"]),
        (staff("guard", []), ON, ["không phải là", "“Chứng chỉ hành nghề”", "“Chứng nhận tập huấn"]),
        (staff(), D(2020, 12, 31), []),
        (staff(), D(2021, 1, 1), ["còn hiệu lực ngày 01/01/2021"]),
        (staff(), D(2015, 12, 31), ["“Chứng chỉ hành nghề”", "“Chứng nhận tập huấn"]),
        (staff(first=D(2019, 5, 7)), ON, ["không làm việc ở đây ngày 06/5/2019"]),
        (staff(last=ON), ON, ["không làm việc ở đây"]),
        (staff(), D(2014, 5, 6), ["Chưa có quy định"]),
    ],
)
def test_who_may_determine_addiction_is_told_with_every_reason_why_not(who, on, reasons):
    answer = may_determine(who, NEEDS.determiners(on), on)
    assert len(answer.reasons) == len(reasons) and answer.allow is (not reasons)
    for said, wanted in zip(answer.reasons, reasons, strict=True):
        assert wanted in said


def test_the_answer_says_its_article_and_whether_it_was_verified():
    before = may_determine(staff(), NEEDS.determiners(ON), ON)
    after = may_determine(staff(), NEEDS.determiners(D(2022, 1, 1)), D(2022, 1, 1))
    assert (before.article, before.verified) == ("TTLT 17/2015/TTLT-BYT-BLĐTBXH-BCA", True)
    assert (after.article, after.verified) == ("NĐ 109/2021/NĐ-CP", False) and after.note


FIVE = {"labour", "police", "health", "front", "village"}


@pytest.mark.parametrize("absent", [set(), *({role} for role in sorted(FIVE)), FIVE])
def test_a_review_wants_the_five_of_the_decree(absent):
    answer = quorate(FIVE - absent, NEEDS.quorum(ON), ON)
    assert answer.article == "NĐ 94/2010/NĐ-CP Điều 18" and answer.allow is (not absent)
    assert {str(ROLES[r]) for r in absent} == {said.removeprefix("Vắng: ").rstrip(".") for said in answer.reasons}


def test_the_head_alone_is_not_the_labour_officer_and_after_2021_no_quorum_is_known():
    assert not quorate({"head"} | FIVE - {"labour"}, NEEDS.quorum(ON), ON).allow
    after = quorate(set(), NEEDS.quorum(D(2022, 1, 1)), D(2022, 1, 1))
    assert after.allow and after.article == "" and after.note


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        (D(2019, 1, 1), None, []),
        (D(2019, 1, 1), D(2020, 1, 1), []),
        (D(2019, 1, 1), D(2019, 1, 1), ["last"]),
        (D(2017, 12, 31), None, ["first"]),
        (D(2020, 1, 1), None, ["first"]),
        (D(2019, 1, 1), D(2020, 1, 2), ["last"]),
        (D(2017, 1, 1), D(2016, 1, 1), ["last", "first"]),
    ],
)
def test_a_span_lies_in_that_of_its_home(start, end, fields):
    home = spans.Home("UBND xã Thử", D(2018, 1, 1), D(2020, 1, 1))
    assert [field for field, _ in spans.span(start, end, home)] == fields


@pytest.mark.parametrize(
    ("kind", "beds", "start", "known", "fields"),
    [
        ("centre", 120, D(2019, 1, 1), [], []),
        ("centre", 0, D(2019, 1, 1), [Span(D(2018, 1, 1))], []),
        ("centre", 120, D(2019, 1, 1), [Span(D(2019, 1, 1))], ["first"]),
        ("centre", -1, D(2018, 1, 1), [Span(D(2019, 1, 1))], ["beds", "first"]),
        ("centre", 20_001, D(2019, 1, 1), [], ["beds"]),
        ("counselling", 5, D(2019, 1, 1), [], ["beds"]),
    ],
)
def test_a_capacity_follows_the_one_before(kind, beds, start, known, fields):
    assert [field for field, _ in spans.capacity(kind, beds, start, known)] == fields


@given(st.dates(D(2016, 1, 1), D(2024, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_a_certificate_counts_on_each_of_its_days_and_on_no_other(on, before, after):
    held = CertificateFacts("determine", on - timedelta(before), on + timedelta(after))
    answer = may_determine(staff(certificates=[PRACTICE, held]), NEEDS.determiners(on), on)
    assert answer.allow is (after > 0)


def test_a_wrong_file_is_told_every_mistake_at_once(tmp_path):
    text = (ROOT / "law" / "means.toml").read_text(encoding="utf-8")
    wrong = text.replace('"doctor"', '"dentist"', 1).replace("valid_from = 2022-01-01", "valid_from = 2021-01-01", 1)
    path = tmp_path / "means.toml"
    path.write_text(wrong.replace('"labour",', '"labor",'), encoding="utf-8")
    with speaking("vi"), pytest.raises(law.MeansErrors) as told:
        law.load(path)
    found = [(p.key, p.line > 0) for p in told.value.problems]
    assert found == [("determine[ttlt-17-2015].professions", True), ("quorum[nd-94-2010-18].roles", True)]
    path.write_text(text.replace("valid_from = 2022-01-01", "valid_from = 2021-01-01", 1), encoding="utf-8")
    with speaking("vi"), pytest.raises(law.MeansErrors, match="Trùng ngày với “ttlt-17-2015”"):
        law.load(path)


def test_every_profession_of_the_law_has_its_word():
    assert {p for d in NEEDS.determine for p in d.professions} <= set(PROFESSIONS)

"""Reminders that climb, by a real mail server; visits of the team and how shortcomings are mended."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from unittest.mock import patch

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.db.models.functions import Now

from hoanhap.access.errors import Invalid
from hoanhap.access.models import User
from hoanhap.access.rules import Denied
from hoanhap.config.daily import Daily
from hoanhap.documents.models import Directive
from hoanhap.plans.actions import reminders
from hoanhap.plans.actions.reminders import remind, remind_all
from hoanhap.plans.actions.visits import Found, mend, visit
from hoanhap.plans.models import Reminder, TeamVisit
from hoanhap.plans.queries.duties import duties
from hoanhap.plans.queries.standing import standing
from hoanhap.plans.rules import fold
from tests.plans.conftest import CODE, ON
from tests.seats import page

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Box:
    """What the server was handed."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((tuple(envelope.rcpt_tos), message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def post_office(settings):
    box = Box()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
    yield box
    controller.stop()


def readers(rung):
    rows = Reminder.objects.filter(rung=rung, share__task__code="2")
    return sorted(rows.values_list("user__username", flat=True))


def test_a_late_task_is_told_upward_rung_by_rung_and_nobody_is_told_twice(bench):
    last = date(2020, 6, 30)
    for days, rung in ((-14, -14), (-3, -3), (1, 1)):
        remind(code=CODE, by=bench.tinh, on=date.fromordinal(last.toordinal() + days))
        assert readers(rung) == ["so"]
    assert remind(code=CODE, by=bench.tinh, on=date(2020, 7, 1)).told == 0
    remind(code=CODE, by=bench.tinh, on=date(2020, 7, 7))
    assert readers(7) == ["thanhtra", "tinh"]
    remind(code=CODE, by=bench.tinh, on=date(2020, 7, 15))
    assert readers(15) == ["duyet"]
    bench.tell(bench.share("2", "Sở Lao động"), fold.DONE, date(2020, 7, 16), text="xong")
    assert remind(code=CODE, by=bench.tinh, on=ON).told == 0


def test_the_server_reminds_of_itself_once_a_day_and_tries_again_what_failed(bench):
    days, told = iter((date(2020, 7, 7), date(2020, 7, 7), date(2020, 7, 15))), []

    def work(on):
        told.append(on)
        if len(told) == 1:
            raise OSError
        remind_all(on=on)

    daily = Daily(work, lambda: next(days))
    for _ in range(3):
        daily.look()
    assert told == [date(2020, 7, 7), date(2020, 7, 7), date(2020, 7, 15)]
    assert (readers(7), readers(15)) == (["thanhtra", "tinh"], ["duyet"])
    assert remind(code=CODE, by=bench.tinh, on=date(2020, 7, 15)).told == 0


def test_reminders_go_by_mail_through_a_server_once_with_the_address_of_the_task(bench, post_office):
    User.objects.filter(username__in=["so", "duyet"]).update(email="so@an.example")
    sent = remind(code=CODE, by=bench.tinh, on=ON)
    assert sent.mailed == 2 and len(post_office.letters) == 2
    to, letter = post_office.letters[0]
    said = letter.get_payload(decode=True).decode()
    assert to == ("so@an.example",)
    assert str(make_header(decode_header(letter["Subject"]))) == "Hòa Nhập: nhiệm vụ quá hạn"
    assert f"/ke-hoach/{CODE}/viec/2/" in said and "quá hạn 69 ngày" in said
    assert remind(code=CODE, by=bench.tinh, on=ON).mailed == 0


def test_what_could_not_be_sent_is_sent_by_the_next_run(bench, post_office, settings):
    User.objects.filter(username="so").update(email="so@an.example")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert remind(code=CODE, by=bench.tinh, on=ON).mailed == 0
    settings.EMAIL_PORT = port
    assert remind(code=CODE, by=bench.tinh, on=ON).mailed == 1


def test_what_one_run_is_sending_no_other_sends_until_the_first_is_long_gone(bench, post_office):
    """An officer presses the button in the second in which the server does it by itself."""
    User.objects.filter(username="so").update(email="so@an.example")
    first, counts = reminders._letter, []

    def meanwhile(user, rows):
        counts.append(remind(code=CODE, by=bench.tinh, on=ON).mailed)
        return first(user, rows)

    with patch.object(reminders, "_letter", meanwhile):
        assert remind(code=CODE, by=bench.tinh, on=ON).mailed == 1
    assert counts == [0] and len(post_office.letters) == 1
    Reminder.objects.update(mailed=False)  # that run was killed: within the hour nobody knows
    assert remind(code=CODE, by=bench.tinh, on=ON).mailed == 0
    Reminder.objects.update(claimed_at=Now() - timedelta(hours=2))
    assert remind(code=CODE, by=bench.tinh, on=ON).mailed == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_runs_at_once_one_sends(bench, post_office):
    User.objects.filter(username="so").update(email="so@an.example")
    remind(code=CODE, by=bench.tinh, on=ON)
    Reminder.objects.update(mailed=False, claimed_at=None)
    post_office.letters.clear()
    start = threading.Barrier(2)

    def run():
        try:
            start.wait()
            return reminders._mail(bench.plan)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = [each.result() for each in [pool.submit(run) for _ in range(2)]]
    assert sorted(sent) == [0, 1] and len(post_office.letters) == 1


def test_only_who_follows_a_plan_reminds(bench):
    with pytest.raises(Denied):
        remind(code=CODE, by=bench.world.actor("xa"), on=ON)
    with pytest.raises(Denied):
        visit(code=CODE, agency=1, day=ON, team="x", by=bench.world.actor("xa"), on=ON)


def test_a_visit_is_written_with_its_findings_and_each_is_followed_until_mended(bench):
    agency = bench.share("1", "An 1").agency
    found = [Found("Chưa lập danh sách", task="1", last=date(2020, 9, 30)), Found("Thiếu sổ theo dõi")]
    visit(code=CODE, agency=agency.pk, day=date(2020, 9, 1), team="Sở LĐTBXH, Công an tỉnh", found=found, by=bench.tinh,
          on=ON)  # fmt: skip
    mine = [d for d in duties(bench.world.actor("huyen"), ON) if d.verb == "Khắc phục"]
    assert [(d.left_days, d.sentence) for d in mine] == [(23, "Chưa lập danh sách"), (None, "Thiếu sổ theo dõi")]
    first = TeamVisit.objects.get().shortcomings.first()
    with pytest.raises(Denied):
        mend(shortcoming=first.pk, how="x", by=bench.world.actor("huyen-2"), on=ON)
    with pytest.raises(Invalid) as wrong:
        mend(shortcoming=first.pk, how=" ", day=date(2020, 8, 1), by=bench.world.actor("huyen"), on=ON)
    assert set(wrong.value.problems) == {"how", "day"}
    mend(shortcoming=first.pk, how="Đã lập và gửi danh sách", by=bench.world.actor("huyen"), on=ON)
    assert len([d for d in duties(bench.world.actor("huyen"), ON) if d.verb == "Khắc phục"]) == 1


def test_everything_wrong_with_a_visit_comes_at_once(bench):
    found = [Found(" "), Found("x", task="99"), Found("y", last=date(2020, 1, 1))]
    with pytest.raises(Invalid) as wrong:
        visit(code=CODE, agency=bench.world.agencies["binh"].pk, day=date(2021, 1, 1), team="", found=found,
              by=bench.tinh, on=ON)  # fmt: skip
    assert set(wrong.value.problems) == {"agency", "day", "team", "found-1", "found-2", "found-3"}
    assert not TeamVisit.objects.exists()


# ---------------------------------------------------------------- the pages
def test_a_visit_is_entered_and_mended_on_plain_forms(bench, sit):
    address = f"/ke-hoach/{CODE}/kiem-tra/"
    typed = {"agency": bench.share("1", "An 1").agency_id, "day": "01/9/2020", "team": "Đoàn thử", "conclusion": ""}
    typed |= {f"{name}_{n}": "" for name in ("text", "task", "last") for n in (1, 2, 3)}
    wrong = sit("tinh").post(address, typed | {"team": "", "text_1": "Thiếu sổ", "last_1": "01/01/2020"})
    assert wrong.status_code == 422
    both = sit("tinh").post(address, typed | {"day": "x", "team": "", "task_2": "1"}).context["form"].errors
    assert set(both) == {"day", "team", "text_2"}
    half = {"rows": "3", "text_1": "Thiếu sổ", "task_1": "1", "last_2": "31/02/2020", "task_3": "2", "team": ""}
    longer = sit("tinh").post(address, typed | half | {"more": "1"})
    form = longer.context["form"]
    assert longer.status_code == 200 and not form.errors and len(form.rows) == 4
    shown = {name: form[name].value() or "" for name in form.fields}
    kept = typed | half
    assert {name: str(shown[name]) for name in kept if name in shown} == {
        n: str(v) for n, v in kept.items() if n != "rows"
    }
    missing = page(sit("tinh").post(address, typed | {"rows": "4", "last_4": "30/9/2020"}))
    assert "Tồn tại 4: ghi nội dung." in missing
    done = typed | {"rows": "4", "text_1": "Thiếu sổ", "task_1": "1", "text_4": "Thiếu biểu"}
    assert sit("tinh").post(address, done).status_code == 302
    assert sit("huyen").post(address, typed).status_code == 403
    shown = page(sit("huyen").get(address))
    assert "Thiếu sổ" in shown and "Ghi kết quả khắc phục" in shown
    row = TeamVisit.objects.get().shortcomings.get(text="Thiếu sổ")
    done = {f"m{row.pk}-how": "Đã mở sổ", f"m{row.pk}-day": "05/9/2020"}
    assert sit("huyen-2").post(f"{address}{row.pk}/", done).status_code == 403
    sit("huyen").post(f"{address}{row.pk}/", done)
    assert "Đã mở sổ" in page(sit("duyet").get(address))


def test_reminding_and_the_report_are_buttons_of_who_follows(bench, sit):
    board = page(sit("duyet").get(f"/ke-hoach/{CODE}/theo-doi/"))
    assert "Nhắc việc" in board and "Nhắc việc" not in page(sit("xa").get(f"/ke-hoach/{CODE}/theo-doi/"))
    sit("duyet").post(f"/ke-hoach/{CODE}/nhac/")
    assert Reminder.objects.exists()
    assert "Báo cáo 6 tháng đầu năm 2020" in page(sit("tinh").get(f"/ke-hoach/{CODE}/bao-cao/"))
    got = sit("tinh").get(f"/ke-hoach/{CODE}/bao-cao/?ky=2020H1")
    assert got.content[:2] == b"PK" and "bao-cao-ke-hoach-thu-2020H1.docx" in got["Content-Disposition"]
    assert sit("tinh").get(f"/ke-hoach/{CODE}/bao-cao/?ky=quy-1").status_code == 302
    assert sit("xa").get(f"/ke-hoach/{CODE}/bao-cao/").status_code == 403


def test_how_a_target_is_measured_and_its_figure_are_typed_on_plain_forms(bench, sit):
    new, words = f"/ke-hoach/{CODE}/chi-tieu/moi/", {"text": "Hai điểm", "direction": "at_least"}
    assert sit("duyet").get(new).status_code == 403
    assert sit("tinh").post(new, words | {"text": ""}).status_code == 422
    assert sit("tinh").post(new, words)["Location"] == f"/ke-hoach/{CODE}/chi-tieu/ct-1/"
    address = f"/ke-hoach/{CODE}/chi-tieu/ct-1/"
    how = {"indicator": "", "value": "2", "direction": "at_least", "measure": "điểm", "base": "0", "by_on": ""}
    assert sit("tinh").post(address, how).status_code == 302
    assert "Chưa có số liệu" in page(sit("duyet").get(address))
    assert sit("duyet").post(address, how).status_code == 403
    figure = {"read": "1", "value": "1,5", "day": "07/9/2020", "source": "Báo cáo"}
    assert sit("duyet").post(address, figure).status_code == 302
    shown = page(sit("duyet").get(address))
    assert "1,5 điểm" in shown and "Đúng tiến độ" in shown
    refused = sit("tinh").post(address, how | {"indicator": "khong.co", "value": "ba", "by_on": "1/1/2022"})
    assert refused.status_code == 422 and set(refused.context["how"].errors) >= {"indicator", "value", "by_on"}


def test_a_task_is_done_when_the_form_of_the_campaign_is_sent_whatever_anybody_says(bench, sit):
    typed = {"kind": "form", "ref": "dot-thu/phu-luc-2", "bar": ""}
    assert sit("tinh").post(f"/ke-hoach/{CODE}/viec/1/cach-do/", typed).status_code == 302
    one = bench.share("1", "An 1")
    bench.tell(one, fold.DONE, ON, text="đã gửi")
    parts = lambda: sorted(str(p.status.state) for p in standing(bench.plan, ON).parts(one.task_id))  # noqa: E731
    assert parts() == ["at_risk", "at_risk"]
    bench.world.submission("submitted", at="an-1")
    assert parts() == ["at_risk", "done"]
    shown = page(sit("duyet").get(f"/ke-hoach/{CODE}/viec/1/"))
    assert "1 biểu đã gửi" in shown and "mới gửi 0/1 biểu" in shown


def test_what_is_kept_by_code_is_offered_by_name(bench, sit):
    """No officer knows codes: documents, plans, forms, lines of the books and indicators complete what is typed."""
    Directive.objects.create(code="kh-12", kind="KH", number="12", symbol="KH-UBND", summary="Giao việc", issuer="An")
    measure = f"/ke-hoach/{CODE}/viec/2/cach-do/"
    assert 'value="kh-12">12/KH-UBND Giao việc' in page(sit("tinh").get(measure))
    chosen = {"kind": "indicator", "ref": "", "indicator": "pl2.1.6", "bar": "5"}
    assert sit("tinh").post(measure, chosen).status_code == 302
    task = bench.plan.tasks.get(key="2")
    assert (task.measure, task.measure_ref, task.measure_bar) == ("indicator", "pl2.1.6", 5000)
    assert 'value="pl2.1.6" selected' in page(sit("tinh").get(measure))
    offered = page(sit("huyen").get(f"/ke-hoach/{CODE}/viec/1/"))
    assert {kept for kept in ("kh-12", "pl2.1.6", "dot-thu/phu-luc-2") if f'value="{kept}"' not in offered} == set()
    assert f'value="{CODE}">Kế hoạch thử' in page(sit("huyen").get("/ke-hoach/them/"))
    assert 'value="kh-12"' in page(sit("tinh").get(f"/ke-hoach/{CODE}/soan/"))

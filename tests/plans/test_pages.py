"""The pages of plans: what a leader sees, what an agency reports, what is told when it cannot be."""

from dataclasses import asdict
from fractions import Fraction

from hoanhap.documents.models import Directive
from hoanhap.plans.actions import plans
from hoanhap.plans.actions.targets import set_target
from hoanhap.plans.models import Plan, Progress
from hoanhap.plans.reading.files import read_text
from hoanhap.plans.rules.pace import Measured
from tests import seats
from tests.architecture.files import ROOT
from tests.plans.conftest import CODE, ON
from tests.seats import page

BOARD = f"/ke-hoach/{CODE}/theo-doi/"


def test_the_leader_sees_who_is_late_and_why_on_any_day(bench, sit):
    shown = page(sit("duyet").get(BOARD))
    assert "quá hạn 69 ngày" in shown and "Sở Lao động - Thương binh và Xã hội tỉnh An" in shown
    assert "chờ nhiệm vụ 2 đang quá hạn" in shown
    assert "quá hạn 1 ngày" in page(sit("duyet").get(BOARD + "?ngay=01/7/2020"))
    assert "quá hạn" not in page(sit("duyet").get(BOARD + "?ngay=2020-06-30&muc=late")).lower().split("<tbody>")[1]
    assert "không phải là một ngày" in page(sit("duyet").get(BOARD + "?ngay=hom-qua"))


def test_one_agency_is_picked_out_with_its_own_status(bench, sit):
    one = bench.share("1", "An 1")
    bench.tell(one, "done", bench.world.on, text="xong")
    shown = page(sit("duyet").get(f"{BOARD}?co-quan=b{one.branch_id}"))
    assert "Đã xong" in shown.split("tasks-h")[2] and "Tập huấn cán bộ" not in shown


def test_an_agency_reports_on_its_own_task_by_a_plain_form(bench, sit):
    share = bench.share("2", "Sở Lao động")
    address = f"/ke-hoach/{CODE}/viec/2/"
    assert "Ghi tiến độ" in page(sit("so").get(address))
    assert "Ghi tiến độ" not in page(sit("huyen").get(address))
    typed = {"kind": "block", "day": "01/7/2020", "blocked_by": "", "text": "", "evidence": "", "evidence_ref": ""}
    keyed = lambda more: {f"s{share.pk}-{name}": said for name, said in (typed | more).items()}  # noqa: E731
    refused = sit("so").post(f"{address}{share.pk}/", keyed({}))
    assert refused.status_code == 422 and "Ghi vướng ở cơ quan nào" in page(refused)
    assert sit("huyen").post(f"{address}{share.pk}/", keyed({"blocked_by": "x"})).status_code == 403
    done = sit("so").post(f"{address}{share.pk}/", keyed({"blocked_by": "Sở Tài chính"}))
    assert done.status_code == 302 and Progress.objects.count() == 1
    assert "vướng ở: Sở Tài chính" in page(sit("so").get(address))


def test_every_form_of_a_plan_can_be_sent_with_nothing_that_can_be_read(bench, sit):
    set_target(code=CODE, text="20 lớp", how=Measured(value=Fraction(20)), by=bench.tinh, on=ON)
    share = bench.share("2", "Sở Lao động")
    one, target = bench.world.units["an-1"].pk, f"/ke-hoach/{CODE}/chi-tieu/ct-1/"
    found = [
        sit("tinh").post(target, {"how": "1", "value": "ba", "base": "ba", "by_on": "x", "directive": "khong-co"}),
        sit("tinh").post(target, {"parts": "1", f"unit-{one}": "ba", "all": "1,2345", "directive": "khong-co"}),
        sit("tinh").post(target, {"read": "1", "value": "ba", "day": "x", "source": ""}),
        sit("tinh").post(f"/ke-hoach/{CODE}/viec/2/cach-do/", {"kind": "indicator", "bar": "ba", "ref": "khong-co"}),
        sit("so").post(f"/ke-hoach/{CODE}/viec/2/{share.pk}/", {f"s{share.pk}-kind": "done", f"s{share.pk}-day": "x"}),
    ]
    told = [set((r.context.get("how") or r.context.get("form") or r.context.get("wrong")).errors) for r in found[::3]]
    assert {r.status_code for r in found} == {422} and told == [
        {"value", "base", "by_on", "direction", "directive", "reason"},
        {"bar", "ref"},
    ]
    assert {"text", "day"} <= set(found[4].context["wrong"].errors)


def test_a_plan_is_read_up_and_down_the_line_and_by_no_stranger(bench, sit):
    for name in ("xa", "huyen", "so", "duyet", "coso", "bo", "thanhtra"):
        assert sit(name).get(f"/ke-hoach/{CODE}/").status_code == 200, name
        assert "Kế hoạch thử" in page(sit(name).get("/ke-hoach/"))
    assert sit("tinh-binh").get(f"/ke-hoach/{CODE}/").status_code == 404
    assert "Kế hoạch thử" not in page(sit("tinh-binh").get("/ke-hoach/"))
    assert sit("bvdl").get("/ke-hoach/").status_code == 403


def test_a_plan_names_its_document_to_who_reads_that(bench, sit):
    """A plan is read down the line; a document that a centre keeps is read by its own line alone."""
    mine = bench.world.agencies["an-1"]
    document = Directive.objects.create(code="kh-thu", agency=mine, kind="KH", issuer="Huyện", summary="Kế hoạch giấy")
    Plan.objects.filter(pk=bench.plan.pk).update(directive=document)
    shown = {name: "Kế hoạch giấy" in page(sit(name).get(f"/ke-hoach/{CODE}/")) for name in ("duyet", "xa", "coso")}
    assert shown == {name: sit(name).get("/van-ban/kh-thu/").status_code == 200 for name in shown}
    assert set(shown.values()) == {True, False}


def test_pages_are_complete_in_english(bench, sit):
    client = sit("duyet")
    for path in ("/ke-hoach/", f"/ke-hoach/{CODE}/", BOARD, f"/ke-hoach/{CODE}/viec/2/"):
        shown = page(client.get(path + "?lang=en"))
        for word in ("Kế hoạch và nhiệm vụ", "Tình trạng", "Chủ trì", "quá hạn", "Theo cơ quan"):
            assert word not in shown, (path, word)


def test_todays_work_names_ones_own_tasks_and_what_is_late_in_a_plan_one_follows(bench, sit):
    mine = page(sit("so").get("/"))
    assert "2. Tập huấn cán bộ" in mine and "quá hạn 69 ngày" in mine and f"/ke-hoach/{CODE}/viec/2/" in mine
    assert "1 nhiệm vụ quá hạn, 2 vướng hoặc có nguy cơ" in page(sit("duyet").get("/"))
    others = page(sit("xa").get("/"))
    assert "Tập huấn cán bộ" not in others and "Tuyên truyền tới mọi xã" not in others
    assert "1. Tuyên truyền tới mọi xã" in page(sit("huyen").get("/"))


ROW = {"key": "", "group": "", "code": "", "content": "", "leads": "", "coordinators": "", "start": "", "last": "",
       "after": "", "note": ""}  # fmt: skip


def typed(*rows, **more):
    cells = {f"row-{n}-{name}": said for n, row in enumerate(rows, 1) for name, said in (ROW | row).items()}
    return {"rows": str(len(rows)), **cells, **more}


def test_a_plan_is_begun_typed_and_promised_on_plain_forms(bench, sit):
    client = sit("huyen")
    agency = bench.share("1", "An 1").agency_id
    begun = {"title": "Kế hoạch huyện", "code": "huyen-2021", "agency": agency, "first": "01/01/2021",
             "last": "31/12/2021", "directive": "", "answers": ""}  # fmt: skip
    assert client.post("/ke-hoach/them/", begun)["Location"] == "/ke-hoach/huyen-2021/soan/"
    assert "Đã có kế hoạch mã" in page(client.post("/ke-hoach/them/", begun))
    both = client.post("/ke-hoach/them/", begun | {"first": "x", "title": " ", "directive": "khong-co"})
    assert set(both.context["form"].errors) == {"code", "first", "title", "directive"}
    above = client.post("/ke-hoach/them/", begun | {"answers": "khong-co", "title": " "})
    assert set(above.context["form"].errors) == {"answers", "title", "code"}
    address = "/ke-hoach/huyen-2021/soan/"
    wrong = client.post(address, typed({"content": "Một", "last": "31/02/2021"}, {"code": "2"}, {"note": "x"}))
    assert wrong.status_code == 422 and "Dòng 1: “31/02/2021” không phải là một ngày" in page(wrong)
    assert "Dòng 2: thiếu nội dung nhiệm vụ" in page(wrong), "all of it in one round"
    far = typed({"code": "1", "content": "Một", "last": "30/6/2012", "after": "2"}, {"code": "1", "content": "Hai"})
    told = page(client.post(address, far))
    assert all(x in told for x in ("30/6/2012 ở xa ngoài", "không có nhiệm vụ “2” để chờ", "có cùng mã “1”"))
    assert "31/02/2021" in page(wrong) and "đang soạn" in page(client.get("/ke-hoach/"))
    good = typed({"code": "1", "content": "Một", "leads": "UBND xã, phường, thị trấn", "last": "30/6/2021"},
                 {"code": "2", "content": "Báo cáo", "last": "19/6/2021", "every": "half"}, settle="1")  # fmt: skip
    assert client.post(address, good)["Location"] == "/ke-hoach/huyen-2021/"
    shown = page(client.get("/ke-hoach/huyen-2021/"))
    assert "Một" in shown and "6 tháng một lần" in shown and "19/12/2021" in shown
    assert page(client.get(address)).count('name="row-2-series" value="2"') == 1
    assert sit("xa").get(address).status_code == 403


def test_a_plan_that_was_read_is_adjusted_on_the_form_and_keeps_its_own_words(world):
    text = next((ROOT / "tests/sources").glob("001_*")).read_text(encoding="utf-8")
    chosen = {"Ban Tuyên giáo Tỉnh ủy": [world.agencies["department"].pk]}
    plan = plans.adopt(read_text(text), code="tq", agency=world.agencies["an"].pk, by=world.actor("tinh"), on=ON,
                       chosen=chosen)  # fmt: skip
    client = seats.sit(world, "tinh")
    rows = [{**asdict(row), "drop": None} for _, row in client.get("/ke-hoach/tq/soan/").context["rows"]]
    rows = [{name: said for name, said in row.items() if said is not None} for row in rows]
    assert client.post("/ke-hoach/tq/soan/", typed(*rows, reason="thử")).status_code == 302
    assert plan.versions.count() == 1, "nothing was changed"
    for row in rows:
        row["last"] = "30/6/2020" if row["code"] in ("4.2", "V.7-1") else row["last"]
    assert client.post("/ke-hoach/tq/soan/", typed(*rows, reason="thử")).status_code == 302
    words = dict(plan.tasks.filter(code__in=["3.1", "4.2"]).values_list("code", "last_words"))
    assert plan.shares.filter(task__code="V.7-1", agency=world.agencies["department"]).exists()
    assert plan.versions.count() == 2 and words == {"3.1": "Trong năm 2020", "4.2": ""}


def test_a_block_from_word_is_read_into_rows_before_anything_is_saved(bench, sit):
    block = "4\tKiểm tra các xã\tCông an tỉnh\tSở Y tế\tTháng 7\t31/8/2020\t\n"
    shown = page(sit("tinh").post(f"/ke-hoach/{CODE}/soan/", typed(pasted=block, paste="1")))
    assert "Kiểm tra các xã</textarea>" in shown and "Công an tỉnh</textarea>" in shown and "31/08/2020" in shown
    assert bench.plan.tasks.count() == 3
    wrong = block + "5\tRà soát\tCông an tỉnh\t\t\t31/02/2020\t\n"
    told = page(sit("tinh").post(f"/ke-hoach/{CODE}/soan/", typed(pasted=wrong, paste="1")))
    assert "dòng 2" in told and "“31/02/2020” không có trên lịch" in told


def test_adjusting_asks_for_a_reason_and_keeps_what_was_typed(bench, sit):
    client = sit("tinh")
    row = {"key": "2", "code": "2", "content": "Tập huấn cán bộ", "leads": "Sở Lao động - Thương binh và Xã hội",
           "start": "01/01/2020", "last": "30/9/2020"}  # fmt: skip
    refused = client.post(f"/ke-hoach/{CODE}/soan/", typed(row, reason=""))
    assert refused.status_code == 422 and "Ghi lý do điều chỉnh" in page(refused) and "30/9/2020" in page(refused)
    assert client.post(f"/ke-hoach/{CODE}/soan/", typed(row, reason="Dịch bệnh")).status_code == 302
    shown = page(client.get(f"/ke-hoach/{CODE}/"))
    assert "ban đầu: 30/6/2020" in shown and "Bản 2" in shown and "Dịch bệnh" in shown

"""The review from one commune's cell to the province's sealed report, one commune and one district missing and said."""

from datetime import date
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from tests.journeys.conftest import Arrival
from tests.journeys.desk import Desk
from tests.journeys.people import COMMUNE, DISTRICT, PROVINCE, Person, board, figure, form
from tests.journeys.pictures import shoot

BAO_TOAN, THAI_SON = COMMUNE.format("01333"), COMMUNE.format("01316")
BAO_LAC, BAO_LAM = DISTRICT.format("043"), DISTRICT.format("042")
ANNEX_2, CERTIFIED = "phu-luc-2", "1.6"
COMPLETED = "Cấp giấy chứng nhận hoàn thành"


def test_the_review_goes_from_the_communes_to_the_sealed_report(arrives: Arrival, tmp_path: Path) -> None:
    # Thái Sơn had nothing to report; Bảo Toàn answers what it was asked.
    thai_son = arrives("xa2")
    thai_son.opens_form(form(THAI_SON, ANNEX_2))
    thai_son.presses("Ghi “không phát sinh” vào mọi ô trống")
    thai_son.presses("Gửi")
    thai_son.reads("Đã gửi lên cấp trên.")
    bao_toan = arrives("xa")
    bao_toan.opens_form(form(BAO_TOAN, ANNEX_2))
    bao_toan.chooses("4", "2018")
    bao_toan.types("4")
    bao_toan.is_saved()
    bao_toan.presses("Gửi")
    bao_toan.reads("Đã gửi lên cấp trên.")

    # The district of Bảo Lâm has everybody: it receives Thái Sơn and sends.
    bao_lam = arrives("huyen2")
    bao_lam.opens(form(THAI_SON, ANNEX_2))
    bao_lam.presses("Nhận")
    bao_lam.reads("Xã Thái Sơn, Phụ lục 2: Đã nhận; số liệu vào tổng.")
    bao_lam.opens(form(BAO_LAM, ANNEX_2))
    bao_lam.reads("14/14 xã, phường, thị trấn trong tổng này")
    bao_lam.presses("Gửi")
    bao_lam.reads("Đã gửi lên cấp trên.")

    # Bảo Lạc asks Bảo Toàn once more about one cell …
    bao_lac = arrives("huyen")
    bao_lac.reads("6 biểu cấp dưới gửi đang chờ nhận", "còn 7 ngày")
    bao_lac.follows("6 biểu cấp dưới gửi đang chờ nhận")
    shoot(bao_lac.page, "bang-huyen", height=1000)
    bao_lac.follows("Xã Bảo Toàn, phu-luc-2")
    bao_lac.fills("Lý do", "Đề nghị kiểm tra lại số cán bộ tham gia Tổ công tác năm 2018.")
    question = bao_lac.page.get_by_role("group", name="Ô cần hỏi 1")
    question.get_by_label("Chỉ tiêu").select_option("1.3")
    question.get_by_label("Kỳ").select_option("2018")
    question.get_by_label("Câu hỏi").fill("Quyết định chỉ ghi 6 người?")
    shoot(bao_lac.page, "tra-lai-mot-o", bao_lac.page.locator("#tra-lai"))
    bao_lac.presses("Trả lại đơn vị")
    bao_lac.reads("Xã Bảo Toàn, Phụ lục 2: Đã trả lại đơn vị.", "Trả lại 1 ô")

    # … and takes all the others that are right, in one go.
    bao_lac.presses("Nhận tất cả biểu đạt mọi kiểm tra")
    bao_lac.reads("Đã nhận 5 biểu. 0 biểu cần xem từng biểu.")

    bao_toan.opens("/")
    bao_toan.follows("Sửa")
    bao_toan.grid_is_awake()
    expect(bao_toan.notes.filter(has_text="Quyết định chỉ ghi 6 người?")).to_be_visible()
    bao_toan.chooses("1.3", "2018")
    bao_toan.types("6")
    bao_toan.is_saved()
    bao_toan.explains("Khác sổ theo dõi (sổ: 7)", "Quyết định chỉ ghi 6 người; một người giúp việc thêm.")
    bao_toan.presses("Gửi")
    bao_toan.reads("Đã gửi lên cấp trên.")

    # A form with an explained warning is left for a person to read.
    bao_lac.opens(board(BAO_LAC))
    bao_lac.presses("Nhận tất cả biểu đạt mọi kiểm tra")
    bao_lac.reads("Đã nhận 0 biểu. 1 biểu cần xem từng biểu.")
    bao_lac.follows("Xã Bảo Toàn, phu-luc-2")
    bao_lac.reads("Đã giải trình: 1 người cai nghiện từ năm 2017")
    bao_lac.presses("Nhận")

    # Two communes have not sent: named, with the reason, never counted as zero.
    bao_lac.opens(form(BAO_LAC, ANNEX_2))
    bao_lac.reads("15/17 xã, phường, thị trấn trong tổng này", "Gửi: còn 2 đơn vị chưa nhận")
    bao_lac.fills("Xã Thượng Hà", "Đường vào xã bị sạt lở, xã gửi bổ sung sau.")
    bao_lac.presses("Khai báo thiếu và Gửi")
    bao_lac.reads("Xã Sơn Lộ")
    expect(bao_lac.state).to_have_text("Chưa có")
    bao_lac.fills("Xã Sơn Lộ", "Đang đối chiếu với sổ theo dõi.")
    bao_lac.fills("Xã Thượng Hà", "Đường vào xã bị sạt lở, xã gửi bổ sung sau.")
    shoot(bao_lac.page, "khai-bao-thieu", bao_lac.page.locator("form#submit"))
    bao_lac.presses("Khai báo thiếu và Gửi")
    bao_lac.reads("Đã gửi lên cấp trên.", "Đường vào xã bị sạt lở")

    # A certificate stands with a wrong date: one officer mends it, and every level reads another figure at once.
    tinh, levels = arrives("tinh"), (bao_toan, bao_lac, arrives("bo"))
    before, draft = _certified(*levels), _drafted(tinh, tmp_path)
    bao_toan.opens(figure(ANNEX_2, BAO_TOAN, CERTIFIED, "2019"))
    bao_toan.page.get_by_role("row").filter(has_text="11/9/2019").get_by_role("link").click()
    file = Desk(bao_toan, bao_toan.page.url.rstrip("/").rsplit("/", 1)[1])
    file.corrects(COMPLETED, date(2020, 1, 8), was="11/9/2019")
    assert _certified(*levels) == [count - 1 for count in before]
    assert _drafted(tinh, tmp_path) == (draft[0] - 1, draft[1] + 1)

    # The province takes its districts over, writes, and sends with one district missing.
    tinh.opens("/")
    tinh.reads("Gửi Phụ lục 2 của Ủy ban nhân dân tỉnh Cao Bằng", "5 biểu cấp dưới gửi đang chờ nhận")
    tinh.opens(board(PROVINCE))
    tinh.presses("Nhận tất cả biểu đạt mọi kiểm tra")
    tinh.reads("Đã nhận 5 biểu. 0 biểu cần xem từng biểu.")
    tinh.opens(form(PROVINCE, ANNEX_2))
    tinh.reads("12/13 huyện, thành phố trong tổng này", "187/199 xã, phường, thị trấn trong tổng này")
    tinh.reads("Gửi: còn 1 đơn vị chưa nhận", "Đường vào xã bị sạt lở")
    tinh.fills("Huyện Trà Lĩnh", "Huyện chưa gửi; đã nhắc hai lần.")
    tinh.presses("Khai báo thiếu và Gửi")
    tinh.reads("Đã gửi lên cấp trên.")

    # Who sent it may not approve it; who approves sees what is missing before sealing.
    expect(tinh.page.get_by_role("button", name="Duyệt và niêm phong")).to_have_count(0)
    duyet = arrives("duyet")
    duyet.reads("Duyệt Phụ lục 2 của Ủy ban nhân dân tỉnh Cao Bằng")
    duyet.follows("Xem và duyệt")
    duyet.reads("Huyện Trà Lĩnh", "Huyện chưa gửi; đã nhắc hai lần.")
    shoot(duyet.page, "duyet", duyet.page.locator(".head"), duyet.sheet("Khai báo thiếu"), height=900)
    duyet.presses("Duyệt và niêm phong")
    duyet.reads("Đã duyệt và niêm phong.")
    expect(duyet.state).to_have_text("Đã duyệt")
    duyet.opens(form(THAI_SON, ANNEX_2))
    expect(duyet.state).to_have_text("Đã duyệt")
    bao_toan.opens(form(BAO_TOAN, ANNEX_2))
    expect(bao_toan.state).to_have_text("Đã duyệt")
    expect(bao_toan.cell("4", "2018")).not_to_be_editable()

    # What is sealed says what it said, and what has changed since.
    file.corrects(COMPLETED, date(2019, 9, 11), was="08/01/2020")
    assert _drafted(tinh, tmp_path) == (draft[0] - 1, draft[1] + 1)
    bao_toan.opens(figure(ANNEX_2, BAO_TOAN, CERTIFIED, "2019"))
    bao_toan.reads("Số đã niêm phong giữ nguyên", f"{before[0] - 1}")

    # The paper says how many it rests on, and who is missing.
    tinh.opens(board(PROVINCE) + "bao-cao/de-cuong-2016-2020/")
    tinh.reads("187/199 xã, phường, thị trấn")
    word = Document(str(tinh.downloads("Tải Word", tmp_path)))
    text = "\n".join(p.text for p in word.paragraphs) + "\n".join(c.text for table in word.tables for c in table._cells)
    assert "187/199 xã, phường, thị trấn" in text
    assert "Trà Lĩnh" in text and "Sơn Lộ" in text and "Thượng Hà" in text


def _certified(commune: Person, district: Person, nation: Person) -> list[int]:
    """Persons certified in 2019, as three levels read it: two in their forms, the nation in the register."""
    commune.opens(form(BAO_TOAN, ANNEX_2))
    district.opens(form(BAO_LAC, ANNEX_2))
    nation.opens("/bang-so-lieu/?chi-tieu=pl2.1.6&don-vi=VN&cap=0&ky=2019")
    shown = [who.cell(CERTIFIED, "2019").input_value() for who in (commune, district)]
    return [int(text) for text in (*shown, nation.line("Việt Nam").get_by_role("link").inner_text())]


def _drafted(province: Person, into: Path) -> tuple[int, int]:
    """The same of the province, of 2019 and of half of 2020, as its Word file says it."""
    province.opens(board(PROVINCE) + "bao-cao/de-cuong-2016-2020/")
    word = Document(str(province.downloads("Tải Word", into)))
    links = {link.address: link.text for part in word.paragraphs for link in part.hyperlinks}
    year, half = (next(links[at] for at in links if f"/{CERTIFIED}/{column}/" in at) for column in ("2019", "2020-6t"))
    return int(year), int(half)


def test_the_province_writes_its_part_and_pulls_up_a_difficulty(arrives: Arrival) -> None:
    tinh = arrives("tinh")
    tinh.opens(board(PROVINCE))
    tinh.follows("Lời văn")
    tinh.reads("Khó khăn do cấp dưới nêu", "Kiến nghị của cấp dưới")

    # A figure in a sentence is never retyped: it is the cell itself, and leads to it.
    lessons = tinh.page.locator('section[id="III.3"]')
    lessons.get_by_role("textbox").fill(
        "Đến tháng 6 năm 2020 có {{phu-luc-2.1.2.2020-6t}} tổ công tác đang hoạt động (minh họa)."
    )
    tinh.presses("Lưu mục này", within=lessons)
    tinh.reads("Đã lưu mục này.")
    shoot(tinh.page, "loi-van", lessons)
    cited = lessons.locator(".preview a")
    shown = cited.inner_text()
    assert shown.replace(".", "").isdigit()
    cited.click()
    tinh.reads("Số tổ đang hoạt động", shown, "Cộng từ")
    tinh.page.go_back()

    # What the districts struggle with is grouped and counted; one of it goes up with its source.
    below = tinh.sheet("Khó khăn do cấp dưới nêu")
    group = below.locator("details").first
    group.locator("summary").click()
    said = group.locator("li").first
    words, unit = said.inner_text().split("\n")[0], said.locator("small").inner_text()
    shoot(tinh.page, "kho-khan-cap-duoi", below)
    tinh.presses("Đưa lên báo cáo", within=said)
    mine = tinh.page.locator("#difficulty li").filter(has_text=words).last
    expect(mine).to_contain_text(f"nguồn: {unit}")
    tinh.follows("Xem báo cáo")
    tinh.reads(f"có {shown} tổ công tác đang hoạt động", words.rstrip("."))


def test_a_correction_is_proposed_by_one_and_decided_by_another(arrives: Arrival) -> None:
    xa = arrives("xa")
    xa.opens(form(BAO_TOAN, "bc-1479"))
    expect(xa.state).to_have_text("Đã duyệt")
    xa.page.get_by_text("Đề nghị đính chính số đã niêm phong").click()
    xa.page.get_by_label("Ô", exact=True).select_option("2.4|so-lieu")
    xa.fills("Số mới", "999")
    xa.fills("Lý do", "Cộng thiếu hai buổi tuyên truyền ở xóm (minh họa).")
    xa.presses("Gửi đề nghị")
    xa.reads("Đã gửi đề nghị đính chính.", "→ 999")
    expect(xa.page.get_by_role("button", name="Đồng ý")).to_have_count(0)

    duyet = arrives("duyet")
    duyet.opens(figure("bc-1479", PROVINCE, "2.4", "so-lieu"))
    duyet.reads("hơn 8.200", "lần 2")
    duyet.opens("/")
    duyet.reads("Quyết định đề nghị đính chính của xã Bảo Toàn", "Cộng thiếu hai buổi tuyên truyền")
    duyet.follows("Xem")
    shoot(duyet.page, "dinh-chinh", duyet.page.locator(".head"), duyet.page.locator(".note.law"))
    duyet.presses("Đồng ý")
    duyet.reads("Đã ghi quyết định.")
    expect(duyet.state).to_have_text("Đã đính chính")

    # Every total above has a new version; the old one stays in the history.
    duyet.opens(figure("bc-1479", PROVINCE, "2.4", "so-lieu"))
    expect(duyet.page.locator("#figure")).not_to_have_text("hơn 8.200")
    duyet.reads("lần 3")
    duyet.opens(form(PROVINCE, "bc-1479"))
    expect(duyet.state).to_have_text("Đã đính chính")
    duyet.reads("Đính chính · Triệu Văn Mẫu", "Duyệt và niêm phong · Triệu Văn Mẫu")

"""A report and two annexes like those of Cao Bằng, made by hand: what the writers are tested on."""

from dataclasses import replace
from datetime import date

from hoanhap.catalog.forms import Column, Form, Measure, Row
from hoanhap.documents.annex import CellShown, annex_table
from hoanhap.documents.paper import Cell, Figure, Heading, Paper, Paragraph, Signature, Table, Text
from hoanhap.kernel.lang import Words


def w(vi: str) -> Words:
    return Words(vi, vi)


PERSON, TEAM, VISIT = Measure("nguoi", w("người")), Measure("to", w("tổ")), Measure("luot", w("lượt người"))
POINT, DONG = Measure("diem", w("điểm")), Measure("dong", w("đồng"), atom="dong")
MILLION = Measure("trieu-dong", w("triệu đồng"), 6, "dong")
PERIODS = (
    *(Column(str(y), w(str(y)), date(y, 1, 1), date(y + 1, 1, 1), width=9) for y in range(2016, 2020)),
    Column("2020h1", w("6 tháng đầu năm 2020"), date(2020, 1, 1), date(2020, 7, 1), width=12),
)


def row(code: str, title: str, measure: Measure | None = PERSON, dash: str = "-", **more: object) -> Row:
    return Row(code, w(title), dash=dash, measure=measure, **more)  # type: ignore[arg-type]


ANNEX_2 = Form(
    code="phu-luc-2",
    version="2020-09",
    annex=w("Phụ lục 2"),
    title=w("Biểu thống kê số liệu cai nghiện\ntại gia đình, cộng đồng"),
    kind="grid",
    source="mẫu thử",
    verified=True,
    valid_from=date(2016, 1, 1),
    valid_to=None,
    filled_by=("commune",),
    columns=PERIODS,
    rows=(
        row("1", "Tổ công tác cai nghiện", None, "", number="1", bold=True),
        row("1.1", "Số tổ được thành lập", TEAM),
        row("1.2", "Số tổ đang hoạt động", TEAM),
        row("1.3", "Số cán bộ tham gia"),
        row("1.4", "Số người khai báo, đăng ký cai nghiện tại gia đình, cộng đồng"),
        row("1.4.1", "Số người đăng ký cai nghiện tại cộng đồng", dash="+", indent=1, lead="Trong đó:"),
        row("1.4.2", "Số người đăng ký cai nghiện tại gia đình", dash="+", indent=1),
        row("1.5", "Số người được cai nghiện"),
        row("1.5.1", "Số người được cai nghiện tại cộng đồng", dash="+", indent=1, lead="Trong đó:"),
        row("1.5.2", "Số người được cai nghiện tại gia đình", dash="+", indent=1),
        row("1.6", "Số người được cấp giấy chứng nhận hoàn thành thời gian cai nghiện"),
        row("2", "Điểm tư vấn", None, "", number="2", bold=True),
        row("2.1", "Số điểm được thành lập", POINT),
        row("2.1.1", "Trụ sở đặt tại Trạm y tế", POINT, "+", indent=1),
        row("2.1.2", "Trụ sở đặt tại Nhà văn hóa", POINT, "+", indent=1),
        row("2.1.3", "Trụ sở đặt tại địa điểm khác", POINT, "+", indent=1),
        row("2.2", "Số điểm đang hoạt động", POINT),
        row("2.3", "Số cán bộ tham gia"),
        row("2.3.1", "Y tế", dash="+", indent=1),
        row("2.3.2", "Lao động - Thương binh và Xã hội", dash="+", indent=1),
        row("2.3.3", "Công an", dash="+", indent=1),
        row("2.3.4", "Tình nguyện viên", dash="+", indent=1),
        row("2.3.5", "Khác", dash="+", indent=1),
        row("2.4", "Số người được tư vấn", VISIT),
        row("3", "Số người cai nghiện ma túy được hỗ trợ đào tạo nghề", dash="", number="3", bold=True),
        row("4", "Số người cai nghiện ma túy được tạo việc làm", dash="", number="4", bold=True),
        row("5", "Số được vay vốn", dash="", number="5", bold=True),
        row("5.1", "Số vốn được vay", DONG),
        row("6", "Số người điều trị thay thế bằng Methadone", dash="", number="6", bold=True),
    ),
)

ANNEX_3 = Form(
    code="phu-luc-3",
    version="2020-09",
    annex=w("Phụ lục 3"),
    title=w("Biểu thống kê kinh phí cho công tác cai nghiện"),
    kind="grid",
    source="mẫu thử",
    verified=True,
    valid_from=date(2016, 1, 1),
    valid_to=None,
    filled_by=("commune",),
    columns=PERIODS,
    note=w("Đơn vị tính: triệu đồng"),
    landscape=True,
    rows=(
        row("I", "Tại cộng đồng", None, "", number="I"),
        row("1", "Tổng kinh phí", MILLION, "", number="1", bold=True),
        row("1.1", "Kinh phí Trung ương", MILLION),
        row("1.2", "Kinh phí địa phương", MILLION),
        row("2", "Nội dung chi", MILLION, "", number="2", bold=True),
        row("2.1", "Lập hồ sơ", MILLION),
        row("2.2", "Hoạt động của tổ công tác cai nghiện", MILLION),
        row("2.3", "Hỗ trợ đối tượng", MILLION),
    ),
)

ANNEX_1 = replace(
    ANNEX_2,
    code="phu-luc-1",
    annex=w("Phụ lục 1"),
    title=w("Danh mục văn bản chỉ đạo đã ban hành"),
    kind="list",
    rows=(),
    columns=(
        Column("so", w("Số, ký hiệu"), type="text", width=18),
        Column("ngay", w("Ngày ban hành"), type="date", width=14),
        Column("trich-yeu", w("Trích yếu nội dung"), type="text", width=50),
        Column("ban", w("Số bản gửi"), type="number", width=10),
    ),
)


def values(form: Form, base: str = "http://127.0.0.1:8000/dau-vet") -> dict[tuple[str, str], CellShown]:
    """A figure in every cell, one of them with “hơn”, one nil, one blank, money with decimals."""
    shown = {}
    for i, r in enumerate(form.filled_rows):
        exponent = r.measure.exponent if r.measure else 0
        for j, c in enumerate(form.columns):
            trace = f"{form.code}-{r.code}-{c.code}"
            value = (1000 * (i + 1) + 137 * j) * 10 ** max(exponent - 1, 0)
            text = f"{value / 10**exponent:,.1f}" if exponent else f"{value:,}"
            text = text.translate(str.maketrans(",.", ".,"))
            shown[r.code, c.code] = CellShown(text, value, exponent, trace, f"{base}/{trace}")
    first, last = form.filled_rows[0].code, form.filled_rows[-1].code
    shown[first, "2016"] = CellShown("hơn 8.200", trace="T1", url=f"{base}/T1")
    shown[first, "2017"] = CellShown("-", trace="T2", url=f"{base}/T2")
    del shown[last, "2016"]
    return shown


LINES = {
    ("a", "so"): CellShown("1152/KH-UBND"),
    ("a", "ngay"): CellShown("18/5/2015"),
    ("a", "trich-yeu"): CellShown("Thực hiện Đề án đổi mới công tác cai nghiện ma túy đến năm 2020"),
    ("a", "ban"): CellShown("13", 13, trace="L1", url="http://127.0.0.1:8000/dau-vet/L1"),
    ("b", "so"): CellShown("13/QĐ-UBND"),
    ("b", "ngay"): CellShown("10/01/2018"),
    ("b", "trich-yeu"): CellShown("Quy chế phối hợp trong việc lập hồ sơ đối với người nghiện ma túy"),
}


def figure(shown: str, trace: str) -> Figure:
    return Figure(shown, trace, f"http://127.0.0.1:8000/dau-vet/{trace}")


def say(*parts: str | Figure | Text, style: str = "body") -> Paragraph:
    runs = tuple(Text(p) if isinstance(p, str) else p for p in parts)
    return Paragraph(runs, style)  # type: ignore[arg-type]


MONEY = Table(
    header=((Cell("Năm", "center", True), Cell("Số vốn", "center", True), Cell("Nguồn", "center", True)),),
    rows=(
        (Cell("2018", "center"), Cell("300 triệu đồng", "right", trace="V1", url="http://x/V1"), Cell("địa phương")),
        (Cell("2019", "center"), Cell("04 tỷ đồng", "right", trace="V2", url="http://x/V2"), Cell("trung ương")),
    ),
    widths=(1, 2, 2),
)

BODY = (
    say(
        "Thực hiện Kế hoạch số 1479/KH-BCĐ-CAT ngày 03 tháng 4 năm 2020 của Cơ quan thường trực phòng, chống tội phạm "
        "- Công an tỉnh Cao Bằng về tổng kết thực hiện Chương trình phòng, chống ma túy đến năm 2020 trên địa bàn "
        "tỉnh, Sở Lao động - Thương binh và Xã hội báo cáo kết quả như sau:"
    ),
    Heading(1, "I.", "Kết quả thực hiện"),
    Heading(2, "1.", "Công tác tập huấn, tuyên truyền"),
    say(
        "Công tác tập huấn: Đã tổ chức tập huấn cho ",
        figure("hơn 830", "CB-2.1"),
        " lượt cán bộ các cấp tỉnh, huyện, xã.",
        style="bullet",
    ),
    say(
        "Công tác tuyên truyền: tại ",
        figure("13/13", "CB-2.2"),
        " huyện, thành phố và ",
        figure("199/199", "CB-2.3"),
        " xã, phường, thị trấn với ",
        figure("hơn 8.200", "CB-2.4"),
        " lượt người tham dự.",
        style="bullet",
    ),
    say(figure("27.000", "CB-2.5"), " tờ rơi tuyên truyền về nghiện và điều trị nghiện ma túy.", style="plus"),
    say(figure("3.850", "CB-2.6"), " quyển sổ tay về phòng, chống ma túy.", style="plus"),
    Heading(2, "2.", "Kết quả cai nghiện phục hồi"),
    say(
        "Kết quả từ ngày 01 tháng 01 năm 2017 đến ngày 30 tháng 6 năm 2020 được ",
        figure("508", "CB-3.1"),
        " người (",
        Text("bắt buộc ", italic=True),
        figure("252", "CB-3.2"),
        Text("; tự nguyện ", italic=True),
        figure("256", "CB-3.3"),
        "), trong đó ",
        figure("508", "CB-3.1"),
        " người có hồ sơ.",
    ),
    Heading(3, "a)", "Vốn đầu tư"),
    say("Tổng số vốn đầu tư nâng cấp cơ sở vật chất, trang thiết bị là ", figure("8", "CB-6.1"), " tỷ đồng, trong đó:"),
    MONEY,
    Heading(1, "II.", "Đánh giá chung"),
    *(
        say(
            f"({n}) Đã chủ động tham mưu xây dựng chương trình, kế hoạch và tổ chức triển khai thực hiện theo chương "
            "trình, kế hoạch đề ra; trong quá trình tổ chức thực hiện có phối hợp chặt chẽ với các sở, ngành liên "
            "quan và các huyện, thành phố; các hoạt động chỉ đạo, hướng dẫn thực hiện được quan tâm thực hiện."
        )
        for n in range(1, 7)
    ),
    say(
        "Trên đây là báo cáo về kết quả thực hiện công tác cai nghiện ma túy và quản lý sau cai nghiện của Sở Lao động "
        "- Thương binh và Xã hội tỉnh Cao Bằng./."
    ),
)

PAPER = Paper(
    parent_agency="Ủy ban nhân dân tỉnh Cao Bằng",
    agency="Sở Lao động - Thương binh và Xã hội",
    symbol="BC-SLĐTBXH",
    place="Cao Bằng",
    kind="BÁO CÁO",
    title="Công tác tổ chức cai nghiện ma túy và quản lý sau cai",
    drafted_on=date(2020, 7, 1),
    signature=Signature("KT.", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Phạm Viết Công"),
    addressees=("Công an tỉnh Cao Bằng",),
    bases=(
        "Căn cứ Luật Phòng, chống ma túy ngày 09 tháng 12 năm 2000",
        "Căn cứ Nghị định số 94/2010/NĐ-CP ngày 09 tháng 9 năm 2010 của Chính phủ quy định về tổ chức cai nghiện "
        "ma túy tại gia đình, cai nghiện ma túy tại cộng đồng;",
    ),
    blocks=BODY,
    recipients=("Công an tỉnh Cao Bằng", "Giám đốc, PGĐ (đ/c Công)", "Lưu: VT, PCTNXH"),
    annexes=(
        annex_table(ANNEX_1, LINES, lines=3),
        annex_table(ANNEX_2, values(ANNEX_2), source_note="Ghi chú: “-” là không phát sinh; ô trống là chưa báo cáo."),
        annex_table(ANNEX_3, values(ANNEX_3)),
    ),
    drafted_label="SỐ LIỆU MINH HỌA - không phải số liệu chính thức",
)

"""Names as often as they are roughly met. The weights are of our own making; nobody's name was counted for them.

A province's peoples name their children differently, so a name is drawn in a people's manner (`MANNERS`).
"""

from dataclasses import dataclass
from random import Random

Weighted = dict[str, float]


def weighted(text: str) -> Weighted:
    """`Nguyễn:38 Trần:11 Lê`: a weight of one where none is said."""
    pairs = (item.partition(":") for item in text.split())
    return {name.replace("_", " "): float(weight or 1) for name, _, weight in pairs}


class Choice:
    """Something drawn by weight with one random number: a wheel with so many slots for each, one at the least."""

    def __init__(self, weights: Weighted, slots: int = 4096) -> None:
        total = sum(weights.values())
        self._wheel = tuple(
            name for name, weight in weights.items() for _ in range(max(1, round(slots * weight / total)))
        )
        self._slots = len(self._wheel)

    def draw(self, random: Random) -> str:
        return self._wheel[int(random.random() * self._slots)]


@dataclass(frozen=True)
class Manner:
    """How a people names a man and a woman. `ethnicity`: its code in the register."""

    ethnicity: str
    surnames: Choice
    middles: dict[str, Choice]
    givens: dict[str, Choice]


_KINH_SURNAMES = weighted(
    "Nguyễn:38 Trần:11 Lê:9.5 Phạm:7 Hoàng:3.6 Huỳnh:4.2 Phan:4.5 Vũ:3.9 Võ:2.6 Đặng:2.1 Bùi:2 Đỗ:1.6 Hồ:1.3 Ngô:1.3"
    " Dương:1 Lý:0.5 Đinh:1 Trịnh:0.8 Mai:0.7 Trương:2.2 Đoàn:0.8 Lâm:0.8 Cao:0.6 Châu:0.3 Hà:0.6 Tạ:0.4 Thái:0.4"
    " Lương:0.7 Đào:0.6 Tô:0.3 Tống:0.2 Chu:0.3 Quách:0.2 La:0.1 Từ:0.1 Kiều:0.1 Phùng:0.4 Vương:0.4 Lưu:0.4 Nghiêm:0.1"
    " Bạch:0.1 Khổng:0.1 Mạc:0.1 Thân:0.1 Thạch:0.2 Sơn:0.1 Kim:0.1 Ông:0.05 Ninh:0.1 Viên:0.05"
)
_MEN_MIDDLE = weighted(
    "Văn:30 Hữu:5 Đức:6 Minh:6 Quang:5 Xuân:3 Ngọc:4 Thanh:5 Đình:4 Công:3 Quốc:4 Thành:3 Thế:3 Bá:1 Duy:2 Anh:2 Gia:1"
    " Khắc:1 Tiến:2 Trọng:2 Viết:1 Huy:1 Hoàng:2 Tuấn:2 Trung:1 Mạnh:2 Tấn:1 Phước:1 Nhật:1 Sỹ:0.4 Doãn:0.2 Phi:0.3"
)
_WOMEN_MIDDLE = weighted(
    "Thị:46 Ngọc:5 Thanh:4 Kim:4 Hồng:3 Thu:4 Bích:2 Mỹ:2 Hoài:1 Phương:3 Minh:2 Diệu:1 Như:1 Thúy:2 Thùy:2 Xuân:1"
    " Quỳnh:1 Khánh:1 Lan:1 Tuyết:1 Cẩm:1 Ánh:1 Hải:1"
)
_MEN = weighted(
    "An:1.4 Anh:3 Ân:0.3 Bảo:1.2 Bách:0.3 Bằng:0.6 Bình:2 Cảnh:0.5 Châu:0.5 Chiến:1.1 Chính:0.7 Chung:0.6 Công:0.9"
    " Cường:2.9 Dũng:3.3 Duy:1.8 Dương:1.3 Đại:0.6 Đạt:1.8 Điệp:0.4 Định:0.5 Đoàn:0.3 Đông:0.7 Đồng:0.3 Đức:2.4"
    " Giang:0.7"
    " Hà:0.7 Hải:2.3 Hào:0.4 Hậu:0.8 Hiền:0.5 Hiển:0.4 Hiệp:1.1 Hiếu:2 Hòa:1.1 Hoàn:0.6 Hoàng:2.4 Hùng:3.6 Huy:2.3"
    " Hưng:1.6 Hữu:0.3 Khải:0.6 Khang:0.8 Khánh:1.1 Khoa:1 Khôi:0.4 Kiên:1.2 Kiệt:0.6 Lâm:0.9 Lập:0.3 Linh:0.7 Long:2"
    " Lộc:0.9 Lợi:0.7 Luân:0.4 Lực:0.5 Lương:0.3 Mạnh:1.5 Minh:2.4 Nam:2.4 Nghĩa:0.9 Nguyên:0.8 Nhân:0.6 Nhật:0.4"
    " Phát:0.7 Phi:0.4 Phong:1.5 Phú:1 Phúc:1.2 Phước:0.7 Phương:1 Quân:1.7 Quang:1.7 Quốc:0.6 Quý:0.9 Quyền:0.5"
    " Quyết:0.4 Sang:0.7 Sáng:0.3 Sinh:0.5 Sơn:2 Sỹ:0.2 Tài:1.2 Tâm:0.8 Tân:0.8 Tấn:0.3 Tây:0.1 Thái:1.1 Thạch:0.2"
    " Thanh:1.5 Thành:2.4 Thao:0.1 Thăng:0.3 Thắng:2.4 Thế:0.3 Thiện:0.7 Thịnh:0.9 Thọ:0.5 Thông:0.5 Thuận:0.7"
    " Thưởng:0.2 Tiến:1.7 Tiệp:0.2 Tín:0.3 Toàn:1.5 Toản:0.3 Trí:0.5 Trọng:0.6 Trung:2.1 Trường:1.3 Tú:1.3 Tuân:0.4"
    " Tuấn:3.6 Tùng:1.7 Tuyên:0.4 Tường:0.2 Văn:0.3 Việt:1.4 Vinh:1.2 Vĩnh:0.2 Vũ:1.3 Vương:0.5 Xuân:0.3 Yên:0.1"
)
_WOMEN = weighted(
    "An:1.4 Anh:3.6 Ánh:0.8 Bích:0.7 Bình:0.7 Châu:0.7 Chi:1.1 Chinh:0.3 Cúc:0.5 Diễm:0.4 Diệp:0.5 Diệu:0.3 Dung:1.5"
    " Duyên:0.9 Đào:0.4 Giang:1 Hà:2.3 Hạ:0.2 Hải:0.6 Hạnh:1.6 Hằng:1.9 Hậu:0.5 Hiên:0.2 Hiền:1.8 Hoa:2 Hòa:0.9"
    " Hoài:0.7"
    " Hoan:0.2 Hoàn:0.3 Hồng:1.6 Huế:0.5 Huệ:0.8 Huyền:1.7 Hương:2.9 Hường:0.8 Khánh:0.4 Lan:2 Lành:0.2 Lê:0.3 Lệ:0.4"
    " Liên:1.1 Liễu:0.3 Linh:2.6 Loan:1.1 Lụa:0.2 Lý:0.5 Mai:1.9 Mận:0.2 Minh:0.7 My:0.8 Mỹ:0.5 Nga:1.4 Ngà:0.2"
    " Ngân:1.2"
    " Nghĩa:0.1 Ngọc:1.9 Nguyệt:0.9 Nhàn:0.4 Nhi:0.9 Nhung:1.3 Như:0.5 Oanh:1 Phúc:0.2 Phương:2.4 Phượng:0.9 Quyên:0.7"
    " Quỳnh:1.1 Sen:0.3 Tâm:1.1 Thanh:1.6 Thảo:2 Thắm:0.6 Thi:0.2 Thoa:0.5 Thơm:0.5 Thu:1.8 Thủy:1.9 Thúy:1.3 Thư:0.9"
    " Thương:0.8 Tiên:0.4 Trà:0.4 Trang:2.6 Trâm:0.5 Trinh:0.7 Trúc:0.4 Tú:0.5 Tuyết:1.2 Tươi:0.3 Uyên:0.6 Vân:1.6"
    " Vi:0.4 Vinh:0.1 Vy:0.6 Xoan:0.2 Xuân:0.8 Yến:1.3 Ý:0.1"
)


def _manner(ethnicity: str, surnames: str, middles: tuple[str, str], givens: tuple[str, str]) -> Manner:
    """A people of the mountains: its own names, and every third time one heard everywhere."""
    own = [weighted(text) for text in givens]
    spread = [{**{n: w / 2 for n, w in all_.items()}, **{n: w * 12 for n, w in mine.items()}}
              for all_, mine in zip((_MEN, _WOMEN), own, strict=True)]  # fmt: skip
    sexes = ("male", "female")
    return Manner(
        ethnicity,
        Choice(weighted(surnames)),
        {sex: Choice(weighted(text)) for sex, text in zip(sexes, middles, strict=True)},
        {sex: Choice(weights) for sex, weights in zip(sexes, spread, strict=True)},
    )


KINH = Manner(
    "kinh",
    Choice(_KINH_SURNAMES),
    {"male": Choice(_MEN_MIDDLE), "female": Choice(_WOMEN_MIDDLE)},
    {"male": Choice(_MEN), "female": Choice(_WOMEN)},
)
MANNERS = {
    "kinh": KINH,
    "tay": _manner(
        "tay",
        "Nông:18 Hoàng:16 Lý:9 Bế:8 Lục:6 Triệu:6 Hà:5 Đàm:5 Ma:5 La:3 Long:2 Mông:3 Vi:3 Chu:3 Lương:6 Đinh:3 Tô:2",
        ("Văn:50 Đức:6 Minh:4 Quang:4 Đình:4 Ích:2 Thế:3 Mạnh:2", "Thị:80 Thu:5 Thanh:4 Bích:2"),
        ("Pò Lình Khìn Bảo Slấn Coóng", "Slao Nhình Pẻng Lả Mẩy Bióc"),
    ),
    "nung": _manner(
        "nung",
        "Nông:20 Hoàng:12 Lương:8 Phương:4 Chu:5 Vi:4 Mã:5 Lý:6 Sầm:5 Hứa:4 Lâm:3 Long:3 Thang:1",
        ("Văn:55 Đức:4 Công:3 Minh:4", "Thị:85 Thu:3 Thanh:3"),
        ("Páo Sùi Lềnh Thàng Sảo", "Sảy Phấn Nhạn Mùi Pày"),
    ),
    "mong": _manner(
        "mong",
        "Vàng:14 Giàng:14 Lầu:6 Sùng:13 Thào:10 Hạng:7 Mùa:8 Lý:10 Hầu:4 Ly:4 Cứ:3 Tráng:3 Chang:2 Dương:6 Vừ:5",
        ("A:70 Văn:12 Seo:6 Mí:6 Chính:1", "Thị:88 Seo:4"),
        ("Chơ Dế Pó Tủa Páo Lử Sà Dình Của Vàng Nhà Chứ Súa Giàng Chống Pháng",
         "Mỷ Sua Dở Mai Pàng Ka Say Dua Và Chúa"),
    ),
    "dao": _manner(
        "dao",
        "Triệu:20 Đặng:14 Bàn:14 Lý:12 Phùng:8 Chảo:5 Tẩn:6 Phàn:4 Vàng:3",
        ("Văn:30 Tòn:10 Chòi:6 Phụ:8 Kiềm:5 Tiến:6 Quầy:4 Ông:2", "Thị:55 Mùi:25 Tả:6 Mẩy:6"),
        ("Phin Chìu Quyên Khe Sình Pham Sơn", "Mẩy Khe Nái Pham Nhậy Ghển Coi"),
    ),
    "thai": _manner(
        "thai",
        "Lò:28 Quàng:12 Cà:10 Tòng:8 Lường:12 Lù:4 Vì:6 Hoàng:6 Cầm:6 Bạc:3 Đèo:1 Điêu:3 Mè:2 Ngần:2",
        ("Văn:80 Xuân:3 Bun:3", "Thị:94"),
        ("Pản Pâng Ín Ón Xôm Thoan Hặc Pơi Biên Muôn", "Pâng Ướng Inh Hặc Pỏm Ỏ Lả Xiên Ánh"),
    ),
}  # fmt: skip
ALIASES = weighted("đen:4 sẹo:5 còi:4 tây:2 béo:3 lùn:3 cận:2 trố:3 xoăn:3 móm:2 híp:2 cụt:1 ba:4 tư:4 năm:2 út:4 cò:3")


def draw_name(random: Random, manner: Manner, sex: str) -> str:
    """Surname, middle name, given name; now and then two middle names, or none."""
    surname = manner.surnames.draw(random)
    given = manner.givens[sex].draw(random)
    turn = random.random()
    if turn < 0.03:
        return f"{surname} {given}"
    middle = manner.middles[sex].draw(random)
    if turn < 0.20 and middle in ("Thị", "Văn"):
        second = KINH.middles[sex].draw(random)
        return f"{surname} {middle} {second} {given}" if second != middle else f"{surname} {middle} {given}"
    return f"{surname} {middle} {given}"


_NICKNAMES = Choice(ALIASES)


def draw_alias(random: Random, name: str) -> str:
    """As people are called: the given name with what tells it from others."""
    return f"{name.rpartition(' ')[2]} {_NICKNAMES.draw(random)}"

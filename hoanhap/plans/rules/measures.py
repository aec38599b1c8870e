"""What may show that a task is done, beside what its agency says: the table, and how each is written down."""

from collections.abc import Mapping
from typing import Final

from hoanhap.kernel.lang import Words

FORM, DIRECTIVE, INDICATOR = "form", "directive", "indicator"
MEASURES: Final[Mapping[str, Words]] = {
    FORM: Words("Biểu của đợt báo cáo đã gửi", "A campaign's form was sent"),
    DIRECTIVE: Words("Văn bản căn cứ vào kế hoạch đã ban hành", "A directive that rests on the plan's was issued"),
    INDICATOR: Words("Chỉ tiêu đạt mức", "An indicator reaches a bar"),
}

# Evidence of what was reported. What has none of it stands as words alone, and says so.
EVIDENCE: Final[Mapping[str, Words]] = {
    "directive": Words("Văn bản", "Directive"),
    "figure": Words("Số liệu", "Figure"),
    "form": Words("Biểu báo cáo", "Form"),
    "means": Words("Lớp tập huấn, hội nghị, cơ sở đã ghi", "Training, conference or place on record"),
}

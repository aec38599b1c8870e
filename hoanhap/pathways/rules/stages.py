"""The stages inside rehabilitation and what a centre notes of a resident. Pure."""

from typing import Final

from hoanhap.kernel.lang import Words

STAGES: Final = {  # in their order: nobody goes back
    "intake": Words("Tiếp nhận, phân loại", "Intake and classification"),
    "detox": Words("Cắt cơn, giải độc", "Detox"),
    "education": Words("Giáo dục, tư vấn, phục hồi hành vi", "Education and behaviour"),
    "work": Words("Lao động trị liệu, học nghề", "Work therapy and training"),
    "return": Words("Chuẩn bị tái hòa nhập", "Preparation to return"),
}
EVENTS: Final = {  # escape, return and transfer are steps of the law
    "leave": Words("Nghỉ, về thăm nhà", "Leave"),
    "hospital": Words("Đi bệnh viện", "Hospital"),
    "health": Words("Khám sức khỏe", "Health check"),
    "rating": Words("Xếp loại", "Rating"),
    "progress": Words("Tiến bộ được công nhận", "Recognised progress"),
    "merit": Words("Lập công, khen thưởng", "Merit"),
    "discipline": Words("Kỷ luật", "Discipline"),
}
LASTING: Final = frozenset({"leave", "hospital"})
RATINGS: Final = {
    "good": Words("Tốt", "Good"),
    "fair": Words("Khá", "Fair"),
    "average": Words("Trung bình", "Average"),
    "poor": Words("Kém", "Poor"),
}
ORDER: Final = tuple(STAGES)


def keeper(*, placed: bool, relation: str) -> bool:
    """Whose the stages are to keep: the place that took the person in; of somebody at home, the commune."""
    return relation == ("resident" if placed else "own")


def staged(*, kind: str, residential: bool, inside: bool, begun: bool) -> bool:
    """Whether a measure is in stages now. `inside`: takes a bed; `begun`: the term runs."""
    return kind == "rehab" and (inside if residential else begun)

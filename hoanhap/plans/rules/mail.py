"""A reminder as a short letter: what, by when, why, where to answer. Plain words only, no personal data."""

from hoanhap.kernel.lang import t


def subject(late: bool) -> str:
    if late:
        return t("Hòa Nhập: nhiệm vụ quá hạn", "Hòa Nhập: a task is late")
    return t("Hòa Nhập: nhiệm vụ sắp đến hạn", "Hòa Nhập: a task is due soon")


def body(lines: list[tuple[str, str]]) -> str:
    """(words, address) of each reminder of one reader."""
    head = t("Nhiệm vụ kế hoạch cần chú ý:", "Tasks of plans that want attention:")
    foot = t("Thư tự động của Hòa Nhập; không trả lời thư này.", "Sent by Hòa Nhập itself; please do not answer.")
    return "\n\n".join([head, *(f"- {words}\n  {url}" for words, url in lines), foot])

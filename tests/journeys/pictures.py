"""The pictures of the user's guide. A journey takes them at the place where the guide tells of it.

They are written only when missing, or when HOANHAP_SHOTS is set: a picture in the repository changes when somebody
wants it to. Clock times are made the same in every picture.
"""

import os
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page

FOLDER = Path(__file__).parents[2] / "docs" / "huong-dan" / "anh"
WIDTH = 1200
MARGIN = 12
STILL = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) walk.currentNode.data = walk.currentNode.data
    .replace(/\\d\\d:\\d\\d \\d\\d\\/\\d{1,2}\\/20\\d\\d/g, "08:30 07/9/2020")
    .replace(/(Đã lưu lúc|, ) ?\\d\\d:\\d\\d(?=[ :]|$)/g, "$1 08:30");
}"""


def shoot(page: Page, name: str, *parts: Locator, height: int = 700) -> None:
    """Of the parts of the page that are named, with all that lies between; else of its first `height` pixels."""
    for part in parts:
        part.wait_for()
    path = FOLDER / f"{name}.png"
    if path.exists() and not os.environ.get("HOANHAP_SHOTS"):
        return
    before = page.viewport_size
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.evaluate(STILL)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, clip=_around(parts) if parts else None, full_page=bool(parts), caret="hide")
    if before:
        page.set_viewport_size(before)


def _around(parts: tuple[Locator, ...]) -> FloatRect:
    boxes = [part.evaluate(BOX) for part in parts]
    left, top = min(b["left"] for b in boxes) - MARGIN, min(b["top"] for b in boxes) - MARGIN
    right, bottom = max(b["right"] for b in boxes) + MARGIN, max(b["bottom"] for b in boxes) + MARGIN
    left, right = max(left, 0), min(right, WIDTH)
    return {"x": left, "y": max(top, 0), "width": right - left, "height": bottom - max(top, 0)}


BOX = """e => { const b = e.getBoundingClientRect(); return {
  left: b.left + scrollX, right: b.right + scrollX, top: b.top + scrollY, bottom: b.bottom + scrollY } }"""

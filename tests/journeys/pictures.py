"""The pictures of the user's guide. A journey takes them at the place where the guide tells of it.

They are written only when missing, or when HOANHAP_SHOTS is set: a picture in the repository changes when somebody
wants it to. Clock times are made the same in every picture, and its colours are few: half the weight, the same to the
eye.
"""

import base64
import os
import struct
import zlib
from pathlib import Path

import numpy as np
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
    shot = page.screenshot(clip=_around(parts) if parts else None, full_page=bool(parts), caret="hide")
    path.write_bytes(_light(shot, page))
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


def _light(picture: bytes, page: Page) -> bytes:
    """The picture in at most 256 colours: shades that lie close together become the one of them seen most."""
    blank = page.context.new_page()  # its own: what a page of the product may load, its policy says
    width, height, raw = blank.evaluate(PIXELS, base64.b64encode(picture).decode())
    blank.close()
    pixels = np.frombuffer(base64.b64decode(raw), np.uint32)
    packed, place, often = np.unique(pixels, return_inverse=True, return_counts=True)
    shades = packed.view(np.uint8).reshape(-1, 4)[:, :3]
    for step in range(8):
        rough, group = np.unique(shades >> step, axis=0, return_inverse=True)
        if len(rough) <= 256:
            break
    palette = np.zeros_like(rough)
    rarest_first = np.argsort(often, kind="stable")
    palette[group[rarest_first]] = shades[rarest_first]
    lines = np.zeros((height, width + 1), np.uint8)  # each begins with its filter: none
    lines[:, 1:] = group[place].reshape(height, width)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PIXELS = """async (png) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const bytes = canvas.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""

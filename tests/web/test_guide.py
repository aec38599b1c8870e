"""The guide is drawn from a small part of Markdown; nothing in a chapter can reach further."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hoanhap.web import guide

CHAPTER = """# Nhập biểu

Chọn **ô đầu** rồi nhấn `Ctrl+V`; xem [chương sau](02-gui.md).

## Các bước

1. Mở biểu
2. Gõ số,
   rồi Enter

- một
- *hai*

| Phím | Việc |
|---|---|
| F2 | sửa <b> |

> Để trống khác với 0.

![Lưới nhập](anh/luoi-nhap.png)
"""


@pytest.fixture
def book(tmp_path: Path, settings: Any) -> Path:
    settings.GUIDE_PATH = tmp_path
    (tmp_path / "01-nhap.md").write_text(CHAPTER, encoding="utf-8")
    (tmp_path / "02-gui.md").write_text("# Gửi báo cáo\n\nx", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Không phải chương", encoding="utf-8")
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "luoi-nhap.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_chapters_stand_in_order(book: Path, client: Client, db: None) -> None:
    assert [c.title for c in guide.chapters()] == ["Nhập biểu", "Gửi báo cáo"]
    html = client.get("/tro-giup/").content.decode()
    assert html.index("Nhập biểu") < html.index("Gửi báo cáo") and "Không phải chương" not in html


def test_a_chapter_is_drawn(book: Path, client: Client, db: None) -> None:
    html = client.get("/tro-giup/01-nhap/").content.decode()
    for part in (
        '<p>Chọn <b>ô đầu</b> rồi nhấn <code>Ctrl+V</code>; xem <a href="/tro-giup/02-gui/">chương sau</a>.</p>',
        '<h2 id="cac-buoc">Các bước</h2>',
        "<ol><li>Mở biểu</li><li>Gõ số, rồi Enter</li></ol>",
        "<ul><li>một</li><li><em>hai</em></li></ul>",
        "<td>F2</td><td>sửa &lt;b&gt;</td>",
        '<div class="note info"><p>Để trống khác với 0.</p></div>',
        '<img src="/tro-giup/anh/luoi-nhap.png" alt="Lưới nhập" loading="lazy">',
    ):
        assert part in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>x</script>",
        "[x](javascript:alert(1))",
        "[x](http://evil/a.md)",
        "![x](//evil/a.png)",
        '![" onerror="x](a.png)',
    ],
)
def test_a_chapter_can_hold_no_html_and_no_foreign_address(hostile: str) -> None:
    drawn = guide.render(hostile)
    assert "<script" not in drawn and "href" not in drawn
    assert 'onerror="' not in drawn and 'src="//' not in drawn


def test_only_pictures_of_the_guide_can_be_asked_for(book: Path, client: Client, db: None) -> None:
    assert client.get("/tro-giup/anh/luoi-nhap.png").status_code == 200
    for name in ("..%2f01-nhap.md", "khong-co.png", "x.svg", "Luoi.PNG"):
        assert client.get(f"/tro-giup/anh/{name}").status_code == 404
    assert client.get("/tro-giup/khong-co/").status_code == 404


def test_without_a_guide_the_page_says_so(tmp_path: Path, settings: Any, client: Client, db: None) -> None:
    settings.GUIDE_PATH = tmp_path / "nothing"
    assert "Bản cài đặt này không kèm sách hướng dẫn" in client.get("/tro-giup/").content.decode()

"""Every template and script of every room: two full languages, nothing inline, nothing fetched from outside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split

from tests.looking import VIETNAMESE

ROOT = Path(__file__).resolve().parents[2] / "hoanhap"
TEMPLATES = sorted(p for p in ROOT.rglob("templates/**/*") if p.suffix in (".html", ".txt"))
STATIC = sorted(p for p in ROOT.rglob("static/**/*") if p.suffix in (".js", ".css", ".svg"))
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
# What is the same in both languages: names, the currency, the heading of an official paper.
NAMES = re.compile(
    r"Hòa Nhập|Tiếng Việt|đồng|Lào Cai|Cao Bằng|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc"
)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def tokens(path: Path) -> list[Token]:
    return Lexer(COMMENT.sub("", path.read_text(encoding="utf-8"))).tokenize()


def spoken(path: Path) -> Iterator[list[str]]:
    for token in tokens(path):
        if token.token_type == TokenType.BLOCK and token.contents.startswith("t "):
            yield list(smart_split(token.contents))[1:3]


def ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_every_sentence_of_a_template_has_both_languages(path: Path) -> None:
    for pair in spoken(path):
        assert len(pair) == 2, f"{path.name}: one language only: {pair}"
        vi, en = (text.strip("\"'").strip() for text in pair)
        assert vi and en, f"{path.name}: an empty side: {pair}"
        literal = pair[1][0] in "\"'"
        assert not (literal and VIETNAMESE.search(NAMES.sub("", en))), f"{path.name}: Vietnamese in the English: {en}"
        if literal:
            assert set(re.findall(r"\{\w+\}", vi)) == set(re.findall(r"\{\w+\}", en)), f"{path.name}: places: {pair}"


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_no_vietnamese_stands_outside_the_t_tag(path: Path) -> None:
    for token in tokens(path):
        if token.token_type == TokenType.TEXT:
            assert not VIETNAMESE.search(NAMES.sub("", token.contents)), f"{path.name}: {token.contents.strip()[:80]}"


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_a_template_carries_no_inline_style_or_script_and_no_foreign_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<[^>]*\sstyle\s*=", text), "inline style"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=\s*[\"']", text), "inline handler"
    assert "<style" not in text, "style element"
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), "inline script"
    assert not re.search(r"https?://|\bsrc=[\"']//", text), "foreign address"
    assert "|safe" not in text and "autoescape off" not in text, "unescaped text"


@pytest.mark.parametrize("path", STATIC, ids=ids(STATIC))
def test_a_static_file_names_no_foreign_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for namespace in NAMESPACES:
        text = text.replace(namespace, "")
    assert not re.search(r"https?://|@import|url\([\"']?//", text)


@pytest.mark.parametrize("path", [p for p in STATIC if p.suffix == ".js"], ids=lambda p: p.name)
def test_a_script_neither_evaluates_nor_writes_html_and_says_nothing_itself(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", code)
    said = [word for word in re.findall(r"[^\W\d_]{2,}", code) if VIETNAMESE.search(word)]
    assert not said, f"{said}: a sentence belongs in hoanhap/ui/grid.py, in both languages"


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_a_template_compiles(path: Path) -> None:
    name = str(path.relative_to(next(p for p in path.parents if p.name == "templates")))
    engines["django"].get_template(name)


def test_fonts_stay_small_and_carry_their_licence() -> None:
    fonts = ROOT / "ui/static/ui/fonts"
    assert sum(p.stat().st_size for p in fonts.glob("*.woff2")) < 200_000
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert len(list(fonts.glob("*.woff2"))) == 4

"""The user's guide (docs/huong-dan/*.md) as pages: the small part of Markdown it is written in, and nothing else.

Everything is escaped before a mark is read, so a chapter can hold no HTML and no address that leaves the house.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from hoanhap.kernel.text import fold

PICTURE = re.compile(r"[a-z0-9-]{1,80}\.png")
ITEM = re.compile(r"(?P<bullet>[-*]|\d+[.)])\s+(?P<text>.+)")
BOLD, ITALIC, CODE = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"(?<!\*)\*([^*]+)\*"), re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\.md\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\((?:anh/)?([a-z0-9-]+\.png)\)")


@dataclass(frozen=True, slots=True)
class Chapter:
    slug: str
    title: str
    body: SafeString


def chapters() -> list[Chapter]:
    """In the order of their file names: 01-…, 02-…"""
    return [found for path in _files() if (found := _read(path, path.stat().st_mtime_ns))]


def chapter(slug: str) -> Chapter | None:
    return next((found for found in chapters() if found.slug == slug), None)


def picture(name: str) -> Path | None:
    """A screenshot of the guide; nothing else in the folder can be asked for."""
    path = Path(settings.GUIDE_PATH) / "anh" / name
    return path if PICTURE.fullmatch(name) and path.is_file() else None


def _files() -> list[Path]:
    return sorted(p for p in Path(settings.GUIDE_PATH).glob("*.md") if p.stem.lower() != "readme")


@lru_cache(maxsize=64)
def _read(path: Path, written: int) -> Chapter | None:
    title, _, text = path.read_text(encoding="utf-8").lstrip("# \ufeff").partition("\n")
    return Chapter(path.stem, title.strip(), render(text)) if title.strip() else None


def render(text: str) -> SafeString:
    """Headings, paragraphs, lists, tables, pictures, **bold**, *italic*, `code`, links to other chapters."""
    blocks = [lines for blank, group in groupby(text.splitlines(), lambda s: not s.strip()) if not blank
              if (lines := list(group))]  # fmt: skip
    return mark_safe("\n".join(part for block in blocks for part in _block(block)))  # noqa: S308 escaped in _inline


def _block(lines: list[str]) -> Iterator[str]:
    first = lines[0].strip()
    if first.startswith("#"):
        level = min(max(len(first) - len(first.lstrip("#")), 2), 4)
        words = first.lstrip("# ")
        yield f'<h{level} id="{slugify(fold(words))}">{_inline(words)}</h{level}>'
        if len(lines) > 1:
            yield from _block(lines[1:])
    elif first.startswith("|"):
        yield _table(lines)
    elif ITEM.match(first):
        yield _list(lines)
    elif first.startswith(">"):
        yield f'<div class="note info"><p>{_inline(" ".join(line.strip().lstrip("> ") for line in lines))}</p></div>'
    else:
        yield f"<p>{_inline(' '.join(line.strip() for line in lines))}</p>"


def _list(lines: list[str]) -> str:
    items: list[str] = []
    for line in lines:
        found = ITEM.match(line.strip())
        if found:
            items.append(found["text"])
        else:
            items[-1] += f" {line.strip()}"
    tag = "ol" if lines[0].strip()[0].isdigit() else "ul"
    return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in rows[2:])
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0" role="group">{table}</div>'


def _inline(text: str) -> str:
    html = str(escape(text))
    html = CODE.sub(r"<code>\1</code>", html)
    html = IMAGE.sub(_image, html)
    html = LINK.sub(lambda m: f'<a href="{reverse("help_chapter", args=[m[2]])}">{m[1]}</a>', html)
    return ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<b>\1</b>", html))


def _image(found: re.Match[str]) -> str:
    source = reverse("help_picture", args=[found[2]])
    return format_html('<img src="{}" alt="{}" loading="lazy">', source, mark_safe(found[1]))  # noqa: S308 escaped above

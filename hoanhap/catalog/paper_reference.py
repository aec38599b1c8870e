"""docs/generated/papers.md: every official paper and register book, its number, who signs it, and what is in doubt."""

from collections.abc import Iterator, Mapping
from datetime import date

from hoanhap.catalog.forms import Form
from hoanhap.catalog.paper_kinds import PaperKind
from hoanhap.catalog.papers import Papers
from hoanhap.kernel.dates import format_date, last_day

_HEADS = (
    "Mã", "Bản", "Giấy tờ", "Hiệu lực", "Số mẫu", "Ai lập", "Ký", "Sổ đánh số", "Giao cho người", "Nguồn", "Kiểm chứng",
)  # fmt: skip
_BOOKS = {
    "decision": "quyết định",
    "certificate": "giấy chứng nhận",
    "general": "chung",
    "team": "Tổ công tác",
    "": "–",
}
_SIGNS = {"head": "người đứng đầu", "deputy": "KT.", "by_order": "TL.", "officer": "người thực hiện"}
_MAKES = {"team": "Tổ công tác", "person": "người dân"}


def papers_page(papers: Papers, books: Mapping[str, Form]) -> str:
    lines = ["# Giấy tờ và sổ · Official papers and register books", ""]
    lines += ["Sinh từ `catalog/documents/`, `catalog/books/`; không sửa tay. Generated; do not edit.", ""]
    lines += ["Lời văn là của phần mềm, theo bố cục NĐ 30/2020/NĐ-CP; số mẫu chỉ ghi khi nguồn nêu rõ.", ""]
    lines += ["## Giấy tờ", "", *_table(*_HEADS)]
    lines += [_paper(kind) for kind in papers.kinds]
    lines += ["", "## Căn cứ", "", *_table("Mã", "Viện dẫn", "Hiệu lực", "Nguồn", "Kiểm chứng")]
    lines += [
        _line(f"`{b.code}`", b.text, _span(b.valid_from, b.valid_to), b.source, _checked(b.verified))
        for b in papers.bases.values()
    ]
    for book in books.values():
        lines += ["", *_book(book)]
    return "\n".join(lines) + "\n"


def _paper(kind: PaperKind) -> str:
    form = f"{kind.form} ({kind.form_of})" if kind.form_of else kind.form
    until = f", đến hết {format_date(last_day(kind.form_to))}" if kind.form_to else ""
    makes = _MAKES.get(kind.made_by) or f"{', '.join(kind.sector)} · {', '.join(kind.level)}"
    signs = ", ".join(_SIGNS[way] for way in kind.signs) or kind.signed_as
    return _line(
        f"`{kind.code}`",
        kind.version,
        kind.words.vi,
        _span(kind.valid_from, kind.valid_to),
        f"{form}{until}" if form else "",
        makes,
        f"TM. tập thể; {signs}" if kind.collective else signs,
        _BOOKS[kind.book],
        "có" if kind.copy else "",
        f"{kind.source}. {kind.note}" if kind.note else kind.source,
        _checked(kind.verified),
    )


def _book(book: Form) -> Iterator[str]:
    yield f"## `{book.code}` · {book.annex.vi}"
    yield ""
    yield f"**{book.title.vi.replace(chr(10), ' ')}** · {book.title.en.replace(chr(10), ' ')}"
    yield ""
    yield f"- Nguồn: {book.source}"
    kept = ", ".join(book.filled_by)
    yield f"- {_checked(book.verified)}; hiệu lực {_span(book.valid_from, book.valid_to)}; nơi giữ: {kept}"
    yield f"- {len(book.columns) + 1} cột: STT; {'; '.join(c.title.vi for c in book.columns)}"


def _span(start: date, end: date | None) -> str:
    return f"từ {format_date(start)}" + (f" đến hết {format_date(last_day(end))}" if end else "")


def _checked(verified: bool) -> str:
    return "đã kiểm chứng" if verified else "**chưa kiểm chứng**"


def _table(*heads: str) -> Iterator[str]:
    yield _line(*heads)
    yield "|" + "---|" * len(heads)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

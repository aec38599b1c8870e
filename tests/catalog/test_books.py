"""The register books: which there are, and what a wrong file is told."""

import pytest

from hoanhap.catalog import books
from hoanhap.catalog.loaded import CatalogErrors, Unknown
from hoanhap.config.home import ROOT
from hoanhap.kernel.lang import speaking
from hoanhap.kernel.text import fold

BOOKS = books.load([ROOT / "catalog"])


def test_the_eight_books_of_the_circular_are_there_kept_by_whom_it_says():
    scn = {code: book.filled_by for code, book in BOOKS.items() if code.endswith("-scn")}
    assert scn == {
        **{f"so-0{n}-scn": ("commune",) for n in range(1, 6)},
        **{f"so-0{n}-scn": ("centre",) for n in range(6, 9)},
    }


def test_form_11_has_its_28_columns_with_the_ordinal():
    assert len(BOOKS["mau-11"].columns) + 1 == 28


def test_what_was_not_recovered_is_marked_unverified():
    assert not [code for code, book in BOOKS.items() if book.verified]


def test_no_book_has_a_column_for_what_this_system_never_holds():
    for book in BOOKS.values():
        assert not [c for c in book.columns if "hiv" in fold(f"{c.code} {c.title.vi} {c.title.en}")]


def test_an_unknown_book_is_named():
    with speaking("vi"), pytest.raises(Unknown, match="so-09-scn"):
        books.book("so-09-scn")


def test_all_mistakes_are_told_at_once(tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    whole = (ROOT / "catalog" / "books" / "books.toml").read_text(encoding="utf-8")
    columns = (ROOT / "catalog" / "books" / "columns.toml").read_text(encoding="utf-8")
    (folder / "columns.toml").write_text(columns.replace('code = "sex"', 'code = "gender"'), encoding="utf-8")
    (folder / "books.toml").write_text(whole.replace('code = "so-02-scn"', 'code = "so-01-scn"'), encoding="utf-8")
    with speaking("vi"), pytest.raises(CatalogErrors) as told:
        books.load([tmp_path])
    found = {(p.key, p.message) for p in told.value.problems}
    assert ("book[so-01-scn].code", "Trùng mã “so-01-scn”") in found
    assert ("book[so-08-scn].columns", "Không có cột “sex”") in found

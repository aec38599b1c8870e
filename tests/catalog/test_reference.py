"""The generated pages say what the tables say."""

from django.apps import apps

from hoanhap.catalog import loaded
from hoanhap.catalog.reference import forms_page
from tools.generate_docs import forms
from tools.glossary import glossary_page, terms


def rows(page: str) -> list[list[str]]:
    return [line.strip("|").split("|") for line in page.splitlines() if line.startswith("|")]


def test_every_row_column_and_section_is_on_the_page():
    page = forms()
    for form in loaded.forms():
        for part in (*form.rows, *form.columns, *form.checks):
            assert f"| `{part.code}` |" in page, (form.code, part.code)
    for outline in loaded.outlines():
        for section in outline.sections:
            assert f"| `{section.code}` |" in page


def test_an_unverified_form_says_so_on_the_page():
    head = forms().split("## `phu-luc-1`")[1].split("## ")[0]
    assert "**Chưa kiểm chứng**" in head


def test_tables_are_square():
    for page in (forms(), glossary_page()):
        for table in page.split("\n\n"):
            assert len({len(row) for row in rows(table)}) <= 1


def test_the_page_of_one_library_does_not_depend_on_the_order_of_its_files():
    found = loaded.catalog()
    turned = loaded.Catalog(found.measures, found.forms[::-1], found.outlines[::-1])
    assert forms_page(found) == forms_page(turned)


def test_every_term_has_both_languages_and_its_model_exists():
    models = {m.__name__ for m in apps.get_models() if m.__module__.startswith("hoanhap.")}
    listed = [t["model"] for t in terms() if "model" in t]
    assert set(listed) == models
    assert len(listed) == len(set(listed))
    assert all(t["en"] and t["vi"] and set(t) <= {"en", "vi", "model", "law", "note"} for t in terms())


def test_no_word_means_two_things():
    for language in ("en", "vi"):
        words = [t[language] for t in terms()]
        assert len(words) == len(set(words))


def test_the_glossary_lists_states_roles_and_rights():
    page = glossary_page()
    for code in ("draft", "approved", "commune_officer", "inspector", "submission.review"):
        assert f"| `{code}` |" in page

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from hoanhap.catalog import books, loaded, papers


class CatalogConfig(AppConfig):
    name = "hoanhap.catalog"

    def ready(self) -> None:
        register(sound, "catalog")


def sound(**_: object) -> list[CheckMessage]:
    """Start-up is refused while a form, an outline, a paper or a book is wrong, with every mistake at its line."""
    found: list[CheckMessage] = []
    for read in (loaded.catalog, papers.papers, books.books):
        try:
            read()
        except loaded.CatalogErrors as errors:
            found += [
                Error(f"{p.file}:{p.line}: {p.key}: {p.message}", hint=p.remedy, id="catalog.E001")
                for p in errors.problems
            ]
    return found

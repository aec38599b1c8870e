"""Write docs/generated from the tables of the program: `python -m tools.generate_docs [--check]`.

`--check` writes nothing, shows what is stale and fails. To add a page, add a line to PAGES.
"""

import difflib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
django.setup()

from hoanhap.catalog import books, loaded, paper_reference, papers, reference  # noqa: E402
from hoanhap.config.home import ROOT  # noqa: E402
from hoanhap.indicators import definitions, page  # noqa: E402
from hoanhap.kernel.lang import speaking  # noqa: E402
from hoanhap.law import loaded as loaded_law  # noqa: E402
from hoanhap.law import reference as law_reference  # noqa: E402
from hoanhap.law.pathways import diagrams  # noqa: E402
from tools import glossary, permissions, states  # noqa: E402

OUT = ROOT / "docs" / "generated"


def forms() -> str:
    """The house's own forms only: what one installation added is not part of the manual."""
    return reference.forms_page(loaded.load([ROOT / "catalog"]))


def official_papers() -> str:
    return paper_reference.papers_page(papers.load([ROOT / "catalog"]), books.load([ROOT / "catalog"]))


def law() -> str:
    return law_reference.law_page(loaded_law.law())


def indicators() -> str:
    return page.indicators_page(definitions.load(sorted((ROOT / "catalog" / "indicators").glob("*.toml"))))


def pathways() -> str:
    found = loaded_law.law()
    return diagrams.pathways_page(found.measures, found.rules)


PAGES: tuple[tuple[str, Callable[[], str]], ...] = (
    ("forms.md", forms),
    ("glossary.md", glossary.glossary_page),
    ("indicators.md", indicators),
    ("law.md", law),
    ("papers.md", official_papers),
    ("pathways.md", pathways),
    ("permissions.md", permissions.permissions_page),
    ("states.md", states.states_page),
)


def pages() -> dict[Path, str]:
    with speaking("vi"):
        return {OUT / name: make() for name, make in PAGES}


def stale() -> list[str]:
    """What a regeneration would change, as a diff."""
    found: list[str] = []
    for path, text in pages().items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        name = str(path.relative_to(ROOT))
        found += difflib.unified_diff(
            old.splitlines(), text.splitlines(), name, f"{name} (generated)", lineterm="", n=1
        )
    return found


def main() -> int:
    if "--check" in sys.argv[1:]:
        if diff := stale():
            print("\n".join([*diff[:200], "", "Stale: run python -m tools.generate_docs"]))
        return 1 if diff else 0
    OUT.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The guide keeps up with the product: its pictures are those the journeys take, and its words are on the screens."""

import ast
import re
from pathlib import Path

import pytest

from tests.journeys.pictures import FOLDER

GUIDE = FOLDER.parent
CHAPTERS = sorted(GUIDE.glob("[0-9]*.md"))
MOST = 3_000_000  # bytes of all pictures


def taken() -> list[str]:
    """The names that journeys give to `shoot`."""
    calls = [
        node
        for path in Path(__file__).parent.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "shoot"
    ]
    return [name.value for call in calls if isinstance(name := call.args[1], ast.Constant)]


def shown() -> list[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CHAPTERS)
    return re.findall(r"!\[[^\]]+\]\(anh/([a-z0-9-]+)\.png\)", text)


def test_every_picture_is_taken_by_one_journey_and_shown_once() -> None:
    assert sorted(taken()) == sorted(set(taken()))
    assert sorted(shown()) == sorted(taken())
    assert {path.stem for path in FOLDER.glob("*")} <= set(taken())


def test_the_pictures_are_not_too_heavy() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) <= MOST


def test_the_index_names_every_chapter_in_order() -> None:
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\(([0-9a-z-]+\.md)\)", index) == [path.name for path in CHAPTERS]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_a_chapter_links_only_to_chapters_and_is_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert set(re.findall(r"\]\(([^)]+\.md)\)", text)) <= {p.name for p in CHAPTERS}
    assert len(text.split()) <= 900


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_the_buttons_a_chapter_names_exist_in_the_product(path: Path) -> None:
    """**Bold** is what stands on the screen, word for word."""
    root = Path(__file__).parents[2] / "hoanhap"
    sources = "\n".join(
        p.read_text(encoding="utf-8") for kind in ("*.py", "*.html") for p in root.rglob(kind) if "demo" not in p.parts
    )
    named = re.findall(r"\*\*([^*]+)\*\*", path.read_text(encoding="utf-8"))
    assert not [words for words in named if words.strip("…") not in sources]

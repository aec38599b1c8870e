"""The documents keep up with the code: every command they show exists, every choice is numbered, every noun named."""

import re
import tomllib

from click import Context, Group
from django.apps import apps

from hoanhap.config.cli import main
from tests.architecture.files import ROOT, read
from tools.start.main import options

SHOWN = re.compile(r"`([^`\n]+)`|^\s{0,4}(?:\$ )?((?:\.venv/bin/)?hoanhap .+)$", re.MULTILINE)
ADRS = sorted((ROOT / "docs/adr").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands_shown() -> set[tuple[str, ...]]:
    """`hoanhap group [sub]` wherever a document shows it as code."""
    shown = set()
    for page in PAGES:
        for quoted, alone in SHOWN.findall(page.read_text("utf-8")):
            words = (quoted or alone).removeprefix(".venv/bin/").split()
            if words[:1] == ["hoanhap"] and len(words) > 1 and re.fullmatch(r"[a-z][a-z-]*", words[1]):
                shown.add(tuple(words[1:3]))
    return shown


def test_every_command_of_the_documents_exists():
    context = Context(main)
    for words in commands_shown():
        command = main.get_command(context, words[0])
        assert command is not None, f"hoanhap {words[0]}"
        if isinstance(command, Group) and len(words) > 1 and re.fullmatch(r"[a-z][a-z-]*", words[1]):
            assert command.get_command(context, words[1]) is not None, f"hoanhap {' '.join(words)}"


def test_every_setting_of_a_home_stands_in_the_readme():
    shown = set(re.findall(r"^\| `(HOANHAP_[A-Z_]+)` \|", read("README.md"), re.MULTILINE))
    read_from = ("hoanhap/config/settings.py", "hoanhap/config/home.py", "hoanhap/config/cli/__init__.py")
    assert shown == {name for path in read_from for name in re.findall(r'"(HOANHAP_[A-Z_]+)"', read(path))}


def test_every_option_of_start_in_the_documents_exists():
    known = {name for action in options()._actions for name in action.option_strings} | {"--full", "-k", "--seed"}
    for page in PAGES:
        for line in re.findall(r"python3 start\.py[^`\n]*", page.read_text("utf-8")):
            assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", line)) <= known, f"{page}: {line}"


def test_every_command_is_in_the_contents_and_says_in_one_line_what_it_is_for():
    context = Context(main)
    assert sorted(main.list_commands(context)) == sorted(
        p.stem for p in (ROOT / "hoanhap/config/cli").glob("[a-z]*.py")
    )
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None and command.get_short_help_str(), name


def test_each_decision_has_its_own_number_and_says_context_and_consequences():
    numbers = [path.name[:4] for path in ADRS]
    assert len(numbers) == len(set(numbers))
    for path in ADRS:
        text = path.read_text("utf-8")
        title = re.match(r"# (\d+)\.? ", text)
        assert title and int(title[1]) == int(path.name[:4]), path
        for part in ("Context", "Decision", "Consequences"):
            assert f"**{part}" in text or f"## {part}\n" in text, f"{path}: {part}"


def test_every_decision_that_the_code_cites_was_written_down():
    numbers = {path.name[:4] for path in ADRS}
    for path in [*(ROOT / "hoanhap").rglob("*.py"), *(ROOT / "docs").rglob("*.md")]:
        cited = set(re.findall(r"\bADR (\d{4})\b", path.read_text("utf-8")))
        assert cited <= numbers, f"{path}: {cited - numbers}"


def test_every_model_has_its_word_in_the_glossary_and_no_word_a_lost_model():
    named = {term["model"] for term in tomllib.loads(read("docs/glossary.toml"))["terms"] if "model" in term}
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("hoanhap.")}
    assert named == models


def test_links_between_documents_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page}: {target}"

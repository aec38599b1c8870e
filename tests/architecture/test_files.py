"""The house keeps itself readable, portable and honest; whoever breaks one of these is told the file."""

import ast
import re
import subprocess

from tests.architecture.files import ROOT, python_files, read, text_files

LONGEST = 500
LOCKS = sorted(path.name for path in ROOT.glob("requirements*.txt"))
# Split, so that this file does not find itself.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian", "docker" + ".io")
MACHINE = ("/work" + "/", "/root" + "/")


def test_no_file_of_the_product_is_longer_than_five_hundred_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files("hoanhap", "tools")
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_the_product_never_prints():
    """`click.echo` speaks to whoever typed a command; everything else is a page, a log or an audit row."""
    for path in python_files("hoanhap"):
        if path.is_relative_to(ROOT / "hoanhap"):
            nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            calls = [node.func for node in nodes if isinstance(node, ast.Call)]
            assert not [name for name in calls if isinstance(name, ast.Name) and name.id == "print"], path


def test_no_file_names_a_registry():
    for path in text_files():
        text = path.read_text(encoding="utf-8")
        assert not [host for host in REGISTRIES if host in text], path


def test_no_file_names_a_place_on_somebodys_machine():
    for path in text_files():
        found = [place for place in MACHINE if re.search(rf"(?<![\w.]){place}", path.read_text(encoding="utf-8"))]
        assert not found, f"{path}: {found}"


def test_pages_load_nothing_from_elsewhere():
    outside = re.compile(r"""(?:src|href|action)\s*=\s*["']https?://|url\(\s*["']?https?://|@import\s+["']https?://""")
    for path in text_files("hoanhap"):
        if path.suffix in (".html", ".css", ".js"):
            assert not outside.search(path.read_text(encoding="utf-8")), path


def test_every_pinned_package_carries_its_hashes():
    assert set(LOCKS) == {f"requirements{kind}.txt" for kind in ("-postgresql", "-scale", "-sqlite", "-test", "")}
    for lock in LOCKS:
        for pin in re.split(r"\n(?=\S)", read(lock)):
            if re.match(r"[\w.\[\]-]+==", pin):
                assert "--hash=sha256:" in pin, f"{lock}: {pin.splitlines()[0]}"


def test_locks_name_no_address_and_agree_with_each_other():
    pins: dict[str, set[str]] = {}
    for lock in LOCKS:
        text = read(lock)
        assert "://" not in text, lock
        for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert not {name: versions for name, versions in pins.items() if len(versions) > 1}


def test_locks_of_other_tools_are_not_committed():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    assert not {"uv.lock", "pylock.toml", "poetry.lock", "Pipfile.lock"} & set(tracked)
    assert not [path for path in tracked if path.startswith(("var/", ".venv/"))]


def test_ci_runs_exactly_the_command_of_the_readme():
    commands = [line for line in read(".ci/run").splitlines() if line and not line.startswith(("#", "cd "))]
    assert commands == ["exec python3 start.py test"]
    assert "python3 start.py test" in read("README.md")


def test_the_bootstrap_needs_only_the_standard_library():
    """`tools.check` and the product may be asked for later, from inside .venv; never at the first import."""
    import sys

    allowed = set(sys.stdlib_module_names) | {"tools", "hoanhap"}
    for path in [ROOT / "start.py", *(ROOT / "tools/start").glob("*.py"), ROOT / "hoanhap/config/ready.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, path

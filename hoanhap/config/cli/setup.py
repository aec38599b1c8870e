"""`hoanhap setup`: make a home ready to serve. Safe to repeat; each step does only what is missing."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from hoanhap.config import ready
from hoanhap.kernel.clock import today
from hoanhap.kernel.lang import Words, t

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    label: Words
    run: Callable[[Progress], None]
    needs: str = ""  # the module that does the work; without it the step has nothing to do yet
    demo_only: bool = False


def _migrate(progress: Progress) -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _collect_static(progress: Progress) -> None:
    call_command("collectstatic", verbosity=0, interactive=False)


def _load_units(progress: Progress) -> None:
    loaded = import_module("hoanhap.units.actions").load_country(progress=progress)
    if loaded and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # twenty thousand new rows: without fresh statistics it plans as for a few


def _check_forms(progress: Progress) -> None:
    """Read every form and outline now: a mistake is told here, with its line, not to the first visitor."""
    loaded = import_module("hoanhap.catalog.loaded")
    loaded.load(settings.CATALOG_PATHS)


def _check_law(progress: Progress) -> None:
    """Every regime, value, working day, limit and pathway, with all mistakes at their lines."""
    loaded = import_module("hoanhap.law.loaded")
    loaded.load(loaded.HOUSE)


def _fill_facts(progress: Progress) -> None:
    """The facts of persons who were there before their facts were, or were derived by other rules."""
    filling = import_module("hoanhap.facts.actions.filling")
    filling.fill(lambda done, of: progress(f"{done}/{of}"))


def _fill_figures(progress: Progress) -> None:
    """After everything that brings facts: one count of all of them, instead of one for each."""
    filling = import_module("hoanhap.indicators.actions.filling")
    on = import_module("hoanhap.web.queries").business_date(today())
    filling.fill(on, lambda done, of: progress(f"{done}/{of}"))


def _read_files(progress: Progress) -> None:
    """The words of files that were attached before a search read them."""
    files = import_module("hoanhap.documents.actions.directive_files")
    files.read_waiting(lambda done, of: progress(f"{done}/{of}"))


def _load_demo(progress: Progress) -> None:
    """`demo.load` returns the cast; who may sign in is kept beside the database so that a start can print it."""
    cast = import_module("hoanhap.config.demo.loading").load(progress)
    rows = [{"sign_in": who.sign_in, "password": who.password, "role": str(who.role)} for who in cast]
    (settings.HOME / "demo.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


STEPS = (
    Step(Words("Cơ sở dữ liệu", "Database"), _migrate),
    Step(Words("Tệp giao diện", "Files of the screens"), _collect_static),
    Step(Words("Đơn vị hành chính cả nước", "Administrative units"), _load_units, needs="hoanhap.units.actions"),
    Step(Words("Biểu mẫu và đề cương", "Forms and outlines"), _check_forms, needs="hoanhap.catalog.loaded"),
    Step(Words("Pháp luật theo thời gian", "The law as dated"), _check_law, needs="hoanhap.law.loaded"),
    Step(
        Words("Số liệu gốc suy ra từ sổ", "Facts derived from the register"), _fill_facts, needs="hoanhap.facts.actions"
    ),
    Step(Words("Dữ liệu minh họa", "Demonstration data"), _load_demo, needs="hoanhap.config.demo", demo_only=True),
    Step(Words("Chữ trong tệp đính kèm", "Words of attached files"), _read_files, needs="hoanhap.documents.actions"),
    Step(Words("Con số tính sẵn", "Figures kept ready"), _fill_figures, needs="hoanhap.indicators.actions"),
)


@click.command(short_help="Chuẩn bị nơi lưu dữ liệu: cơ sở dữ liệu, giao diện, đơn vị, biểu mẫu")
@click.option("--demo", is_flag=True, help="Nạp cả dữ liệu minh họa.")
def command(demo: bool) -> None:
    """Chuẩn bị nơi lưu dữ liệu: cơ sở dữ liệu, giao diện, đơn vị, biểu mẫu. Chạy lại không mất gì."""
    for step in STEPS:
        if step.demo_only and not demo:
            continue
        if step.needs and not _is_there(step.needs):
            continue
        with _timed(step.label) as progress:
            step.run(progress)
    ready.mark(demo=demo)


def _is_there(module: str) -> bool:
    spec = find_spec(module)
    return spec is not None and spec.origin is not None  # a folder without __init__ is not a module yet


@contextmanager
def _timed(label: Words) -> Iterator[Progress]:
    """A line when the step ends, and, for what takes more than a second, a line of what it is doing."""
    began = last = time.monotonic()

    def progress(doing: str) -> None:
        nonlocal last
        if time.monotonic() - last > 1:
            last = time.monotonic()
            click.echo(f"· {label}: {doing} … {last - began:.0f} s")

    yield progress
    click.echo(f"✓ {label}  " + t("{s} giây", "{s} s", s=f"{time.monotonic() - began:.1f}"))

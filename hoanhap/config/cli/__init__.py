"""The command line. One file per group; `hoanhap --help` is its table of contents."""

import os
from importlib import import_module
from pathlib import Path

import click

from hoanhap.kernel.lang import set_language

WITHOUT_DJANGO = {"serve"}  # its workers wake Django themselves; the parent stays small and starts at once


class Contents(click.Group):
    """Finds each group in its own file, and loads only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(p.stem.rstrip("_") for p in Path(__file__).parent.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
        if name not in WITHOUT_DJANGO:
            import django

            django.setup()
        command: click.Command = import_module(f"{__name__}.{name}").command
        return command


@click.command(cls=Contents)
def main() -> None:
    """Hòa Nhập: sổ theo dõi, các bước theo luật, báo cáo lên trên."""
    set_language(os.environ.get("HOANHAP_LANG", "vi"))

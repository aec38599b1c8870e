"""The command line. One file per group; `hoanhap --help` is its table of contents."""

import contextlib
import gc
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import click

from hoanhap.kernel.lang import set_language

# serve: its workers wake Django themselves; the parent stays small and starts at once.
# figures: `table` counts anybody's files, and needs no home; the others wake Django when they are asked.
WITHOUT_DJANGO = {"serve", "figures"}
PARTS: Final = (
    ("Chuẩn bị và chạy", ("setup", "serve", "demo")),
    ("Sổ theo dõi, luật và địa bàn", ("people", "pathway", "clock", "units", "classify")),
    ("Biểu, báo cáo, kế hoạch", ("form", "report", "plan")),
    ("Con số và số liệu gốc", ("figures", "figure", "facts")),
    ("Nhật ký và bảo trì", ("verify", "seal", "manage")),
)  # a command is here, in a file of its name, and nowhere else


class Contents(click.Group):
    """Finds each group in its own file, and loads only the one that is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for _, names in PARTS for name in names]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Part by part, down to the commands that can be run."""
        for title, names in PARTS:
            with formatter.section(title):
                formatter.write_dl([line for name in names for line in self._lines(ctx, name)])

    def _lines(self, ctx: click.Context, name: str) -> Iterator[tuple[str, str]]:
        command = self.get_command(ctx, name)
        assert command
        subs = list(command.commands.values()) if isinstance(command, click.Group) else []
        if not subs or getattr(command, "invoke_without_command", False):
            yield name, command.get_short_help_str(100)
        for sub in subs:
            yield f"{name} {sub.name}", sub.get_short_help_str(100)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
        if name not in WITHOUT_DJANGO:
            import django

            django.setup()
        command: click.Command = import_module(f"{__name__}.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A refusal of access is one line and exit 3, expected trouble of the machine one line and exit 1.

        What a command noted is sealed before it ends.
        """
        try:
            return super().invoke(ctx)
        except Exception as problem:
            if _is_refusal(problem):
                click.echo(str(problem), err=True)
                ctx.exit(3)
            if words := _expected(problem):
                raise click.ClickException(words) from problem
            raise
        finally:
            _seal()


def _is_refusal(problem: Exception) -> bool:
    rules = sys.modules.get("hoanhap.access.rules")
    return rules is not None and isinstance(problem, rules.Refused)


def _expected(problem: Exception) -> str:
    if "django.db" not in sys.modules:
        return ""
    from hoanhap.config import trouble

    return str(trouble.in_words(problem) or "")


def _seal() -> None:
    """Best effort: the server's sealer, or the next command, links what this one could not."""
    if "hoanhap.audit.models" in sys.modules:
        from django.db import DatabaseError

        from hoanhap.audit.sealer import ChainBlocked, seal_pending
        from hoanhap.audit.signing import KeyMissing

        with contextlib.suppress(DatabaseError, OSError, ChainBlocked, KeyMissing):
            seal_pending()


@click.command(cls=Contents)
def main() -> None:
    """Hòa Nhập: sổ theo dõi, các bước theo luật, báo cáo lên trên."""
    set_language(os.environ.get("HOANHAP_LANG", "vi"))
    gc.set_threshold(50_000, 20, 20)  # a command ends soon: searched for litter seldom, long ones take a tenth less

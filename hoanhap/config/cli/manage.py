"""`hoanhap manage …`: Django's own commands, for engineers."""

import click
from django.core.management import execute_from_command_line


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Lệnh của Django, cho kỹ sư (check, makemigrations, shell …)",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Lệnh của Django, cho kỹ sư (check, makemigrations, shell …)."""
    execute_from_command_line(["hoanhap manage", *arguments])

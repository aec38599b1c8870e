"""The house's own definitions, read once: `catalog/indicators/*.toml` of every catalog."""

from functools import cache
from pathlib import Path

from django.conf import settings

from hoanhap.indicators.definitions import load
from hoanhap.indicators.language import Definitions


@cache
def definitions() -> Definitions:
    """Raises DefinitionErrors with every mistake of every file."""
    return load(files())


def files() -> list[Path]:
    return [path for place in settings.CATALOG_PATHS for path in sorted(Path(place, "indicators").glob("*.toml"))]

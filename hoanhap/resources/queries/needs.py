"""What the law of this installation asks of means: `law/means.toml`, read once."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from hoanhap.resources.rules.law import Needs, load


def needs() -> Needs:
    """Raises MeansErrors when the file is wrong; the start-up check asks first."""
    return _needs(str(settings.LAW_PATH))


@lru_cache(maxsize=2)
def _needs(law: str) -> Needs:
    return load(Path(law) / "means.toml")

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from hoanhap.resources.rules.law import MeansErrors


class ResourcesConfig(AppConfig):
    name = "hoanhap.resources"

    def ready(self) -> None:
        register(sound, "law")


def sound(**_: object) -> list[CheckMessage]:
    """Start-up is refused while `law/means.toml` is wrong, with every mistake at its line."""
    from hoanhap.resources.queries.needs import needs

    try:
        needs()
    except MeansErrors as errors:
        return [
            Error(f"{p.file}:{p.line}: {p.key}: {p.message}", hint=p.remedy, id="resources.E001")
            for p in errors.problems
        ]
    return []

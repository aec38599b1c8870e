from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from hoanhap.law import loaded


class LawConfig(AppConfig):  # type: ignore[misc]  # Django has no types
    name = "hoanhap.law"

    def ready(self) -> None:
        register(sound, "law")


def sound(**_: object) -> list[CheckMessage]:
    """Start-up is refused while a file of the law is wrong, with every mistake at its line."""
    try:
        loaded.law()
    except loaded.LawErrors as errors:
        return [
            Error(f"{p.file}:{p.line}: {p.key}: {p.message}", hint=p.remedy, id="law.E001") for p in errors.problems
        ]
    return []

"""Checks on who the person is: age, residence, capacity, who stands for a minor."""

from hoanhap.kernel.dates import format_date
from hoanhap.kernel.lang import t
from hoanhap.pathways.rules.facts import CaseFacts

STABLE = frozenset({"permanent", "temporary"})


def _born(f: CaseFacts) -> str:
    if f.born_on:
        return t("sinh {day}", "born {day}", day=format_date(f.born_on))
    return t("sinh năm {year}", "born in {year}", year=f.birth_year)


def age_from(f: CaseFacts, years: str) -> str | None:
    return None if f.age >= int(years) else _born(f)


def age_under(f: CaseFacts, years: str) -> str | None:
    return None if f.age < int(years) else _born(f)


def resident(f: CaseFacts, _: str) -> str | None:
    return None if f.residence and f.residence.commune_id in f.communes else ""


def stable_residence(f: CaseFacts, _: str) -> str | None:
    return None if f.residence and f.residence.kind in STABLE else ""


def no_stable_residence(f: CaseFacts, _: str) -> str | None:
    return "" if f.residence and f.residence.kind in STABLE else None


def capable(f: CaseFacts, _: str) -> str | None:
    """Capacity is presumed until the contrary is recorded (Bộ luật Dân sự)."""
    return "" if f.get("capable") is False else None


def not_shielded_parent(f: CaseFacts, _: str) -> str | None:
    return "" if f.get("pregnant") or f.get("raising_child") else None


def represented(f: CaseFacts, _: str) -> str | None:
    return "" if f.minor and not f.represented else None


def consent_under_15(f: CaseFacts, _: str) -> str | None:
    return "" if f.age < 15 and not f.get("consent") else None


def family_consents(f: CaseFacts, _: str) -> str | None:
    return None if f.get("family_consent") else ""


CHECKS = {
    "age-from": age_from,
    "age-under": age_under,
    "resident": resident,
    "stable-residence": stable_residence,
    "no-stable-residence": no_stable_residence,
    "capable": capable,
    "not-shielded-parent": not_shielded_parent,
    "represented": represented,
    "consent-under-15": consent_under_15,
    "family-consents": family_consents,
}

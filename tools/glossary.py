"""docs/generated/glossary.md: the words of docs/glossary.toml, and the tables of states, roles and rights."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from hoanhap.access import permissions, roles
from hoanhap.kernel.lang import Words
from hoanhap.kernel.text import sort_key
from hoanhap.reporting.rules import states

ROOT = Path(__file__).resolve().parents[1]


def terms() -> list[dict[str, str]]:
    return list(tomllib.loads((ROOT / "docs/glossary.toml").read_text(encoding="utf-8"))["terms"])


def glossary_page() -> str:
    lines = ["# Từ vựng · Glossary", ""]
    lines += ["Sinh từ `docs/glossary.toml` và các bảng của chương trình; không sửa tay. Generated; do not edit.", ""]
    lines += ["| Tiếng Việt | English | In the code | Law | Note |", "|---|---|---|---|---|"]
    for term in sorted(terms(), key=lambda t: sort_key(t["vi"])):
        model = f"`{term['model']}`" if "model" in term else ""
        lines.append(f"| {term['vi']} | {term['en']} | {model} | {term.get('law', '')} | {term.get('note', '')} |")
    lines += _named("Trạng thái của bản báo cáo · States of a submission", states.TITLES.items())
    lines += _named("Vai trò · Roles", ((role.code, role.title) for role in roles.ROLES.values()))
    lines += _named("Quyền · Rights", permissions.TITLES.items())
    return "\n".join(lines) + "\n"


def _named(heading: str, table: Iterable[tuple[str, Words]]) -> list[str]:
    lines = ["", f"## {heading}", "", "| Code | Tiếng Việt | English |", "|---|---|---|"]
    return [*lines, *(f"| `{code}` | {words.vi} | {words.en} |" for code, words in table)]

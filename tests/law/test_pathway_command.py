"""`hoanhap pathway show`, and the page of all pathways: what an officer and a jurist read."""

import json
import re
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hoanhap.config.cli.pathway import command
from hoanhap.law.loaded import law
from hoanhap.law.pathways import Pathway
from hoanhap.law.pathways.diagrams import mermaid, pathways_page

ALL = law().measures.versions
PAGE = pathways_page(law().measures, law().rules)


def ask(*words: str) -> Result:
    return CliRunner().invoke(command, ["show", *words])


def answer(*words: str) -> Any:
    result = ask(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


# ---------------------------------------------------------------- the command
def test_without_a_code_it_lists_what_is_in_force() -> None:
    found = answer("--on", "2019-06-30")
    assert found["on"] == "2019-06-30"
    assert [p["code"] for p in found["pathways"]] == sorted(p.code for p in ALL if p.in_force(date(2019, 6, 30)))
    text = ask("--on", "30/6/2019").output
    assert "community-compulsory" in text and "01/11/2010–31/12/2021" in text


def test_without_a_date_it_is_the_law_of_today() -> None:
    assert ask("methadone").exit_code == 0


@pytest.mark.parametrize("pathway", ALL, ids=lambda p: f"{p.code}/{p.version}")
def test_every_pathway_can_be_shown_both_ways(pathway: Pathway) -> None:
    on = pathway.valid_from.isoformat()
    found, text = answer(pathway.code, "--on", on), ask(pathway.code, "--on", on).output
    assert (found["code"], found["version"]) == (pathway.code, pathway.version)
    assert [s["code"] for s in found["steps"]] == [s.code for s in pathway.steps]
    assert all(f"({s.code})" in text for s in pathway.steps)
    doubts = sum(not x.verified for x in (pathway, *pathway.rights, *pathway.terms, *pathway.steps))
    assert text.count("CHƯA KIỂM CHỨNG") == doubts


def test_a_step_is_told_whole() -> None:
    step = next(s for s in answer("centre-compulsory", "--on", "2022-06-01")["steps"] if s["code"] == "interim-place")
    assert step["deducts"] and step["verified"] and step["after"] is None
    assert step["article"] == "NĐ 116/2021 Điều 44" and step["forms"] == ["Mẫu 37"]
    assert {"check": "place-open", "says": "Cơ sở đang hoạt động, đúng loại"} in step["needs"]


def test_who_takes_a_step_is_who_holds_the_office_that_day() -> None:
    def sector(on: str) -> str:
        steps = {s["code"]: s for s in answer("aftercare-residence", "--on", on)["steps"]}
        return str(steps["hand-decision"]["actor"]["sector"])

    assert (sector("2025-02-28"), sector("2025-03-01")) == ("labour", "police")


def test_limits_are_told_with_their_length_and_doubt() -> None:
    text = ask("centre-compulsory", "--on", "2019-06-30").output
    assert "bắt đầu “Người bị đề nghị đọc hồ sơ” 5 ngày (nd221.read, chưa kiểm chứng)" in text
    assert "bắt đầu “Khiếu nại quyết định của Tòa án” 3 ngày làm việc (court.complain)" in text


def test_papers_are_told_by_name() -> None:
    assert "Quyết định về việc cai nghiện ma túy tự nguyện" in ask("community", "--on", "2019-06-30").output


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nothing", "--on", "2019-06-30"], 1, "Không có hình thức “nothing”. Có: aftercare-centre"),
        (["community-compulsory", "--on", "2022-01-01"], 1, "không có hiệu lực ngày 01/01/2022"),
        (["home", "--on", "2019-13"], 2, "“2019-13” không phải là một ngày"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(words: list[str], code: int, says: str) -> None:
    result = ask(*words)
    assert result.exit_code == code
    assert says in result.output


# ---------------------------------------------------------------- the page
def test_every_version_step_and_term_is_on_the_page() -> None:
    for pathway in ALL:
        part = PAGE.split(f"## `{pathway.code}` {pathway.version} · ")[1].split("\n## ")[0]
        assert all(f"\n| `{step.code}` |" in part for step in pathway.steps)
        assert all(right.title.vi in part for right in pathway.rights)
        assert PAGE.count(f"| `{pathway.code}/{pathway.version}` |") == max(1, len(pathway.terms))


def test_doubt_is_shown_as_often_as_there_is_any() -> None:
    things = [h for a in law().measures.actors.values() for h in a.holders]
    said = [x for p in ALL for x in (p, *p.terms, *p.rights, *p.steps)]
    head = PAGE.splitlines()[:6]
    shown = PAGE.count("**chưa**") - "\n".join(head).count("**chưa**")
    assert shown == sum(not x.verified for x in (*things, *said))


def test_tables_are_square() -> None:
    for part in PAGE.split("\n\n"):
        rows = [line.strip("|").split(" | ") for line in part.splitlines() if line.startswith("| ")]
        assert len({len(row) for row in rows}) <= 1, part[:80]


@pytest.mark.parametrize("pathway", ALL, ids=lambda p: f"{p.code}/{p.version}")
def test_a_diagram_shows_every_state_and_every_step_that_moves(pathway: Pathway) -> None:
    lines = list(mermaid(pathway))
    drawn = "\n".join(lines)
    assert lines[0] == "stateDiagram-v2"
    assert all(f" as {s.code.replace('-', '_')}" in drawn for s in pathway.states)
    words = set(re.findall(r"[a-z0-9-]+", " ".join(line.split(": ", 1)[1] for line in lines if ": " in line)))
    assert all(s.code in words for s in pathway.steps if s.after and set(s.before) != {s.after})
    assert not re.search(r"-->.*[;#{}\"]", drawn), "these characters end a mermaid label"

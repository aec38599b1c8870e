"""A list looked at beside the register: what the sandbox read, what the rules say of it, whom its lines may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hoanhap.access.errors import Invalid
from hoanhap.access.rules import Actor
from hoanhap.catalog.codelists import codelists
from hoanhap.documents.excel.problem import Problem as FileProblem
from hoanhap.documents.excel.process import look_at
from hoanhap.documents.excel.sheet import letters
from hoanhap.kernel.lang import t
from hoanhap.people.actions.door import lists as code_lists
from hoanhap.people.actions.load import check
from hoanhap.people.importing import lists
from hoanhap.people.importing.headings import over
from hoanhap.people.importing.listed import Defaults, Line, Listed
from hoanhap.people.importing.reader import LIMITS, ListReader
from hoanhap.people.importing.shown import Alike
from hoanhap.people.queries.alike import Crowd
from hoanhap.people.queries.duplicates import described
from hoanhap.people.rules.draft import Draft
from hoanhap.people.rules.names import folded
from hoanhap.people.rules.record import Record, record_problems

FOLLOW_BIRTH = ("entered_on", "since", "listed_on")  # days that a wrong birth makes wrong
Found = tuple[int, str, str]  # the record, its field, the sentence


def cells_of(data: bytes) -> list[Any]:
    """The sheets of a file. Raises Invalid with what to do when it is no workbook that can be read."""
    answer = look_at(data, ListReader(), limits=LIMITS)
    if isinstance(answer, FileProblem):
        raise Invalid({"": [f"{answer.message} " + t(
            "Mở tệp bằng Excel, lưu lại kiểu .xlsx rồi nạp lại.", "Open it in Excel, save it as .xlsx and try again."
        )]})  # fmt: skip
    if "refused" in answer:
        raise Invalid({"": [" ".join(answer["refused"])]})
    sheets: list[Any] = answer["sheets"]
    return sheets


@dataclass(frozen=True)
class Reading:
    """`same`: line → whom it may be. `held`: line → that a number of it is another's. Errors are in `listed`."""

    listed: Listed
    same: dict[int, list[Alike]]
    held: dict[int, str]


def read_list(sheets: Sequence[Any], defaults: Defaults, *, commune_id: int, by: Actor) -> Reading:
    """Everything there is to say about a list, for an officer of the commune."""
    listed = lists.read(sheets, titles(), defaults)
    records = [record_of(line.draft, commune_id, defaults.on) for line in listed.lines]
    rows = [line.row for line in listed.lines]
    codes = code_lists()
    ruled = [(n, *said) for n, record in enumerate(records) for said in record_problems(record, defaults.on, codes)]
    mine = set(ruled)
    more = [found for found in check(records, on=defaults.on, lines=rows) if found not in mine]
    held: dict[int, str] = {}
    for n, of, said in more:
        if of == "papers":
            held.setdefault(rows[n], said)
    tell(listed, rows, [*ruled, *(found for found in more if found[1] != "papers")])
    same = alike([line for line in listed.lines if line.sound], commune_id, by, defaults.on)
    for row, said in held.items():
        if row not in same:
            listed.say(row, listed.place("papers"), said)
    listed.sort()
    return Reading(listed, same, held)


def record_of(draft: Draft, commune_id: int, on: date) -> Record:
    return Record(draft=draft, commune_id=commune_id, entered_on=on)


def alike(lines: Iterable[Line], commune_id: int, by: Actor, on: date) -> dict[int, list[Alike]]:
    """Each line beside the register, and beside the lines before it; the likest first, files before lines."""
    register, before = Crowd.of_register(by, on), Crowd()
    found: dict[int, list[Alike]] = {}
    for line in lines:
        draft = line.draft
        who = described(
            name=draft.name,
            aliases=draft.aliases,
            birth_year=draft.birth.year,
            born_on=draft.birth.on,
            sex=draft.sex,
            papers=[(paper.kind, paper.number) for paper in draft.papers],
            commune=commune_id,
        )
        like = [Alike(code, 0, str(why), why.sure) for code, why in register.like(who)]
        like += [Alike("", int(row), str(why), why.sure) for row, why in before.like(who)]
        if like:
            found[line.row] = like
        before.add(str(line.row), who)
    return found


def tell(listed: Listed, rows: Sequence[int], problems: Sequence[Found]) -> None:
    """What the rules say of a record, at the cell it came from. A cell that could not be read has been told of."""
    unread = {(p.row, p.cell) for p in listed.problems if p.severity == "error"}
    births = {n for n, of, _ in problems if of == "birth"}
    for n, of, said in problems:
        column = listed.place(of)
        cell = "" if column is None else f"{letters(column)}{rows[n]}"
        if (rows[n], cell) not in unread and (n not in births or of not in FOLLOW_BIRTH):
            listed.say(rows[n], column, said)
    listed.sort()


def titles() -> dict[str, dict[str, str]]:
    """Code list → code → folded title."""
    return {code: {item.code: folded(item.title.vi) for item in found.items} for code, found in codelists().items()}


def unread(sheets: Sequence[Any], said: Defaults, most: int = 15) -> tuple[dict[int, str], list[tuple[int, str]]]:
    """Of a sheet that is no list yet: what stands in the line that was said to be the headings, by column; and the
    first lines, from which to say another."""
    parsed = lists.parse(sheets)
    if not parsed:
        return {}, []
    _, cells, merges = parsed[max(0, min(said.sheet, len(parsed)) - 1)]
    top = [
        (row, " · ".join(text.strip() for (at, _), (_, text) in sorted(cells.items()) if at == row)[:160])
        for row in sorted({row for row, _ in cells})[:most]
    ]
    return over(cells, merges, said.line) if said.line else {}, top

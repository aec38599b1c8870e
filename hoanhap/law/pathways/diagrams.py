"""docs/generated/pathways.md: every version of every pathway as a diagram, its terms, its rights and its steps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from hoanhap.kernel.dates import format_date, in_force, last_day
from hoanhap.kernel.lang import Words, t
from hoanhap.law.clocks import UNITS, Rule
from hoanhap.law.pathways.checks import says
from hoanhap.law.pathways.shape import CASES, OUTCOMES, Actor, Pathway, Pathways, Step, Term

Rules = Mapping[str, Sequence[Rule]]
CLOCKS = {
    "starts": Words("bắt đầu", "starts"),
    "stops": Words("kết thúc", "stops"),
    "suspends": Words("tạm dừng", "suspends"),
    "resumes": Words("chạy tiếp", "resumes"),
    "waits": Words("phải hết", "waits for"),
    "ahead": Words("trước khi hết thời hạn", "ahead of the end of the term"),
}


def pathways_page(pathways: Pathways, rules: Rules) -> str:
    lines = ["# Các hình thức theo luật · The lawful pathways", ""]
    lines += ["Sinh từ `law/pathways/`; không sửa tay. Generated from `law/pathways/`; do not edit.", ""]
    lines += ["Cột “Kiểm chứng”: ✓ đã đối chiếu với nguồn; **chưa** = unverified, ghi chú nói vì sao.", ""]
    lines += [*_terms(pathways), "", *_holders(pathways.actors.values()), ""]
    for pathway in pathways.versions:
        lines += [*_pathway(pathway, rules), ""]
    return "\n".join(lines).rstrip() + "\n"


# ---------------------------------------------------------------- all versions in one table
def _terms(pathways: Pathways) -> Iterator[str]:
    yield "## Thời hạn · Terms"
    yield ""
    yield from _table("Hình thức", "Bản", "Áp dụng", "Lần thứ", "Cho ai", "Thời hạn", "Tính từ", "Điều", "Kiểm chứng")
    for p in pathways.versions:
        head = p.title.vi, f"`{p.code}/{p.version}`", span(p)
        if not p.terms:
            yield _line(*head, "", "", "không định hoặc chưa tìm thấy", "", "", "")
        for term in p.terms:
            since = ", ".join(f"“{p.step[code].title.vi}”" for code in term.starts)
            case = CASES[term.case].vi if term.case else ""
            mark = _mark(term.verified, term.note)
            yield _line(*head, str(term.turn), case, length(term), since, term.article, mark)


def _holders(actors: Iterable[Actor]) -> Iterator[str]:
    yield "## Ai làm · Actors"
    yield ""
    yield from _table("Mã", "Ai", "Ngành", "Cấp", "Từ ngày", "Kiểm chứng")
    for actor in actors:
        for h in actor.holders:
            since = format_date(h.valid_from) if h is not actor.holders[0] else ""
            yield _line(f"`{actor.code}`", h.title.vi, h.sector, h.level, since, _mark(h.verified, h.note))


def span(p: Pathway) -> str:
    """01/11/2010–31/12/2021: the last day is the last on which it applies."""
    return f"{format_date(p.valid_from)}–{format_date(last_day(p.valid_to)) if p.valid_to else '…'}"


def length(term: Term) -> str:
    unit = UNITS[term.unit]
    if term.max is None:
        return f"≥ {term.min} {unit}"
    return f"{term.min} {unit}" if term.min == term.max else f"{term.min}–{term.max} {unit}"


# ---------------------------------------------------------------- one version
def _pathway(p: Pathway, rules: Rules) -> Iterator[str]:
    yield f"## `{p.code}` {p.version} · {p.title.vi}"
    yield ""
    yield f"**{p.title.en}** · {p.regime} · {span(p)}"
    yield ""
    yield f"- Nguồn: {p.source}"
    yield f"- Kiểm chứng: {_mark(p.verified, p.note)}"
    ages = [f"từ đủ {p.min_age} tuổi"] if p.min_age is not None else []
    ages += [f"đến dưới {p.max_age + 1} tuổi"] if p.max_age is not None else []
    where = "ở cơ sở" if p.residential else "tại cộng đồng"
    yield f"- {', '.join([where, *ages])}"
    yield ""
    yield from ("```mermaid", *mermaid(p), "```")
    yield ""
    if p.rights:
        yield from _table("Quyền", "Bước bảo đảm", "Điều kiện", "Trước bước", "Điều", "Kiểm chứng")
        for r in p.rights:
            steps, guarded = _codes(r.steps), _codes(r.before)
            yield _line(r.title.vi, steps, r.check, guarded, r.article, _mark(r.verified, r.note))
        yield ""
    yield from _table("Bước", "Tên", "Từ", "Sang", "Ai", "Cần", "Hạn", "Giấy tờ", "Điều", "Kiểm chứng")
    for step in p.steps:
        yield _step(p, step, rules)


def mermaid(p: Pathway) -> Iterator[str]:
    """Steps that leave the state as it is are in the table only; those from every open state are one note."""
    yield "stateDiagram-v2"
    for state in p.states:
        yield f'  state "{state.title.vi}" as {_id(state.code)}'
    everywhere = [s for s in p.steps if s.after and set(s.before) == {x.code for x in p.states if not x.final}]
    edges = defaultdict[tuple[str, str], list[str]](list)
    for step in p.steps:
        for before in step.before or ("[*]",):
            if step.after and step.after != before and step not in everywhere:
                edges[before, step.after].append(step.code)
    for (before, after), codes in edges.items():
        yield f"  {_id(before)} --> {_id(after)}: {' / '.join(codes)}"
    for state in p.states:
        if state.final:
            yield f"  {_id(state.code)} --> [*]: {OUTCOMES[state.outcome].vi}"
    for step in everywhere:
        yield f"  note right of {_id(step.after)}: từ mọi trạng thái chưa kết thúc: {step.code}"


def _id(code: str) -> str:
    return code.replace("-", "_")


def _step(p: Pathway, step: Step, rules: Rules) -> str:
    open_states = {s.code for s in p.states if not s.final}
    before = "mọi trạng thái" if set(step.before) == open_states else _codes(step.before)
    who = step.actor.holders[0].title.vi
    with_ = ", ".join(h.holders[0].title.vi for h in step.helpers)
    flags = [word for on, word in ((step.decides, "**quyết định**"), (step.deducts, "**được trừ**")) if on]
    return _line(
        f"`{step.code}`",
        "; ".join([f"**{step.title.vi}**" if step.right else step.title.vi, *flags]),
        before,
        f"`{step.after}`" if step.after else "",
        f"{who} (cùng {with_})" if with_ else who,
        "; ".join(says(need) for need in step.needs),
        "; ".join(f"{words} {limit(code, rules, p.valid_from)}" for words, code in _limits(step)),
        ", ".join((*_quoted(step.papers), *step.forms)),
        step.article,
        _mark(step.verified, step.note),
    )


def _limits(step: Step) -> Iterator[tuple[str, str]]:
    for key, words in CLOCKS.items():
        for code in getattr(step, key):
            yield words.vi, code


def limit(code: str, rules: Rules, on: date) -> str:
    """“Tổ công tác họp xét” 3 ngày làm việc (`nd94.meeting`), as the rule stands on a day; a doubt is said."""
    found = [r for r in rules.get(code, ()) if in_force(on, r.valid_from, r.valid_to)]
    if not found:
        return f"`{code}`"
    rule = found[0]
    doubt = "" if rule.verified else t(", chưa kiểm chứng", ", unverified")
    return f"“{rule.title}” {rule.amount} {UNITS[rule.unit]} (`{code}`{doubt})"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(_quoted(codes))


def _quoted(codes: Iterable[str]) -> list[str]:
    return [f"`{code}`" for code in codes]


def _mark(verified: bool, note: Words) -> str:
    said = note.vi.replace("\n", " ")
    return ": ".join(filter(None, ["✓" if verified else "**chưa**", said]))


def _table(*heads: str) -> Iterator[str]:
    yield _line(*heads)
    yield "|" + "---|" * len(heads)


def _line(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

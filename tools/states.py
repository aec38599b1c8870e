"""docs/generated/states.md: the states of a submission, drawn from the table of its steps."""

from hoanhap.reporting.rules.states import COUNTED, OPEN, STEPS, TITLES


def states_page() -> str:
    lines = [
        "# States of a submission",
        "",
        "Drawn from `hoanhap/reporting/rules/states.py`.",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    for step in STEPS.values():
        note = " (province)" if step.apex else ""
        lines += [f"  {source} --> {step.target}: {step.name}{note}" for source in sorted(step.sources)]
    lines += ["```", "", "| State | Tiếng Việt | Open to edit | Counted in totals |", "|---|---|---|---|"]
    lines += [
        f"| {state} | {words.vi} | {'yes' if state in OPEN else ''} | {'yes' if state in COUNTED else ''} |"
        for state, words in TITLES.items()
    ]
    lines += ["", "| Step | Tiếng Việt | Right | Reason wanted |", "|---|---|---|---|"]
    lines += [
        f"| {s.name} | {s.title.vi} | {s.by or '(follows the seal above)'} | {'yes' if s.reason else ''} |"
        for s in STEPS.values()
    ]
    return "\n".join(lines) + "\n"

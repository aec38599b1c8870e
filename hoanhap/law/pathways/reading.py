"""Drafts → frozen pathways. What a name means is looked up here; a name nobody knows is told and stands empty."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hoanhap.kernel.lang import Words, t
from hoanhap.kernel.toml.lines import Place
from hoanhap.kernel.toml.reading import Source, entries
from hoanhap.law.pathways import grammar
from hoanhap.law.pathways.checks import CHECKS, VALUES
from hoanhap.law.pathways.merging import Draft
from hoanhap.law.pathways.shape import (
    MARKS,
    Actor,
    Field,
    Holder,
    Need,
    Pathway,
    Recorded,
    Right,
    State,
    Step,
    Term,
)  # fmt: skip

_NONE = Words("", "")
_NOBODY = Actor("", (Holder("", "", _NONE, date.min, None, False, _NONE),))
_LISTS = ("starts", "stops", "suspends", "resumes", "waits", "ahead", "papers", "forms")
EVERY = "*"  # in `before`: every state that is not final


# ---------------------------------------------------------------- who and what
def actors(source: Source) -> dict[str, Actor]:
    found: dict[str, list[Holder]] = {}
    for i, values in enumerate(entries(source, ("actor",), grammar.ACTOR)):
        code = values.get("code", "")
        span = values.get("from", date.min), values.get("to")
        earlier = found.setdefault(code, [])
        if earlier and earlier[-1].valid_to != span[0]:
            source.wrong(
                ("actor", i, "from"),
                t("Không nối liền dòng trước của “{x}”", "It does not follow the row of “{x}” before it", x=code),
                t("from phải bằng to của dòng trước", "from must be the to of the row before"),
            )
        mark, note = said(values, "F")
        title = Words(values.get("vi", ""), values.get("en", ""))
        earlier.append(Holder(values.get("sector", ""), values.get("level", ""), title, *span, mark == "F", note))
    return {code: Actor(code, tuple(holders)) for code, holders in found.items()}


def fields(source: Source) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for i, values in enumerate(entries(source, ("field",), grammar.FIELD)):
        one = Field(
            values.get("code", ""),
            Words(values.get("vi", ""), values.get("en", "")),
            values.get("type", "text"),
            values.get("choices", ()),
        )
        if one.code in found:
            source.wrong(("field", i, "code"), t("Mã đã dùng ở trên", "The code is used above"), _once())
        if one.type.startswith("choice") != ("choices" in source.data["field"][i]):
            source.wrong(
                ("field", i, "choices"),
                t("Chỉ loại choice, choices có lựa chọn", "Only choice and choices have choices"),
                t("Thêm choices, hoặc đổi type", "Add choices, or change type"),
            )
        found[one.code] = one
    return found


def _once() -> str:
    return t("Mỗi mã chỉ dùng một lần", "Use each code once")


def said(values: Mapping[str, Any], default: str = "D") -> tuple[str, Words]:
    """The mark, and its standing words before the note written."""
    mark = values.get("mark", default)
    standing, note = MARKS[mark], values.get("note", _NONE)
    return mark, Words(*(". ".join(filter(None, pair)) for pair in zip(standing, note, strict=True)))


# ---------------------------------------------------------------- one pathway
class Reader:
    """Builds one pathway from its whole draft, against the actors and fields there are."""

    def __init__(self, draft: Draft, actors: Mapping[str, Actor], fields: Mapping[str, Field]) -> None:
        self.draft, self.actors, self.fields = draft, actors, fields

    def wrong(self, place: Place, message: str, remedy: str) -> None:
        self.draft.source.wrong(place, message, remedy)

    def pathway(self) -> Pathway:
        head = self.draft.head
        mark, note = said(head)
        states = tuple(self._state(code, v) for code, v in self.draft.parts["state"].items())
        rights = tuple(self._right(code, v) for code, v in self.draft.parts["right"].items())
        open_states = tuple(s.code for s in states if not s.final)
        owed = {step for right in rights for step in right.steps}
        steps = tuple(self._step(code, v, open_states, code in owed) for code, v in self.draft.parts["step"].items())
        return Pathway(
            code=head.get("code", ""),
            version=head.get("version", ""),
            kind=head.get("kind", ""),
            title=Words(head.get("vi", ""), head.get("en", "")),
            regime=head.get("regime", ""),
            valid_from=head.get("from", date.min),
            valid_to=head.get("to"),
            residential=head.get("residential", False),
            min_age=head.get("min_age"),
            max_age=head.get("max_age"),
            source=head.get("source", ""),
            verified=mark == "F",
            note=note,
            terms=tuple(self._term(values) for values in self.draft.terms),
            states=states,
            steps=steps,
            rights=rights,
        )

    def _title(self, part: str, code: str, values: Mapping[str, Any]) -> Words:
        for key in ("vi", "en"):
            if key not in values:
                self.wrong(
                    self.draft.place(part, code),
                    t("“{code}” thiếu {key}", "“{code}” lacks {key}", code=code, key=key),
                    t("Thêm dòng {key} = …", "Add {key} = …", key=key),
                )
        return Words(values.get("vi", ""), values.get("en", ""))

    def _said(self, values: Mapping[str, Any]) -> dict[str, Any]:
        mark, note = said(values)
        source = values.get("source") or self.draft.head.get("source", "")
        return {"article": values.get("article", ""), "source": source, "verified": mark == "F", "note": note}

    def _state(self, code: str, values: Mapping[str, Any]) -> State:
        return State(code, self._title("state", code, values), values.get("outcome", ""), values.get("counts", True))

    def _term(self, values: Mapping[str, Any]) -> Term:
        return Term(
            min=values.get("min", 0), max=values.get("max"), unit=values.get("unit", "months"),
            starts=values.get("starts", ()), turn=values.get("turn", 1), case=values.get("case", ""),
            **self._said(values),
        )  # fmt: skip

    def _right(self, code: str, values: Mapping[str, Any]) -> Right:
        check = values.get("check", "")
        if check and check not in CHECKS:
            self._unknown(("right", code, "check"), check, CHECKS)
        return Right(
            code, self._title("right", code, values), values.get("steps", ()), values.get("before", ()), check,
            **self._said(values),
        )  # fmt: skip

    def _step(self, code: str, values: Mapping[str, Any], open_states: tuple[str, ...], owed: bool) -> Step:
        actor = self._actor(code, "actor", values.get("actor"))
        if "actor" not in values:
            place = self.draft.place("step", code)
            self.wrong(place, t("“{x}” thiếu actor", "“{x}” lacks actor", x=code), t("Ghi ai làm", "Say who does it"))
        before = values.get("before", ())
        expanded = tuple(dict.fromkeys(s for b in before for s in (open_states if b == EVERY else (b,))))
        return Step(
            code=code,
            title=self._title("step", code, values),
            before=expanded,
            after=values.get("after", ""),
            actor=actor,
            helpers=tuple(self._actor(code, "helpers", name) for name in values.get("helpers", ())),
            recorder=self._actor(code, "recorder", values["recorder"]) if "recorder" in values else actor,
            needs=tuple(self._need(code, text) for text in values.get("needs", ())),
            fields=tuple(self._field(code, text) for text in values.get("fields", ())),
            right=owed,
            decides=values.get("decides", False),
            deducts=values.get("deducts", False),
            **{key: values.get(key, ()) for key in _LISTS},
            **self._said(values),
        )

    # ------------------------------------------------------------ names
    def _actor(self, step: str, key: str, name: str | None) -> Actor:
        if name and name not in self.actors:
            self._unknown(("step", step, key), name, self.actors)
        return self.actors.get(name or "", _NOBODY)

    def _field(self, step: str, text: str) -> Recorded:
        name = text.removesuffix("?")
        if name not in self.fields:
            self._unknown(("step", step, "fields"), name, self.fields)
        return Recorded(self.fields.get(name, Field(name, _NONE, "text")), not text.endswith("?"))

    def _need(self, step: str, text: str) -> Need:
        name, _, value = text.partition(":")
        if name not in CHECKS:
            self._unknown(("step", step, "needs"), name, CHECKS)
            return Need(name, value)
        pattern, example = VALUES[CHECKS[name].takes]
        if not re.fullmatch(pattern, value):
            wanted = f"{name}:{example}" if example else name
            self.wrong(
                (*self.draft.place("step", step), "needs"),
                t("“{x}” ghi sai giá trị", "“{x}” has a wrong value", x=text),
                t("Ghi như {wanted}", "Write it like {wanted}", wanted=wanted),
            )
        return Need(name, value)

    def _unknown(self, where: tuple[str, str, str], name: str, known: Iterable[str]) -> None:
        part, code, key = where
        self.wrong(
            (*self.draft.place(part, code), key),
            t("Không có “{x}” ({code})", "There is no “{x}” ({code})", x=name, code=code),
            t("Dùng một trong: {known}", "Use one of: {known}", known=", ".join(sorted(known))),
        )

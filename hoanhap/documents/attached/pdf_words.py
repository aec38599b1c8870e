"""What a PDF says where it has a text layer. Standard library only: it runs in the reader's process.

Only what the file explains itself is read: a code that its font's ToUnicode table names, or a plain ASCII letter of a
font that bears Latin letters. A page of pictures says nothing. What could not be read is counted, so that one is told.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any, Final, NamedTuple

from hoanhap.documents.attached.pdf import BadPdf, Late, Pdf, Ref, Stream, commands
from hoanhap.documents.attached.pdf_fonts import Font, code_of, font

UNREAD: Final = 0.02  # of the letters: more is said
WORD_GAP, LINE_GAP = 0.17, 0.4  # of the letters' height
FORMS_DEEP: Final = 4

Matrix = tuple[float, float, float, float, float, float]
SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Told(NamedTuple):
    lines: list[str]
    part: bool  # something that is shown could not be read


def read(data: bytes, *, most: int) -> Told:
    """Raises BadPdf, and what a file that is not what it says makes Python raise."""
    pdf = Pdf(data, most=most)
    pages = [page for page in pdf.objects.values() if isinstance(page, dict) and page.get("Type") == "Page"]
    reader, silent = _Reader(pdf), False
    for page in pages:
        try:
            silent |= not reader.page(page)
        except BadPdf as wrong:
            reader.end_line()
            silent = True
            if isinstance(wrong, Late):
                break
    unread = reader.unread > UNREAD * (reader.letters + reader.unread)
    return Told(reader.lines, silent or unread)


# ---------------------------------------------------------------- pages
def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """What `q` keeps and `Q` gives back."""

    map: Matrix = SAME
    font: Font = field(default_factory=Font)
    size: float = 0.0
    spread: float = 0.0  # after each letter
    blank: float = 0.0  # after each blank
    stretch: float = 1.0
    lead: float = 0.0


Sets = Callable[["_Reader", State, list[Any], dict[str, Any]], State]


class _Reader:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._fonts: dict[int, Font] = {}
        self.lines: list[str] = []
        self.letters = self.unread = 0
        self._line: list[str] = []
        self._end: tuple[float, float] | None = None
        self._text = self._start = SAME

    def page(self, page: dict[str, Any]) -> bool:
        """Whether what it shows could be followed: a page of pictures alone cannot."""
        before = self.letters
        resources = self._resources(page)
        contents = self._pdf.get(page.get("Contents"))
        streams = contents if isinstance(contents, list) else [page.get("Contents")]
        parts = [self._pdf.unpacked(one) for one in streams if one is not None]
        self._content(b"\n".join(part for part in parts if part), resources, State(), 0)
        self.end_line()
        pictures = any(
            self._pdf.table(one).get("Subtype") == "Image" for one in self._pdf.table(resources.get("XObject")).values()
        )
        return None not in parts and (self.letters > before or not pictures)

    def _resources(self, page: dict[str, Any]) -> dict[str, Any]:
        for _ in range(20):
            if "Resources" in page:
                return self._pdf.table(page["Resources"])
            page = self._pdf.table(page.get("Parent"))
        return {}

    def _content(self, content: bytes, resources: dict[str, Any], state: State, deep: int) -> None:
        kept: list[State] = []
        for word, told in commands(content):
            self._pdf.hurry()
            if word == "q":
                kept.append(state)
            elif word == "Q" and kept:
                state = kept.pop()
            elif word == "Do" and told and deep < FORMS_DEEP:
                self._form(
                    self._pdf.get(self._pdf.table(resources.get("XObject")).get(told[-1])), resources, state, deep
                )
            elif word in _SETS and len(told) >= _SETS[word][0]:
                state = _SETS[word][1](self, state, told, resources)
            elif word in ("Tj", "'", '"', "TJ") and told:
                if word in ("'", '"'):
                    self.move(0, -state.lead)
                self._show(told[-1], state)

    def _form(self, form: Any, resources: dict[str, Any], state: State, deep: int) -> None:
        if not isinstance(form, Stream) or form.head.get("Subtype") != "Form":
            return
        content = self._pdf.unpacked(form)
        if content is None:
            self.unread += 1
            return
        own = self._pdf.table(form.head.get("Resources")) or resources
        given = form.head.get("Matrix")
        placed = _times(_matrix(given), state.map) if isinstance(given, list) and len(given) == 6 else state.map
        self._content(content, own, replace(state, map=placed), deep + 1)

    # ------------------------------------------------------------ letters
    def _show(self, said: Any, state: State) -> None:
        for one in said if isinstance(said, list) else [said]:
            if isinstance(one, int | float):
                self._along(-one / 1000 * state.size * state.stretch)
            elif isinstance(one, bytes) and one:
                self._word(one, state)

    def _word(self, codes: bytes, state: State) -> None:
        font = state.font
        self._gap(state)
        for n in range(0, len(codes), font.wide):
            code = code_of(codes[n : n + font.wide])
            letter = font.letters.get(code)
            self.letters += letter is not None
            self.unread += letter is None
            self._line.append(letter or "")
            blank = state.blank if font.wide == 1 and code == 32 else 0
            width = font.widths.get(code, font.usual) / 1000 * state.size
            self._along((width + state.spread + blank) * state.stretch)
        placed = _times(self._text, state.map)
        self._end = (placed[4], placed[5])

    def _gap(self, state: State) -> None:
        """A blank where the next letter stands apart, a new line where it stands lower or higher."""
        placed = _times(self._text, state.map)
        if self._end is not None:
            along, across = placed[4] - self._end[0], placed[5] - self._end[1]
            lies = hypot(placed[0], placed[1]) or 1.0
            along, across = (
                (along * placed[0] + across * placed[1]) / lies,
                (across * placed[0] - along * placed[1]) / lies,
            )
            height = abs(state.size) * hypot(placed[2], placed[3]) or 1.0
            if abs(across) > LINE_GAP * height:
                self.end_line()
            elif not -WORD_GAP * 3 * height < along < WORD_GAP * height:
                self._line.append(" ")

    def end_line(self) -> None:
        if said := "".join(self._line).strip():
            self.lines.append(said)
        self._line, self._end = [], None

    def _along(self, x: float) -> None:
        self._text = _times((1, 0, 0, 1, x, 0), self._text)

    def move(self, x: float, y: float) -> None:
        self._text = self._start = _times((1, 0, 0, 1, x, y), self._start)

    def place(self, at: Matrix) -> None:
        self._text = self._start = at

    def font_of(self, name: Any, resources: dict[str, Any]) -> Font:
        given = self._pdf.table(resources.get("Font")).get(name)
        if not isinstance(given, Ref):
            return font(self._pdf, self._pdf.table(given))
        if given.number not in self._fonts:
            self._fonts[given.number] = font(self._pdf, self._pdf.table(given))
        return self._fonts[given.number]


# ---------------------------------------------------------------- operators that set the state
def _matrix(given: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in given[-6:])
    return a, b, c, d, e, f


def _begin(reader: _Reader, state: State, told: list[Any], resources: dict[str, Any]) -> State:
    reader.place(SAME)
    return state


def _placed(reader: _Reader, state: State, told: list[Any], resources: dict[str, Any]) -> State:
    reader.place(_matrix(told))
    return state


def _moved(reader: _Reader, state: State, told: list[Any], resources: dict[str, Any]) -> State:
    reader.move(told[-2], told[-1])
    return state


def _moved_and_led(reader: _Reader, state: State, told: list[Any], resources: dict[str, Any]) -> State:
    reader.move(told[-2], told[-1])
    return replace(state, lead=-told[-1])


def _next_line(reader: _Reader, state: State, told: list[Any], resources: dict[str, Any]) -> State:
    reader.move(0, -state.lead)
    return state


def _written_in(reader: _Reader, state: State, told: list[Any], resources: dict[str, Any]) -> State:
    return replace(state, font=reader.font_of(told[-2], resources), size=float(told[-1]))


def _kept(name: str, of: float = 1.0) -> Sets:
    return lambda reader, state, told, resources: replace(state, **{name: told[-1] * of})


_SETS: Final[dict[str, tuple[int, Sets]]] = {
    "BT": (0, _begin),
    "Tm": (6, _placed),
    "Td": (2, _moved),
    "TD": (2, _moved_and_led),
    "T*": (0, _next_line),
    "Tf": (2, _written_in),
    "TL": (1, _kept("lead")),
    "Tc": (1, _kept("spread")),
    "Tw": (1, _kept("blank")),
    "Tz": (1, _kept("stretch", 0.01)),
    "cm": (6, lambda reader, state, told, resources: replace(state, map=_times(_matrix(told), state.map))),
}

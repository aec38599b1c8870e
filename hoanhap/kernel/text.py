"""Vietnamese text: one composed form, folding for search, cleaning of what people paste, alphabetical order."""

import re
import unicodedata

_NON_XML = {0xFFFE, 0xFFFF}  # would make a .docx or .xlsx unreadable
_BIDI = set(range(0x202A, 0x202F)) | set(range(0x2066, 0x206A))  # embeddings, overrides, isolates
_INVISIBLE = {0x200B, 0xFEFF}
_DROPPED = dict.fromkeys(
    (set(range(0x20)) - {0x0A}) | set(range(0x7F, 0xA0)) | set(range(0xD800, 0xE000)) | _BIDI | _INVISIBLE | _NON_XML
)
_BREAKS = re.compile("\r\n?|\u2028|\u2029")
_ASCII_SPACES = str.maketrans({"\t": " ", "\v": " ", "\f": " "})
_HALFWIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)}


def nfc(s: str) -> str:
    """Composed form: the only one stored, so that equal words are equal strings."""
    return unicodedata.normalize("NFC", s)


def fold(s: str) -> str:
    """For search and comparison: no diacritics, đ as d, lower case, single spaces. `Đồng Tháp` → `dong thap`."""
    bare = s if s.isascii() else "".join(c for c in unicodedata.normalize("NFD", s) if not unicodedata.combining(c))
    return " ".join(bare.casefold().replace("đ", "d").split())


def halfwidth(s: str) -> str:
    """Full-width forms from an East Asian keyboard, `１２`, as `12`."""
    return s.translate(_HALFWIDTH)


def clean(s: str, limit: int) -> str:
    """Text fit to be stored: NFC, no control or direction-override characters, newlines kept, cut at `limit`.

    It changes no visible character: `<b>`, `=1+1`, `{{x}}` stay text. Forms refuse what is too long before
    they call it; the cut is the last guard of a column's width.
    """
    lines = _BREAKS.sub("\n", s).translate(_ASCII_SPACES).translate(_DROPPED)
    return nfc(lines).strip()[:limit].rstrip()


# ---------------------------------------------------------------- alphabetical order
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}  # huyền hỏi ngã sắc nặng
_END, _SPACE, _DIGITS = "0", "1", "2"


def _letter_codes() -> dict[str, str]:
    """One code per letter; codes sort as the alphabet does and none begins another."""
    families: dict[str, list[str]] = {}
    for letter in _LETTERS:
        families.setdefault(fold(letter), []).append(letter)
    return {
        letter: base if len(family) == 1 else f"{base}{place}"
        for base, family in families.items()
        for place, letter in enumerate(family)
    }


_CODES = _letter_codes()
_WORDS = re.compile(r"[^\W_]+")
_RUNS = re.compile(r"[0-9]+|[^0-9]")


def sort_key(s: str) -> str:
    """A key whose plain order is the Vietnamese one: letters a ă â … ư y first, then tones (ngang huyền hỏi …).

    Numbers count by value (`Phường 2` before `Phường 10`). Only [0-9a-z], so every database collation agrees.
    """
    words = [_word(w) for w in _WORDS.findall(nfc(s).lower())]
    return _SPACE.join(primary for primary, _ in words) + _END + "".join(tone for _, tone in words)


def _word(word: str) -> tuple[str, str]:
    primary, tone = [], "0"
    for run in _RUNS.findall(word):
        if run.isascii() and run.isdigit():
            digits = run.lstrip("0") or "0"
            primary.append(f"{_DIGITS}{min(len(digits), 9)}{digits}")
            continue
        marks = unicodedata.normalize("NFD", run)
        tone = next((_TONES[c] for c in marks if c in _TONES), tone)
        letter = nfc("".join(c for c in marks if c not in _TONES))
        primary.append(_CODES.get(letter) or _CODES.get(fold(letter)) or _foreign(letter))
    return "".join(primary), tone


def _foreign(letter: str) -> str:
    return "".join(f"z9{ord(c):05x}" for c in letter)

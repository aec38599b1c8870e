"""Workbooks broken at random. Whatever comes in, an answer comes out: no exception, no row unaccounted for.

`Reader.look` has no net under it: only what it means to refuse is caught, so a mistake of ours fails here.
"""

import random
import re
import zlib

from hypothesis import given, note, settings
from hypothesis import strategies as st

from hoanhap.reporting.workbook.reading import Binder, Reader, from_wire
from tests.reporting.workbook.samples import (
    EXPECTED,
    FORM,
    FORMS,
    KEY,
    SHEET,
    edited,
    figures,
    list_workbook,
    setting,
    unzipped,
    workbook,
    zipped,
)
from tests.scale import scaled
from tests.trust import record

BASES = [
    workbook(),
    edited(workbook(), setting(C30="ghi chú")),  # as openpyxl spells it
    edited(list_workbook(), setting(C8="Kế hoạch", D8="12", E8="07/9/2020", F8=3, G8="Về việc rà soát")),
]
_VALUE = re.compile(rb"<v>[^<]*</v>")
_ATTRIBUTE = re.compile(rb'"[^"<>]{0,40}"')
_TAG = re.compile(rb"<[^>]{1,60}>")
_ODD = [
    b"", b"-1", b"1e400", b"nan", b"1_000", b"99999999999999999999", b"0x10", b"\xff\xfe", b"&amp;", b"&#0;",
    b"&#xD800;", b"<![CDATA[1]]>", b"<!-- -->", "²".encode(), "١٢".encode(), b"1.0E+2", b" 7 ", b"TRUE", b"#REF!",
    b"A" * 5000,
]  # fmt: skip


def bytes_flipped(rnd: random.Random, data: bytes) -> bytes:
    broken = bytearray(data)
    for _ in range(rnd.randint(1, 20)):
        broken[rnd.randrange(len(broken))] ^= 1 << rnd.randrange(8)
    return bytes(broken)


def cut(rnd: random.Random, data: bytes) -> bytes:
    start, end = sorted((rnd.randrange(len(data)), rnd.randrange(len(data))))
    return data[:start] + data[end:]


def part_dropped(rnd: random.Random, data: bytes) -> bytes:
    parts = unzipped(data)
    for name in rnd.sample(sorted(parts), rnd.randint(1, 3)):
        del parts[name]
    return zipped(parts)


def parts_swapped(rnd: random.Random, data: bytes) -> bytes:
    parts = unzipped(data)
    a, b = rnd.sample(sorted(parts), 2)
    parts[a], parts[b] = parts[b], parts[a]
    return zipped(parts)


def xml_bytes_changed(rnd: random.Random, data: bytes) -> bytes:
    parts = unzipped(data)
    name = rnd.choice(sorted(parts))
    parts[name] = bytes_flipped(rnd, parts[name] or b" ")
    return zipped(parts)


def pieces_changed(rnd: random.Random, data: bytes) -> bytes:
    """Values, attributes and whole tags of the parts we read, replaced by odd ones, repeated or left out."""
    parts = unzipped(data)
    name = rnd.choice([SHEET, SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
    xml = parts[name]
    for _ in range(rnd.randint(1, 8)):
        found = list(rnd.choice([_VALUE, _ATTRIBUTE, _TAG]).finditer(xml))
        if not found:
            continue
        piece = rnd.choice(found)
        odd = rnd.choice(_ODD)
        new = {b"<": rnd.choice([b"", piece[0] * 2, b"<v>" + odd + b"</v>"]), b'"': b'"' + odd + b'"'}[piece[0][:1]]
        xml = xml[: piece.start()] + new + xml[piece.end() :]
    parts[name] = xml
    return zipped(parts)


def cells_changed(rnd: random.Random, data: bytes) -> bytes:
    kinds = [b"", b' t="s"', b' t="str"', b' t="b"', b' t="e"', b' t="d"', b' t="inlineStr"', b' t="zz"']

    def change(found: re.Match[bytes]) -> bytes:
        if rnd.random() > 0.03:
            return found[0]
        formula = rnd.choice([b"", b"<f>1+1</f>"])
        return found[1] + rnd.choice(kinds) + b">" + formula + b"<v>" + rnd.choice(_ODD) + b"</v>"

    parts = unzipped(data)
    cell = rb'(<c r="[A-Z]+\d+"(?: s="\d+")?)(?: t="\w+")?>(?:<f>[^<]*</f>)?<v>[^<]*</v>'
    parts[SHEET] = re.sub(cell, change, parts[SHEET])
    return zipped(parts)


def strings_changed(rnd: random.Random, data: bytes) -> bytes:
    parts = unzipped(data)
    xml = parts.get("xl/sharedStrings.xml", b"")
    texts = re.findall(rb"<t[^>]*>[^<]*</t>", xml)
    for _ in range(rnd.randint(1, 6)):
        if texts:
            odd = rnd.choice([*_ODD, b"r:1.1", b"c:2018", b"HN1.x.y"])
            xml = xml.replace(rnd.choice(texts), b"<t>" + odd + b"</t>", 1)
    return zipped({**parts, "xl/sharedStrings.xml": xml})


MUTATIONS = [
    bytes_flipped, cut, part_dropped, parts_swapped, xml_bytes_changed, pieces_changed, pieces_changed, cells_changed,
    cells_changed, strings_changed,
]  # fmt: skip
_PLACES = {(r.code, c.code) for r in FORM.filled_rows for c in FORM.columns}
_BINDER = Binder(FORMS, KEY)
_SEASONED = Reader(FORMS)  # one that has read thousands of broken files must still read like a new one


@settings(max_examples=scaled(1000, 100))
@given(
    st.integers(0, 2**63),
    st.integers(0, len(BASES) - 1),
    st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=2),
)
def test_no_broken_workbook_is_too_much(seed, base, mutations):
    rnd = random.Random(seed)
    data = BASES[base]
    for mutate in mutations:
        try:
            data = mutate(rnd, data)
        except (ValueError, KeyError, OSError, zlib.error, NotImplementedError, RuntimeError, EOFError):
            break  # what the first mutation left is no zip to mutate further
        except Exception as wrong:
            if type(wrong).__name__ != "BadZipFile":
                raise
            break
    note(f"{seed=} {base=} {[m.__name__ for m in mutations]}")
    look = Reader(FORMS).look(data)
    assert look == _SEASONED.look(data)
    assert from_wire(list(look), FORMS) == look
    book = _BINDER.bind(look)
    assert book.rows_read == book.accepted + book.rejected and 0 <= book.rejected <= book.rows_read
    assert book.clean or any(p.severity == "error" for p in book.problems)
    assert all(p.message and p.remedy for p in book.problems)
    assert all(c.value is None or type(c.value) is int and c.value >= 0 for c in book.cells)
    if book.form == ("mau", "1"):
        assert {(c.row, c.column) for c in book.cells} <= _PLACES


def test_the_mutations_do_reach_the_reader():
    """The suite above is worth something only if many of its files are read, many refused, and many in between."""
    rnd = random.Random(7)
    reader = Reader(FORMS)
    outcomes = {"whole": 0, "in part": 0, "refused": 0}
    for i in range(200):
        book = _BINDER.bind(reader.look(MUTATIONS[i % len(MUTATIONS)](rnd, BASES[i % 2])))
        kind = "refused" if not book.rows_read else "whole" if figures(book) == EXPECTED and book.clean else "in part"
        outcomes[kind] += 1
    assert min(outcomes.values()) >= 10, outcomes


def test_what_was_run_is_on_record():
    record("workbooks mutated at random, uncaught errors", size=scaled(1000, 100), found=0)

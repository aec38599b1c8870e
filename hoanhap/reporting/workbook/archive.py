"""A zip of workbooks, taken apart one member at a time. Folders and names inside it mean nothing but a label."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from hoanhap.documents.excel.container import DEFAULT, MB, Container, Entry, Limits, open_container
from hoanhap.documents.excel.refusals import Refused, problem
from hoanhap.kernel.lang import t
from hoanhap.kernel.text import clean
from hoanhap.reporting.workbook.book import Problem

_MOST_UNPACKED = 2_000 * MB
_LITTER = ("~$", "._", ".ds_store", "thumbs.db", "desktop.ini")  # what systems leave beside people's files


def is_archive(data: bytes | memoryview) -> bool:
    """A zip that is not itself a workbook. False for everything else, damaged zips too."""
    try:
        names = _open(data, DEFAULT).entries
    except Refused:
        return False
    return "[Content_Types].xml" not in names and "mimetype" not in names


def members(data: bytes | memoryview, *, limits: Limits = DEFAULT) -> Iterator[tuple[str, bytes | Problem]]:
    """(label, bytes) for `batch.read_batch`, in the zip's order; (label, Problem) for a member that cannot be taken.

    Raises Refused when the zip itself cannot be used. Memory holds one member at a time.
    """
    container = _open(data, limits)
    files = [entry for entry in container.entries.values() if not _litter(entry)]
    if not files:
        raise Refused("archive", what=t("không có tệp nào", "there is no file in it"))
    for entry in files:
        yield label(entry.name), _content(container, entry, limits)


def label(name: str) -> str:
    """A member's path as one short line of text, for people; nothing is ever opened by it."""
    return clean(name.replace("\\", "/"), 200).replace("\n", " ") or "?"


def _open(data: bytes | memoryview, limits: Limits) -> Container:
    if len(data) > limits.archive:
        raise Refused("too_big", size=-(-len(data) // MB), limit=limits.archive // MB)
    try:
        return open_container(data, most_entries=limits.members, most_unpacked=_MOST_UNPACKED, limits=limits)
    except Refused as refusal:
        if refusal.code == "not_workbook":
            raise Refused("archive", what=t("đây không phải tệp .zip", "this is not a .zip")) from refusal
        if refusal.code == "broken":
            raise Refused("archive", what=t("tệp bị hỏng", "it is damaged")) from refusal
        raise


def _litter(entry: Entry) -> bool:
    name = PurePosixPath(entry.name.replace("\\", "/"))
    return entry.name.endswith("/") or "__MACOSX" in name.parts or name.name.lower().startswith(_LITTER)


def _content(container: Container, entry: Entry, limits: Limits) -> bytes | Problem:
    if entry.is_link:
        return problem("archive", what=t("có đường dẫn tắt", "it holds a link"))
    if entry.size > limits.file:
        return problem("too_big", size=-(-entry.size // MB), limit=limits.file // MB)
    try:
        return container.read(entry)
    except Refused as refusal:
        return refusal.problem

"""Canaries: a unique token in every field that not everybody may read, looked for in everything that leaves the house.

    bird = token("an-2-a section")            # plant it in a field
    silent(client.get(url), bird)             # fails, and says where, when the token is anywhere in the answer
    heard(client.get(url), bird)              # the positive control: who may read it does

`silent` and `heard` take a response, bytes, text, a path, or anything that these are inside of. Of a response they
search status line, headers, cookies and body; of a body the raw bytes, the text without HTML and JSON escapes, every
part of a zip (so of .xlsx and .docx: hidden sheets, comments, shared strings, docProps), and the text of a PDF.
"""

import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdf
from django.http.response import HttpResponseBase

DEPTH = 3  # a workbook in a zip in a zip


def token(name: str) -> str:
    """Letters and digits only, so that no escaping can hide it; the same name gives the same token."""
    return "CNR" + hashlib.sha256(name.encode()).hexdigest()[:20].upper()


def silent(output: Any, *tokens: str) -> None:
    found = leaks(output, tokens)
    assert not found, f"leaked: {found}"


def heard(output: Any, *tokens: str) -> None:
    missing = set(tokens) - {bird for bird, _where in leaks(output, tokens)}
    assert not missing, f"not found where it may be read: {missing}"


def leaks(output: Any, tokens: Iterable[str]) -> list[tuple[str, str]]:
    """(token, where) for each token that is anywhere in the output."""
    wanted = list(tokens)
    return [(bird, where) for where, text in texts(output) for bird in wanted if bird in text]


def texts(output: Any, where: str = "", depth: int = DEPTH) -> Iterator[tuple[str, str]]:
    if isinstance(output, HttpResponseBase):
        yield from _response(output, where)
    elif isinstance(output, Path):
        yield from texts(output.read_bytes(), f"{where}{output.name}:", depth)
    elif isinstance(output, bytes):
        yield from _bytes(output, where, depth)
    elif isinstance(output, str):
        yield from _text(output, where)
    elif isinstance(output, dict):
        for key, value in output.items():
            yield from texts(str(key), f"{where}{key}", depth)
            yield from texts(value, f"{where}{key}:", depth)
    elif isinstance(output, Iterable):
        for n, item in enumerate(output):
            yield from texts(item, f"{where}{n}:", depth)
    elif output is not None:
        yield from _text(str(output), where)


def _response(response: HttpResponseBase, where: str) -> Iterator[tuple[str, str]]:
    yield from _text("\n".join(f"{name}: {value}" for name, value in response.items()), f"{where}headers")
    yield from _text(str(response.cookies), f"{where}cookies")
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    yield from _bytes(body, f"{where}body", DEPTH)


def _bytes(body: bytes, where: str, depth: int) -> Iterator[tuple[str, str]]:
    if body.startswith(b"PK") and depth:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            yield f"{where} (comment)", archive.comment.decode("utf-8", "replace")
            for part in archive.infolist():
                yield f"{where}/{part.filename} (name)", part.filename
                yield from _bytes(archive.read(part), f"{where}/{part.filename}", depth - 1)
    elif body.startswith(b"%PDF"):
        pdf = pypdf.PdfReader(io.BytesIO(body))
        yield f"{where} (properties)", str(pdf.metadata)
        for number, page in enumerate(pdf.pages, 1):
            yield f"{where} (page {number})", re.sub(r"\s", "", page.extract_text())
    yield from _text(body.decode("utf-8", "replace"), where)


def _text(text: str, where: str) -> Iterator[tuple[str, str]]:
    """Raw, unescaped, and with the markup gone: Word splits a word over several runs."""
    yield where, text
    yield f"{where} (without markup)", re.sub(r"<[^>]*>|\s", "", html.unescape(text))
    if text.lstrip()[:1] in ("{", "["):
        try:
            yield f"{where} (json)", json.dumps(json.loads(text), ensure_ascii=False)
        except ValueError:
            return

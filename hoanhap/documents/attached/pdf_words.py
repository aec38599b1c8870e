"""What a PDF says where it has a text layer, as pypdf reads it. It runs in the reader's process."""

import io
import time
from typing import Final, NamedTuple

SECONDS: Final = 4.0  # of processor time; the process has ten


class Told(NamedTuple):
    lines: list[str]
    part: bool  # a page says nothing, as a picture does, or time ran out


def read(data: bytes) -> Told:
    """Raises what a file that is not what it says makes pypdf raise."""
    from pypdf import PdfReader  # there is nothing to import it from once the process is sealed: `child` has done so

    until = time.process_time() + SECONDS
    lines, silent = list[str](), False
    for page in PdfReader(io.BytesIO(data)).pages:
        if time.process_time() > until:
            return Told(lines, True)
        said = page.extract_text()
        silent |= not said.strip()
        lines += said.splitlines()
    return Told(lines, silent)

"""Words that must not be written here: one illness has no field in this system, and no note may become one.

The person's right to be exempted for a grave illness is kept by another way: “bệnh hiểm nghèo”, with the number of the
hospital's certificate and nothing else.
"""

import re

from hoanhap.kernel.lang import t
from hoanhap.kernel.text import nfc

# As officers write it, with capital H where it stands alone: “nhiễm H”, “có H”, “H+”, “H (+)”.
_NAMED = re.compile(r"(?<![^\W_])(h\.?i\.?v|a\.?i\.?d\.?s|s\.?i\.?d\.?a|arv)(?![^\W_])", re.IGNORECASE)
_HINTED = re.compile(
    r"(?<![^\W_])(?:(?:[Nn]hi[eễ]m|NHI[EỄ]M|[Cc][oó]|CÓ)\s+H(?![^\W_]|['’])|H\s?(?:\(\s?)?[+\u207a\uff0b])"
)
# The name of an office says nothing of a person: Trung tâm Phòng, chống HIV/AIDS.
_OFFICE = re.compile(r"phòng,?\s*chống\s+HIV(?:\s*/\s*AIDS)?", re.IGNORECASE)


def forbidden(text: str) -> list[str]:
    """The words found, as they are written."""
    plain = _OFFICE.sub("", nfc(text))
    return [match[0] for pattern in (_NAMED, _HINTED) for match in pattern.finditer(plain)]


def word_problems(text: str) -> list[str]:
    """The sentence for the officer; none when the text is free of them. It does not repeat what was written."""
    if not forbidden(text):
        return []
    return [
        t(
            "Không ghi tình trạng HIV ở đây: hệ thống không lưu thông tin này. Nếu là căn cứ miễn, hoãn, "
            "ghi “bệnh hiểm nghèo” và số giấy xác nhận của bệnh viện.",
            "HIV status is not written here: this system does not keep it. Where it is a ground for exemption, "
            "write “grave illness” and the number of the hospital's certificate.",
        )
    ]

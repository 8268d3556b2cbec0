"""Office files whose bytes depend on nothing but what is in them: the clock of the archive is set back."""

from __future__ import annotations

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CLOCKED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date an archive knows


def undated(content: bytes) -> bytes:
    """Pack the members of an archive again, in their order, without dates; workbooks within it too."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            member = ZipInfo(info.filename, _LONG_AGO)
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            new.writestr(member, _undated_member(info.filename, old.read(info)))
    return packed.getvalue()


def _undated_member(name: str, content: bytes) -> bytes:
    if name.endswith(".xlsx"):  # the numbers of a chart
        return undated(content)
    return _CLOCKED.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if name == "docProps/core.xml" else content


def plain_words(words: str) -> str:
    """Return text without the control characters that XML forbids and half surrogates; nothing else is changed."""
    return "".join(sign for sign in words if _is_allowed(ord(sign)))


def _is_allowed(point: int) -> bool:
    if point in {0x9, 0xA, 0xD}:
        return True
    return point >= 0x20 and not 0xD800 <= point <= 0xDFFF and point not in {0xFFFE, 0xFFFF}

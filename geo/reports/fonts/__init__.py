"""The bundled Chinese font, for documents that must look alike on every machine, and the signs that it lacks.

`LinliSansSC-Regular.ttf` is cut out of Noto Sans SC by ``docs/build_font.py``: the 8,105 characters of the General
Standard Chinese Characters table, those of GB 2312, Latin and Greek letters and signs; TrueType outlines, under the SIL
Open Font License 1.1 beside it.
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Linli Sans SC"
STAND_IN = "〓"  # U+3013, which Chinese typesetters put for a sign that the fount lacks
# Signs that show nothing by themselves, or turn the order of others.
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me"})


def font_path() -> Path:
    """Return the file of the bundled font."""
    return Path(str(files("geo.reports.fonts"))) / "LinliSansSC-Regular.ttf"


@cache
def covered() -> frozenset[int]:
    """Return the code points that the font draws, read from its character map (``cmap``, format 12)."""
    content = font_path().read_bytes()
    (tables,) = struct.unpack_from(">H", content, 4)
    directory = {content[at : at + 4]: at for at in range(12, 12 + 16 * tables, 16)}
    (cmap,) = struct.unpack_from(">I", content, directory[b"cmap"] + 8)
    (maps,) = struct.unpack_from(">H", content, cmap + 2)
    points: set[int] = set()
    for number in range(maps):
        (offset,) = struct.unpack_from(">I", content, cmap + 8 + 8 * number)
        if struct.unpack_from(">H", content, cmap + offset) != (12,):
            continue
        (groups,) = struct.unpack_from(">I", content, cmap + offset + 12)
        for group in range(groups):
            first, last = struct.unpack_from(">II", content, cmap + offset + 16 + 12 * group)
            points.update(range(first, last + 1))
    return frozenset(points)


def missing_glyphs(words: str) -> tuple[str, ...]:
    """Return the signs of a text that the font cannot draw, each once, in the order met; line ends are none."""
    known = covered()
    return tuple(dict.fromkeys(sign for sign in words if ord(sign) not in known and not _is_unseen(sign)))


def drawable(words: str) -> str:
    """Return the text as the font can draw it: `STAND_IN` for what it lacks, nothing for what shows nothing."""
    known = covered()
    plain = " ".join(words.split())
    return "".join(
        sign if ord(sign) in known else STAND_IN for sign in plain if ord(sign) in known or not _is_unseen(sign)
    )


def codes_of(signs: tuple[str, ...], *, most: int = 12) -> str:
    """Name signs by their code points, a long list cut with its count: ``U+1F3D8, U+05E9``."""
    named = ", ".join(f"U+{ord(sign):04X}" for sign in signs[:most])
    return named if len(signs) <= most else f"{named} … ({len(signs)})"


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in _UNSEEN

"""Cut the bundled Chinese font out of Noto Sans SC, for ``geo/reports/fonts``; needs fonttools.

    python docs/build_font.py NotoSansSC-Regular.ttf Unihan_OtherMappings.txt

The first is the regular weight of Noto Sans SC with TrueType outlines, as Google Fonts gives it out (SIL Open Font
License 1.1; its reserved name "Source" is not used); the second is of the Unicode Character Database, whose field
``kTGH`` is the General Standard Chinese Characters table 通用规范汉字表 of 2013. Kept are its 8,105 characters,
those of GB 2312, which older names may have, Latin and Greek letters, and the signs of `_SIGNS`; what the font lacks
is left out.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

GOAL = Path(__file__).parents[1] / "geo" / "reports" / "fonts" / "LinliSansSC-Regular.ttf"
_NAME = "Linli Sans SC"
_SIGNS = (
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x391, 0x3CA), *range(0x2010, 0x2028), *range(0x2030, 0x203C),
    *range(0x2070, 0x209D), *range(0x20A0, 0x20BE), *range(0x2100, 0x214F), *range(0x2150, 0x2183),
    *range(0x2190, 0x21A0), *range(0x2200, 0x2270), *range(0x2460, 0x2670), 0x2713, 0x2717,
    *range(0x3000, 0x3020), *range(0x3220, 0x3230), *range(0x3280, 0x328A), *range(0x3380, 0x33E0),
    *range(0xFF01, 0xFF5F), *range(0xFFE0, 0xFFE7), 0xFFFD,
)  # fmt: skip


def characters(unihan: Path) -> set[int]:
    """Collect the code points to keep."""
    table = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", unihan.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(table) == 8_105, f"{len(table)} characters with kTGH, expected 8,105"
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    older = {ord(pair.decode("gb2312", "ignore") or " ") for pair in pairs}
    return {int(code, 16) for code in table} | older | set(_SIGNS)


def rename(font: TTFont) -> None:
    """Give the cut font a name of its own, so that no program takes it for the whole one."""
    for record in font["name"].names:
        if record.nameID in {1, 4, 16}:
            record.string = _NAME
        elif record.nameID == 6:
            record.string = "LinliSansSC-Regular"
        elif record.nameID == 3:
            record.string = "LinliSansSC-Regular; a subset of Noto Sans SC"


def cut(source: Path, unihan: Path) -> None:
    """Write the cut font beside its licence."""
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "GPOS", "GSUB", "GDEF"]
    font = TTFont(source, recalcTimestamp=False)
    maker = subset.Subsetter(options)
    maker.populate(unicodes=characters(unihan))
    maker.subset(font)
    rename(font)
    font.save(GOAL)


if __name__ == "__main__":
    cut(Path(sys.argv[1]), Path(sys.argv[2]))

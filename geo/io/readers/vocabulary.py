"""The words of headings: how a heading is made comparable, and which headings the schema knows.

Readers use it to find the header row; `geo.io.headings` uses it to give columns their meaning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from geo.schema import COORDINATE_COLUMNS, ESTATES, TABLES, Column

LEVEL_MARK = " / "
_BRACKETS = re.compile(r"[(\[{<【〔《「]([^()\[\]{}<>【】〔〕《》「」]*)[)\]}>】〕》」]")
_NOT_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff\U00020000-\U0003ffff%#]+")
_NUMBER_SIGNS = re.compile(r"(?<=[\u3400-\u9fff])no$|^no(?=[\u3400-\u9fff])")
_ROW_NUMBERS = frozenset({"序号", "序", "行号", "no", "#", "sn", "项次", "index", "rownumber"})
_AREA = r"(?:平方米|平方|平米|㎡|m2|m\^2|sqm)"
_UNIT_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (rf"万{_AREA}|万平", "万㎡"),
        (_AREA, "㎡"),
        (r"亩", "亩"),
        (r"公顷|ha", "公顷"),
        (r"万元", "万元"),
        (r"元", "元"),
        (r"%|百分比", "%"),
        (r"米|m|metres?|meters?", "m"),
        (r"公里|千米|km", "km"),
        (r"分钟|分|min|mins|minutes?", "min"),
        (r"万户", "万户"),
        (r"户", "户"),
        (r"万人", "万人"),
        (r"人|名", "人"),
        (r"幢|栋|个|处|座|道|间|年|度|°|辆", ""),
    )
)
_MONEY = re.compile(rf"元(?:[/·每.*](?:{_AREA}|户|月|年|季度?|人))+")
_MONEY_PART = re.compile(rf"{_AREA}|户|月|年|季|人")
_TRAILING_UNIT = re.compile(rf"[/:·,、\-_]?((?:万)?{_AREA}|{_MONEY.pattern}|万元|%)$")


@dataclass(frozen=True, slots=True)
class HeadingForms:
    """The comparable forms of one heading: all of it, without its brackets and unit, and level by level."""

    whole: str
    bare: str
    levels: tuple[str, ...]
    unit: str


def plain(words: object) -> str:
    """Reduce words to what is compared: NFKC, lower case, letters, digits and Chinese characters only."""
    folded = unicodedata.normalize("NFKC", str(words)).casefold()
    return _NUMBER_SIGNS.sub("", _NOT_WORD.sub("", folded)) or _NOT_WORD.sub("", folded)


def unit_of(words: str) -> str:
    """Read a unit in its canonical spelling (``万㎡``, ``元/户·月`` …); empty where the words are no unit."""
    folded = unicodedata.normalize("NFKC", words).casefold().replace(" ", "")
    folded = re.sub(r"^单位[::]?|^(?:in|unit)[:]?", "", folded)
    if _MONEY.fullmatch(folded):
        return _money_unit(folded)
    return next((unit for form, unit in _UNIT_FORMS if form.fullmatch(folded)), "")


def _money_unit(folded: str) -> str:
    parts = {"㎡" if re.fullmatch(_AREA, part) else part for part in _MONEY_PART.findall(folded)}
    return "元/" + "·".join(sorted(parts, key=("㎡", "户", "人", "月", "季", "年").index))


@cache
def forms_of(heading: str) -> HeadingForms:
    """Work out the comparable forms of a heading."""
    levels = heading.split(LEVEL_MARK)
    bare, unit = _without_unit(levels[-1])
    if not unit and len(levels) > 1:
        unit = _without_unit(levels[0])[1]
    return HeadingForms(plain(heading), plain(bare), tuple(plain(_without_unit(level)[0]) for level in levels), unit)


def _without_unit(words: str) -> tuple[str, str]:
    """Split a heading into its words without brackets, and its unit."""
    folded = unicodedata.normalize("NFKC", words).casefold().strip(" _")  # geodatabases write 建筑面积_㎡_
    inside = _BRACKETS.findall(folded)
    outside = _BRACKETS.sub("", folded).strip()
    unit = next((found for found in map(unit_of, inside) if found), "")
    if not unit and (trailing := _TRAILING_UNIT.search(outside.replace(" ", ""))):
        return outside.replace(" ", "")[: trailing.start()], unit_of(trailing.group(1))
    if not unit and "/" in outside and (found := unit_of(outside.rpartition("/")[2])):
        return outside.rpartition("/")[0], found
    return outside, unit


def is_row_number(heading: str) -> bool:
    """Tell whether a heading is the running number of the rows, which is never an identifier."""
    forms = forms_of(heading)
    return bool({forms.whole, forms.bare} & _ROW_NUMBERS) or heading.strip() in {"#", "№"}


def aliases_of(column: Column) -> tuple[str, ...]:
    """List the comparable headings of a column, the longest first."""
    words = {plain(word) for word in (column.name, column.zh, column.en, *column.aliases)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def known_headings() -> frozenset[str]:
    """Collect the comparable headings of all input tables."""
    columns = [column for table in TABLES.values() for column in table.columns if column.asked]
    return frozenset(alias for column in [*columns, *COORDINATE_COLUMNS] for alias in aliases_of(column))


def known_count(cells: Iterable[object]) -> int:
    """Count the different known headings in a row of cells."""
    words = {cell.strip() for cell in cells if isinstance(cell, str) and 0 < len(cell) <= 60}
    return sum(1 for word in sorted(words) if _is_known(word))


@cache
def _is_known(word: str) -> bool:
    forms = forms_of(word)
    return bool({forms.whole, forms.bare} & known_headings()) or is_row_number(word)


@cache
def sums_up(heading: str) -> bool:
    """Tell whether a heading is of a number that a merged cell must not repeat (counts and areas, not years)."""
    return any(_claims(column, heading) for column in ESTATES.columns if _is_amount(column))


def _is_amount(column: Column) -> bool:
    return column.kind in {"int", "float"} and column.name not in {
        "build_year", "green_rate", "collection_rate", "fee_cny_m2_month",
    }  # fmt: skip


def _claims(column: Column, heading: str) -> bool:
    forms = forms_of(heading)
    return bool({forms.whole, forms.bare, *forms.levels} & set(aliases_of(column)))


def texts(cells: Sequence[object]) -> list[str]:
    """Take the filled text cells of a row."""
    return [cell for cell in cells if isinstance(cell, str) and cell.strip()]

"""Headings by alias: which column of a file is which column of the schema, in which unit and datum.

The words are made comparable by `geo.io.readers.vocabulary`; the aliases stand in the schema. Values are not read
here, only columns are named; `geo.io.values` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from statistics import median

from geo.findings import Report, Where
from geo.io.readers.raw import RawTable
from geo.io.readers.vocabulary import aliases_of, forms_of, is_row_number, plain, unit_of
from geo.schema import Column
from geo.wording import text

# How a heading can name a column, the surest first; from GUESSED down it is said in a note.
EXACT, BARE, TOTAL_OF_GROUP, GROUP, GUESSED, ENDS_WITH, CUT_OFF = 7, 6, 5, 4, 3, 2, 1

_PREFIXES = ("老旧小区", "小区", "项目", "院落", "楼盘")
_LOOSE_PREFIXES = (
    "所属",
    "所在",
    "现有",
    "目前",
    "住宅",
    "房屋",
    "实际",
    "居民",
    "具体",
    "合计",
    "现",
    "总",
    "本",
    "该",
)
_AMOUNT_SUFFIXES = ("数量", "总数", "合计", "总计", "数")
_WORD_SUFFIXES = ("名称", "全称", "名")
_GENERIC = frozenset({
    "名称", "编号", "类别", "性质", "说明", "状态", "阶段", "进展", "用途", "类型", "同意", "容量", "标注", "区", "起",
    "止", "id", "name", "code", "kind", "type", "x", "y", "note", "place", "with",
})  # fmt: skip
# Words of a datum around a coordinate's name: "lon_bd09", "百度经度", "CGCS2000 X".
_DATUM_WORDS = re.compile(
    r"bd09|bd|gcj02|gcj|wgs84|wgs|gps|cgcs2000|国家2000|大地2000|2000|百度|高德|腾讯|火星|amap|baidu"
)
_TOTALS = frozenset({"合计", "小计", "总计", "总数", "total", "总"})
# A heading that ends like a known one but with these words before it means something else.
_OTHER_THINGS = re.compile(
    r"停车|车位|地下|非住宅|商业|违|绿|改造|拆|新增|人均|户均|平均|单价|最|占地|用地|周边|原|曾|旧|前|后|规划|空置|出租|"
    r"公共|办公|用房|未|不|无|是否|上级|结对|联系|管理|负责|包|审核|填"
)
_DBF_NAME_BYTES = 10  # a shapefile's field names are cut to ten bytes
_PLACE_NAMES = ("lon", "lat", "lonlat")
_DATUMS = (
    (re.compile(r"epsg:?(\d{4,5})"), ""),
    (re.compile(r"百度|bd-?_?0?9|^bd[_-]?l|baidu"), "bd09"),
    (re.compile(r"高德|腾讯|火星|gcj|amap"), "gcj02"),
    (re.compile(r"wgs|gps"), "wgs84"),
    (re.compile(r"cgcs|国家2000|2000坐标|大地2000|2000国家"), "cgcs2000"),
)
# Gauss-Kruger metres in China: northings 1,900-6,000 km; eastings 150-850 km, or with the zone's number before.
_NORTHING_M = (1.9e6, 6.0e6)
_EASTING_M = (1.5e5, 8.5e5)
_ZONED_EASTING_M = (24.1e6, 45.9e6)
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True, eq=False)
class MappedTable:
    """A table whose columns have their meaning.

    `columns` maps schema names to headings of ``raw.frame``; `units` gives the unit that a heading states, in one
    spelling (``万㎡``, ``㎡``, ``亩``, ``公顷``, ``元/户·月``, ``元/㎡·月``, ``元/月``, ``元/年``, ``元/户·年``,
    ``万元``, ``元``, ``%``, ``户``, ``人``, ``m``, ``km``, ``min``); `datum_hint` is ``""``, ``wgs84``, ``gcj02``,
    ``bd09`` or ``EPSG:n``, from headings and reported; `unused` are the headings that nobody asked for.
    """

    raw: RawTable
    columns: dict[str, str]
    units: dict[str, str]
    datum_hint: str
    unused: tuple[str, ...]

    def value(self, row_position: int, name: str) -> object:
        """Return a cell as read, by its row's position from 0 and the schema's column name; None where absent."""
        heading = self.columns.get(name)
        return None if heading is None else self.raw.frame[heading].iat[row_position]

    def cells(self, name: str) -> list[object]:
        """Return a whole column as read, by the schema's name; all None where absent. The way to read many rows."""
        heading = self.columns.get(name)
        return [None] * len(self.raw.frame) if heading is None else self.raw.frame[heading].tolist()

    def where(self, row_position: int, name: str = "") -> Where:
        """Name the place of a cell for a finding."""
        return self.raw.where(row_position, self.columns.get(name, name))


@dataclass(frozen=True, slots=True)
class _Claim:
    """A heading that may name a column; the surer and the longer alias wins, then the order in the file."""

    level: int
    alias: str
    heading: str
    column: str
    position: int
    rank: int

    def key(self) -> tuple[int, int, int, int]:
        return -self.level, -len(self.alias), self.position, self.rank


def match_headings(raw: RawTable, columns: Sequence[Column], report: Report) -> MappedTable:
    """Give each wanted column at most one heading: exact matches first, then careful guesses, all guesses said."""
    claims = sorted(_claims(raw.headings, columns), key=_Claim.key)
    taken: dict[str, str] = {}
    used: dict[str, _Claim] = {}
    losers: list[_Claim] = []
    for claim in claims:
        if claim.heading in used:
            continue
        if claim.column in taken:
            losers.append(claim)
            continue
        taken[claim.column] = claim.heading
        used[claim.heading] = claim
    _settle_axes(raw, taken, report)
    ordered = {column.name: taken[column.name] for column in columns if column.name in taken}
    unused = tuple(heading for heading in raw.headings if heading not in used)
    _say_guesses(raw, used.values(), report)
    _say_losers(raw, [claim for claim in losers if claim.heading in unused], ordered, report)
    _say_unused(raw, [h for h in unused if h not in {claim.heading for claim in losers}], columns, report)
    return MappedTable(raw, ordered, _units(raw, columns, ordered, report), _datum_hint(raw, ordered, report), unused)


def _claims(headings: Sequence[str], columns: Sequence[Column]) -> Iterator[_Claim]:
    for position, heading in enumerate(headings):
        if is_row_number(heading):
            continue
        for rank, column in enumerate(columns):
            level, alias = _best_match(heading, column)
            if level:
                yield _Claim(level, alias, heading, column.name, position, rank)


def _best_match(heading: str, column: Column) -> tuple[int, str]:
    """Judge one heading against one column; level 0 where they have nothing to do with each other."""
    forms = forms_of(_unnumbered(heading))
    bare = {forms.bare, forms.levels[-1]}
    if column.name in _PLACE_NAMES:
        bare |= {_DATUM_WORDS.sub("", word) for word in (forms.whole, *bare)}
    for alias in aliases_of(column):
        if alias == forms.whole:
            return EXACT, alias
    for alias in aliases_of(column):
        if alias in bare:
            return BARE, alias
    for alias in aliases_of(column):
        if len(forms.levels) > 1 and alias == forms.levels[0]:
            return (TOTAL_OF_GROUP if forms.levels[-1] in _TOTALS else GROUP), alias
    return _guess(heading, forms.bare, column)


def _unnumbered(heading: str) -> str:
    """Take off the number that a repeated heading was given."""
    return re.sub(r" \(\d+\)$", "", heading)


def _guess(heading: str, bare: str, column: Column) -> tuple[int, str]:
    aliases = aliases_of(column)
    reduced = set(_reductions(bare, column))
    for alias in aliases:
        if alias in reduced and (alias not in _GENERIC or any(bare == prefix + alias for prefix in _PREFIXES)):
            return GUESSED, alias
    for alias in aliases:
        if (
            _chinese(alias) >= 4
            and bare.endswith(alias)
            and not _OTHER_THINGS.search(bare[: -len(alias)].replace("老旧", ""))
        ):
            return ENDS_WITH, alias
    for word in (column.name, column.zh, *column.aliases):
        if _is_cut_off(heading, word):
            return CUT_OFF, plain(word)
    return 0, ""


def _reductions(bare: str, column: Column) -> Iterator[str]:
    """Take harmless words off both ends, one at a time, at most twice."""
    suffixes = _AMOUNT_SUFFIXES if column.kind in {"int", "float"} else _WORD_SUFFIXES
    frontier = {bare}
    for _ in range(2):
        fronts = {word[len(p) :] for word in frontier for p in (*_PREFIXES, *_LOOSE_PREFIXES) if word.startswith(p)}
        backs = {word[: -len(s)] for word in frontier for s in suffixes if word.endswith(s)}
        frontier = {word for word in fronts | backs if len(word) >= 2}
        yield from sorted(frontier)


def _chinese(word: str) -> int:
    return sum(1 for letter in word if letter >= "\u3400")


def _is_cut_off(heading: str, word: str) -> bool:
    """Tell whether a heading is a word cut to a shapefile's ten bytes, in UTF-8 or GB18030."""
    if heading == word or not word.startswith(heading) or len(heading) < 3:
        return False
    return any(
        word.encode(encoding)[:_DBF_NAME_BYTES].decode(encoding, errors="ignore") == heading
        for encoding in ("utf-8", "gb18030")
    )


def _settle_axes(raw: RawTable, taken: dict[str, str], report: Report) -> None:
    """Swap X and Y where the values show survey axes: in Chinese survey tables X is the northing."""
    if "lon" not in taken or "lat" not in taken:
        return
    x, y = (_middle(raw, taken[name]) for name in ("lon", "lat"))
    if x is None or y is None or not _within(x, _NORTHING_M) or not _is_easting(y):
        return
    taken["lon"], taken["lat"] = taken["lat"], taken["lon"]
    found = text("survey-axes.found", north=taken["lat"], east=taken["lon"])
    report.find("survey-axes", severity="note", where=Where(raw.file, raw.sheet, None, taken["lat"]), found=found)


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _is_easting(value: float) -> bool:
    return _within(value, _EASTING_M) or _within(value, _ZONED_EASTING_M)


def _middle(raw: RawTable, heading: str) -> float | None:
    """Take the median number of a column's first rows."""
    numbers = [number for cell in raw.frame[heading].iloc[:_SAMPLE_ROWS] if (number := _number(cell)) is not None]
    return median(numbers) if numbers else None


def _number(cell: object) -> float | None:
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def _units(raw: RawTable, columns: Sequence[Column], taken: dict[str, str], report: Report) -> dict[str, str]:
    """Collect the units of the headings; an area without one takes the unit that stands above the table."""
    units = {name: unit for name, heading in taken.items() if (unit := forms_of(_unnumbered(heading)).unit)}
    above = _unit_above(raw.titles)
    for column in columns:
        if above and column.unit == "㎡" and column.name in taken and column.name not in units:
            units[column.name] = above
            found = text("unit-above.found", unit=above, heading=taken[column.name])
            report.find(
                "unit-above", severity="note", where=Where(raw.file, raw.sheet, None, taken[column.name]), found=found
            )
    return units


def _unit_above(titles: Iterable[str]) -> str:
    """Read "单位:万平方米、户" in the lines above a table; empty where no area unit, or two, are named."""
    named = {
        unit
        for title in titles
        for words in re.findall(r"单位\s*[:：]\s*([^)）]+)", title)
        for part in re.split(r"[、,，;；\s]+", words)
        if (unit := unit_of(part)) in {"万㎡", "㎡", "亩", "公顷"}
    }
    return named.pop() if len(named) == 1 else ""


def _datum_hint(raw: RawTable, taken: dict[str, str], report: Report) -> str:
    """Read the datum that coordinate headings name; it is a hint for the vote, never the decision."""
    for name in _PLACE_NAMES:
        heading = taken.get(name, "")
        hint = _named_datum(heading)
        if hint == "cgcs2000":
            hint = _cgcs2000(_middle(raw, taken.get("lon", heading)))
        if hint:
            at = Where(raw.file, raw.sheet, None, heading)
            report.find(
                "datum-hint", severity="note", where=at, found=text("datum-hint.found", heading=heading, datum=hint)
            )
            return hint
    return ""


def _named_datum(heading: str) -> str:
    folded = heading.casefold().replace(" ", "")
    for form, datum in _DATUMS:
        if found := form.search(folded):
            return datum or f"EPSG:{found.group(1)}"
    return ""


def _cgcs2000(easting: float | None) -> str:
    """Name the CRS of a CGCS2000 column: degrees, or the 3-degree zone that an easting carries before it."""
    if easting is not None and _within(easting, _ZONED_EASTING_M):
        return f"EPSG:{4513 + int(easting // 1e6) - 25}"  # EPSG:4513 is zone 25, 4528 zone 40
    if easting is not None and _is_easting(easting):
        return ""  # the zone is not told; the vote has to find it
    return "EPSG:4490"


def _nearest(word: str, known: Sequence[str]) -> str:
    """Find the known heading most like a word; short Latin words resemble each other by chance, so they need more."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.75 if word.isascii() else 0.5)
    return near[0] if near else ""


def _say_guesses(raw: RawTable, claims: Iterable[_Claim], report: Report) -> None:
    for claim in sorted(claims, key=lambda claim: claim.position):
        if claim.level <= GUESSED:
            found = text("heading-guessed.found", heading=claim.heading, alias=claim.alias)
            at = Where(raw.file, raw.sheet, None, claim.heading)
            report.find("heading-guessed", severity="note", where=at, found=found, alias=claim.alias)


def _say_losers(raw: RawTable, losers: Sequence[_Claim], taken: dict[str, str], report: Report) -> None:
    said: set[str] = set()
    for claim in losers:
        if claim.heading not in said:
            said.add(claim.heading)
            found = text("heading-twice.found", heading=claim.heading, kept=taken[claim.column])
            at = Where(raw.file, raw.sheet, None, claim.heading)
            report.find("heading-twice", where=at, found=found, kept=taken[claim.column])


def _say_unused(raw: RawTable, unused: Sequence[str], columns: Sequence[Column], report: Report) -> None:
    known = [word for column in columns for word in (column.zh, column.name, *column.aliases)]
    for heading in unused:
        if is_row_number(heading):
            continue
        near = _nearest(forms_of(heading).bare or heading, known)
        found = text("heading-unused.near" if near else "heading-unused.found", heading=heading, near=near)
        report.find("heading-unused", severity="note", where=Where(raw.file, raw.sheet, None, heading), found=found)

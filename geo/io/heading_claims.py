"""Which heading may name which column, and how surely: exact words first, then careful guesses.

`geo.io.headings` next door decides between the claims and says what was guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geo.io.readers.vocabulary import aliases_of, forms_of, is_row_number, plain
from geo.schema import Column

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
PLACE_NAMES = ("lon", "lat", "lonlat")


@dataclass(frozen=True, slots=True)
class Claim:
    """A heading that may name a column; the surer and the longer alias wins, then the order in the file."""

    level: int
    alias: str
    heading: str
    column: str
    position: int
    rank: int

    def key(self) -> tuple[int, int, int, int]:
        """Sort key: the best claim first."""
        return -self.level, -len(self.alias), self.position, self.rank


def claims_of(headings: Sequence[str], columns: Sequence[Column]) -> Iterator[Claim]:
    """Walk all claims of the headings on the columns; a running row number claims nothing."""
    for position, heading in enumerate(headings):
        if is_row_number(heading):
            continue
        for rank, column in enumerate(columns):
            level, alias = _best_match(heading, column)
            if level:
                yield Claim(level, alias, heading, column.name, position, rank)


def _best_match(heading: str, column: Column) -> tuple[int, str]:
    """Judge one heading against one column; level 0 where they have nothing to do with each other."""
    forms = forms_of(unnumbered(heading))
    bare = {forms.bare, forms.levels[-1]}
    if column.name in PLACE_NAMES:
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


def unnumbered(heading: str) -> str:
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

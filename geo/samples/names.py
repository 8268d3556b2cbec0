"""Names for invented places; each begins with 示例 (sample), so nobody takes one for a real estate."""

from __future__ import annotations

import numpy as np

_FIRST = "槐柳松竹梅兰桂枫樟榆荷菊杏桃橘枣桑榕柏桐楠梓椿楝"
_SECOND = "溪塘浜桥岸湾渚埠泾港墩渡汀洲坊井台亭园庭门街巷弄"
_KIND = ("新村", "小区", "里", "苑", "家园", "公寓")
_PART = ("一村", "二村", "三村", "一期", "二期", "东区", "西区", "南区", "北区")


def estate_names(count: int, generator: np.random.Generator) -> list[str]:
    """Invent `count` different estate names; some are parts of one estate (一村, 二期, 东区), as real ones are."""
    stems = [f"示例{a}{b}{kind}" for kind in _KIND for a in _FIRST for b in _SECOND]
    order = generator.permutation(len(stems))
    names: list[str] = []
    turn = 0
    while len(names) < count:
        for position in order:
            names.extend(_variants(stems[position], turn, generator))
            if len(names) >= count:
                break
        turn += 1
    return names[:count]


def _variants(stem: str, turn: int, generator: np.random.Generator) -> list[str]:
    numbered = stem if turn == 0 else f"{stem}{turn + 1}号院"
    if turn == 0 and generator.random() < 0.12:
        start = int(generator.integers(0, len(_PART) - 1))
        return [f"{stem}{_PART[start]}", f"{stem}{_PART[start + 1]}"]
    return [numbered]


def subdistrict_names(count: int) -> list[str]:
    """Invent sub-district names: 示例槐溪街道 …, numbered when the pairs run out."""
    pairs = [f"{a}{b}" for b in _SECOND for a in _FIRST]
    return [f"示例{pairs[i % len(pairs)]}{'' if i < len(pairs) else i // len(pairs) + 1}街道" for i in range(count)]


def community_names(subdistrict: str, count: int) -> list[str]:
    """Invent community names inside a sub-district."""
    stem = subdistrict.removesuffix("街道")
    return [f"{stem}第{i + 1}社区" for i in range(count)]

"""Names and numbers of regions, stations, groups and offices, as people would write them.

A region is called 北大街03片区（某某社区）: the sub-district's short name, a number of at least two digits and the lead
community. Numbers run from west to east where there is no plan in force; where there is one, a region keeps the number
of the old region with which it shares the most households, and numbers given up are not used again. Ids are made of
district, sub-district and number (R-梁溪-北大街-03), so that they are readable in a lock file and unique city-wide even
where two sub-districts share a name; they are plain ASCII where the names are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from geo.clustering.problem import Floats, Ints
from geo.wording import text

_SUBDISTRICT_ENDINGS = ("街道办事处", "街道办", "街道")
_COMMUNITY_ENDINGS = (
    "居民社区委员会",
    "社区居民委员会",
    "社区委员会",
    "居民委员会",
    "社区居委会",
    "居委会",
    "社居委",
    "社区",
)
_NUMERALS = "零一二三四五六七八九"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBER_PATTERNS = (
    re.compile(r"(\d{1,4})\s*号?片区"),
    re.compile(rf"第({_CHINESE})片区"),
    re.compile(rf"(?<![一-鿿])({_CHINESE})片区"),
    re.compile(rf"片区\s*(\d{{1,4}}|{_CHINESE})(?!\d)"),
    re.compile(r"(?<!\d)(\d{1,4})\s*$"),
)


def short_subdistrict(name: str) -> str:
    """Drop 街道 and its office's forms: 北大街街道 → 北大街; towns keep their 镇."""
    return _without_ending(name, _SUBDISTRICT_ENDINGS)


def short_district(name: str) -> str:
    """Drop 区 where a name is left: 梁溪区 → 梁溪."""
    return name.removesuffix("区") if len(name) > 2 else name


def short_community(name: str) -> str:
    """Bring a community to its short form: 某某社区居委会 → 某某社区; villages keep theirs."""
    stem = _without_ending(name, _COMMUNITY_ENDINGS)
    if stem != name or not name.strip():
        return f"{stem}社区" if stem else stem
    return name.strip().removesuffix("村民委员会").removesuffix("村委会")


def place_code(district: str, subdistrict: str) -> str:
    """Build the part of the ids that tells sub-districts apart, city-wide."""
    parts = (short_district(district.strip()), short_subdistrict(subdistrict.strip()))
    return "-".join(re.sub(r"[\s/\\、,，;；|]+", "_", part) for part in parts if part) or "_"


def region_code(place: str, number: int) -> str:
    """Build a region's id."""
    return f"R-{place}-{number:02d}"


def group_code(region_id: str, number: int) -> str:
    """Build a group's id from its region's: G-梁溪-北大街-03-1."""
    return f"G-{region_id.removeprefix('R-')}-{number}"


def region_name(subdistrict: str, number: int, lead: str) -> str:
    """Write a region's name; `lead` is the lead community, or the host estate where no community is known."""
    stem = text("region.name", "zh", subdistrict=short_subdistrict(subdistrict), number=f"{number:02d}")
    return text("region.name_with_lead", "zh", name=stem, lead=lead) if lead else stem


def station_names(hosts: Sequence[str], communities: Sequence[str]) -> list[str]:
    """Write the stations' names from their host estates (else communities), telling equal ones apart."""
    bases = [host or short_community(community) for host, community in zip(hosts, communities, strict=True)]
    twice = {base for base, count in Counter(bases).items() if count > 1}
    told = [
        f"{short_community(community)}{base}" if base in twice and host and community else base
        for base, host, community in zip(bases, hosts, communities, strict=True)
    ]
    return [text("station.name", "zh", place=base) for base in _numbered_apart(told)]


def lead_of(weights: Mapping[str, tuple[float, int]]) -> list[str]:
    """Order names by households, then by estates, then by name; the first one leads."""
    return sorted(weights, key=lambda name: (-weights[name][0], -weights[name][1], name))


def community_weights(
    communities: Sequence[str], households: Sequence[float], members: Iterable[int]
) -> dict[str, tuple[float, int]]:
    """Sum up households and count estates by community over the members; unnamed communities are left out."""
    weights: dict[str, tuple[float, int]] = defaultdict(lambda: (0.0, 0))
    for i in members:
        if communities[i]:
            before = weights[communities[i]]
            weights[communities[i]] = (before[0] + households[i], before[1] + 1)
    return dict(weights)


def label_number(label: str) -> int | None:
    """Read the number in a region's label: 北大街03片区（…） → 3, 第三片区 → 3, R-北大街-03 → 3; None without one."""
    for pattern in _NUMBER_PATTERNS:
        if found := pattern.search(label):
            return _whole(found.group(1))
    return None


def kept_labels(labels: Sequence[str], region: Ints, households: Floats) -> dict[int, str]:
    """Match regions with the labels in force, most shared households first, each label and region once.

    Returns
    -------
    The label kept by a region; regions without an entry are new.
    """
    shared: dict[tuple[int, str], float] = defaultdict(float)
    for label, where, homes in zip(labels, region.tolist(), households.tolist(), strict=True):
        if label:
            shared[where, label] += homes if homes > 0 else 0.5  # a place without known households still counts
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for (where, label), _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        if where not in kept and label not in taken:
            kept[where] = label
            taken.add(label)
    return kept


def region_numbers(regions: Sequence[int], kept: Mapping[int, str], labels: Iterable[str]) -> dict[int, int]:
    """Give numbers to the regions of one sub-district, given in the order of their stations' places.

    `kept` comes from `kept_labels`, `labels` are all labels in force: new regions get numbers that none of them has.
    """
    numbers: dict[int, int] = {}
    own = set(regions)
    for where in (where for where in kept if where in own):  # the one with most shared households first
        number = label_number(kept[where])
        if number is not None and number not in numbers.values():
            numbers[where] = number
    spoken_for = set(numbers.values()) | {label_number(label) for label in labels}
    free = (number for number in range(1, len(regions) + len(spoken_for) + 1) if number not in spoken_for)
    return {where: numbers.get(where) or next(free) for where in regions}


def _without_ending(name: str, endings: Sequence[str]) -> str:
    """Drop the first ending that leaves something before it."""
    name = name.strip()
    return next((name.removesuffix(e) for e in endings if name.endswith(e) and len(name) > len(e)), name)


def _whole(digits: str) -> int:
    """Read digits or Chinese numerals up to ninety-nine."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    high = (_NUMERALS.index(tens[-1]) if tens else 1) if ten else 0
    return 10 * high + (_NUMERALS.index(ones[-1]) if ones else 0)


def _numbered_apart(names: Sequence[str]) -> list[str]:
    """Tell equal names apart by a number after all but the first."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else text("name.again", "zh", name=name, number=seen[name]))
    return told

"""Names of sub-districts and communities: their official form, and what they were renamed or merged to.

Only endings that are known to mean the same are changed (街道办事处, 街道办, 街办, 街 → 街道). A town, a township, a
development zone or a park keeps its name, and no name is guessed by likeness. Names that no outline bears are
reported by `geo.io.validation`, with the nearest known one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from geo.findings import Report, Severity
from geo.io.table_rows import Origins, plain_name, words
from geo.wording import text

_WHOLE_OFFICE = re.compile(r"(?<=.街道)(?:党工委)?(?:办事处|办公室|办)$")
_STREET_OFFICE = re.compile(r"(?<=.街)(?:办事处|办公室|办)$")
_TOWN_OFFICE = re.compile(r"(?<=.[镇乡])(?:人民)?政府$")
# In 北大街, 学前街 the word 街 belongs to the name itself, so that the sub-district is 北大街街道.
_STREET_OF_ITS_OWN = re.compile(r"[大小前后老新正横直上下东南西北中]街$")
_COMMUNITY = re.compile(r"(社区|居委会|居民委员会|村委会|村民委员会)$")
_COMMUNITY_ENDING = re.compile(r"(社区居民委员会|社区居委会|居民委员会|村民委员会|居委会|村委会|社区)$")

_OFFICIAL_CONFIDENCE, _GUESSED_CONFIDENCE = 0.98, 0.8
_RENAMED_CONFIDENCE, _SPLIT_CONFIDENCE = 0.95, 0.9


def official_form(name: str, known: Collection[str] = ()) -> str:
    """Return the official form of a sub-district's name; other names come back with only their spaces gone.

    `known` are official names in use: they settle whether 街 is the ending or part of the name, and complete a name
    that lacks its ending.

    Examples
    --------
    >>> official_form("示例街道办事处"), official_form("示例街"), official_form("示例大街"), official_form("示例镇")
    ('示例街道', '示例街道', '示例大街街道', '示例镇')
    """
    tidy = "".join(unicodedata.normalize("NFKC", name).split())
    tidy = _TOWN_OFFICE.sub("", _STREET_OFFICE.sub("", _WHOLE_OFFICE.sub("", tidy)))
    if tidy in known or tidy.endswith("街道") or not tidy:
        return tidy
    whole = [form for form in (f"{tidy}街道", f"{tidy}镇", f"{tidy}乡") if form in known]
    if len(whole) == 1:
        return whole[0]
    if not tidy.endswith("街"):
        return tidy
    of_its_own = _STREET_OF_ITS_OWN.search(tidy) and f"{tidy}道" not in known
    return f"{tidy}街道" if of_its_own else f"{tidy}道"


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the dated table; `community` is plain, empty where the line holds for all."""

    old: str
    new: str
    community: str
    date: str


def apply_renames(
    estates: pd.DataFrame, renames: pd.DataFrame | None, report: Report, *, known: Iterable[str] = ()
) -> pd.DataFrame:
    """Give sub-districts their official form, then their name of today; every change is a repair.

    Lines are applied by date, the oldest first; lines without a date come first and may form chains. A name that
    was split has a line for each community and is changed by the estate's community; where none fits, the name
    stays and is reported. A line whose old name is a community renames communities.

    Parameters
    ----------
    estates : columns subdistrict and community, and the source columns where there are any.
    renames : columns old, new, community, date (RENAMES), or None.
    known : official names of sub-districts in use, such as those of the outlines.

    Returns
    -------
    The same rows with `subdistrict` and `community` as of today; the table given stays as it is.
    """
    lines = _lines(renames)
    official = set(known) | {line.new for line in lines} | {line.old for line in lines}
    official |= {name for name in words(estates, "subdistrict") if name.strip().endswith("街道")}
    table = _RenameTable(
        frozenset(official),
        _by_old([line for line in lines if not _COMMUNITY.search(line.old)]),
        _by_old([line for line in lines if _COMMUNITY.search(line.old)]),
    )
    pairs = list(zip(words(estates, "subdistrict"), words(estates, "community"), strict=True))
    named = {pair: table.today(*pair) for pair in dict.fromkeys(pairs)}
    origins = Origins.of(estates)
    for position, pair in enumerate(pairs):
        for step in named[pair].steps:
            _log(origins, position, step, report)
    _say_splits(origins, pairs, table, named, report)
    renamed = estates.copy()
    for field, values in (
        ("subdistrict", [named[pair].subdistrict for pair in pairs]),
        ("community", [named[pair].community for pair in pairs]),
    ):
        if field in renamed.columns:
            renamed[field] = pd.Series([value or None for value in values], index=estates.index, dtype=object)
    return renamed


@dataclass(frozen=True, slots=True)
class _Step:
    """One change of one name."""

    field: str
    before: str
    after: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Named:
    """A pair of names as of today, and the steps that led there."""

    subdistrict: str
    community: str
    steps: tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class _RenameTable:
    """The official names and the lines, by old name."""

    official: frozenset[str]
    subdistricts: dict[str, list[_Line]]
    communities: dict[str, list[_Line]]

    def today(self, subdistrict: str, community: str) -> _Named:
        """Follow a pair of names to its form of today; outer spaces are no change."""
        formal = official_form(subdistrict, self.official)
        certain = _OFFICIAL_CONFIDENCE if formal in self.official else _GUESSED_CONFIDENCE
        new, is_split = _today(formal, community, self.subdistricts)
        own, _ = _today(community.strip(), "", self.communities)
        renamed = _SPLIT_CONFIDENCE if is_split else _RENAMED_CONFIDENCE
        steps = (
            _Step("subdistrict", subdistrict.strip(), formal, "official-form", certain),
            _Step("subdistrict", formal, new, "renamed", renamed),
            _Step("community", community.strip(), own, "renamed", _RENAMED_CONFIDENCE),
        )
        return _Named(new, own, tuple(step for step in steps if step.before != step.after))

    def split_of(self, name: str, community: str) -> list[str]:
        """List what a name was split into, where the community does not say which it is."""
        lines = self.subdistricts.get(plain_name(name), [])
        names = sorted({line.new for line in lines})
        return names if len(names) > 1 and _chosen(lines, community) is None else []


def community_key(name: object) -> str:
    """Return a community's plain name without its ending, so that 甲社区 and 甲社区居委会 are one."""
    plain = plain_name(name)
    return _COMMUNITY_ENDING.sub("", plain) or plain


def _log(origins: Origins, position: int, step: _Step, report: Report) -> None:
    report.repair(
        step.rule, before=step.before, after=step.after, confidence=step.confidence, field=step.field,
        where=origins.where(position, step.field), estate_id=origins.estate_ids[position],
    )  # fmt: skip


def _say_splits(
    origins: Origins, pairs: list[tuple[str, str]], table: _RenameTable, named: dict[tuple[str, str], _Named],
    report: Report,
) -> None:  # fmt: skip
    """Report each name that was split and could not be resolved, once a name with the rows concerned."""
    rows: dict[str, list[int]] = defaultdict(list)
    for position, pair in enumerate(pairs):
        name = named[pair].subdistrict
        if table.split_of(name, pair[1]):
            rows[name].append(position)
    for name, positions in rows.items():
        names = table.split_of(name, pairs[positions[0]][1])
        found = text("rename-split.found", name=name, count=len(positions), names=", ".join(names))
        # A part that kept the old name makes the name as written a likely one.
        severity: Severity = "note" if name in names else "warning"
        where = origins.where(positions[0], "subdistrict")
        report.find("rename-split", found=found, severity=severity, where=where)


def _lines(renames: pd.DataFrame | None) -> list[_Line]:
    """Take the lines of the table, the oldest first; lines without an old or a new name are passed over."""
    if renames is None:
        return []
    columns = [words(renames, name) for name in ("old", "new", "community", "date")]
    lines = [
        _Line(official_form(old), official_form(new), community_key(community), date[:10])
        for old, new, community, date in zip(*columns, strict=True)
        if old.strip() and new.strip()
    ]
    return sorted(lines, key=lambda line: (line.date, line.old, line.community, line.new))


def _by_old(lines: Iterable[_Line]) -> dict[str, list[_Line]]:
    by_old: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        by_old[plain_name(line.old)].append(line)
    return dict(by_old)


def _today(name: str, community: str, by_old: dict[str, list[_Line]]) -> tuple[str, bool]:
    """Follow the lines from a name to its name of today; the second part says whether a split was resolved."""
    current, last_date, is_split = name, "", False
    seen = {plain_name(name)}
    while True:
        later = [line for line in by_old.get(plain_name(current), []) if line.date > last_date or not line.date]
        line = _chosen([line for line in later if line.date == min((one.date for one in later), default="")], community)
        if line is None or plain_name(line.new) in seen:
            return current, is_split
        is_split = is_split or bool(line.community)
        current, last_date = line.new, line.date
        seen.add(plain_name(current))


def _chosen(lines: list[_Line], community: str) -> _Line | None:
    """Choose the line of the estate's community, else the one that holds for all others."""
    key = community_key(community)
    own = [line for line in lines if line.community and line.community == key]
    others = [line for line in lines if not line.community]
    fitting = own or others
    return fitting[0] if len({line.new for line in fitting}) == 1 else None

"""What we aim at, as data: which rows each aim is about, what is counted in them, and when it is reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """One aim: its words, the rows it is about, and the test that each of them must pass.

    `mean` names a column whose mean over all rows may be at most a limit; `section` the part of the page it stands in,
    the first where empty; `shown` the column that is told there as measured.
    """

    words: str
    concerns: Callable[[Row], bool]
    holds: Callable[[Row], bool]
    mean: tuple[str, float] | None = None
    section: str = ""
    shown: str = "gap_to_best"

    def is_reached(self, rows: Sequence[Row]) -> bool:
        """Whether all rows pass, and their mean where one is asked for."""
        if not all(self.holds(row) for row in rows):
            return False
        if self.mean is None or not rows:
            return True
        return sum(row[self.mean[0]] for row in rows) / len(rows) <= self.mean[1]


def _at_most(key: str, limit: float) -> Callable[[Row], bool]:
    return lambda row: row[key] is not None and row[key] <= limit


def _proved(row: Row) -> bool:
    return row["status"] == "optimal"


def _at_least(key: str, limit: float) -> Callable[[Row], bool]:
    return lambda row: row[key] is not None and row[key] >= limit


def _is(family: str, problem: str) -> Callable[[Row], bool]:
    return lambda row: row["family"] == family and row["problem"] == problem


def _city(problem: str, *, whole: bool) -> Callable[[Row], bool]:
    return lambda row: _is("city", problem)(row) and (row["instance"] == "city") is whole


def _all(*tests: Callable[[Row], bool]) -> Callable[[Row], bool]:
    return lambda row: all(test(row) for test in tests)


TARGETS: Sequence[Target] = (
    Target("every answer passes the independent checker", lambda _: True, lambda row: bool(row["checked"])),
    Target(
        "p-median of OR-Library pmed proved, each below 400 MB", _is("pmed", "p-median"),
        _all(_proved, _at_most("peak_mb", 400)),
    ),
    Target(
        "p-centre of OR-Library pmed proved, each within 10 s of CPU", _is("pmed", "p-center"),
        _all(_proved, _at_most("cpu_seconds", 10)),
    ),
    Target(
        "p-median of rl1304 within 0.01 % of the published value", lambda row: row["instance"] == "rl1304",
        _at_most("gap_to_best", 1e-4),
    ),
    Target(
        "capacitated p-median up to 1,304 points within 0.3 % of the best known",
        lambda row: row["problem"] == "cpmp" and row["n"] is not None and row["n"] <= 1304
        and row["best_known"] is not None,
        _at_most("gap_to_best", 3e-3),
    ),
    Target("capacitated p-median certified within 4 %", lambda row: row["problem"] == "cpmp",
           _at_most("certified_gap", 0.04)),
    Target(
        "maximal covering: published values met, certified within 0.5 %", lambda row: row["problem"] == "mclp",
        _all(_at_most("gap_to_best", 1e-9), _at_most("certified_gap", 5e-3)),
    ),
    Target("LSCP proved within 2 s of CPU", lambda row: row["problem"] == "lscp",
           _all(_proved, _at_most("cpu_seconds", 2))),
    Target("one pool of regions no worse than the published plan",
           lambda row: row["problem"] == "regions" and row["best_known"] is not None, _at_most("gap_to_best", 1e-9)),
    Target(
        "one pool of up to 532 units certified within 3 %",
        lambda row: row["problem"] == "regions" and row["n"] is not None and row["n"] <= 532,
        _at_most("certified_gap", 0.03),
    ),
    Target("city, travel: every sub-district proved", _city("travel", whole=False), _proved),
    Target("city, travel: the whole plan with its map within 30 s", _city("travel", whole=True),
           _at_most("seconds", 30)),
    Target("city, monthly cost: the whole plan with its map within 60 s", _city("cost", whole=True),
           _at_most("seconds", 60)),
    Target("city, monthly cost: summed gap within 0.3 % of the score", _city("cost", whole=True),
           _at_most("certified_gap", 3e-3)),
)  # fmt: skip

ROUNDS = "Roads and rounds"
FAMILIES_OF_ROUNDS = {"streets", "rounds"}  # beside those of the published instances, told by their problems
PROBLEMS_OF_ROUNDS = {"cvrp", "vrptw", "mdvrp", "mdvrptw", "mtvrptwr", "pvrp", "mdpvrp", "carp"}


def is_of_rounds(row: Row) -> bool:
    """Whether a row stands in the section of roads and rounds."""
    return row["family"] in FAMILIES_OF_ROUNDS or row["problem"] in PROBLEMS_OF_ROUNDS


def _street(instance: str) -> Callable[[Row], bool]:
    return lambda row: row["family"] == "streets" and row["instance"] == instance


def _quick_reading(row: Row) -> bool:
    """Whether a file was read at 2 s a megabyte; `p` holds its kilobytes."""
    return row["seconds"] is not None and row["seconds"] <= 2 * row["p"] / 1000


def _rounds(words: str, problem: str, holds: Callable[[Row], bool], shown: str) -> Target:
    return Target(words, _is("rounds", problem), holds, section=ROUNDS, shown=shown)


ROUNDS_TARGETS: Sequence[Target] = (
    Target("5,000 × 5,000 matrix on 20,000 corners within 5 s of CPU", _street("streets-20k"),
           _at_most("cpu_seconds", 5), section=ROUNDS, shown="cpu_seconds"),
    Target("500 × 500 matrix on 200,000 corners within 3 s of CPU, the graph built", _street("streets-200k"),
           _at_most("cpu_seconds", 3), section=ROUNDS, shown="cpu_seconds"),
    _rounds("roads file to graph within 2 s a megabyte", "first", _quick_reading, "seconds"),
    _rounds("the same a second time within 0.3 s", "again", _at_most("seconds", 0.3), "seconds"),
    Target(
        "CVRP and MDVRP up to 500 clients within 0.5 % of the best known",
        lambda row: row["problem"] in {"cvrp", "mdvrp"} and row["n"] is not None and row["n"] <= 501,
        _at_most("gap_to_best", 5e-3), section=ROUNDS,
    ),
    Target("PVRP: every week feasible, the mean within 1.5 % of the best known",
           lambda row: row["problem"] == "pvrp", _all(lambda row: bool(row["checked"]), _at_most("gap_to_best", 1.0)),
           mean=("gap_to_best", 0.015), section=ROUNDS),
    Target("MDPVRP within 3 % of the best known", lambda row: row["problem"] == "mdpvrp",
           _all(lambda row: bool(row["checked"]), _at_most("gap_to_best", 0.03)), section=ROUNDS),
    _rounds("one day of one role, from the roads file to checked routes, within 15 s", "day",
            _at_most("seconds", 15), "seconds"),
    _rounds("that day within 1 % of one searched four times as long", "day-long", _at_most("gap_to_best", 0.01),
            "gap_to_best"),
    _rounds("the week of four roles within 3 min", "week", _at_most("seconds", 180), "seconds"),
    _rounds("longest day at most 1.05 of the mean", "longest", _at_most("value", 1.05), "value"),
    _rounds("shortest day at least 0.85 of the mean", "shortest", _at_least("value", 0.85), "value"),
    _rounds("even days for at most 2 % more hours", "price", _at_most("value", 0.02), "value"),
)  # fmt: skip

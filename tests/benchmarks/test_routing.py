"""The readers of published rounds on invented files, and the check in their own numbers."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from _routing_check import is_right, value_of  # noqa: E402  the folder must be known first
from _routing_formats import FINE, jobs_of, read_instance  # noqa: E402

from geo.routing.fleet.problem import WeekPlan  # noqa: E402
from geo.routing.fleet.solver import solve_week  # noqa: E402

_CVRP = """NAME : tiny
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 5
NODE_COORD_SECTION
1 0 0
2 0 3
3 4 3
4 4 0
DEMAND_SECTION
1 0
2 2
3 2
4 2
DEPOT_SECTION
1
-1
EOF
"""
_TIMED = _CVRP.replace("TYPE : CVRP", "TYPE : VRPTW\nVEHICLES : 2\nSERVICE_TIME : 1").replace(
    "DEPOT_SECTION", "TIME_WINDOW_SECTION\n1 0 100\n2 0 90\n3 50 60\n4 0 90\nDEPOT_SECTION"
)
_PERIODIC = """1 1 3 2
0 4
0 4
0 0 0 0 0 0 0
1 3 4 0 2 2 1 3
2 6 8 0 2 1 2 2 1
3 0 5 0 2 1 1 1
"""
_DEPOTS = """2 1 2 2
30 9
30 9
1 1 0 1 2 1 1 1
2 9 0 1 2 1 1 1
3 0 0 0 0 0 0 0
4 10 0 0 0 0 0 0
"""
_BOTH = """8 1 1 2 2
0 5
0 5
0 5
0 5
0 0 0 0 0 0 0
1 10 0 0 0 0 0
2 2 0 0 1 2 1 3
"""
_SOLOMON = """TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0        100          0
    1      3         4          5          0         50         10
    2      6         8          5          0         60         10
"""
_FILES = {
    ("CVRP", "tiny.vrp"): _CVRP, ("VRPTW", "tiny.vrp"): _TIMED, ("PVRP", "tiny.txt"): _PERIODIC,
    ("MDVRP", "tiny.txt"): _DEPOTS, ("MDPVRP", "tiny.txt"): _BOTH, ("VRPTW-solomon-homberger200", "tiny.txt"): _SOLOMON,
}  # fmt: skip
_VALUES = {"CVRP": 18.0, "VRPTW": 18.0, "PVRP": 33.162, "MDVRP": 4.0, "MDPVRP": 8.0, "VRPTW-solomon-homberger200": 20.0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = ["set,instance,file,nodes_or_clients,bks_routes,best_known,objective_and_rounding,source_repo"]
    for (family, name), content in _FILES.items():
        (tmp_path / family).mkdir(exist_ok=True)
        (tmp_path / family / name).write_text(content)
        rule = "fewest vehicles first" if "solomon" in family else "total distance"
        lines.append(f"{family},tiny,{family}/{name},3,1,100,{rule},none")
    (tmp_path / "best_known.csv").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_every_family_is_read_solved_and_checked_in_its_own_numbers(folder: Path) -> None:
    jobs = jobs_of(folder)
    assert [job["family"] for job in jobs] == [family for family, _ in _FILES]
    for job in jobs:
        instance = read_instance(folder / job["file"], job)
        answer = solve_week(instance.problem, iterations=60)
        assert is_right(instance, answer.plan), job
        assert value_of(instance, answer.plan) == pytest.approx(_VALUES[job["family"]], abs=0.01), job


def test_limits_are_scaled_down_and_times_up(folder: Path) -> None:
    job = next(job for job in jobs_of(folder) if job["family"] == "MDVRP")
    instance = read_instance(folder / job["file"], job)
    assert {kind.most_s for kind in instance.problem.kinds} == {30 * FINE}
    assert [kind.depot for kind in instance.problem.kinds] == [0, 1]
    assert instance.problem.jobs[0].service_s == FINE


def test_patterns_are_bits_from_left_to_right(folder: Path) -> None:
    job = next(job for job in jobs_of(folder) if job["family"] == "PVRP")
    patterns = [asked.patterns for asked in read_instance(folder / job["file"], job).problem.jobs]
    assert patterns == [((0, 1),), ((0,), (1,)), ((1,),)]


def test_a_plan_that_leaves_something_out_is_not_right(folder: Path) -> None:
    for job in jobs_of(folder):
        instance = read_instance(folder / job["file"], job)
        assert not is_right(instance, WeekPlan((), tuple(range(len(instance.problem.jobs)))))
        assert not is_right(instance, WeekPlan())

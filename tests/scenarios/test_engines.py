import os
import time
from pathlib import Path

import pytest

from geo.errors import SolverError, UnknownNameError
from geo.scenarios.engines import Job, Processes, Serial, choose_engine


def double(value: int) -> int:
    return 2 * value


def die_once(given: tuple[int, str]) -> int:
    """Kill the worker the first time number 2 is run."""
    number, folder = given
    flag = Path(folder) / "died"
    if number == 2 and not flag.exists():
        flag.touch()
        os._exit(9)
    time.sleep(0.05)
    return 2 * number


def always_die(given: int) -> int:
    if given == 1:
        os._exit(9)
    return given


def jobs(values: list[int]) -> list[Job[int]]:
    return [Job(f"part {v}", float(v), v) for v in values]


def test_serial_gives_the_results_in_order() -> None:
    found: dict[int, int] = {}
    Serial().run(double, jobs([3, 1, 2]), found.__setitem__)
    assert found == {0: 6, 1: 2, 2: 4}


@pytest.mark.slow
def test_processes_give_the_same_results() -> None:
    found: dict[int, int] = {}
    Processes(2).run(double, jobs([3, 1, 2, 5]), found.__setitem__)
    assert found == {0: 6, 1: 2, 2: 4, 3: 10}


@pytest.mark.slow
def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    given = [Job(str(n), float(n), (n, str(tmp_path))) for n in range(5)]
    found: dict[int, int] = {}
    Processes(2).run(die_once, given, found.__setitem__)
    assert found == {n: 2 * n for n in range(5)}


@pytest.mark.slow
def test_a_job_that_always_kills_its_worker_is_named_and_the_others_are_kept() -> None:
    found: dict[int, int] = {}
    with pytest.raises(SolverError, match=r"part 1: .*killed twice"):
        Processes(2).run(always_die, jobs([0, 1, 2]), found.__setitem__)
    assert {0, 2} <= set(found)


def test_the_engine_is_chosen_by_name_and_size() -> None:
    assert isinstance(choose_engine("auto", workers=2, estates=10, parts=3), Serial)
    assert isinstance(choose_engine("auto", workers=2, estates=1_000, parts=3), Processes)
    assert isinstance(choose_engine("processes", workers=4, estates=1_000, parts=1), Serial)
    with pytest.raises(UnknownNameError, match="serial"):
        choose_engine("cluster", workers=2, estates=10, parts=3)

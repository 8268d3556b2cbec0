"""Where the sub-districts are solved: one after the other, or in several processes.

An engine takes a picklable function and tasks and gives the results in the order of the tasks, whatever the order in
which they finish. Processes are spawned, never forked: solver libraries hold threads. A worker that dies breaks its
pool for good, so the pool is made anew, what was done is kept, and the tasks that were running go one at a time.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, Protocol, Self, TypeVar

from geo.errors import SolverError, unknown_name

Given = TypeVar("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Job(Generic[Given]):
    """One task with its size (any measure of work) and the name people know it by."""

    name: str
    size: float
    given: Given


class Engine(Protocol):
    """Something that runs jobs; `done` is called in the caller's process as each one ends.

    In a ``with`` block it may keep its workers between runs.
    """

    def __enter__(self) -> Self:
        """Keep the workers between runs."""

    def __exit__(self, *failure: object) -> None:
        """Let them go."""

    def run(
        self, function: Callable[[Given], Made], jobs: Sequence[Job[Given]], done: Callable[[int, Made], None]
    ) -> None:
        """Run `function` on every job and hand each result to `done` with the job's position."""


class Serial:
    """One after the other, in this process."""

    def __enter__(self) -> Self:
        """Keep nothing; there are no workers."""
        return self

    def __exit__(self, *failure: object) -> None:
        """Let nothing go."""

    def run(
        self, function: Callable[[Given], Made], jobs: Sequence[Job[Given]], done: Callable[[int, Made], None]
    ) -> None:
        """Run the jobs in order."""
        for position, job in enumerate(jobs):
            done(position, function(job.given))


@dataclass(slots=True)
class Processes:
    """Several spawned processes on this machine; the largest jobs start first.

    In a ``with`` block the workers stay between runs, so that many small runs pay for one start.
    """

    workers: int
    _pool: ProcessPoolExecutor | None = None
    _is_kept: bool = False

    def __enter__(self) -> Self:
        """Keep the workers from now on."""
        self._is_kept = True
        return self

    def __exit__(self, *failure: object) -> None:
        """Let the workers go."""
        self._is_kept = False
        if self._pool is not None:
            self._pool.shutdown()
        self._pool = None

    def run(
        self, function: Callable[[Given], Made], jobs: Sequence[Job[Given]], done: Callable[[int, Made], None]
    ) -> None:
        """Run the jobs side by side.

        Raises
        ------
        SolverError
            Where a job kills its worker even when it runs alone (most often: not enough memory).
        """
        left = sorted(range(len(jobs)), key=lambda i: (-jobs[i].size, jobs[i].name))
        suspects = self._run_pool(function, jobs, left, done, self.workers)
        killers = [i for i in suspects if self._run_pool(function, jobs, [i], done, 1)]
        if killers:
            raise SolverError(
                f"{', '.join(jobs[i].name for i in killers)}: the process that planned it was killed twice, most "
                "likely for lack of memory. Use --engine serial, fewer --workers, or split this sub-district."
            )

    def _run_pool(
        self,
        function: Callable[[Given], Made],
        jobs: Sequence[Job[Given]],
        positions: Sequence[int],
        done: Callable[[int, Made], None],
        workers: int,
    ) -> list[int]:
        """Run some jobs in one pool; return those that were not finished because the pool broke."""
        most = workers if self._is_kept else min(workers, len(positions))
        pool = self._pool or ProcessPoolExecutor(most, get_context("spawn"), _ignore_interrupts)
        self._pool = None
        futures: dict[Future[Made], int] = {}
        try:
            unsent = _submit_all(pool, function, jobs, positions, futures)
            unfinished = _collect(futures, done)
        except BaseException:
            _end_at_once(pool)
            raise
        broken = sorted(unsent + unfinished)
        if self._is_kept and workers == self.workers and not broken:
            self._pool = pool
        else:
            pool.shutdown()
        return broken


def _submit_all(
    pool: ProcessPoolExecutor,
    function: Callable[[Given], Made],
    jobs: Sequence[Job[Given]],
    positions: Sequence[int],
    futures: dict[Future[Made], int],
) -> list[int]:
    """Hand the jobs to the pool; return those left when it broke meanwhile."""
    for number, position in enumerate(positions):
        try:
            futures[pool.submit(function, jobs[position].given)] = position
        except BrokenProcessPool:
            return list(positions[number:])
    return []


def _collect(futures: dict[Future[Made], int], done: Callable[[int, Made], None]) -> list[int]:
    """Hand over results as they come; on a broken pool return the unfinished positions."""
    waiting = set(futures)
    broken: list[int] = []
    while waiting:
        finished, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for future in sorted(finished, key=lambda f: futures[f]):
            try:
                result = future.result()
            except BrokenProcessPool:
                broken.append(futures[future])
                continue
            done(futures[future], result)
    return sorted(broken)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent, which decides what is kept."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_at_once(pool: ProcessPoolExecutor) -> None:
    """End the workers without waiting for their jobs, so that none outlives an interrupted command."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in workers:
        process.terminate()


ENGINES = ("auto", "serial", "processes")
_WORTH_PROCESSES = 150  # estates; below it the start of the workers costs more than they save (measured)


def choose_engine(name: str, *, workers: int | None, estates: int, parts: int) -> Engine:
    """Return the engine called `name`; ``auto`` takes processes where several large parts wait.

    Raises
    ------
    UnknownNameError
        Where no engine has that name.
    """
    if name not in ENGINES:
        raise unknown_name("engine", name, ENGINES)
    count = min(workers or os.cpu_count() or 1, max(parts, 1))
    if name == "serial" or count == 1 or (name == "auto" and estates < _WORTH_PROCESSES):
        return Serial()
    return Processes(count)

"""The hot loops of arc routing: cutting a giant tour into walks, and annealing over walks.

Walks are rows of `seq` (tasks in order), `size` tasks long. Streets may be turned round in constant time because ways
are the same length in both directions.
"""

from __future__ import annotations

import numpy as np

from geo.compiled import compiled, compiled_part
from geo.routing.patrol.network import Floats, Tasks
from geo.routing.patrol.problem import Ints

_FAR = 1e18


@compiled
def cut(order: Ints, way: Floats, tasks: Tasks, capacity: float, most_cost: float) -> tuple[float, Ints, Ints]:
    """Cut a giant tour of task numbers into walks at least length, turning each street as suits best (Ulusoy 1985).

    Returns the length (infinite where some street fits into no walk), the tasks in order, and where each walk starts.
    """
    count = len(order)
    best = np.full(count + 1, _FAR)
    best[0] = 0.0
    first = np.zeros(count + 1, np.int64)
    for i in range(count):
        if best[i] >= _FAR:
            continue
        load = 0.0
        ends = np.zeros(2)
        for j in range(i, count):
            number = order[j]
            load += tasks.demand[number]
            if load > capacity:
                break
            ends = _reach(ends, order, i, j, way, tasks)
            whole = min(ends[0] + way[tasks.finish[2 * number], 0], ends[1] + way[tasks.finish[2 * number + 1], 0])
            if whole <= most_cost and best[i] + whole < best[j + 1] - 1e-9:
                best[j + 1] = best[i] + whole
                first[j + 1] = i
    turned = np.zeros(count, np.int64)
    starts = np.zeros(count + 1, np.int64)
    walks, j = 0, count
    while j > 0 and best[count] < _FAR:
        i = first[j]
        starts[walks] = i
        walks += 1
        _turn(turned, order, i, j, way, tasks)
        j = i
    return best[count], turned, starts[:walks][::-1].copy()


@compiled_part
def _reach(ends: Floats, order: Ints, i: int, j: int, way: Floats, tasks: Tasks) -> Floats:
    """Extend the shortest walk from i to j-1, by direction of its last street, with street j."""
    number = order[j]
    reached = np.empty(2)
    for d in range(2):
        start = tasks.start[2 * number + d]
        if j == i:
            reached[d] = way[0, start] + tasks.cost[number]
        else:
            last = order[j - 1]
            reached[d] = (
                min(
                    ends[0] + way[tasks.finish[2 * last], start],
                    ends[1] + way[tasks.finish[2 * last + 1], start],
                )
                + tasks.cost[number]
            )
    return reached


@compiled_part
def _turn(turned: Ints, order: Ints, i: int, j: int, way: Floats, tasks: Tasks) -> None:
    """Turn the streets i to j-1 as the shortest walk over them does."""
    ends = np.zeros(2)
    table = np.empty((j - i, 2))
    for at in range(i, j):
        ends = _reach(ends, order, i, at, way, tasks)
        table[at - i] = ends
    target = 0
    for at in range(j - 1, i - 1, -1):
        number = order[at]
        one = table[at - i, 0] + way[tasks.finish[2 * number], target]
        two = table[at - i, 1] + way[tasks.finish[2 * number + 1], target]
        turned[at] = 2 * number + (1 if two < one else 0)
        target = tasks.start[turned[at]]


@compiled_part
def _length(row: Ints, size: int, way: Floats, tasks: Tasks) -> float:
    total, here = 0.0, 0
    for place in range(size):
        task = row[place]
        total += way[here, tasks.start[task]] + tasks.cost[task // 2]
        here = tasks.finish[task]
    return float(total + way[here, 0])


@compiled_part
def _load(row: Ints, size: int, tasks: Tasks) -> float:
    total = 0.0
    for place in range(size):
        total += tasks.demand[row[place] // 2]
    return float(total)


@compiled_part
def _over(length: float, load: float, limits: Floats) -> float:
    """Price a walk's load above the capacity and its length above the longest: limits are both, then both prices."""
    return float(max(0.0, load - limits[0]) * limits[2] + max(0.0, length - limits[1]) * limits[3])


@compiled_part
def _move_segment(
    seq: Ints, size: Ints, one: int, i: int, count: int, two: int, j: int, backwards: bool, rows: Ints
) -> tuple[int, int]:
    """Write the two walks after `count` tasks at (one, i) went before place j of walk `two`; one walk where alike."""
    n1 = n2 = 0
    if one == two:
        for place in range(size[one] + 1):
            if place == j:
                for k in range(count):
                    task = seq[one, i + count - 1 - k] ^ 1 if backwards else seq[one, i + k]
                    rows[0, n1] = task
                    n1 += 1
            if place < size[one] and not i <= place < i + count:
                rows[0, n1] = seq[one, place]
                n1 += 1
        return n1, 0
    for place in range(size[one]):
        if not i <= place < i + count:
            rows[0, n1] = seq[one, place]
            n1 += 1
    for place in range(size[two] + 1):
        if place == j:
            for k in range(count):
                rows[1, n2] = seq[one, i + count - 1 - k] ^ 1 if backwards else seq[one, i + k]
                n2 += 1
        if place < size[two]:
            rows[1, n2] = seq[two, place]
            n2 += 1
    return n1, n2


@compiled_part
def _swap(seq: Ints, size: Ints, one: int, i: int, two: int, j: int, turn: int, rows: Ints) -> tuple[int, int]:
    """Write the walks after two tasks changed places, each turned where `turn` has its bit."""
    rows[0, : size[one]] = seq[one, : size[one]]
    rows[0, i] = seq[two, j] ^ (turn & 1)
    if one == two:
        rows[0, j] = seq[one, i] ^ (turn >> 1)
        return size[one], 0
    rows[1, : size[two]] = seq[two, : size[two]]
    rows[1, j] = seq[one, i] ^ (turn >> 1)
    return size[one], size[two]


@compiled_part
def _cross(seq: Ints, size: Ints, one: int, i: int, two: int, j: int, backwards: bool, rows: Ints) -> tuple[int, int]:
    """Write the walks after their tails changed: A+D and C+B, or A + C turned and B turned + D; i, j are cuts."""
    n1 = n2 = 0
    for place in range(i):
        rows[0, n1] = seq[one, place]
        n1 += 1
    if backwards:
        for place in range(j - 1, -1, -1):
            rows[0, n1] = seq[two, place] ^ 1
            n1 += 1
        for place in range(size[one] - 1, i - 1, -1):
            rows[1, n2] = seq[one, place] ^ 1
            n2 += 1
        for place in range(j, size[two]):
            rows[1, n2] = seq[two, place]
            n2 += 1
        return n1, n2
    for place in range(j, size[two]):
        rows[0, n1] = seq[two, place]
        n1 += 1
    for place in range(j):
        rows[1, n2] = seq[two, place]
        n2 += 1
    for place in range(i, size[one]):
        rows[1, n2] = seq[one, place]
        n2 += 1
    return n1, n2


@compiled_part
def _reverse(seq: Ints, size: Ints, one: int, i: int, j: int, rows: Ints) -> tuple[int, int]:
    """Write a walk after the tasks from i to j were turned round."""
    rows[0, : size[one]] = seq[one, : size[one]]
    for k in range(j - i + 1):
        rows[0, i + k] = seq[one, j - k] ^ 1
    return size[one], 0


@compiled_part
def _propose(seq: Ints, size: Ints, where: Ints, near: Ints, rows: Ints) -> tuple[int, int, int, int]:
    """Draw a change around a street and a near one; returns the two walks and their new sizes, or -1 for none."""
    number = np.random.randint(len(where))
    other = near[number, int(near.shape[1] * np.random.random() ** 2)]  # the nearest most often
    one, i = where[number, 0], where[number, 1]
    two, j = where[other, 0], where[other, 1]
    kind = np.random.randint(8)
    if kind < 3:
        count = min(1 + np.random.randint(3), size[one] - i)
        j += np.random.randint(2)
        if np.random.randint(40) == 0:  # into a walk of its own
            for walk in range(len(size)):
                if size[walk] == 0:
                    two, j = walk, 0
                    break
        if one == two and i <= j <= i + count:
            j = i  # stays where it is, perhaps turned round
        n1, n2 = _move_segment(seq, size, one, i, count, two, j, np.random.randint(2) == 0, rows)
    elif kind < 5:
        if one == two and i == j:
            return -1, -1, 0, 0
        n1, n2 = _swap(seq, size, one, i, two, j, np.random.randint(4), rows)
    elif one == two:
        if i == j:
            return -1, -1, 0, 0
        n1, n2 = _reverse(seq, size, one, min(i, j), max(i, j), rows)
    else:
        i, j = i + np.random.randint(2), j + np.random.randint(2)
        n1, n2 = _cross(seq, size, one, i, two, j, np.random.randint(2) == 0, rows)
    return one, two, n1, n2


@compiled
def anneal(
    seq: Ints, size: Ints, way: Floats, tasks: Tasks, near: Ints, limits: Floats, moves: int, heat: float, seed: int
) -> float:
    """Anneal over walks; `seq` and `size` become the best found that keeps both limits. Returns its length.

    limits : capacity, longest walk, price of a unit above each (these are steered).
    heat : of the start, in units of length; it falls to a thousandth.
    """
    np.random.seed(seed)
    walks = len(size)
    where = np.empty((len(tasks.cost), 2), np.int64)
    length, load = np.empty(walks), np.empty(walks)
    for walk in range(walks):
        length[walk], load[walk] = _length(seq[walk], size[walk], way, tasks), _load(seq[walk], size[walk], tasks)
        for place in range(size[walk]):
            where[seq[walk, place] // 2, 0], where[seq[walk, place] // 2, 1] = walk, place
    rows = np.empty((2, seq.shape[1]), np.int64)
    best, best_seq, best_size = _FAR, seq.copy(), size.copy()
    too_much, asked = 0, limits[2:].copy()
    warm = heat
    cooling = np.exp(np.log(1e-3) / max(1, moves // 1000))
    for move in range(moves):
        if move % 1000 == 999:
            warm *= cooling
            share = too_much / 1000
            for price in range(2):
                steered = limits[2 + price] * (1.1 if share > 0.3 else (0.93 if share < 0.1 else 1.0))
                limits[2 + price] = min(max(steered, asked[price] / 4), asked[price] * 100)
            too_much = 0
        one, two, n1, n2 = _propose(seq, size, where, near, rows)
        if one < 0:
            continue
        is_one = one == two
        length1, load1 = _length(rows[0], n1, way, tasks), _load(rows[0], n1, tasks)
        after, before = length1 + _over(length1, load1, limits), length[one] + _over(length[one], load[one], limits)
        length2 = load2 = 0.0
        if not is_one:
            length2, load2 = _length(rows[1], n2, way, tasks), _load(rows[1], n2, tasks)
            after += length2 + _over(length2, load2, limits)
            before += length[two] + _over(length[two], load[two], limits)
        if after <= before or np.random.random() < np.exp((before - after) / warm):
            _write(seq, size, one, rows[0], n1, where)
            length[one], load[one] = length1, load1
            if not is_one:
                _write(seq, size, two, rows[1], n2, where)
                length[two], load[two] = length2, load2
        is_over = False
        for walk in range(walks):
            if load[walk] > limits[0] + 1e-9 or length[walk] > limits[1] + 1e-9:
                is_over = True
                break
        if is_over:
            too_much += 1
        else:
            total = length.sum()
            if total < best - 1e-6:
                best = total
                best_seq[:] = seq
                best_size[:] = size
    if best < _FAR:
        seq[:] = best_seq
        size[:] = best_size
    return best


@compiled_part
def _write(seq: Ints, size: Ints, walk: int, row: Ints, count: int, where: Ints) -> None:
    size[walk] = count
    for place in range(count):
        seq[walk, place] = row[place]
        where[row[place] // 2, 0], where[row[place] // 2, 1] = walk, place

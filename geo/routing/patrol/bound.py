"""A lower bound on all walks together, by cuts; with one walk it is the rural postman's exact optimum.

The variable is how often each street is walked without work. Around a set S of nodes without the depot, walks that
work in S cross its border at least twice each, and an even number of times in all:

    y(border of S)  >=  2 * ceil(demand touching S / capacity) - required streets in the border, and >= 1 where that
    number is odd

(Belenguer and Benavent 2003, doi:10.1016/S0305-0548(02)00046-1). The linear relaxation is cut until nothing more is
found, then the integer program with every node even, cut again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

from geo.errors import SolverError
from geo.integer_program import IntegerProgram, solve_integer
from geo.routing.patrol.cut_kernels import Edges, grown_cuts
from geo.routing.patrol.network import Floats, Network, ways_used
from geo.routing.patrol.problem import Bools, Ints

_LEAST = 1e-4  # by which a cut must be broken to count
_MOST_GROWN = 150  # nodes of a set that is grown; larger ones come from pieces and the flow
_SCALE = 1_000_000  # of the maximum flow, which takes whole numbers


@dataclass(frozen=True, slots=True)
class CutBound:
    """The bound, and the streets to walk again where they make one optimal walk (of each street, how often)."""

    value: float
    again: dict[int, int] | None


@dataclass(slots=True)
class _Model:
    """The reduced network and the cuts found so far."""

    tail: Ints
    head: Ints
    cost: Floats
    street: Ints  # of each variable
    required_tail: Ints
    required_head: Ints
    demand: Floats
    capacity: float
    nodes: int  # the depot is 0
    least_walks: int
    edges: Edges
    rows: list[Ints] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    known: set[bytes] = field(default_factory=set)

    def add(self, inside: Bools, again: Floats | None = None) -> bool:
        """Add the cut around a set of nodes; says whether it is new (and broken, where `again` is given)."""
        if inside[0]:
            inside = ~inside
        least = self._least(inside)
        row = np.flatnonzero(inside[self.tail] != inside[self.head])
        if least <= 0 or (again is not None and again[row].sum() > least - _LEAST):
            return False
        key = inside.tobytes()
        if key in self.known:
            return False
        self.known.add(key)
        self.rows.append(row)
        self.least.append(least)
        return True

    def _least(self, inside: Bools) -> float:
        one, two = inside[self.required_tail], inside[self.required_head]
        touching, crossing = one | two, int((one != two).sum())
        if not touching.any():
            return 0.0
        walks = max(1, int(np.ceil(self.demand[touching].sum() / self.capacity - 1e-9)))
        if touching.all():
            walks = max(walks, self.least_walks)
        return float(max(2 * walks - crossing, crossing % 2))


def cut_bound(network: Network, *, rounds: int, nodes: int, least_walks: int = 1) -> CutBound:
    """Bound the length of all walks from below.

    Parameters
    ----------
    rounds : of cuts, in the relaxation and in the integer program.
    nodes : of the tree of each integer program; 0 leaves it out.
    least_walks : fewest walks that are known to be needed.
    """
    model = _model(network, least_walks)
    fixed = float(network.tasks.cost.sum())
    if not len(network.street):
        return CutBound(0.0, {})
    for node in range(1, model.nodes):
        model.add(np.arange(model.nodes) == node)
    model.add(np.arange(model.nodes) > 0)
    value = 0.0
    for _ in range(rounds):
        value, again = _relaxed(model)
        if not _separate(model, again):
            break
    whole, found = _whole(model, rounds, nodes, value)
    return CutBound(fixed + _up(max(value, whole)), found)


def _up(value: float) -> float:
    """Round up to whole units, as all lengths are whole."""
    return float(np.ceil(value - 1e-6))


def _model(network: Network, least_walks: int) -> _Model:
    problem = network.problem
    streets = ways_used(network)
    ends = np.concatenate([[problem.depot], problem.tail[streets], problem.head[streets], network.terminals])
    others = np.setdiff1d(ends, [problem.depot])
    place = np.full(problem.nodes, -1, dtype=np.int64)
    place[problem.depot] = 0
    place[others] = np.arange(1, len(others) + 1)
    one = np.concatenate([place[problem.tail[streets]], place[problem.tail[network.street]]])
    two = np.concatenate([place[problem.head[streets]], place[problem.head[network.street]]])
    demand = np.concatenate([np.zeros(len(streets)), network.tasks.demand])
    return _Model(
        tail=place[problem.tail[streets]],
        head=place[problem.head[streets]],
        cost=problem.cost[streets].astype(np.float64),
        street=streets,
        required_tail=place[problem.tail[network.street]],
        required_head=place[problem.head[network.street]],
        demand=network.tasks.demand,
        capacity=float(problem.capacity),
        nodes=len(others) + 1,
        least_walks=least_walks,
        edges=_edges(one, two, demand, len(streets), len(others) + 1),
    )


def _edges(one: Ints, two: Ints, demand: Floats, walked: int, nodes: int) -> Edges:
    """List the edges at each node, a loop once."""
    number = np.arange(len(one))
    no_loop = one != two
    ends, edge = np.concatenate([one, two[no_loop]]), np.concatenate([number, number[no_loop]])
    order = np.lexsort((edge, ends))
    start = np.searchsorted(ends[order], np.arange(nodes + 1)).astype(np.int64)
    return Edges(one, two, start, edge[order].astype(np.int64), demand, number >= walked)


def _matrix(model: _Model) -> csr_array:
    rows = np.repeat(np.arange(len(model.rows)), [len(row) for row in model.rows])
    columns = np.concatenate([*model.rows, np.zeros(0, dtype=np.int64)])
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(model.rows), len(model.cost)))


def _relaxed(model: _Model) -> tuple[float, Floats]:
    if not model.rows:
        return 0.0, np.zeros(len(model.cost))
    solved = linprog(model.cost, A_ub=-_matrix(model), b_ub=-np.array(model.least), bounds=(0, None), method="highs")
    if solved.status != 0:
        msg = f"the relaxation of a street patrol was not solved: {solved.message}"
        raise SolverError(msg)
    return float(solved.fun), np.asarray(solved.x)


def _separate(model: _Model, again: Floats) -> bool:
    """Add the cuts that the solution breaks; says whether there were any."""
    before = len(model.rows)
    for inside in _pieces(model, again):
        model.add(inside, again)
    walked = np.concatenate([again, np.zeros(len(model.demand))])
    for inside in grown_cuts(model.edges, walked, model.capacity, _MOST_GROWN):
        model.add(inside.astype(bool), again)
    model.add(_fractional(model, again), again)
    return len(model.rows) > before


def _pieces(model: _Model, again: Floats) -> list[Bools]:
    """Take the connected pieces of what is walked, at several thresholds, with and without the required streets."""
    found = []
    size = (model.nodes, model.nodes)
    for least in (0.01, 0.3, 0.6, 0.99):
        some = again >= least
        walked = csr_array((np.ones(some.sum()), (model.tail[some], model.head[some])), shape=size)
        worked = csr_array((np.ones(len(model.demand)), (model.required_tail, model.required_head)), shape=size)
        for graph in (walked, walked + worked):
            count, piece = connected_components(graph, directed=False)
            found += [piece == number for number in range(count) if count > 1]
    return found


def _fractional(model: _Model, again: Floats) -> Bools:
    """Find the set that most breaks the cut without rounding up, by one maximum flow; the depot is on the other side.

    A street that touches S counts half for each end in S and half for crossing, so that the demand of S is a sum over
    nodes and border, and the least of border less demand is a minimum cut.
    """
    share = model.demand / model.capacity
    by_node = np.bincount(model.required_tail, share, model.nodes) + np.bincount(
        model.required_head, share, model.nodes
    )
    source = model.nodes
    tails = np.concatenate([model.tail, model.required_tail])
    heads = np.concatenate([model.head, model.required_head])
    border = np.concatenate([again, 1 - share])
    out = np.arange(1, model.nodes)
    rows = np.concatenate([tails, heads, np.full(len(out), source)])
    columns = np.concatenate([heads, tails, out])
    weight = np.floor(np.concatenate([border, border, by_node[1:]]) * _SCALE)
    graph = csr_array((weight, (rows, columns)), shape=(source + 1, source + 1))
    graph.sum_duplicates()
    graph = csr_array(graph.astype(np.int32))
    flow = maximum_flow(graph, source, 0).flow
    rest = graph - flow
    rest.data = np.where(rest.data > 0, 1, 0)
    rest.eliminate_zeros()
    return _reached(csr_array(rest), source)[:source]


def _reached(graph: csr_array, source: int) -> Bools:
    seen = np.zeros(graph.shape[0], dtype=bool)
    seen[source] = True
    waiting = [source]
    while waiting:
        node = waiting.pop()
        new = [other for other in graph.indices[graph.indptr[node] : graph.indptr[node + 1]] if not seen[other]]
        seen[new] = True
        waiting += new
    return seen


def _whole(model: _Model, rounds: int, nodes: int, value: float) -> tuple[float, dict[int, int] | None]:
    """Solve in whole numbers with every node even, cutting again; the bound, and the streets of one optimal walk."""
    best = value
    for _ in range(rounds if nodes else 0):
        solved = solve_integer(_program(model), nodes=nodes)
        best = max(best, solved.bound if np.isfinite(solved.bound) else best)
        if solved.values is None:
            return best, None
        again = solved.values[: len(model.cost)]
        if _separate(model, again):
            continue
        is_proved = solved.value <= _up(best) + 1e-6
        found = {int(street): round(times) for street, times in zip(model.street, again, strict=True) if times > 0.5}
        return best, found if is_proved else None
    return best, None


def _program(model: _Model) -> IntegerProgram:
    """Write the cuts and, for each node, that what is worked and walked around it is twice a whole number."""
    edges, cuts = len(model.cost), len(model.rows)
    at = np.arange(edges)
    nodes = np.arange(model.nodes)
    degree = np.bincount(model.required_tail, minlength=model.nodes) + np.bincount(
        model.required_head, minlength=model.nodes
    )
    matrix = _matrix(model).tocoo()
    row = np.concatenate([matrix.row, cuts + model.tail, cuts + model.head, cuts + nodes]).astype(np.int64)
    column = np.concatenate([matrix.col, at, at, edges + nodes]).astype(np.int64)
    value = np.concatenate([matrix.data, np.ones(2 * edges), np.full(model.nodes, -2.0)])
    return IntegerProgram(
        cost=np.concatenate([model.cost, np.zeros(model.nodes)]),
        row=row,
        column=column,
        value=value,
        low=np.concatenate([np.array(model.least), -degree.astype(np.float64)]),
        high=np.concatenate([np.full(cuts, np.inf), -degree.astype(np.float64)]),
        lower=np.zeros(edges + model.nodes),
        upper=np.full(edges + model.nodes, np.inf),
    )

"""What other ways of drawing regions would cost, scored and judged as the plan is.

*One community, one station* is the rule in use: the number a planner would have today. Balanced k-means and
agglomerative clustering along the links are what a data scientist would try first (scikit-learn). Each is scored by
`region_cost.score` and judged by `checker`; what it violates is listed beside its value.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict

import numpy as np
import pandas as pd

from geo.clustering.baseline_bills import Bill
from geo.clustering.checker import check
from geo.clustering.joining import join_nearest, stations_of_groups
from geo.clustering.problem import Floats, Ints, Problem
from geo.clustering.region_cost import score
from geo.clustering.violations import broken_rules
from geo.schema import BASELINES

COMMUNITY, KMEANS, AGGLOMERATIVE, IN_FORCE = "one_community_one_station", "kmeans", "agglomerative", "in_force"
_BALANCE = 1.15  # a cluster's most floor area over the mean: the tolerance usual in districting
_ROUNDS = 20
_STARTS = 4


def baselines_table(
    problem: Problem,
    room_of: Ints,
    *,
    seed: int,
    in_force: Ints | None = None,
    bill: Callable[[Ints], Bill] | None = None,
) -> pd.DataFrame:
    """Compare a plan of one sub-district with every baseline that applies to it.

    Parameters
    ----------
    room_of : the plan, shape ``(n,)``; k-means and agglomerative clustering draw as many regions.
    in_force : the plan in force, where there is one that is not the plan itself.
    bill : counts posts, money and households near (`baseline_bills.bill_of`); their columns stay empty without it.
    """
    if problem.estate_count == 0 or problem.room_count == 0:
        return BASELINES.empty()
    plan_cny = score(problem, room_of).total
    found = dict(_baselines(problem, len(np.unique(room_of)), seed))
    if in_force is not None:
        found[IN_FORCE] = in_force
    rows = [
        _row(problem, name, other, room_of, plan_cny) | ({} if bill is None else asdict(bill(other)))
        for name, other in found.items()
    ]
    return BASELINES.conform(pd.DataFrame(rows).reindex(columns=BASELINES.names()))


def one_community_one_station(problem: Problem) -> Ints | None:
    """Give each community one station, in the room that is cheapest for it; None where no community has a room.

    Communities without a room, and estates of no known community, go to the nearest station next to them.
    """
    room_of = stations_of_groups(problem, problem.community)
    return join_nearest(problem, room_of, problem.community) if (room_of >= 0).any() else None


def balanced_kmeans(problem: Problem, stations: int, *, seed: int) -> Ints:
    """Cluster estates by place with like floor areas; the cluster of each, shape ``(n,)``. Links are not looked at."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    xy, load = problem.xy - problem.xy.mean(axis=0), np.maximum(problem.floor_area_m2, 1.0)
    count = min(stations, len(np.unique(xy, axis=0)))
    with threadpool_limits(limits=1):  # sums in one order on any machine
        model = KMeans(count, n_init=_STARTS, random_state=seed % 2**32).fit(xy, sample_weight=load)
    centres, cluster = np.asarray(model.cluster_centers_, np.float64), np.full(len(xy), -1, np.int32)
    for _ in range(_ROUNDS):
        before, cluster = cluster, _filled(np.hypot(*(xy[:, None] - centres[None]).transpose(2, 0, 1)), load)
        if (before == cluster).all():
            break
        for own in np.unique(cluster):
            members = cluster == own
            centres[own] = np.average(xy[members], axis=0, weights=load[members])
    return cluster


def agglomerative(problem: Problem, stations: int) -> Ints:
    """Join linked estates by place (Ward) until as many clusters are left; the cluster of each, shape ``(n,)``."""
    from scipy.sparse import coo_array
    from sklearn.cluster import AgglomerativeClustering

    n = problem.estate_count
    if n < 2 or stations >= n:
        return np.arange(n, dtype=np.int32)
    a, b = problem.links.T.astype(np.int64)
    ends = (np.concatenate([a, b]), np.concatenate([b, a]))
    graph = coo_array((np.ones(2 * len(a)), ends), shape=(n, n)).tocsr()
    with warnings.catch_warnings():  # it completes a graph in parts by itself, and says so
        warnings.simplefilter("ignore", UserWarning)
        model = AgglomerativeClustering(stations, connectivity=graph).fit(problem.xy - problem.xy.mean(axis=0))
    return np.asarray(model.labels_, np.int32)


def _baselines(problem: Problem, stations: int, seed: int) -> Iterator[tuple[str, Ints]]:
    rule = one_community_one_station(problem)
    if rule is not None:
        yield COMMUNITY, rule
    for name, cluster in (
        (KMEANS, balanced_kmeans(problem, stations, seed=seed)),
        (AGGLOMERATIVE, agglomerative(problem, stations)),
    ):
        room_of = stations_of_groups(problem, cluster)
        if (room_of >= 0).any():
            yield name, join_nearest(problem, room_of, cluster)


def _filled(distance_m: Floats, load: Floats) -> Ints:
    """Fill clusters up to the balance, estates with most to lose first; what fits nowhere goes where there is most."""
    left = np.full(distance_m.shape[1], max(load.sum() / distance_m.shape[1] * _BALANCE, load.max()))
    near = np.argsort(distance_m, axis=1, kind="stable")
    ranked = np.take_along_axis(distance_m, near, axis=1)
    regret = ranked[:, min(1, ranked.shape[1] - 1)] - ranked[:, 0]
    cluster = np.empty(len(load), np.int32)
    for estate in np.argsort(-regret, kind="stable"):
        fits = near[estate][left[near[estate]] >= load[estate]]
        cluster[estate] = fits[0] if len(fits) else int(np.argmax(left))
        left[cluster[estate]] -= load[estate]
    return cluster


def _row(problem: Problem, name: str, room_of: Ints, plan: Ints, plan_cny: float) -> dict[str, object]:
    scored, broken = score(problem, room_of), check(problem, [int(room) for room in room_of])
    difference = scored.total - plan_cny
    return {
        "subdistrict": problem.name,
        "baseline": name,
        "stations": len(np.unique(room_of)),
        "objective": scored.total,
        "difference_cny": difference,
        "difference": difference / scored.total if scored.total > 0 else 0.0,
        "moved": int((room_of != plan).sum()),
        "exceptions": len(scored.exceptions),
        "exceptions_cny": sum(item.price_cny for item in scored.exceptions),
        "violations": len(broken),
        "broken": broken_rules(broken),
    }

"""A siting problem as plain arrays, read and judged once: what was asked, and whether it can be answered at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import numpy as np
from numpy.typing import ArrayLike

from geo.clustering.siting.lists import Bools, Floats
from geo.clustering.siting.travel import MatrixTravel, Travel
from geo.errors import InputError, shortlist, unknown_name
from geo.wording import text


class Model(StrEnum):
    """The siting problems, by the names of the location literature."""

    P_MEDIAN = "p-median"
    CAPACITATED = "cpmp"
    FACILITY = "sscflp"
    P_CENTER = "p-center"
    SET_COVER = "lscp"
    MAX_COVER = "mclp"

    @property
    def counts_stations(self) -> bool:
        """Whether the number of sites to open is given."""
        return self in {Model.P_MEDIAN, Model.CAPACITATED, Model.P_CENTER, Model.MAX_COVER}

    @property
    def has_radius(self) -> bool:
        """Whether a point counts as served within a radius only."""
        return self in {Model.SET_COVER, Model.MAX_COVER}

    @property
    def has_capacities(self) -> bool:
        """Whether sites can be full."""
        return self in {Model.CAPACITATED, Model.FACILITY}


@dataclass(frozen=True, slots=True, eq=False)
class SitingProblem:
    """What is to be sited.

    Attributes
    ----------
    travel : distances of n demand points to m sites, in metres (or any unit of cost).
    weights : what one metre of a point counts for, or what covering it is worth, shape ``(n,)``, not negative.
    loads : what each point takes of a site's capacity, shape ``(n,)``, not negative.
    capacities : shape ``(m,)``, inf where there is no limit.
    fixed_costs : price of opening a site, shape ``(m,)``.
    forced, forbidden : sites that are open already, and that cannot be used, shape ``(m,)``.
    stations : number of sites to open, where the model counts them.
    radius_m : a point is covered by a site within this distance, the radius itself included.
    """

    travel: Travel
    model: Model
    weights: Floats
    loads: Floats
    capacities: Floats
    fixed_costs: Floats
    forced: Bools
    forbidden: Bools
    stations: int
    radius_m: float

    @property
    def shape(self) -> tuple[int, int]:
        """Number of demand points n and of sites m."""
        return self.travel.shape


def read_problem(
    travel: Travel | ArrayLike,
    *,
    model: str,
    stations: int | None,
    weights: ArrayLike | None,
    loads: ArrayLike | None,
    capacities: ArrayLike | None,
    fixed_costs: ArrayLike | None,
    radius_m: float | None,
    forced: Sequence[int] | Bools,
    forbidden: Sequence[int] | Bools,
) -> SitingProblem:
    """Read and check the arguments of `solve`; see there.

    Raises
    ------
    InputError
        Where a figure is missing, not a number, negative, or of another length.
    """
    names = [member.value for member in Model]
    if model not in names:
        raise unknown_name("model", str(model), names)
    chosen = Model(model)
    source = _travel(travel)
    points, sites = source.shape
    weighing = _numbers("weights", weights, points, default=1.0)
    problem = SitingProblem(
        source,
        chosen,
        weighing,
        weighing if loads is None else _numbers("loads", loads, points, default=1.0),
        _numbers("capacities", capacities, sites, default=math.inf, may_be_infinite=True),
        _numbers("fixed_costs", fixed_costs, sites, default=0.0),
        _marks("forced", forced, sites),
        _marks("forbidden", forbidden, sites),
        _count(stations) if chosen.counts_stations else 0,
        _radius(radius_m) if chosen.has_radius else math.inf,
    )
    both = np.flatnonzero(problem.forced & problem.forbidden)
    if len(both):
        raise InputError(text("siting.forced-and-forbidden", sites=shortlist(both)))
    return problem


def _travel(travel: Travel | ArrayLike) -> Travel:
    if hasattr(travel, "between") and hasattr(travel, "lists"):
        return cast("Travel", travel)
    metres = np.asarray(travel, dtype=float)
    if metres.ndim == 1 and metres.size == 0:
        metres = metres.reshape(0, 0)
    if metres.ndim != 2:
        raise InputError(text("siting.matrix-shape", found=str(metres.shape)))
    for name, wrong in (("NaN", np.isnan(metres)), ("< 0", metres < 0)):
        if wrong.any():
            at = shortlist(f"({i}, {j})" for i, j in np.argwhere(wrong))
            raise InputError(text("siting.matrix-values", what=name, pairs=at))
    return MatrixTravel(metres)


def _numbers(
    name: str, given: ArrayLike | None, length: int, *, default: float, may_be_infinite: bool = False
) -> Floats:
    if given is None:
        return np.full(length, default)
    values = np.asarray(given, dtype=float)
    if values.shape != (length,):
        raise InputError(text("siting.length", name=name, found=str(values.shape), expected=length))
    wrong = np.isnan(values) | (values < 0) | (np.isinf(values) if not may_be_infinite else False)
    if wrong.any():
        shown = shortlist(f"{at}: {values[at]}" for at in np.flatnonzero(wrong))
        raise InputError(text("siting.values", name=name, found=shown))
    return values


def _marks(name: str, given: Sequence[int] | Bools, sites: int) -> Bools:
    array = np.asarray(given)
    if array.dtype == bool and array.shape == (sites,):
        return array
    marks = np.zeros(sites, dtype=bool)
    wrong = [site for site in array.ravel().tolist() if not (isinstance(site, int) and 0 <= site < sites)]
    if wrong:
        raise InputError(text("siting.site-numbers", name=name, found=shortlist(wrong), last=sites - 1))
    marks[array.astype(np.int64).ravel()] = True
    return marks


def _count(stations: int | None) -> int:
    if stations is None or stations != int(stations) or stations < 1:
        raise InputError(text("siting.stations", found=str(stations)))
    return int(stations)


def _radius(radius_m: float | None) -> float:
    if radius_m is None or not radius_m >= 0:
        raise InputError(text("siting.radius", found=str(radius_m)))
    return float(radius_m)

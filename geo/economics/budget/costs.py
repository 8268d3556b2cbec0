"""What pooled work costs a region or an office, month by month, and what an estate would pay standing alone.

Posts are whole persons over the estates entered so far (`geo.economics.staffing` says how many), with the posts a
station or an office has whatever it serves. Nobody pays for posts before the first estate of the unit is in.
"""

from __future__ import annotations

import numpy as np

from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Bools, Floats, Ints
from geo.economics.budget.fen import Fen, fen
from geo.economics.staffing import crew_wage_cny_hour, overhead_posts, role_wages, wages_cny_month, whole_posts
from geo.policy import Policy

POOLED = (
    "city_property",
    "wages",
    "overhead_wages",
    "rent",
    "utilities",
    "tools",
    "travel",
    "fit_out",
    "overhead",
    "tax",
)
_RUNNING = ("wages", "overhead_wages", "rent", "utilities", "tools", "travel")


def region_posts(basis: Basis, policy: Policy, months: int) -> Ints:
    """Return the whole posts of each region by month and role, shape ``(r, months, 5)``; none before an entry."""
    entered = basis.is_in(months)
    r = len(basis.regions)
    loads = np.zeros((r, months, basis.fractional.shape[1]))
    for role in range(loads.shape[2]):
        np.add.at(loads[:, :, role], basis.region, basis.fractional[:, role][:, None] * entered)
    open_from = first_entry(basis.entry, basis.region, r)
    posts = whole_posts(loads.reshape(r * months, -1), policy).reshape(loads.shape)
    return np.asarray(posts * (np.arange(months)[None, :] >= open_from[:, None])[:, :, None], dtype=np.int64)


def first_entry(entry: Ints, unit: Ints, units: int) -> Ints:
    """Return the month in which the first estate of each unit enters, shape ``(units,)``."""
    first = np.full(units, np.iinfo(np.int64).max // 2)
    np.minimum.at(first, unit, entry)
    return first


def region_lines(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int) -> dict[str, Fen]:
    """Return the pooled lines of each region, fen, shape ``(r, months)``, keys `POOLED`."""
    r, month = len(basis.regions), np.arange(months)
    opened = first_entry(basis.entry, basis.region, r)
    is_open = month[None, :] >= opened[:, None]
    posts = region_posts(basis, policy, months)
    heads = overhead_posts(policy, "station")
    factor = assumed["wage_factor"]
    lines = {
        "city_property": _while(basis.street_hours * assumed["street_cny_hour"], is_open),
        "wages": fen(posts @ role_wages(policy) * factor),
        "overhead_wages": _while(np.full(r, wages_cny_month(heads, policy) * factor), is_open),
        "rent": _while(basis.station_rent, is_open),
        "utilities": _while(np.full(r, assumed["utilities_cny_room_month"]), is_open),
        "tools": fen((posts.sum(axis=2) + sum(heads.values()) * is_open) * assumed["tools_cny_post_month"]),
        "travel": _travel(basis, policy, factor, months),
        "fit_out": _once(basis.station_fit_out, assumed["fit_out_cny_room"], month, opened),
    }
    return _with_overhead_and_tax(lines, assumed)


def office_lines(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int) -> dict[str, Fen]:
    """Return the pooled lines of each office, fen, shape ``(o, months)``, keys `POOLED`."""
    o, month = len(basis.offices), np.arange(months)
    opened = first_entry(basis.entry, basis.office, o)
    real = np.array([bool(office.id) for office in basis.offices])  # estates without an office have none to pay for
    is_open = (month[None, :] >= opened[:, None]) & real[:, None]
    own_room = (~basis.office_shares_room).astype(np.float64)
    heads, nothing = overhead_posts(policy, "office"), np.zeros((o, months), dtype=np.int64)
    lines = {
        "city_property": nothing,
        "wages": nothing,
        "overhead_wages": _while(np.full(o, wages_cny_month(heads, policy) * assumed["wage_factor"]), is_open),
        "rent": _while(basis.office_rent, is_open),
        "utilities": _while(assumed["utilities_cny_room_month"] * own_room, is_open),
        "tools": _while(np.full(o, sum(heads.values()) * assumed["tools_cny_post_month"]), is_open),
        "travel": nothing,
        "fit_out": _once(basis.office_fit_out, assumed["fit_out_cny_room"] * own_room, month, opened) * real[:, None],
    }
    return _with_overhead_and_tax(lines, assumed)


def standalone_month_cny(basis: Basis, policy: Policy, assumed: Assumptions) -> Floats:
    """Return what each estate would pay a month alone: whole posts, no station, no office, shape ``(n,)``."""
    posts = whole_posts(basis.fractional if basis.fractional_alone is None else basis.fractional_alone, policy)
    wages = posts @ role_wages(policy) * assumed["wage_factor"]
    tools = posts.sum(axis=1) * assumed["tools_cny_post_month"]
    materials = basis.area_m2 * assumed["materials_cny_m2_month"]
    return np.asarray((wages + tools + materials) * (1.0 + assumed["overhead_share"]))


def _travel(basis: Basis, policy: Policy, factor: float, months: int) -> Fen:
    """Spread a region's hours on the road over its estates by visits; they begin as the estates enter."""
    r = len(basis.regions)
    whole = np.bincount(basis.region, weights=basis.visits, minlength=r)
    entered = np.zeros((r, months))
    np.add.at(entered, basis.region, basis.visits[:, None] * basis.is_in(months))
    share = np.divide(entered, whole[:, None], out=np.zeros_like(entered), where=whole[:, None] > 0)
    return fen((basis.travel_hours * crew_wage_cny_hour(policy) * factor)[:, None] * share)


def _while(yuan_a_month: Floats, active: Bools) -> Fen:
    return np.asarray(fen(yuan_a_month)[:, None] * active, dtype=np.int64)


def _once(stated: Floats, otherwise: Floats | float, month: Ints, opened: Ints) -> Fen:
    """Pay for fitting out in the month of opening; what was opened before the account was paid before it."""
    return _while(np.where(np.isnan(stated), otherwise, stated), month[None, :] == opened[:, None])


def _with_overhead_and_tax(lines: dict[str, Fen], assumed: Assumptions) -> dict[str, Fen]:
    running = sum(lines[name] for name in _RUNNING)
    overhead = np.rint(running * assumed["overhead_share"]).astype(np.int64)
    tax = np.rint(lines["city_property"] * assumed["tax_share"]).astype(np.int64)
    return {**lines, "overhead": overhead, "tax": tax}

"""The clean-up 前期整治 as a list of works for each estate: how much, at what price, who pays, when due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Floats
from geo.economics.budget.fen import Fen, fen, yuan
from geo.economics.budget.income import bays_of
from geo.policy import Policy
from geo.policy.budget import WORK_ITEMS

UNITS = {
    "bay_lines": "个",
    "road_patches": "㎡",
    "pruning": "㎡",
    "corridor_lights": "盏",
    "clearing": "个",
    "signs": "块",
    "fire_station": "个",
}


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """One kind of work over all estates: quantity, price of a unit, and where the ledger itself states the quantity."""

    item: str
    quantity: Floats
    price_cny: float
    is_stated: NDArray[np.bool_]
    payer: str

    @property
    def cost(self) -> Fen:
        """Cost in fen, shape ``(n,)``."""
        return fen(self.quantity * round(self.price_cny, 2))


class Sizes(Protocol):
    """What the quantities of works follow from, by estate, shape ``(n,)``; NaN where the ledger is silent."""

    @property
    def area_m2(self) -> Floats: ...  # noqa: D102  as in `Basis`
    @property
    def households(self) -> Floats: ...  # noqa: D102
    @property
    def build_year(self) -> Floats: ...  # noqa: D102
    @property
    def green_m2(self) -> Floats: ...  # noqa: D102
    @property
    def buildings(self) -> Floats: ...  # noqa: D102
    @property
    def bays(self) -> Floats: ...  # noqa: D102


def works_of(basis: Basis, policy: Policy, assumed: Assumptions) -> list[Work]:
    """List the works; an estate that has entered has had its clean-up."""
    return all_works(basis, policy, assumed, is_due=is_to_come(basis, policy))


def public_works_cny(sizes: Sizes, policy: Policy, assumed: Assumptions) -> Floats:
    """Sum what government pays for each estate's clean-up by the list of works, yuan, shape ``(n,)``."""
    is_due = np.ones(len(sizes.area_m2), dtype=bool)
    works = all_works(sizes, policy, assumed, is_due=is_due)
    return yuan(sum((work.cost for work in works if work.payer == "government"), start=fen(np.zeros(len(is_due)))))


def all_works(basis: Sizes, policy: Policy, assumed: Assumptions, *, is_due: NDArray[np.bool_]) -> list[Work]:
    """List the works of the estates whose clean-up is due, quantities rounded up to whole units."""
    quantity = _quantities(basis, policy, assumed)
    price = {
        "bay_lines": "parking_line_cny_bay",
        "road_patches": "road_cny_m2",
        "pruning": "pruning_cny_m2",
        "corridor_lights": "light_cny",
        "clearing": "clearing_cny_stair",
        "signs": "sign_cny",
        "fire_station": "fire_station_cny",
    }
    stated = {
        "bay_lines": ~np.isnan(basis.bays),
        "pruning": ~np.isnan(basis.green_m2),
        "signs": ~np.isnan(basis.buildings),
        "fire_station": np.ones(len(basis.area_m2), dtype=bool),
    }
    never = np.zeros(len(basis.area_m2), dtype=bool)
    payers = policy.budget.cleanup.payers
    return [
        Work(
            item,
            np.where(is_due, quantity[item], 0.0),
            assumed[f"cleanup.{price[item]}"],
            stated.get(item, never),
            payers.get(item, "firm"),
        )
        for item in WORK_ITEMS
    ]


def is_to_come(basis: Basis, policy: Policy) -> NDArray[np.bool_]:
    """Say whose clean-up is due in the account or after; the others' is done."""
    return np.asarray(basis.entry + policy.budget.cleanup.due_months >= 0)


def own_works(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int) -> Fen:
    """Return what the firm pays for clean-up, by estate and month due, fen, shape ``(n, months)``."""
    total = sum((work.cost for work in works_of(basis, policy, assumed) if work.payer == "firm"), start=fen(0.0))
    due = (basis.entry + policy.budget.cleanup.due_months)[:, None]
    return np.asarray((total * np.ones(basis.count, dtype=np.int64))[:, None] * (np.arange(months)[None, :] == due))


def own_enclosure(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int) -> Fen:
    """Return each estate's part of the enclosure works, fen, shape ``(n, months)``.

    Due with its clean-up, in the first month for estates that entered before: their works are still to come.
    """
    if basis.works_fence_m is None or basis.works_gates is None or basis.works_exits is None:
        return np.zeros((basis.count, months), dtype=np.int64)
    cost = fen(
        basis.works_fence_m * assumed["fence_cny_m"]
        + basis.works_gates * assumed["gate_cny"]
        + basis.works_exits * assumed["fire_exit_cny"]
    )
    due = np.maximum(basis.entry + policy.budget.cleanup.due_months, 0)[:, None]
    return np.asarray(cost[:, None] * (np.arange(months)[None, :] == due), dtype=np.int64)


def _quantities(basis: Sizes, policy: Policy, assumed: Assumptions) -> dict[str, Floats]:
    green = np.where(np.isnan(basis.green_m2), basis.area_m2 * policy.fill_in.green_share_of_floor_area, basis.green_m2)
    stairs = np.ceil(basis.households / policy.budget.cleanup.stair_households)
    buildings = np.where(np.isnan(basis.buildings), np.ceil(stairs / 4.0), basis.buildings)  # four staircases a block
    return {
        "bay_lines": bays_of(basis, assumed),
        "road_patches": np.ceil(basis.area_m2 * assumed["cleanup.road_share"] - 1e-9),
        "pruning": np.ceil(green * assumed["cleanup.pruning_share"] - 1e-9),
        "corridor_lights": np.ceil(stairs * assumed["cleanup.lights_stair"] - 1e-9),
        "clearing": stairs,
        "signs": buildings + 1.0,  # one a block and one at the gate
        "fire_station": np.ones(len(basis.area_m2)),
    }

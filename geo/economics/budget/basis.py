"""What a plan says to the account, as plain arrays: estates, regions, offices, firms, posts, rooms, entries."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Unit:
    """One region, office or firm: its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """n estates in r regions, o offices and f firms. NaN where the ledger is silent.

    Attributes
    ----------
    region, office, firm : position of each estate's, shape ``(n,)``; estates without an office or firm share one
        unnamed unit, so that every level adds up to the city.
    fractional : load over ratio by role, shape ``(n, 5)``.
    entry, contract : month of entry and of the contract, counted from the first month of the account, shape ``(n,)``.
    fee, collection, bays, green_m2, buildings, build_year : as the ledger has them, shape ``(n,)``.
    station_rent, station_fit_out, travel_hours, street_hours : of each region, a month (fit-out once), shape ``(r,)``.
    office_rent, office_fit_out : of each office, shape ``(o,)``; nothing where it shares a station's room.
    office_shares_room : shape ``(o,)``.
    works_fence_m, works_gates, works_exits : enclosure works carried out, each estate's part, shape ``(n,)``.
    collection_lift : what satisfaction adds to the mature collection at its lower limit, its rate and its upper limit,
        shape ``(n, 3)``, NaN without a figure; None where the policy does not let it drive.
    fractional_alone : `fractional` without these works, for standing alone; the same where None.
    visits : crew visits of each estate a month, by which travel is spread, shape ``(n,)``.
    """

    estate_ids: tuple[str, ...]
    names: tuple[str, ...]
    subdistricts: tuple[str, ...]
    regions: tuple[Unit, ...]
    offices: tuple[Unit, ...]
    firms: tuple[Unit, ...]
    region: Ints
    office: Ints
    firm: Ints
    area_m2: Floats
    households: Floats
    build_year: Floats
    green_m2: Floats
    buildings: Floats
    bays: Floats
    fee: Floats
    collection: Floats
    fractional: Floats
    visits: Floats
    entry: Ints
    contract: Ints
    station_rent: Floats
    station_fit_out: Floats
    travel_hours: Floats
    street_hours: Floats
    office_rent: Floats
    office_fit_out: Floats
    office_shares_room: Bools
    works_fence_m: Floats | None = None
    works_gates: Floats | None = None
    works_exits: Floats | None = None
    fractional_alone: Floats | None = None
    collection_lift: Floats | None = None

    @property
    def count(self) -> int:
        """How many estates there are."""
        return len(self.estate_ids)

    def all_entered_at(self, month: int) -> Basis:
        """Let every estate enter in one month, for what holds once all are in."""
        same = np.full(self.count, month, dtype=np.int64)
        return replace(self, entry=same, contract=same)

    def is_in(self, months: int) -> Bools:
        """Say which estates have entered by each month, shape ``(n, months)``."""
        return np.asarray(self.entry[:, None] <= np.arange(months)[None, :])

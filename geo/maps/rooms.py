"""What the page knows of rooms: every room on the list that can be a station or an office, and what became of it.

A room still to be found (待落实) is no room: it stands for its estate, and is left out.
"""

from __future__ import annotations

import numpy as np

from geo.maps.columns import JsonTable, pack, pick
from geo.maps.shapes import Origin, points_of
from geo.maps.style import Layer
from geo.plan import Plan

_COLUMNS = ("room_id", "name", "estate_id", "kind", "floor_area_m2", "rent_cny_month", "owner", "can_be")
STATES = ("station", "office", "forbidden", "refused", "candidate")


def room_layers(plan: Plan) -> tuple[Layer, ...]:
    """Return the switch where the plan has a list of rooms."""
    return (Layer("rooms", shown=False),) if (plan.rooms["kind"] != "to_be_found").any() else ()


def room_table(plan: Plan, origin: Origin) -> JsonTable:
    """Pack the rooms with their state, the first of `STATES` that holds."""
    rooms = plan.rooms[plan.rooms["kind"].fillna("") != "to_be_found"]
    consent = rooms["consent"].astype("boolean")
    holds = (
        rooms["room_id"].isin(plan.stations["station_id"]),
        rooms["room_id"].isin(plan.offices["station_id"]) | rooms["room_id"].isin(plan.offices["office_id"]),
        rooms["forbidden"].astype("boolean").fillna(value=False),
        ~consent.fillna(value=True),
    )
    states = np.select([held.to_numpy(dtype=bool) for held in holds], STATES[:-1], STATES[-1])
    columns = pick(rooms, _COLUMNS) | {"state": states.tolist(), "at": points_of(rooms.geometry, origin)}
    return pack(columns, len(rooms))

"""Plans of few columns for the roll-out: the story's 494 estates, and small ones with dates of choice."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from geo.economics.calendar import Calendar
from geo.economics.rollout.ground import Ground, entry_ground
from geo.findings import Report
from geo.plan import Plan
from geo.policy import Policy
from geo.schema import TABLES

JUNE_2021 = date(2021, 6, 1)


def tables_of(rows: list[dict[str, object]]) -> dict[str, pd.DataFrame]:
    """Make the tables of a plan from rows of estates; each sub-district is one region with one open room."""
    frame = pd.DataFrame(rows)
    usual = {"subdistrict": "示例街道", "floor_area_m2": 30_000.0, "households": 400, "firm": "示例物业",
             "stage": "none",
             "signed_on": None, "entered_on": None, "mgmt_mode": "unmanaged", "group_id": None}  # fmt: skip
    for name, value in usual.items():
        frame[name] = value if name not in frame else frame[name].where(frame[name].notna(), value)
    frame["name"] = frame.get("name", frame["estate_id"])
    names = sorted(set(frame["subdistrict"]))
    region = {name: f"R{number}" for number, name in enumerate(names)}
    frame["region_id"] = frame["subdistrict"].map(region)
    frame["station_id"] = "S" + frame["region_id"].astype(str)
    regions = pd.DataFrame({"region_id": list(region.values()), "name": names, "subdistrict": names})
    regions["station_id"], regions["firm"] = "S" + regions["region_id"], "示例物业"
    rooms = pd.DataFrame({"room_id": regions["station_id"], "fixed": True, "fit_out_cny": 10_000.0})
    made = {"estates": frame, "assignments": frame, "regions": regions, "rooms": rooms}
    return {name: TABLES[name].conform(table) for name, table in made.items()}


def ground_of(
    rows: list[dict[str, object]], *, months: int = 36, report: Report | None = None, **changes: object
) -> Ground:
    """Read rows as a plan of June 2021."""
    policy = Policy().with_settings({f"rollout.{name}": value for name, value in changes.items()})
    tables = tables_of(rows)
    return entry_ground(tables, policy=policy, calendar=Calendar(JUNE_2021, months), report=report or Report())


def story_rows() -> list[dict[str, object]]:
    """Return the story's 494 estates of May 2021: 320 managed, 81 signed, 93 not begun; sizes are invented."""
    draw = np.random.default_rng(0)
    stages = ["daily"] * 320 + ["cleanup"] * 81 + ["none"] * 93
    firms = ("示例物业甲公司", "示例物业乙公司", "示例物业丙公司")
    return [
        {
            "estate_id": f"E{number:03d}",
            "stage": stage,
            "firm": firms[number % 3],
            "subdistrict": f"示例{'甲乙丙丁戊己'[number % 6]}街道",
            "floor_area_m2": float(draw.integers(5_000, 64_000)),
            "households": int(draw.integers(60, 950)),
            "signed_on": None if stage == "none" else date(2021, 4, 1),
            "entered_on": date(2020, 9 + number % 4, 1) if stage == "daily" else None,
        }
        for number, stage in enumerate(stages)
    ]


def story_plan(**changes: object) -> Plan:
    """Return the story as a plan made in May 2021."""
    settings = {"budget.start": "2021-06"} | {f"rollout.{name}": value for name, value in changes.items()}
    return Plan(tables_of(story_rows()), Policy().with_settings(settings), {}, {"made_on": "2021-05-31"})

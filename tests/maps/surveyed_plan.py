"""A small plan with surveys, orders and partners, some of them with hostile words, for the tests of the page."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geo.plan import Plan
from geo.scenarios.surveys import SurveyFiles, make_surveys
from geo.schema import NEEDS, ORDERS, PARTNERS, SATISFACTION
from tests.plans import small_plan

HOSTILE = "</script><script>alert(1)</script>"
CONTACT = "样例联系人甲"


def surveyed_plan(*, hostile: bool = False) -> Plan:
    """Make the plan: its first estate has forty orders more than the others, so that it is a hot spot."""
    bare = small_plan(hostile=hostile)
    ids = bare.assignments["estate_id"].tolist()
    word = HOSTILE if hostile else "样例单位"
    satisfaction = pd.DataFrame([
        {"estate_id": ids[0], "year": 2024, "asked": 60, "answered": 40, "satisfied": 24, "basis": "survey"},
        {"estate_id": ids[0], "year": 2025, "asked": 60, "answered": 40, "satisfied": 30, "basis": "survey"},
        {"estate_id": ids[1], "year": 2025, "rate_stated": 0.9917, "basis": "pilot"},
    ])  # fmt: skip
    of = [*ids, *[ids[0]] * 40]
    orders = pd.DataFrame({"order_id": [str(n) for n in range(len(of))], "estate_id": of, "kind": "parking",
                           "opened_on": "2025-03-01", "closed_on": "2025-03-05", "state": "closed",
                           "note": word})  # fmt: skip
    needs = pd.DataFrame({"estate_id": [ids[0]], "complaints": ["parking,leaks"], "count": [3], "note": [word]})
    kinds = ["partner", "volunteers", "public_room"]
    partners = gpd.GeoDataFrame(
        {"partner_id": ["P1", "P2", "P3"], "name": word, "kind": kinds, "estate_id": ids[0], "people": [None, 30, None],
         "contact": CONTACT, "services": word, "placed_by": "own"},
        geometry=[Point(bare.estates.geometry.iloc[0].centroid)] * 3, crs=4326,
    )  # fmt: skip
    tables = bare.tables | {
        "satisfaction": SATISFACTION.conform(satisfaction),
        "orders": ORDERS.conform(orders),
        "needs": NEEDS.conform(needs),
        "partners": PARTNERS.conform(partners),
    }
    policy = bare.policy.with_settings({"surveys.simulations": 199})
    return make_surveys(Plan(tables, policy, bare.facts, bare.record), SurveyFiles())

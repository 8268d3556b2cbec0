"""Rooms on the list are on the page with what became of them; a room still to be found is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from geo.maps import write_map
from geo.maps.layers import page_data
from geo.maps.rooms import room_layers
from geo.plan import Plan
from tests.conftest import Watched
from tests.maps.test_layers import column
from tests.plans import small_plan

Opener = Callable[..., Watched]


def listed(plan: Plan) -> Plan:
    """Add three rooms to the list: one free, one refused, one that must not be used."""
    rooms = plan.rooms
    more = rooms.iloc[[0, 0, 0]].assign(
        room_id=["X1", "X2", "X3"], name=["<img src=x onerror=alert(1)>", "备选乙", "备选丙"], kind="office",
        consent=pd.array([True, False, None], dtype="boolean"), forbidden=[False, False, True],
    )  # fmt: skip
    return Plan({**plan.tables, "rooms": pd.concat([rooms, more])}, plan.policy, plan.facts, plan.record)


def test_states_are_those_of_the_list_and_the_plan() -> None:
    data = page_data(listed(small_plan()))
    states = dict(zip(column(data, "rooms", "room_id"), column(data, "rooms", "state"), strict=True))
    assert (states["S001"], states["X1"], states["X2"], states["X3"]) == (
        "station", "candidate", "refused", "forbidden",
    )  # fmt: skip
    assert "S004" not in states  # still to be found


def test_a_plan_without_a_list_has_no_switch() -> None:
    assert room_layers(Plan({})) == ()
    assert page_data(Plan({}))["tables"]["rooms"]["rows"] == 0


@pytest.mark.browser
def test_rooms_can_be_shown_and_clicked(open_page: Opener, tmp_path: Path) -> None:
    plan = listed(small_plan())
    write_map(plan, tmp_path / "map.html")
    watched = open_page(tmp_path / "map.html")
    page = watched.page
    page.click("#linli-tab-layers")
    page.check("#linli-layer-rooms")
    assert "用房：备选" in page.inner_text(".legend")
    place = plan.rooms.geometry.iloc[0]
    page.evaluate("([lon, lat]) => map_linli.setView([lat, lon], 17, {animate: false})", [place.x, place.y])
    spot = page.evaluate(
        "([lon, lat]) => { const at = map_linli.latLngToContainerPoint([lat, lon]);"
        " const box = map_linli.getContainer().getBoundingClientRect(); return [at.x + box.x, at.y + box.y]; }",
        [place.x, place.y],
    )
    page.mouse.click(spot[0] - 14, spot[1] + 10)
    assert page.inner_text("#linli-card-name") == "备选丙"
    assert "不得启用" in page.inner_text(".card")
    watched.assert_quiet()

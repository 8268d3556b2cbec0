"""Surveys on the map: the two layers, the legend, what an estate's card says, hostile words as words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.maps import write_map
from tests.conftest import Watched
from tests.maps.surveyed_plan import HOSTILE, surveyed_plan

pytestmark = pytest.mark.browser


def test_layers_legend_and_card(open_page: Callable[..., Watched], tmp_path: Path) -> None:
    plan = surveyed_plan(hostile=True)
    write_map(plan, tmp_path / "map.html")
    watched = open_page(tmp_path / "map.html")
    page = watched.page
    page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    page.click("#linli-tab-layers")
    for name in ("partners", "hot_spots"):
        page.check(f"#linli-layer-{name}")
    legend = page.inner_text(".legend")
    for words in ("工单热点", "联盟单位", "志愿队", "公共用房"):
        assert words in legend
    page.fill("input[type=search]", str(plan.assignments["estate_id"].iloc[0]))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card = page.inner_text(".card")
    for words in ("2024", "75%", "n=40", "看不出变化", "回收率", "停车难", "高于偶然波动"):
        assert words in card
    watched.assert_quiet()
    assert HOSTILE in set(plan.partners["name"])

"""Fences and gates on the map: those of ranked candidates, and no switch where there are none."""

from __future__ import annotations

from geo.maps.fences import fence_layers, fence_tables
from geo.maps.layers import page_data
from geo.scenarios.enclosure import add_enclosures
from tests.plans import small_plan


def enclosed_plan():
    plan = small_plan()
    area = plan.estates["floor_area_m2"].where(plan.estates.index < 6, 3_000.0)  # too small to save a post
    plan.tables["estates"] = plan.estates.assign(enclosed="open", gates=3, floor_area_m2=area)
    return add_enclosures(plan)


def test_a_plan_without_candidates_has_no_layer_of_fences():
    assert fence_layers(small_plan()) == ()
    assert fence_tables(small_plan(), (120.0, 31.0))["fences"]["rows"] == 0


def test_the_page_has_the_fences_and_gates_of_ranked_candidates_only():
    plan = enclosed_plan()
    data = page_data(plan)
    ranked = plan.fences[plan.fences["rank"].notna()]
    assert len(ranked)
    assert len(ranked) < len(plan.fences)
    assert data["tables"]["fences"]["rows"] == ranked["kind"].isin(["new_fence", "part_edge"]).sum()
    assert data["tables"]["gates"]["rows"] == ranked["kind"].isin(["gate_kept", "fire_exit", "gate_closed"]).sum()
    assert "fences" in [layer["name"] for layer in data["style"]["layers"]]

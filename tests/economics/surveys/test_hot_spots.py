"""Hot spots: a planted one is found, chance finds none, neighbours are joined along links alone."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.economics.surveys.hot_spot_table import hot_spot_table
from geo.economics.surveys.hot_spots import scan
from geo.economics.surveys.neighbourhoods import neighbourhoods
from geo.policy.surveys import SurveyPolicy

IDS = [f"E{number:02d}" for number in range(20)]
HOUSEHOLDS = np.full(20, 200.0)


def chain(ids: list[str] = IDS, walk_m: float = 200.0) -> pd.DataFrame:
    return pd.DataFrame({"from_estate_id": ids[:-1], "to_estate_id": ids[1:], "walk_m": walk_m})


def sets_of(links: pd.DataFrame, **more) -> list[tuple[int, ...]]:
    chosen = {"near_m": 400.0, "most": 12, "households": HOUSEHOLDS, "most_share": 0.5} | more
    return neighbourhoods(IDS, links, **chosen)


def test_neighbours_are_joined_along_links_within_the_walk() -> None:
    sets = sets_of(chain())
    assert (0,) in sets
    assert (0, 1, 2) in sets
    assert (0, 1, 2, 3, 4) in sets  # around the third
    assert (0, 1, 2, 3, 4, 5) not in sets
    assert len(sets) == len(set(sets))
    alone = sets_of(chain().head(0))
    assert alone == [(at,) for at in range(20)]


def test_estates_without_households_and_too_large_sets_are_left_out() -> None:
    households = HOUSEHOLDS.copy()
    households[1] = 0.0
    sets = sets_of(chain(), households=households, most_share=0.1)
    assert all(1 not in members for members in sets)
    assert max(len(members) for members in sets) == 1  # two estates are more than a tenth of 19


def test_a_planted_hot_spot_is_found_and_nothing_beside_it() -> None:
    counts = np.full(20, 4.0)
    counts[[7, 8, 9]] = 16.0
    spots = scan(counts, HOUSEHOLDS, sets_of(chain()), simulations=999, level=0.05, seed=0)
    assert [spot.members for spot in spots] == [(7, 8, 9)]
    assert spots[0].count == 48
    assert spots[0].expected == pytest.approx(116 * 3 / 20)
    assert spots[0].ratio == pytest.approx(48 / 17.4)
    assert spots[0].p_value == pytest.approx(0.001)


def test_chance_alone_is_seldom_called_a_hot_spot() -> None:
    generator = np.random.default_rng(11)
    sets = sets_of(chain())
    called = [
        bool(scan(generator.multinomial(60, np.full(20, 0.05)).astype(float), HOUSEHOLDS, sets, simulations=199,
                  level=0.05, seed=1))
        for _ in range(60)
    ]  # fmt: skip
    assert sum(called) <= 8  # 3 expected of 60


def test_a_small_estate_with_a_few_orders_is_no_hot_spot() -> None:
    households = HOUSEHOLDS.copy()
    households[5] = 10.0  # ten times the rate of the others, by two orders
    counts = np.full(20, 4.0)
    counts[5] = 2.0
    assert not scan(counts, households, sets_of(chain(), households=households), simulations=199, level=0.05, seed=0)


def town(order: np.ndarray | None = None) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    counts = np.full(20, 4)
    counts[[7, 8, 9]] = 16
    estates = gpd.GeoDataFrame(
        {"estate_id": IDS, "name": [f"样例{one}" for one in IDS], "households": HOUSEHOLDS},
        geometry=[shapely.Point(120.3 + 0.002 * at, 31.5) for at in range(20)],
        crs=4326,
    )
    of = np.repeat(IDS, counts)
    orders = pd.DataFrame({"estate_id": of, "kind": "parking", "state": "closed", "days": np.arange(len(of)) % 7.0})
    if order is not None:
        orders, estates = orders.iloc[order % len(orders)].drop_duplicates(), estates.iloc[::-1]
    return orders, estates


def test_the_table_names_places_counts_and_days() -> None:
    orders, estates = town()
    table = hot_spot_table(orders, estates, chain(), policy=SurveyPolicy(simulations=199))
    assert table["kind"].tolist() == ["all", "parking"]
    assert table["estates"].tolist() == ["E07,E08,E09"] * 2
    assert table["q_value"].tolist() == pytest.approx([2 / 200] * 2)  # two scans
    assert table["days_to_close_median"].notna().all()
    assert table.geometry.contains(estates.geometry.iloc[8]).all()


def test_row_order_changes_nothing() -> None:
    orders, estates = town()
    policy = SurveyPolicy(simulations=99, false_share=0.2)
    first = hot_spot_table(orders, estates, chain(), policy=policy)
    again = hot_spot_table(orders.iloc[::-1], gpd.GeoDataFrame(estates.iloc[::-1]), chain().iloc[::-1], policy=policy)
    pd.testing.assert_frame_equal(
        pd.DataFrame(first.drop(columns="geometry")), pd.DataFrame(again.drop(columns="geometry"))
    )
    assert first.geometry.geom_equals_exact(again.geometry, 1e-9).all()


def test_few_orders_and_estates_without_places_are_no_fault() -> None:
    orders, estates = town()
    assert hot_spot_table(orders.head(3), estates, chain(), policy=SurveyPolicy()).empty
    nowhere = estates.assign(geometry=gpd.GeoSeries([None] * 20, crs=4326))
    table = hot_spot_table(orders, gpd.GeoDataFrame(nowhere), chain(), policy=SurveyPolicy(simulations=199))
    assert len(table) == 2
    assert table.geometry.isna().all()

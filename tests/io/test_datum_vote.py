"""The datum detective: one group of points, and groups inside a table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.findings import Report
from geo.geometry import project
from geo.io.claims import ClaimedOutlines
from geo.io.datum import DATUMS, convert
from geo.io.datum_vote import decide_datum, sign_test
from geo.io.positions import positions_of
from tests.io.towns import PLACE, districts, off_m, outlines, town


def _decide(estates, x, y, *, boundaries="outlines", hint="", known=None):
    shapes = {"outlines": outlines(), "districts": districts(), "none": None}[boundaries]
    claimed = estates["subdistrict"] if boundaries == "outlines" else estates["district"]
    return decide_datum(x, y, claimed=list(claimed), boundaries=shapes, policy=PLACE, hint=hint, known=known)


def _positions(estates, *, boundaries=None, datum="auto", known=None):
    report = Report()
    shapes = ClaimedOutlines.of(outlines() if boundaries is None else boundaries, PLACE)
    nowhere = np.full((len(estates), 2), np.nan) if known is None else known
    placed = positions_of(estates, outlines=shapes, known=nowhere, datum=datum, policy=PLACE, report=report)
    return placed, report


@pytest.mark.parametrize("datum", DATUMS)
@pytest.mark.parametrize("boundaries", ["outlines", "districts"])
def test_each_datum_is_found_by_itself(datum, boundaries):
    estates = town(500, datum=datum)
    decision = _decide(estates, estates["lon"], estates["lat"], boundaries=boundaries)
    assert (decision.source, decision.by) == (datum, "vote")
    assert decision.votes[datum] == 1.0
    assert decision.p_value <= PLACE.vote_p_value
    assert decision.lead >= PLACE.min_lead


@pytest.mark.parametrize("datum", DATUMS)
def test_exchanged_columns_are_found_with_their_datum(datum):
    estates = town(300, datum=datum)
    assert _decide(estates, estates["lat"], estates["lon"]).source == f"swapped+{datum}"


@pytest.mark.parametrize(
    "code", ["EPSG:4549", "EPSG:4528", "EPSG:4548", "EPSG:4550", "EPSG:4527", "EPSG:32651", "EPSG:3857"]
)
def test_projections_are_found_in_either_order(code):
    estates = town(300)
    east, north = project(estates["true_lon"].to_numpy(), estates["true_lat"].to_numpy(), code)
    assert _decide(estates, east, north).source == code
    assert _decide(estates, north, east).source == f"swapped+{code}"


def test_three_points_settle_a_projection_since_all_others_are_far_away():
    estates = town(3)
    east, north = project(estates["true_lon"].to_numpy(), estates["true_lat"].to_numpy(), "EPSG:4549")
    assert _decide(estates, north, east, boundaries="none").source == "swapped+EPSG:4549"


def test_without_boundaries_the_three_datums_cannot_be_told_apart():
    estates = town(500, datum="bd09")
    decision = _decide(estates, estates["lon"], estates["lat"], boundaries="none")
    assert (decision.source, decision.by) == ("undecided", "nothing")
    assert set(decision.standing) == set(DATUMS)


def test_few_points_are_undecided_rather_than_guessed():
    estates = town(5, datum="bd09")
    assert _decide(estates, estates["lon"], estates["lat"]).source == "undecided"


def test_points_far_from_every_claim_are_undecided():
    estates = town(200).assign(lon=116.4, lat=39.9 + np.arange(200) / 1000)
    assert _decide(estates, estates["lon"], estates["lat"]).source == "undecided"


def test_the_heading_settles_what_the_vote_leaves_open():
    estates = town(500, datum="bd09")
    decision = _decide(estates, estates["lon"], estates["lat"], boundaries="none", hint="bd09")
    assert (decision.source, decision.by) == ("bd09", "hint")


def test_a_heading_against_the_vote_loses_and_is_contradicted():
    estates = town(500, datum="gcj02")
    decision = _decide(estates, estates["lon"], estates["lat"], hint="bd09")
    assert (decision.source, decision.is_contradicted) == ("gcj02", True)


@pytest.mark.parametrize("datum", DATUMS)
def test_known_places_decide_where_outlines_cannot(datum):
    estates = town(40, datum=datum)
    known = estates[["true_lon", "true_lat"]].to_numpy() + 0.0003
    decision = _decide(estates, estates["lon"], estates["lat"], boundaries="none", known=known)
    assert (decision.source, decision.by) == (datum, "vote")


def test_a_fifth_of_wrong_claims_does_not_mislead_the_vote():
    estates = town(800, datum="gcj02")
    wrong = np.random.default_rng(3).random(800) < 0.2
    estates["subdistrict"] = np.where(wrong, np.roll(estates["subdistrict"], 1), estates["subdistrict"])
    assert _decide(estates, estates["lon"], estates["lat"]).source == "gcj02"


def test_a_point_that_many_rows_share_votes_once():
    estates = town(60, datum="bd09")
    many = pd.concat([estates, *[estates.iloc[[0]]] * 500], ignore_index=True)
    assert _decide(many, many["lon"], many["lat"]).points == 60


def test_the_order_of_rows_changes_nothing():
    estates = town(400, datum="bd09")
    shuffled = estates.sample(frac=1, random_state=5)
    assert _decide(estates, estates["lon"], estates["lat"]) == _decide(shuffled, shuffled["lon"], shuffled["lat"])


def test_a_table_without_numbers_is_undecided():
    estates = town(3).assign(lon=np.nan, lat=np.nan)
    assert _decide(estates, estates["lon"], estates["lat"]).source == "undecided"


def test_the_sign_test_is_the_binomial_tail():
    assert sign_test(np.array([1.0] * 7)) == pytest.approx(0.5**7)
    assert sign_test(np.array([1.0, -1.0])) == pytest.approx(0.75)
    assert sign_test(np.zeros(4)) == 1.0


def test_each_sheet_is_decided_for_itself():
    estates = town(600)
    bd = convert(estates["true_lon"], estates["true_lat"], source="wgs84", target="bd09")
    second = np.arange(600) % 2 == 1
    estates["source_sheet"] = np.where(second, "乙", "甲")
    estates["lon"], estates["lat"] = np.where(second, bd[0], estates["lon"]), np.where(second, bd[1], estates["lat"])
    placed, _ = _positions(estates)
    assert {(group.sheet, group.decision.source) for group in placed.groups} == {("甲", "wgs84"), ("乙", "bd09")}
    assert off_m(placed.lon, placed.lat, estates["true_lon"], estates["true_lat"]).max() < 0.5


def test_a_source_column_splits_a_sheet():
    estates = town(600)
    bd = convert(estates["true_lon"], estates["true_lat"], source="wgs84", target="bd09")
    portal = np.arange(600) % 3 > 0
    estates["coordinate_source"] = np.where(portal, "百度地图", "GPS实测")
    estates["lon"], estates["lat"] = np.where(portal, bd[0], estates["lon"]), np.where(portal, bd[1], estates["lat"])
    placed, _ = _positions(estates)
    assert off_m(placed.lon, placed.lat, estates["true_lon"], estates["true_lat"]).max() < 0.5
    assert set(placed.quality[portal]) == {"portal"}
    assert set(placed.quality[~portal]) == {"surveyed"}


def test_a_block_pasted_in_another_datum_is_cut_out_and_said():
    estates = town(800)
    bd = convert(estates["true_lon"], estates["true_lat"], source="wgs84", target="bd09")
    first = np.arange(800) < 300
    estates["lon"], estates["lat"] = np.where(first, bd[0], estates["lon"]), np.where(first, bd[1], estates["lat"])
    placed, report = _positions(estates.sample(frac=1, random_state=2))
    assert {group.decision.source for group in placed.groups} == {"bd09", "wgs84"}
    assert "datum-mixed" in {finding.rule for finding in report.findings}
    doubtful = sum(len(group.doubtful) for group in placed.groups)
    shuffled = estates.sample(frac=1, random_state=2)
    wrong = off_m(placed.lon, placed.lat, shuffled["true_lon"], shuffled["true_lat"]) > 1
    assert wrong.sum() <= doubtful


def test_a_subdistrict_that_sent_another_datum_is_cut_out():
    estates = town(900, datum="wgs84")
    other = (estates["subdistrict"] == "样例南街道").to_numpy()
    bd = convert(estates["true_lon"], estates["true_lat"], source="wgs84", target="bd09")
    estates["lon"], estates["lat"] = np.where(other, bd[0], estates["lon"]), np.where(other, bd[1], estates["lat"])
    placed, _ = _positions(estates)
    assert off_m(placed.lon, placed.lat, estates["true_lon"], estates["true_lat"]).max() < 0.5


def test_small_sheets_follow_the_vote_of_their_file():
    estates = town(400, datum="gcj02")
    estates["source_sheet"] = [f"表{row // 8}" for row in range(400)]
    placed, _ = _positions(estates)
    assert len(placed.groups) == 50
    assert {group.decision.source for group in placed.groups} == {"gcj02"}
    assert "file" in {group.decision.by for group in placed.groups}


def test_subdistricts_without_outline_are_held_to_the_district_they_lie_in():
    estates = town(900, datum="bd09").assign(district="")
    placed, _ = _positions(estates, boundaries=districts())
    assert placed.groups[0].decision.source == "bd09"


def test_swapped_rows_are_judged_one_by_one_and_logged():
    estates = town(300, datum="bd09")
    odd = np.arange(300) % 10 == 0
    estates["lon"], estates["lat"] = (
        np.where(odd, estates["lat"], estates["lon"]),
        np.where(odd, estates["lon"], estates["lat"]),
    )
    placed, report = _positions(estates)
    assert off_m(placed.lon, placed.lat, estates["true_lon"], estates["true_lat"]).max() < 0.5
    rules = [repair.rule for repair in report.repairs]
    assert rules.count("coordinates-swapped") == 30
    assert rules.count("datum-converted") == 300
    assert "coordinates-swapped" in {finding.rule for finding in report.findings}


def test_metres_among_degrees_are_a_group_of_their_own():
    estates = town(300)
    east, north = project(estates["true_lon"].to_numpy(), estates["true_lat"].to_numpy(), "EPSG:4528")
    metric = np.arange(300) < 20
    estates["lon"], estates["lat"] = np.where(metric, north, estates["lon"]), np.where(metric, east, estates["lat"])
    placed, _ = _positions(estates)
    assert off_m(placed.lon, placed.lat, estates["true_lon"], estates["true_lat"]).max() < 0.5
    assert set(placed.quality) == {"surveyed"}


def test_a_stated_datum_is_taken_and_a_contrary_vote_is_said():
    estates = town(500, datum="bd09")
    placed, report = _positions(estates, datum="gcj02")
    assert set(placed.source) == {"gcj02"}
    assert "datum-stated-contradicted" in {finding.rule for finding in report.findings}


def test_undecided_degrees_stand_as_wgs84_with_a_warning():
    estates = town(4, datum="bd09")
    placed, report = _positions(estates)
    assert np.allclose(placed.lon, estates["lon"])
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("datum-undecided", "warning")]
    assert set(placed.quality) == {"portal"}


def test_undecided_metres_are_not_placed():
    estates = town(4).assign(lon=300_000.0, lat=5_000_000.0)
    placed, report = _positions(estates)
    assert np.isnan(placed.lon).all()
    assert "projection-undecided" in {finding.rule for finding in report.findings}

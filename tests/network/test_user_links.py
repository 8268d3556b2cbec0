import pytest

from geo.findings import Report
from tests.network.ground import barriers, crossings, estates, line, linked, neighbourhood, points, rules_found, wishes

ROW = estates(points((0, 0), (100, 0), (200, 0)))
RIVER = barriers(line((50, -2000), (50, 2000)))


def test_an_added_link_stands_even_if_it_jumps_over_a_neighbour():
    result = neighbourhood(ROW, user_links=wishes(("E00", "E02", "add", None)))
    assert linked(result, "user") == {("E00", "E02")}
    assert result.links.set_index("kind").loc["user", "walk_m"] == pytest.approx(260, abs=0.01)


def test_the_walk_that_the_user_states_is_taken():
    result = neighbourhood(ROW, user_links=wishes(("E02", "E00", None, 150.0)))
    link = result.links.set_index("kind").loc["user"]
    assert (link["walk_m"], link["rung"]) == (150, "matrix")


def test_an_added_link_over_a_barrier_is_kept_and_reported():
    report = Report()
    result = neighbourhood(ROW, over=RIVER, user_links=wishes(("E00", "E01", "add", None)), report=report)
    link = result.links.set_index("kind").loc["user"]
    assert link["crosses_barrier"]
    assert rules_found(report) == ["link-user-over-barrier"]
    assert report.findings[0].severity == "warning"
    assert not linked(result, "forced")


def test_an_added_link_through_a_bridge_crosses_no_barrier():
    report = Report()
    wish = wishes(("E00", "E01", "add", None))
    result = neighbourhood(ROW, over=RIVER, at=crossings((50, 30)), user_links=wish, report=report)
    assert not result.links.set_index("kind").loc["user", "crosses_barrier"]
    assert rules_found(report) == []


def test_a_long_added_link_is_kept_and_reported():
    report = Report()
    far = estates(points((0, 0), (100, 0), (2000, 0)))
    result = neighbourhood(far, user_links=wishes(("E00", "E02", "add", None)), report=report)
    assert linked(result, "user") == {("E00", "E02")}
    assert rules_found(report) == ["link-user-long"]


def test_a_removed_link_never_comes_back_not_even_as_a_forced_one():
    report = Report()
    result = neighbourhood(ROW, user_links=wishes(("E01", "E00", "remove", None)), report=report)
    assert ("E00", "E01") not in linked(result)
    assert linked(result, "forced") == {("E00", "E02")}
    assert rules_found(report) == ["link-removed", "link-forced"]


def test_removals_that_leave_no_way_are_said():
    report = Report()
    wish = wishes(("E00", "E01", "remove", None), ("E00", "E02", "remove", None))
    result = neighbourhood(ROW, user_links=wish, report=report)
    assert result.component_count == 2
    assert rules_found(report)[-1] == "links-apart"


def test_removing_what_was_not_there_is_a_note():
    report = Report()
    neighbourhood(ROW, user_links=wishes(("E00", "E02", "remove", None)), report=report)
    assert rules_found(report) == ["link-removed-absent"]


def test_ends_that_are_no_two_estates_here_are_reported_by_the_side_named_first():
    report = Report()
    wish = wishes(
        ("E00", "E00", "add", None), ("E00", "X", "add", None), ("X", "E00", "add", None), ("X", "Y", "add", None)
    )
    neighbourhood(ROW, user_links=wish, report=report)
    assert rules_found(report) == ["link-user-unusable"] * 2


def test_of_two_rows_about_one_pair_the_last_counts():
    wish = wishes(("E00", "E01", "remove", None), ("E01", "E00", "add", 40.0))
    assert linked(neighbourhood(ROW, user_links=wish), "user") == {("E00", "E01")}

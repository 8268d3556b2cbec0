"""plan.xlsx changed by a planner and fed back: changed cells become locks, unlawful ones are refused by their cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import geo as linli
from tests.office import converted

SHEET = "归属"
Edit = Callable[[dict[str, dict[str, object]]], None]


@pytest.fixture(scope="module")
def planned(tmp_path_factory, town) -> Path:
    """The town planned with three stations."""
    from typer.testing import CliRunner

    from geo.cli import app

    out = tmp_path_factory.mktemp("planned") / "plan"
    words = ["plan", town / "ledger.xlsx", *files(town), "--stations", 3, "--out", out]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return out


def files(town: Path) -> list[object]:
    return [
        *("--boundaries", town / "boundaries.gpkg", "--barriers", town / "barriers.gpkg"),
        *("--rooms", town / "rooms.csv", "--policy", town / "policy.toml", "--engine", "serial"),
    ]


class Workbook:
    """The sheet of assignments, opened for a change."""

    def __init__(self, path: Path) -> None:
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book[SHEET]
        self.column = {cell.value: cell.column for cell in self.sheet[3]}
        self.row = {self.sheet.cell(row, 1).value: row for row in range(4, self.sheet.max_row + 1)}

    def cell(self, estate: str, heading: str):
        return self.sheet.cell(self.row[estate], self.column[heading])

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


def movable(plan) -> tuple[str, str, str]:
    """An estate that may go to its second-best station by itself: its id, that station, and its region."""
    hosts = set(plan.stations["estate_id"])
    own = plan.assignments.dropna(subset=["second_price_cny"])
    row = own[~own["estate_id"].isin(hosts)].sort_values("second_price_cny").iloc[0]
    region = plan.stations.set_index("station_id")["region_id"][row["second_station_id"]]
    return row["estate_id"], row["second_station_id"], region


def replan(geo, town, locks: Path, out: Path, *more: object):
    return geo("plan", town / "ledger.xlsx", *files(town), "--stations", 3, "--locks", locks, "--out", out, *more)


def facts_of(folder: Path) -> dict:
    return json.loads((folder / "summary.json").read_text(encoding="utf-8"))


def test_an_untouched_workbook_changes_nothing(geo, town, planned, tmp_path):
    done = replan(geo, town, planned / "plan.xlsx", tmp_path / "again")
    assert done.exit_code == 0, done.output
    facts = facts_of(tmp_path / "again")
    assert facts["edits"] == {"asked": 0, "granted": 0, "refused": 0, "followed": 0, "locked": 0}
    before, after = linli.load(planned), linli.load(tmp_path / "again")
    columns = ["estate_id", "region_id", "station_id"]
    assert before.assignments[columns].equals(after.assignments[columns])
    assert list(before.regions["name"]) == list(after.regions["name"])


@pytest.mark.parametrize("column", ["服务站", "片区编号"])
def test_a_changed_cell_becomes_a_lock_and_is_told_with_its_price(geo, town, planned, tmp_path, column):
    plan = linli.load(planned)
    estate, station, region = movable(plan)
    book = Workbook(planned / "plan.xlsx")
    cell = book.cell(estate, column)
    cell.value = station if column == "服务站" else region
    done = replan(geo, town, book.save(tmp_path / "edited.xlsx"), tmp_path / "again")
    assert done.exit_code == 0, done.output
    after = linli.load(tmp_path / "again")
    row = after.assignments.set_index("estate_id").loc[estate]
    assert row["station_id"] == station
    assert row["locked"]
    move = after.moves[after.moves["kind"] == "edit"].iloc[0]
    assert move["estate_id"] == estate
    assert move["remark"] == f"{SHEET}!{cell.coordinate}"
    assert move["to_station_id"] == station
    assert move["from_region"] in set(plan.regions["name"])
    facts = after.facts
    assert facts["edits"]["granted"] == 1
    changed = after.assignments.merge(plan.assignments, on="estate_id")
    differs = set(changed.loc[changed["station_id_x"] != changed["station_id_y"], "estate_id"])
    assert differs == set(after.moves["estate_id"])
    assert facts["edits"]["followed"] == len(differs) - 1
    assert facts["in_force"]["source"] == "edited.xlsx"
    assert facts["in_force"]["objective"] == pytest.approx(plan.facts["objective"])
    assert facts["in_force"]["violations"] == 0
    summary = openpyxl.load_workbook(tmp_path / "again" / "plan.xlsx")["汇总"]
    shown = {summary.cell(row, 1).value: summary.cell(row, 2).value for row in range(4, summary.max_row + 1)}
    assert (shown["采纳"], shown["来源"]) == (1, "edited.xlsx")
    assert not any("in_force" in str(name) or "edits." in str(name) for name in shown)
    assert facts["objective"] >= plan.facts["objective"] - 1e-6
    assert "人工调整" in done.output


def test_the_workbook_read_by_its_names_and_locks_that_stand(geo, town, planned, tmp_path):
    plan = linli.load(planned)
    estate, _, region = movable(plan)
    book = Workbook(planned / "plan.xlsx")
    book.cell(estate, "片区编号").value = plan.regions.set_index("region_id")["name"][region]
    others = [row for row in book.row if row != estate][:2]
    for other in others:
        book.cell(other, "锁定").value = "是"
    done = replan(geo, town, book.save(tmp_path / "edited.xlsx"), tmp_path / "again")
    assert done.exit_code == 0, done.output
    after = linli.load(tmp_path / "again")
    assert set(after.assignments.loc[after.assignments["locked"], "estate_id"]) == {estate, *others}
    assert after.facts["edits"]["locked"] == 2
    third = Workbook(tmp_path / "again" / "plan.xlsx")
    third.cell(others[0], "锁定").value = "否"
    replan(geo, town, third.save(tmp_path / "third.xlsx"), tmp_path / "third")
    last = linli.load(tmp_path / "third").assignments
    assert set(last.loc[last["locked"], "estate_id"]) == {estate, others[1]}


def test_cells_that_break_a_hard_rule_are_refused_by_name_and_the_rest_is_planned(geo, town, planned, tmp_path):
    plan = linli.load(planned)
    estate, station, _ = movable(plan)
    others = [name for name in plan.assignments["estate_id"] if name not in {estate, *plan.stations["estate_id"]}]
    book = Workbook(planned / "plan.xlsx")
    book.cell(estate, "服务站").value = station
    book.cell(others[0], "服务站").value = "无此站"
    book.cell(others[1], "片区编号").value = "R-无此片区"
    region = book.cell(others[2], "片区编号").value
    book.cell(others[2], "片区编号").value = next(r for r in plan.regions["region_id"] if r != region)
    mine = book.cell(others[2], "服务站").value
    served = dict(zip(plan.regions["region_id"], plan.regions["station_id"], strict=True))
    wanted = served[book.cell(others[2], "片区编号").value]
    book.cell(others[2], "服务站").value = next(s for s in served.values() if s not in {mine, wanted})
    done = replan(geo, town, book.save(tmp_path / "edited.xlsx"), tmp_path / "again")
    assert done.exit_code == 1, done.output
    after = linli.load(tmp_path / "again")
    refused = after.moves[after.moves["kind"] == "refused"].set_index("estate_id")
    assert set(refused.index) == set(others[:3])
    assert f"{SHEET}!{book.cell(others[0], '服务站').coordinate}" in refused.loc[others[0], "remark"]
    findings = after.findings[after.findings["severity"] == "error"]
    assert {"edit-station-unknown", "edit-region-unknown", "edit-two-ways"} <= set(findings["rule"])
    assert after.facts["edits"] | {"followed": 0} == {
        "asked": 4, "granted": 1, "refused": 3, "followed": 0, "locked": 0,
    }  # fmt: skip
    assert after.assignments.set_index("estate_id").loc[estate, "station_id"] == station
    assert all(name in done.output for name in ("无此站", "R-无此片区"))


def test_contradicting_changes_are_both_refused(geo, town, planned, tmp_path):
    plan = linli.load(planned)
    estate, station, _ = movable(plan)
    host = plan.stations.set_index("station_id")["estate_id"][station]
    away = next(s for s in plan.stations["station_id"] if s != station)
    book = Workbook(planned / "plan.xlsx")
    book.cell(estate, "服务站").value = station
    book.cell(host, "服务站").value = away
    done = replan(geo, town, book.save(tmp_path / "edited.xlsx"), tmp_path / "again")
    assert done.exit_code == 1
    after = linli.load(tmp_path / "again")
    assert list(after.findings["rule"]).count("edit-conflict") == 2
    assert after.facts["edits"]["refused"] == 2


def test_a_workbook_without_its_hidden_columns_is_refused_whole(geo, town, planned, tmp_path):
    book = Workbook(planned / "plan.xlsx")
    first = book.column["原片区编号"]
    book.sheet.delete_cols(first, 3)
    done = replan(geo, town, book.save(tmp_path / "stripped.xlsx"), tmp_path / "again")
    assert done.exit_code == 1
    assert "隐藏" in done.output
    assert not (tmp_path / "again").exists()


def test_only_the_cells_meant_for_it_can_be_changed_and_they_offer_lists(planned):
    book = Workbook(planned / "plan.xlsx")
    assert book.sheet.protection.sheet
    assert not book.sheet.protection.password
    open_columns = {"片区编号", "服务站", "锁定"}
    for heading, column in book.column.items():
        assert book.sheet.cell(4, column).protection.locked == (heading not in open_columns), heading
    sources = {rule.formula1 for rule in book.sheet.data_validations.dataValidation}
    plan = linli.load(planned)
    assert '"是,否"' in sources
    lists = {source for source in sources if "!" in source}
    assert len(lists) == 2
    for source in lists:
        name, cells = source.replace("$", "").split("!")
        listed = [cell.value for (cell,) in book.book[name.strip("'")][cells]]
        assert listed in (list(plan.regions["region_id"]), list(plan.stations["station_id"]))


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_reads_back_the_same(geo, town, planned, tmp_path):
    estate, station, _ = movable(linli.load(planned))
    book = Workbook(planned / "plan.xlsx")
    book.cell(estate, "服务站").value = station
    book.save(tmp_path / "edited.xlsx")
    for kind in ("xlsx", "ods"):
        done = replan(geo, town, converted(tmp_path / "edited.xlsx", kind, tmp_path), tmp_path / kind)
        assert done.exit_code == 0, done.output
        after = linli.load(tmp_path / kind)
        assert after.facts["edits"]["granted"] == 1
        assert after.facts["edits"]["refused"] == 0
        assert after.assignments.set_index("estate_id").loc[estate, "station_id"] == station

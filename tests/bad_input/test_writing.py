"""Results that cannot be written, and work that is interrupted: a message, an exit code, and the old result whole."""

import errno
import os

import pytest

from geo import files
from geo.io import swap
from geo.scenarios import pipeline
from tests.bad_input.ledgers import rows, write_csv

QUICK = ("--datum", "wgs84", "--engine", "serial", "--quiet")


@pytest.fixture
def ledger(tmp_path):
    return write_csv(tmp_path / "ledger.csv", rows(4))


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def full_disk(monkeypatch):
    def refuse(*words):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(files.os, "fsync", refuse)


@pytest.mark.parametrize("ending", ["gpkg", "xlsx", "csv"])
def test_a_full_disk_is_said_and_the_old_repaired_ledger_stands(geo, ledger, tmp_path, full_disk, ending):
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / f"fixed.{ending}"
    assert geo("check", ledger, "--repaired", target).exit_code == 0
    before = contents(tmp_path / "out")
    full_disk()
    done = geo("check", ledger, "--datum", "gcj02", "--repaired", target)
    assert done.exit_code == 1
    assert f"{target}：写不进去：磁盘已满；请清理磁盘后重新运行同一命令。原有内容未变。" in done.output
    assert contents(tmp_path / "out") == before


def test_a_full_disk_leaves_the_old_plan(geo, ledger, tmp_path, full_disk):
    out = tmp_path / "results" / "plan"
    assert geo("plan", ledger, *QUICK, "--out", out).exit_code == 0
    before = contents(out.parent)
    full_disk()
    done = geo("plan", ledger, *QUICK, "--seed", "7", "--out", out, "--lang", "en")
    assert done.exit_code == 1
    assert "the disk is full; free some space and run the same command again" in done.output
    assert contents(out.parent) == before


def test_a_folder_that_may_not_be_written_is_refused_before_any_work(geo, ledger, tmp_path, monkeypatch):
    # the account that runs the tests may be one that no permission binds
    monkeypatch.setattr(swap.os, "access", lambda path, mode: str(path) != str(tmp_path))
    monkeypatch.setattr(pipeline, "make_plan", lambda *words, **more: pytest.fail("planned all the same"))
    done = geo("plan", ledger, *QUICK, "--out", tmp_path / "plan")
    assert done.exit_code == 1
    assert f"{tmp_path / 'plan'}：写不进去：本账户无权写入；请用 --out 换一个文件夹" in done.output
    assert not (tmp_path / "plan").exists()


def test_an_output_path_through_a_file_is_refused_before_any_work(geo, ledger, tmp_path):
    done = geo("plan", ledger, *QUICK, "--out", ledger / "plan", "--lang", "en")
    assert done.exit_code == 1
    assert "a part of the path is a file, not a folder" in done.output


@pytest.mark.parametrize("name", ["fixed.doc", "fixed"])
def test_a_repaired_ledger_of_unknown_form_is_refused_before_any_work(geo, ledger, tmp_path, name):
    done = geo("check", ledger, "--repaired", tmp_path / name, "--lang", "en")
    assert done.exit_code == 1
    assert ".gpkg, .xlsx, .csv" in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.csv"]


def test_an_interrupt_while_reading_ends_with_130_and_writes_nothing(geo, ledger, tmp_path, monkeypatch):
    def interrupt(*words, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr("geo.io.ledger.read_tables", interrupt)
    for command, *more in (("check", "--repaired", tmp_path / "fixed.csv"), ("plan", "--out", tmp_path / "plan")):
        done = geo(command, ledger, *more)
        assert done.exit_code == 130
        assert "已中断；没有写出任何文件，原有结果未变。" in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.csv"]


def test_an_interrupt_while_solving_keeps_what_is_done_and_ends_with_130(geo, tmp_path, monkeypatch):
    lines = rows(4) + rows(4, start=20, subdistrict="样例街道", west=120.320)
    ledger = write_csv(tmp_path / "ledger.csv", lines)
    planned = []
    plan_part = pipeline.plan_part

    def interrupted_once(part):
        planned.append(part.name)
        if len(planned) == 2:
            raise KeyboardInterrupt
        return plan_part(part)

    monkeypatch.setattr(pipeline, "plan_part", interrupted_once)
    done = geo("plan", ledger, *QUICK, "--out", tmp_path / "plan")
    assert done.exit_code == 130
    assert "已中断：未算完的街道用了快速方案" in done.output
    assert "读入 8 个小区 = 已规划 8" in done.output
    assert (tmp_path / "plan" / "plan.gpkg").exists()

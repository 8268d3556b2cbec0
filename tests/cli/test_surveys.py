"""``geo surveys`` on a plan folder: what it prints and writes; posts and regions stay as they were."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import Result

from geo.scenarios.outputs import save
from geo.scenarios.pipeline import load
from tests.plans import small_plan

Geo = Callable[..., Result]
HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(small_plan(), tmp_path / "plan")
    return tmp_path / "plan"


@pytest.fixture
def files(folder: Path) -> list[object]:
    ids = load(folder).assignments["estate_id"].tolist()
    texts = {
        "satisfaction": ["小区编号,年份,发放,回收,满意,满意率", f"{ids[0]},2024,60,40,24,", f"{ids[0]},2025,60,40,30,",
                         f"{ids[1]},2025,,,,99.17%", "无此小区,2025,10,9,8,"],
        "needs": ["小区编号,需求", f"{ids[0]},停车难、漏水；保洁", f"{ids[1]},停车难", f"{ids[1]},{HOSTILE}"],
        "orders": ["工单号,小区,类型,受理日期,办结日期,班组",
                   *(f"{n},{ids[n % 3]},停车难,2025-03-{n + 1:02d},2025-04-{n + 1:02d},甲班" for n in range(12))],
        "partners": ["名称,类型,小区,人数,联系人", f"样例志愿队,志愿队,{ids[0]},30,样例人",
                     f"{HOSTILE},联盟单位,{ids[1]},,"],
    }  # fmt: skip
    words: list[object] = []
    for name, lines in texts.items():
        path = folder.parent / f"{name}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        words += [f"--{name}", path]
    return words


def test_it_reads_judges_and_writes(geo: Geo, folder: Path, files: list[object]) -> None:
    before = load(folder)
    done = geo("surveys", folder, *files, "--on", "2026-01-31")
    assert done.exit_code == 0, done.output
    assert "无样本量，无从判断" in done.output
    assert "第5行" in done.output
    plan = load(folder)
    facts = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["surveys"]
    assert facts["satisfaction"]["without_n"] == 1
    assert facts["satisfaction"]["changes"] == {"not_shown": 1}
    assert facts["needs"]["top"][0]["complaint"] == "parking"
    assert facts["orders"]["median_days"] == 31
    assert facts["rejects"] == len(plan.survey_rejects) == 1
    assert len(plan.partners) == 2
    assert "estate-unknown" in set(plan.findings["rule"])
    sheets = openpyxl.load_workbook(folder / "plan.xlsx", read_only=True).sheetnames
    assert {"满意度", "需求统计", "工单", "联盟与志愿力量", "未采用的调查行"} <= set(sheets)
    assert plan.regions["posts"].tolist() == before.regions["posts"].tolist()
    assert plan.facts["posts_pooled"] == before.facts["posts_pooled"]  # volunteers are never posts
    assert HOSTILE not in (folder / "map.html").read_text(encoding="utf-8")


def test_a_second_run_keeps_what_is_not_given_anew(geo: Geo, folder: Path, files: list[object]) -> None:
    assert geo("surveys", folder, *files, "--on", "2026-01-31").exit_code == 0
    first = load(folder)
    done = geo("surveys", folder, "--on", "2026-01-31", "--lang", "en")
    assert done.exit_code == 0, done.output
    again = load(folder)
    assert again.facts["surveys"] == first.facts["surveys"]
    assert len(again.findings) == len(first.findings)
    done = geo("surveys", folder, *files[:2], "--on", "2026-01-31", "--json")
    assert json.loads(done.output)["rejects"] == 1
    assert len(load(folder).findings) == len(first.findings)


def test_nothing_given_and_nothing_there_is_refused(geo: Geo, folder: Path) -> None:
    before = (folder / "record.json").read_bytes()
    refused = geo("surveys", folder)
    assert refused.exit_code == 1
    assert "--satisfaction" in refused.output
    (folder.parent / "empty.csv").write_bytes(b"")
    refused = geo("surveys", folder, "--orders", folder.parent / "empty.csv")
    assert refused.exit_code == 1
    assert "Traceback" not in refused.output
    assert (folder / "record.json").read_bytes() == before

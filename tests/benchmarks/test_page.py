"""The page of results: invented rows in, Markdown out."""

import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import page  # noqa: E402  the folder must be known first
from _rows import KEYS, gaps  # noqa: E402

HOSTILE = ["a|b", "<img src=x onerror=alert(1)>", "[x](javascript:y)", "`code`", "two\nlines", "C:\\2019", "**x**"]


def row(**told):
    base = dict.fromkeys(KEYS) | {
        "family": "pmed", "instance": "one", "problem": "p-median", "n": 100, "p": 5, "seed": 0, "solver": "linli",
        "value": 100.0, "bound": 100.0, "best_known": 100.0, "gap_to_best": 0.0, "certified_gap": 0.0,
        "status": "optimal", "seconds": 1.0, "cpu_seconds": 1.0, "peak_mb": 50.0, "checked": True,
    }  # fmt: skip
    return base | told


def made(rows, peers=()):
    return page.page_of(rows, list(peers), day="2026-01-02", machine=["2 cores"])


def wins(text):
    return text.split("## Where others win")[1]


def test_the_page_names_date_machine_families_and_a_summary_in_chinese() -> None:
    text = made([row(), row(family="city", problem="travel")])
    for part in ("2026-01-02", "- 2 cores", "## Family pmed", "## Family city", "已证明最优"):
        assert part in text


def test_the_same_rows_give_the_same_page() -> None:
    rows = [row(family=name) for name in ("b", "a", "c")]
    assert made(rows) == made(json.loads(json.dumps(rows)))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_in_their_cell(name: str) -> None:
    text = made([row(instance=name)])
    line = next(line for line in text.splitlines() if line.startswith("| ") and "p-median |" in line)
    assert line.replace("\\|", "").count("|") == len(page._COLUMNS) + 1
    assert "<img" not in text
    assert "[x](" not in text


def test_a_peer_is_compared_only_on_the_same_case() -> None:
    text = made([row()], [row(solver="spopt", value=110.0, p=6)])
    assert "spopt" not in text


def test_a_slower_and_worse_peer_has_ratios_above_one_and_wins_nothing() -> None:
    text = made([row()], [row(solver="spopt", value=110.0, cpu_seconds=4.0, status="feasible")])
    assert "spopt: value × 1.1000, CPU × 4 (feasible)" in text
    assert "In no case" in wins(text)


def test_better_and_quicker_peers_are_said_to_win() -> None:
    text = wins(made([row()], [row(solver="spopt", value=90.0, cpu_seconds=0.5)]))
    assert "spopt is 10.000% better and needs 0.50 s of CPU to our 1.00 s" in text


def test_more_covered_is_better_where_covering_is_maximised() -> None:
    mine, other = row(problem="mclp"), row(problem="mclp", solver="spopt", value=125.0)
    text = made([mine], [other])
    assert "value × 0.8000" in text
    assert "25.000% better" in wins(text)


def test_a_peer_out_of_balance_does_not_win() -> None:
    text = made([row(problem="regions")], [row(problem="regions", solver="pygeoda", value=1.0, status="off by 99%")])
    assert "pygeoda: off by 99%" in text
    assert "pygeoda" not in wins(text)


def test_a_published_value_that_was_missed_is_said() -> None:
    assert "published value is 2.000% better" in wins(made([row(gap_to_best=0.02, status="gap")]))


def test_a_run_without_answer_is_said() -> None:
    nothing = dict.fromkeys(("value", "bound", "gap_to_best", "certified_gap", "cpu_seconds", "n", "p", "peak_mb"))
    text = made([row(**nothing, status="killed: over time", checked=False)])
    assert "no answer (killed: over time)" in wins(text)


def test_aims_are_reached_or_not_or_not_run() -> None:
    text = made([row(), row(instance="two", status="gap")])
    aims = [line for line in text.splitlines() if line.startswith("| p-median of OR-Library")]
    assert aims[0].endswith("| 1 of 2 | not reached |")
    assert "| 0 of 0 | not run |" in text


def rounds(**told):
    return row(family="CVRP", problem="cvrp", gap_to_best=0.002, status="gap", **told)


def section(text):
    return text.split("## Roads and rounds")[1].split("## Where others win")[0]


def test_roads_and_rounds_stand_in_a_section_of_their_own_with_aims_and_others_beside() -> None:
    others = [
        rounds(solver="vroom") | {"gap_to_best": 0.02, "status": "feasible"},
        rounds(solver="ortools", value=None) | {"gap_to_best": None, "status": "no answer"},
    ]
    text = made([row(), rounds(), rounds(instance="two") | {"gap_to_best": 0.004}], others)
    line = next(line for line in section(text).splitlines() if line.startswith("| CVRP and MDVRP"))
    assert "| 0.300% in the mean, 0.400% at most | 2 of 2 | reached |" in line
    assert "ortools: no answer (0 of 2); vroom: 2.000% (1 of 2)" in line
    assert "### Family CVRP" in section(text)
    assert "Family pmed" not in section(text)


def test_without_rounds_there_is_no_such_section() -> None:
    assert "Roads and rounds" not in made([row()])


def test_aims_of_roads_days_and_even_days_are_judged() -> None:
    measures = {"first": {"seconds": 3.0, "p": 1_000}, "again": {"seconds": 0.2}, "day": {"seconds": 16.0},
                "day-long": {"gap_to_best": 0.005}, "week": {"seconds": 179.0}, "longest": {"value": 1.04},
                "shortest": {"value": 0.8}, "price": {"value": 0.02}}  # fmt: skip
    text = section(made([row(family="rounds", problem=name) | told for name, told in measures.items()]))
    lines = [line for line in text.splitlines() if " of 1 |" in line]
    verdicts = [line.split("|")[4].strip() for line in lines]
    assert verdicts == ["not reached", "reached", "not reached", *["reached"] * 3, "not reached", "reached"]


def test_matrices_are_told_in_seconds() -> None:
    text = section(made([row(family="streets", instance="streets-20k", problem="walk", cpu_seconds=2.5)]))
    assert "| 2.50 s | 1 of 1 | reached |" in text


def test_files_in_a_page_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, rows in {"ours.json": [row()], "ours-peers.json": [row(solver="spopt", value=120.0)]}.items():
        (tmp_path / name).write_text(json.dumps(rows))
    out = tmp_path / "page.md"
    words = [str(tmp_path / "ours.json"), "--peers", str(tmp_path / "ours-peers.json"), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["page.py", *words, "--date", "2026-01-02"])
    assert page.main() == 0
    text = out.read_text(encoding="utf-8")
    assert "value × 1.2000" in text
    assert str(tmp_path) not in text


def test_gaps_are_fractions_with_the_sign_turned_for_maximisation() -> None:
    assert gaps(110.0, 99.0, 100.0) == pytest.approx({"gap_to_best": 0.1, "certified_gap": 0.1})
    assert gaps(90.0, 99.0, 100.0, maximise=True) == pytest.approx({"gap_to_best": 0.1, "certified_gap": 0.1})
    assert gaps(None, 1.0, None) == {"gap_to_best": None, "certified_gap": None}

"""The page of a comparison: what it holds, what is written once, and that it asks for nothing."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from geo.maps.comparison import comparison_data, write_comparison
from geo.maps.layers import page_data
from geo.maps.offline import COMPARE_MODULES, PLAN_MAP, compare_script, compare_style
from geo.measures.comparing import compare_plans
from geo.plan import Plan
from geo.wording import catalogue
from tests.maps.surveyed_plan import surveyed_plan
from tests.maps.test_offline import declared
from tests.pages import block_of
from tests.plans import HOSTILE_NAMES, small_plan

FOLDER = files("geo.maps") / "static" / "compare"


def two_plans(*, hostile: bool = False) -> dict[str, Plan]:
    """Return a plan and another in which the first region's estates go to the second station."""
    first = small_plan(hostile=hostile, estates=24)
    tables = dict(first.tables)
    stations, regions = list(first.stations["station_id"]), list(first.regions["region_id"])
    assigned = tables["assignments"].copy()
    assigned.loc[assigned["station_id"] == stations[0], "walk_m"] += 400
    assigned["station_id"] = assigned["station_id"].replace({stations[0]: stations[1]})
    assigned["region_id"] = assigned["region_id"].replace({regions[0]: regions[1]})
    tables["assignments"] = assigned
    for name in ("stations", "regions"):
        tables[name] = tables[name].iloc[1:]
    return {"今": first, "改": Plan(tables, first.policy, first.facts, first.record)}


def unfolded(data: dict, position: int) -> dict:
    """Put a plan's tables together as the page does."""
    own, common = data["plans"][position]["tables"], data["common"]["tables"]
    tables = {}
    for name, table in common.items():
        over = own.get(name, {"rows": table["rows"], "columns": {}})
        columns = {key: values for key, values in (table["columns"] | over["columns"]).items() if values is not None}
        tables[name] = {"rows": over["rows"], "columns": columns}
    return tables


def test_what_the_plans_share_is_written_once_and_put_together_again() -> None:
    plans = two_plans()
    data = comparison_data(compare_plans(plans), plans)
    assert data["plans"][0]["tables"] == {}
    assert "barriers" not in data["plans"][1]["tables"]
    assert "rings" not in data["plans"][1]["tables"]["estates"]["columns"]
    for position, plan in enumerate(plans.values()):
        whole = page_data(plan, origin=tuple(data["common"]["origin"]))["tables"]
        made = unfolded(data, position)
        assert made["stations"] == whole["stations"]
        shapes = [table["regions"]["columns"][name] for table in (made, whole) for name in ("rings", "station_id")]
        assert shapes[:2] == shapes[2:]
        assert made["estates"]["columns"]["station_id"] == whole["estates"]["columns"]["station_id"]


def test_the_page_is_the_same_for_the_same_plans_and_names_no_address(tmp_path: Path) -> None:
    plans = two_plans(hostile=True)
    comparison = compare_plans(plans)
    for name in ("a.html", "b.html"):
        write_comparison(comparison, plans, tmp_path / name)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page == (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(?:src|href)=\"(?!data:)", markup)
    assert block_of(page)["names"] == ["今", "改"]


def test_surveys_add_no_layer_that_does_nothing() -> None:
    plans = {"今": surveyed_plan(hostile=True), "改": surveyed_plan()}
    data = comparison_data(compare_plans(plans), plans)
    layers = {layer["name"] for layer in data["common"]["style"]["layers"]}
    assert not layers & {"partners", "hot_spots"}
    tables = set(data["common"]["tables"]).union(*(plan["tables"] for plan in data["plans"]))
    assert not tables & {"partners", "hot_spots", "satisfaction", "orders", "needs"}


def test_names_of_plans_are_only_text(tmp_path: Path) -> None:
    first, second = two_plans().values()
    plans = {HOSTILE_NAMES[0]: first, HOSTILE_NAMES[1]: second}
    write_comparison(compare_plans(plans), plans, tmp_path / "c.html")
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert page.count("</script") == page.count("<script") == 3


def test_every_module_is_joined_and_imports_what_is_there() -> None:
    assert sorted(part.name.removesuffix(".js") for part in FOLDER.iterdir()) == sorted(COMPARE_MODULES)
    for module in COMPARE_MODULES:
        script = (FOLDER / f"{module}.js").read_text(encoding="utf-8")
        for names, origin in re.findall(r'^import \{([^}]*)\} from "\.{1,2}/([\w/]+)\.js";', script, re.MULTILINE):
            home = FOLDER / f"{origin}.js" if "/" not in origin else FOLDER.parent / f"{origin}.js"
            exported = declared(home.read_text(encoding="utf-8"))
            body = re.sub(r"^import .*$", "", script, flags=re.MULTILINE)
            for name in names.replace(" ", "").split(","):
                assert name in exported, f"{name} from {origin}"
                assert re.search(rf"\b{name}\b", body), f"{module}: {name} is imported and not used"


def test_the_script_declares_each_name_once_and_hands_out_what_a_map_has() -> None:
    script = compare_script()
    head, _, rest = script.partition("function planMap(given) {")
    inside, _, outside = rest.partition("\nreturn {")
    names = declared(head + outside)
    assert len(set(names)) == len(names)
    assert set(PLAN_MAP) <= set(declared(inside))
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    assert "</script" not in script.lower()
    unsafe = ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "fetch(", "https://", "@import", "url(")
    assert [word for word in unsafe if word in outside + compare_style()] == []


def test_every_word_of_the_page_is_in_the_catalogue() -> None:
    scripts = "".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in COMPARE_MODULES)
    said = set(re.findall(r'\bt\(\s*"([\w.]+)"', scripts))
    assert {key for key in said if f"compare.{key}" not in catalogue()} == set()
    families = set(re.findall(r"\bt\(`([\w.]+\.)\$\{", scripts))
    for family in families:
        assert any(key.startswith(f"compare.{family}") for key in catalogue()), family

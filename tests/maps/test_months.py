"""The page's data of the roll-out, and the page of a plan without one."""

import json

from geo.maps.layers import page_data
from geo.maps.offline import page_script, page_style
from geo.plan import Plan
from geo.scenarios.rollout import make_rollout
from tests.plans import small_plan


def scheduled() -> Plan:
    bare = small_plan()
    settings = bare.policy.with_settings({"budget.start": "2027-01", "rollout.simulations": 5})
    return make_rollout(Plan(bare.tables, settings, bare.facts, bare.record))


def test_every_planned_estate_has_its_months_in_the_order_of_the_page() -> None:
    plan = scheduled()
    data = page_data(plan)
    rollout = data["rollout"]
    json.dumps(rollout, allow_nan=False)
    entry = plan.rollout.set_index("estate_id")["entry_month"]
    ids = data["tables"]["estates"]["columns"]["estate_id"]
    names = ids if isinstance(ids, list) else [ids["of"][at] for at in ids["at"]]
    assert rollout["stages"]["entry"] == [int(entry[name]) for name in names]
    assert rollout["labels"][-rollout["first"]] == "2027-01"
    assert "months.play" in data["words"]
    assert any(layer["name"] == "rollout" for layer in data["style"]["layers"])


def test_a_plan_without_a_roll_out_has_neither_data_nor_words_nor_script_of_it() -> None:
    data = page_data(small_plan())
    assert "rollout" not in data
    assert not any(key.startswith("months.") for key in data["words"])
    assert "linli-months-play" not in page_script(rollout=False)
    assert ".months" not in page_style(rollout=False)

"""The tables of robustness: how plans rank under every assumption, and which stations stand in every good plan."""

from __future__ import annotations

from geo.schema.column import Column, Table

SIDES = {"mid": "中", "low": "低", "high": "高"}
STEADINESS = {"always": "都设", "nearly": "多数设", "depends": "视方案", "once": "仅一方案"}
_PLAN = Column("plan", "方案", "plan", required=True)

ROBUST_INPUTS = Table(
    "robust_inputs", "逐项假设", "one assumption at a time", None,
    columns=(
        Column("input", "假设", "assumption", meaning_zh="空为全部取中值", meaning_en="empty: all in the middle"),
        Column("key", "设定", "setting"),
        Column("side", "取值", "side", choices=SIDES),
        Column("number", "数值", "number", "float"),
        Column("unit", "单位", "unit"),
        _PLAN,
        Column("value", "结果", "outcome", "float"),
        Column("rank", "名次", "rank", "int", "", 1),
        Column("flips", "改变首选", "flips the decision", "bool"),
    ),
)  # fmt: skip

ROBUST_PLANS = Table(
    "robust_plans", "联合抽样", "all drawn together", "plan",
    columns=(
        _PLAN,
        Column("value_mid", "中值结果", "outcome in the middle", "float"),
        Column("rank_mid", "中值名次", "rank in the middle", "int", "", 1),
        Column("best_share", "最优占比", "share of draws in which it is best", "float", "", 0, 1),
        Column("rank_mean", "平均名次", "mean rank", "float", "", 1),
        Column("value_p10", "结果P10", "outcome, one in ten below", "float"),
        Column("value_p50", "结果P50", "outcome, median", "float"),
        Column("value_p90", "结果P90", "outcome, nine in ten below", "float"),
        Column("regret_mean", "平均后悔值", "mean regret", "float", "", 0),
        Column("regret_p90", "后悔值P90", "regret, nine in ten below", "float", "", 0),
        Column("is_good", "较优方案", "good plan", "bool", meaning_zh="至少在5%的抽样中最优",
               meaning_en="best in at least one draw in twenty"),
    ),
)  # fmt: skip

NO_REGRET = Table(
    "no_regret", "站址稳健性", "stations in good plans", "station_id",
    columns=(
        Column("station_id", "服务站编号", "station id", required=True),
        Column("name", "服务站", "station"),
        Column("subdistrict", "街道", "sub-district"),
        Column("plans", "出现的方案数", "plans that have it", "int", "", 0),
        Column("share", "占全部方案", "share of all plans", "float", "", 0, 1),
        Column("good_share", "占较优方案", "share of good plans", "float", "", 0, 1),
        Column("steadiness", "结论", "verdict", choices=STEADINESS),
    ),
)  # fmt: skip

"""The tables of the roll-out: when each estate passes each stage, the curves by month, and the priorities compared."""

from __future__ import annotations

from geo.schema.column import Column, Table
from geo.schema.estates import STAGES

PRIORITY_WORDS = {
    "need": "急难优先",
    "largest": "大者优先",
    "easiest": "易者优先",
    "group": "整组团优先",
    "worst": "后进街道优先",
}
MONTH_LEVELS = {"city": "全市", "subdistrict": "街道", "firm": "企业", "region": "片区"}
OUTCOMES = {
    "entered": "早已进驻",
    "early": "提前进驻",
    "on_time": "按期进驻",
    "late": "推迟进驻",
    "due": "到期未进驻",
    "behind": "签约滞后",
    "ahead": "未到期",
    "withdrawn": "退回未进驻",
    "missing": "台账缺失",
    "unplanned": "计划外",
}


def _month(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, "int", "月", meaning_zh="自首月起数，首月为0，之前为负",
                  meaning_en="counted from the first month, which is 0; negative before")  # fmt: skip


def _date(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, meaning_zh="年-月", meaning_en="YYYY-MM")


ROLLOUT = Table(
    "rollout", "进驻排程", "roll-out", "estate_id", geometry="any",
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("region_id", "片区编号", "region id"),
        Column("group_id", "组团编号", "group id"),
        Column("subdistrict", "街道", "sub-district"),
        Column("firm", "物业企业", "firm"),
        Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 0),
        Column("households", "户数", "households", "int", "户", 0),
        Column("stage_today", "当前进展", "stage today", choices=STAGES),
        _month("survey_month", "摸底月", "survey"),
        _month("plan_month", "方案月", "plan and consent"),
        _month("contract_month", "签约月", "contract"),
        _month("cleanup_month", "整治月", "clean-up"),
        _month("entry_month", "进驻月", "entry"),
        _month("subsidy_end_month", "补贴止月", "subsidy ends"),
        _date("entry_on", "进驻年月", "entry on"),
        _month("entry_p10", "进驻月(乐观)", "entry, one in ten"),
        _month("entry_p50", "进驻月(中位)", "entry, even odds"),
        _month("entry_p90", "进驻月(保守)", "entry, nine in ten"),
        Column("slip_risk", "晚于排程的可能", "chance of being late", "float", "", 0, 1),
        Column("renovation_year", "改造年份", "renovation year", "int"),
        Column("is_given", "台账已有", "given", "bool", meaning_zh="台账已进驻或已定时间，排程不动",
               meaning_en="entered or dated in the ledger; never moved"),
        Column("late", "晚于期限", "late", "bool"),
        Column("why", "排程依据", "why then"),
    ),
)  # fmt: skip

_DENOMINATORS = (
    Column("estates", "已进驻小区", "estates entered", "int", "个", 0, meaning_zh="月末累计",
           meaning_en="cumulated to the end of the month"),
    Column("floor_area_m2", "已进驻面积", "floor area entered", "float", "㎡", 0),
    Column("households", "已进驻户数", "households entered", "int", "户", 0),
    Column("estates_share", "小区占比", "share of estates", "float", "", 0, 1),
    Column("floor_area_share", "面积占比", "share of floor area", "float", "", 0, 1),
    Column("households_share", "户数占比", "share of households", "float", "", 0, 1),
)  # fmt: skip
_SIMULATED = tuple(
    Column(f"{measure}_p{percent}", f"{zh}占比(模拟P{percent})", f"share of {en}, simulated P{percent}", "float", "", 0, 1)
    for measure, zh, en in (
        ("estates", "小区", "estates"), ("floor_area", "面积", "floor area"), ("households", "户数", "households"),
    )
    for percent in (10, 50, 90)
)  # fmt: skip

ROLLOUT_MONTHS = Table(
    "rollout_months", "进驻曲线", "roll-out by month", None,
    columns=(
        Column("level", "层级", "level", required=True, choices=MONTH_LEVELS),
        Column("name", "名称", "name"),
        _month("month", "月", "month"),
        _date("on", "年月", "on"),
        Column("entries", "当月进驻", "entries", "int", "个", 0),
        Column("households_in_survey", "摸底中户数", "households in survey", "int", "户", 0),
        Column("households_in_plan", "征求同意中户数", "households in plan and consent", "int", "户", 0),
        Column("households_in_cleanup", "整治中户数", "households in clean-up", "int", "户", 0),
        Column("cleanup_m2", "整治中面积", "floor area in clean-up", "float", "㎡", 0),
        Column("signed_estates", "已签约小区", "estates signed", "int", "个", 0,
               meaning_zh="月末累计，含已进驻；签约不等于进驻", meaning_en="cumulated, entered ones too; signed is not managed"),
        Column("signed_households", "已签约户数", "households signed", "int", "户", 0),
        *_DENOMINATORS,
        *_SIMULATED,
    ),
)  # fmt: skip

ROLLOUT_PRIORITIES = Table(
    "rollout_priorities", "次序比较", "priorities compared", "priority",
    columns=(
        Column("priority", "次序", "priority", required=True, choices=PRIORITY_WORDS),
        Column("chosen", "采用", "chosen", "bool"),
        Column("household_months", "受益户·月", "household-months served", "float", "户·月", 0,
               meaning_zh="新进驻小区户数×期内已管理月数", meaning_en="households newly entered times months managed in the horizon"),
        _month("finish_month", "完成月", "finish"),
        _date("finish_on", "完成年月", "finish on"),
        Column("late_estates", "晚于期限小区", "estates late", "int", "个", 0),
        Column("never_estates", "期内排不上小区", "estates not reached", "int", "个", 0),
        Column("mean_wait_months", "平均等待", "mean wait", "float", "月", 0, meaning_zh="按户数加权，自首月起",
               meaning_en="by households, from the first month"),
        Column("worst_wait_months", "最差街道平均等待", "mean wait of the worst sub-district", "float", "月", 0),
        Column("equity_gini", "街道间等待基尼系数", "Gini of waits between sub-districts", "float", "", 0, 1),
        Column("group_months", "整组团运行组团·月", "group-months complete", "float", "组团·月", 0),
        Column("objective", "加权目标", "weighted objective", "float"),
        Column("bound", "目标上界", "bound", "float"),
        Column("gap", "差距", "gap", "float", "", 0),
        Column("status", "状态", "status",
               choices={"optimal": "已证明最优", "gap": "有差距上界", "feasible": "可行", "infeasible": "不可行"}),
    ),
)  # fmt: skip

CONSENTS = Table(
    "consents", "业主同意", "owner consent", None,
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True, asked=True,
               aliases=("小区编号", "小区", "小区名称", "estate", "estate_id")),
        Column("building", "楼栋", "building", asked=True, aliases=("楼栋", "楼号", "幢", "幢号", "building")),
        Column("owners", "业主人数", "owners", "int", "人", 0, asked=True, aliases=("业主人数", "业主户数", "户数", "owners")),
        Column("area_m2", "专有面积", "area", "float", "㎡", 0, asked=True, aliases=("专有面积", "建筑面积", "面积", "area_m2")),
        Column("owners_voting", "参与表决人数", "owners voting", "int", "人", 0, asked=True,
               aliases=("参与表决人数", "参与人数", "表决人数", "owners_voting")),
        Column("area_voting_m2", "参与表决面积", "area voting", "float", "㎡", 0, asked=True,
               aliases=("参与表决面积", "参与面积", "表决面积", "area_voting_m2")),
        Column("owners_agreeing", "同意人数", "owners agreeing", "int", "人", 0, asked=True,
               aliases=("同意人数", "owners_agreeing")),
        Column("area_agreeing_m2", "同意面积", "area agreeing", "float", "㎡", 0, asked=True,
               aliases=("同意面积", "area_agreeing_m2")),
        Column("voting_share", "参与比例(较低者)", "share voting, the lower", "float", "", 0, 1),
        Column("agreeing_share", "同意比例(较低者)", "share agreeing, the lower", "float", "", 0, 1),
        Column("passed", "已过", "passed", "bool", meaning_zh="楼栋为空的行是全小区合计，以它为准",
               meaning_en="rows without a building sum the estate, which counts"),
    ),
)  # fmt: skip

# A later ledger against the schedule: made by `geo update`, no layer of plan.gpkg.
UPDATE = Table(
    "update", "进度对照", "plan against actual", "estate_id",
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("subdistrict", "街道", "sub-district"),
        Column("firm", "物业企业", "firm"),
        Column("outcome", "结果", "outcome", choices=OUTCOMES),
        Column("slip_months", "推迟月数", "months late", "int", "月", meaning_zh="负为提前；到期未进驻的为至少",
               meaning_en="negative: early; at least so many where still due"),
        Column("stage_before", "原进展", "stage in the plan", choices=STAGES),
        Column("stage_now", "现进展", "stage now", choices=STAGES),
        _date("planned_on", "计划进驻", "planned entry"),
        _date("actual_on", "实际进驻", "actual entry"),
        Column("posts_before", "原岗位", "posts in the plan", "float", "人", 0),
        Column("posts_now", "现岗位", "posts now", "float", "人", 0),
        Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 0),
        Column("households", "户数", "households", "int", "户", 0),
    ),
)  # fmt: skip

UPDATE_SUMS = Table(
    "update_sums", "进度汇总", "plan against actual, summed", None,
    columns=(
        Column("level", "层级", "level", choices=MONTH_LEVELS),
        Column("name", "名称", "name"),
        Column("estates", "小区数", "estates", "int", "个", 0),
        Column("entered", "已进驻", "entered", "int", "个", 0),
        Column("signed", "签约", "signed", "int", "个", 0),
        Column("not_signed", "未签", "not signed", "int", "个", 0),
        Column("planned", "计划应进驻", "planned by now", "int", "个", 0),
        Column("behind_plan", "比计划", "against the plan", "int", "个", meaning_zh="负为落后", meaning_en="negative: behind"),
        Column("households_share", "户数占比", "share of households", "float", "", 0, 1),
        Column("floor_area_share", "面积占比", "share of floor area", "float", "", 0, 1),
        Column("needed_a_month", "按期每月需进驻", "needed a month", "float", "个/月", 0),
    ),
)  # fmt: skip

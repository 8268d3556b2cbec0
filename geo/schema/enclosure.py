"""The tables of closed management 封闭化管理: what to fence and close, the lines of it, and closing in one night."""

from __future__ import annotations

from geo.schema.column import Column, Table
from geo.schema.money import MONEY_LEVELS

ENCLOSURE_KINDS = {"group": "组团", "estate": "单个小区"}
OUTLINE_BASES = {"surveyed": "实测", "mixed": "部分实测", "assumed": "按面积假设"}
OUTCOMES = {
    "pays": "期限内回本",
    "slow": "期限外回本",
    "never": "不回本",
    "done": "已封闭，无需改造",
    "apart": "相距过远，分小区计",
}
FENCE_KINDS = {
    "new_fence": "新建围栏",
    "part_edge": "半封闭边界",
    "existing_edge": "既有边界",
    "gate_kept": "保留出入口",
    "fire_exit": "消防应急出口",
    "gate_closed": "关闭或合并的出入口",
}
WAYS = {"groups": "按组团封闭", "estates": "逐小区封闭"}

_SIZE = (
    Column("estates", "小区数", "estates", "int", "个", 0),
    Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 0),
    Column("households", "户数", "households", "int", "户", 0),
)

ENCLOSURES = Table(
    "enclosures", "封闭化改造", "enclosure works", "enclosure_id", geometry="any",
    columns=(
        Column("enclosure_id", "编号", "id", required=True, meaning_zh="组团编号或小区编号", meaning_en="id of the group or the estate"),
        Column("name", "名称", "name"),
        Column("kind", "类别", "kind", choices=ENCLOSURE_KINDS),
        Column("group_id", "组团编号", "group id"),
        Column("estate_id", "小区编号", "estate id", meaning_zh="单个小区时", meaning_en="where it is one estate"),
        Column("region_id", "片区编号", "region id", required=True),
        Column("subdistrict", "街道", "sub-district"),
        *_SIZE,
        Column("enclosable", "可封闭", "enclosable", "bool", meaning_zh="组团内相邻都不超过可封闭距离；单个小区总可",
               meaning_en="no link of the group is beyond the enclosable length; always for one estate"),
        Column("outline", "轮廓依据", "outline from", choices=OUTLINE_BASES),
        Column("perimeter_m", "周长", "perimeter", "float", "m", 0),
        Column("existing_m", "既有边界", "existing edge", "float", "m", 0),
        Column("fence_m", "新建围栏", "new fence", "float", "m", 0),
        Column("gates_now", "现有出入口", "gates now", "int", "个", 0),
        Column("gates_kept", "保留值守出入口", "staffed gates kept", "int", "个", 0),
        Column("gates_closed", "关闭或合并出入口", "gates closed or merged", "int", "个", 0),
        Column("gates_new", "新增出入口", "new gates", "int", "个", 0),
        Column("gates_equipped", "加装门禁道闸", "gates fitted with a barrier", "int", "个", 0),
        Column("fire_exits", "消防应急出口", "fire exits", "int", "个", 0),
        Column("guards_now", "现有门岗与巡逻", "guards now", "int", "人", 0, meaning_zh="按本单元单独取整", meaning_en="rounded up for it alone"),
        Column("guards_after", "改造后门岗", "guards after", "int", "人", 0),
        Column("posts_saved", "节省岗位", "posts saved", "int", "人", meaning_zh="负为增加", meaning_en="negative: more are needed"),
        Column("region_posts_saved", "片区合并取整后节省", "posts saved in its region", "int", "人",
               meaning_zh="只做这一处时片区秩序岗位的减少", meaning_en="fewer guards of its region if this one alone is done"),
        Column("works_cny", "改造费用", "cost of works", "float", "元", 0),
        Column("works_least_cny", "费用低值", "cost, low", "float", "元", 0),
        Column("works_most_cny", "费用高值", "cost, high", "float", "元", 0),
        Column("saving_cny_month", "每月节省", "saving", "float", "元/月", meaning_zh="负为增加", meaning_en="negative: it costs more"),
        Column("payback_months", "回本月数", "payback", "float", "月", 0, meaning_zh="空为不回本", meaning_en="empty: never"),
        Column("payback_least_months", "回本月数低值", "payback, low", "float", "月", 0),
        Column("payback_most_months", "回本月数高值", "payback, high", "float", "月", 0),
        Column("outcome", "结论", "outcome", choices=OUTCOMES),
        Column("rank", "名次", "rank", "int", "", 1, meaning_zh="按回本月数，先短后长", meaning_en="by payback, the shortest first"),
        Column("carried_out", "计入三点账", "carried out in the account", "bool"),
        Column("note", "说明", "note"),
    ),
)  # fmt: skip

FENCES = Table(
    "fences", "围栏与出入口", "fences and gates", None, geometry="line",
    columns=(
        Column("enclosure_id", "编号", "id", required=True),
        Column("region_id", "片区编号", "region id"),
        Column("kind", "类型", "kind", required=True, choices=FENCE_KINDS),
        Column("length_m", "长度", "length", "float", "m", 0),
        Column("fence_m", "需新建", "to be built", "float", "m", 0),
        Column("place", "位置", "place", choices={"known": "台账或资料", "indicative": "示意"}),
        Column("rank", "名次", "rank", "int", "", 1),
    ),
)  # fmt: skip

CLOSURES = Table(
    "closures", "今晚封闭", "closed tonight", None,
    columns=(
        Column("way", "封闭方式", "way", required=True, choices=WAYS),
        Column("level", "层级", "level", required=True, choices=MONEY_LEVELS),
        Column("id", "编号", "id"),
        Column("name", "名称", "name"),
        *_SIZE,
        Column("compounds", "封闭单元", "closed units", "int", "个", 0),
        Column("gates_now", "现有出入口", "gates now", "int", "个", 0),
        Column("gates_kept", "保留出入口", "gates left open", "int", "个", 0),
        Column("gates_closed", "封堵出入口", "gates shut", "int", "个", 0),
        Column("barriers_m", "临时围挡", "temporary fence", "float", "m", 0),
        Column("guards_shift", "每班人数", "people a shift", "int", "人", 0),
        Column("guards_day", "全日人数", "people a day in all shifts", "int", "人", 0),
        Column("guards_lasting", "轮休后人数", "people if it lasts, with days off", "int", "人", 0,
               meaning_zh="每岗按24小时门岗系数", meaning_en="by the posts of a 24-hour gate"),
        Column("guards_have", "方案秩序岗位", "guards in the plan", "int", "人", 0),
        Column("guards_short", "全日尚缺", "short by, a day", "int", "人", meaning_zh="负为有余", meaning_en="negative: enough"),
    ),
)  # fmt: skip

ENCLOSURE_TABLES = (ENCLOSURES, FENCES, CLOSURES)

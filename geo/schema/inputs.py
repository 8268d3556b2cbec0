"""The tables that stand beside the ledger: rooms, links, barriers, outlines, renames, locks."""

from __future__ import annotations

from geo.schema.column import Column, Table

ROOM_KINDS = {
    "gatehouse": "门卫室",
    "vacated_flat": "腾退房",
    "office": "既有办公用房",
    "community_room": "社区用房",
    "to_be_found": "待落实",
}
LINK_KINDS = {
    "shared_wall": "共墙",
    "walk": "步行相邻",
    "crossing": "过路口相邻",
    "forced": "强制连接",
    "user": "人工指定",
}
BARRIER_KINDS = {
    "river": "河道",
    "railway": "铁路",
    "arterial": "主次干路",
    "expressway": "快速路",
    "wall": "围墙",
}
CROSSING_KINDS = {"bridge": "桥", "underpass": "地道", "pedestrian": "人行过街", "gate": "门"}
LEVELS = {"district": "区", "subdistrict": "街道", "community": "社区"}

ROOMS = Table(
    "rooms", "候选用房", "rooms", "room_id", geometry="point",
    columns=(
        Column("room_id", "用房编号", "room id", required=True, asked=True, aliases=("用房编号", "编号", "room_id", "id")),
        Column("name", "用房名称", "room", asked=True, aliases=("用房名称", "名称", "name")),
        Column("estate_id", "所在小区", "estate", asked=True, aliases=("所在小区", "小区编号", "小区", "estate_id", "estate")),
        Column("kind", "用房类型", "kind", asked=True, choices=ROOM_KINDS, aliases=("用房类型", "类型", "kind")),
        Column("floor_area_m2", "用房面积", "floor area", "float", "㎡", 0, 20_000, asked=True,
               aliases=("用房面积", "面积", "建筑面积", "floor_area_m2")),
        Column("rent_cny_month", "月租金", "rent", "float", "元/月", 0, 1_000_000, asked=True,
               aliases=("月租金", "租金", "rent_cny_month", "rent")),
        Column("fit_out_cny", "装修费", "fit-out", "float", "元", 0, 50_000_000, asked=True,
               aliases=("装修费", "改造费", "fit_out_cny")),
        Column("capacity_households", "可服务户数", "capacity", "int", "户", 0, 1_000_000, asked=True,
               aliases=("可服务户数", "容量", "capacity_households", "capacity")),
        Column("owner", "产权人", "owner", asked=True, aliases=("产权人", "权属", "owner")),
        Column("consent", "是否同意", "consent", "bool", asked=True, aliases=("是否同意", "同意", "consent")),
        Column("can_be", "可作", "can be", asked=True, choices={"station": "服务站", "office": "管理处", "both": "均可"},
               aliases=("可作", "用途", "can_be")),
        Column("fixed", "必须启用", "fixed", "bool", asked=True, aliases=("必须启用", "已启用", "固定", "fixed", "forced")),
        Column("forbidden", "不得启用", "forbidden", "bool", asked=True, aliases=("不得启用", "禁用", "forbidden")),
        Column("contact", "联系方式", "contact", asked=True, aliases=("联系方式", "联系电话", "电话", "contact", "phone"),
               meaning_zh="站点公开的联系方式，写在地图的站卡上", meaning_en="open to the public; stands on the station's card"),
        Column("has_place", "有场所", "has a place", "bool", asked=True, aliases=("有场所",)),
        Column("has_facilities", "有设施", "has facilities", "bool", asked=True, aliases=("有设施",)),
        Column("has_signs", "有标识", "has signs", "bool", asked=True, aliases=("有标识",)),
        Column("has_rules", "有制度", "has rules", "bool", asked=True, aliases=("有制度",)),
    ),
)  # fmt: skip

LINKS = Table(
    "links", "相邻关系", "links", None, geometry="line",
    columns=(
        Column("from_estate_id", "小区甲", "from", required=True, asked=True, aliases=("小区甲", "起", "from", "from_estate_id")),
        Column("to_estate_id", "小区乙", "to", required=True, asked=True, aliases=("小区乙", "止", "to", "to_estate_id")),
        Column("action", "增删", "action", asked=True, choices={"add": "增加", "remove": "删除"}, aliases=("增删", "操作", "action")),
        Column("kind", "类型", "kind", choices=LINK_KINDS),
        Column("crosses_barrier", "跨越屏障", "crosses barrier", "bool", meaning_zh="跨越屏障且无已知通道；过桥、过街的连接为否",
               meaning_en="over a barrier where no crossing is known; no for links through a crossing"),
        Column("walk_m", "步行距离", "walk", "float", "m", 0, 100_000, asked=True, aliases=("步行距离", "walk_m", "metres")),
        Column("rung", "距离来源", "distance from", choices={"matrix": "用户矩阵", "roads": "路网", "straight": "直线×绕行系数"}),
    ),
)  # fmt: skip

BARRIERS = Table(
    "barriers", "屏障", "barriers", None, geometry="any",
    columns=(
        Column("kind", "类型", "kind", asked=True, choices=BARRIER_KINDS, aliases=("类型", "kind", "fclass", "type")),
        Column("name", "名称", "name", asked=True, aliases=("名称", "name")),
    ),
)  # fmt: skip

CROSSINGS = Table(
    "crossings", "通道", "crossings", None, geometry="point",
    columns=(
        Column("kind", "类型", "kind", asked=True, choices=CROSSING_KINDS, aliases=("类型", "kind")),
        Column("name", "名称", "name", asked=True, aliases=("名称", "name")),
        Column("estate_id", "所属小区", "estate", asked=True, aliases=("所属小区", "小区", "小区编号", "estate_id", "estate"),
               meaning_zh="出入口所属的小区：步行与班组路线由此进出", meaning_en="the estate whose door a gate is; ways enter and leave it there"),
    ),
)  # fmt: skip

SUBDISTRICTS = Table(
    "subdistricts", "街道范围", "sub-districts", "name", geometry="polygon",
    columns=(
        Column("name", "名称", "name", required=True, asked=True, aliases=("名称", "街道", "name", "街道名称", "subdistrict")),
        Column("level", "级别", "level", asked=True, choices=LEVELS, aliases=("级别", "level")),
        Column("district", "所属区", "district", asked=True, aliases=("所属区", "区", "district")),
        Column("indicative", "示意", "indicative", "bool", meaning_zh="由小区标注推得的示意范围",
               meaning_en="drawn from the estates' labels, indicative only"),
        Column("firm", "物业企业", "firm", meaning_zh="规划结果", meaning_en="as planned"),
    ),
)  # fmt: skip

RENAMES = Table(
    "renames", "更名对照", "renames", None,
    columns=(
        Column("old", "原名称", "old name", required=True, asked=True, aliases=("原名称", "旧名", "原街道", "old", "street_2020")),
        Column("new", "现名称", "new name", required=True, asked=True, aliases=("现名称", "新名", "现街道", "new", "street_2023")),
        Column("community", "社区", "community", asked=True, aliases=("社区", "community")),
        Column("date", "日期", "date", "date", asked=True, aliases=("日期", "生效日期", "date")),
    ),
)  # fmt: skip

LOCKS = Table(
    "locks", "锁定", "locks", None,
    columns=(
        Column("estate", "小区", "estate", required=True, asked=True, aliases=("小区", "小区编号", "小区名称", "estate", "estate_id")),
        Column("region", "片区", "region", asked=True, aliases=("片区", "region", "region_id")),
        Column("room", "用房", "room", asked=True, aliases=("用房", "服务站", "room", "station", "room_id", "station_id")),
        Column("with", "同片区", "with", asked=True, aliases=("同片区", "同组", "with")),
        Column("apart", "不同片区", "apart", asked=True, aliases=("不同片区", "分开", "apart")),
    ),
)  # fmt: skip

PLACES = Table(
    "places", "位置表", "places", None, geometry="point",
    columns=(
        Column("name", "名称", "name", required=True, asked=True,
               aliases=("名称", "小区名称", "小区名", "社区", "社区名称", "community", "name", "estate_name")),
        Column("alias", "别名", "alias", asked=True, aliases=("别名", "曾用名", "alias")),
        Column("level", "级别", "level", asked=True, choices={"estate": "小区", "community": "社区"}, aliases=("级别", "level")),
        Column("subdistrict", "街道", "sub-district", asked=True, aliases=("街道", "所属街道", "subdistrict", "street")),
        Column("district", "区", "district", asked=True, aliases=("区", "区县", "所属区", "district")),
        Column("community", "社区", "community", asked=True, aliases=("所属社区", "社区", "社区名称", "community_of")),
    ),
)  # fmt: skip

"""The ledger's table: one row is one estate.

Aliases follow the headings met in real ledgers (DOMAIN brief, section 4); matching ignores spaces, brackets, units
and width, so only the words stand here.
"""

from __future__ import annotations

from geo.schema.column import Column, Table

ELIGIBILITY = {"eligible": "符合", "presumed": "推定符合", "excluded": "排除", "undecided": "待定"}
ELIGIBLE_CLASSES = {
    "pre_limit_housing_reform": "2000年前房改房为主",
    "sgyy_transfer": "三供一业移交",
    "liveable_renovation": "宜居住区改造",
}
OWNERSHIP_CLASSES = {
    "housing_reform": "房改房",
    "public": "公房",
    "work_unit": "单位房",
    "commodity": "商品房",
    "relocation": "拆迁安置房",
    "military_central": "军产央产",
    "mixed": "混合",
}
MGMT_MODES = {
    "unmanaged": "无物业",
    "community": "社区代管",
    "basic_three": "三保",
    "self": "自管",
    "firm": "物业公司",
    "state_firm": "国有物业",
}
STAGES = {
    "none": "未启动",
    "survey": "摸底",
    "plan": "方案",
    "signed": "签约",
    "cleanup": "前期整治",
    "daily": "日常管理",
    "pilot": "试点",
}
ENCLOSED = {"closed": "封闭", "partly": "半封闭", "open": "开放"}
PLACE_QUALITIES = {
    "surveyed": "实测",
    "portal": "网络点位",
    "shared": "多小区共点",
    "community": "社区中心·位置待核",
    "none": "无位置",
}

ESTATES = Table(
    "estates",
    "小区",
    "estates",
    "estate_id",
    geometry="any",
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True, asked=True,
               aliases=("编号", "小区编号", "小区代码", "院落编号", "项目编号", "id", "estate_id", "code"),
               meaning_zh="唯一编号；缺省时由名称、街道、社区生成", meaning_en="unique; made from name and place if absent"),
        Column("name", "小区名称", "estate", required=True, asked=True,
               aliases=("小区名称", "小区名", "项目名称", "名称", "院落名称", "小区", "estate", "estate_name", "name"),
               meaning_zh="期、村、区、弄号都是名称的一部分", meaning_en="numerals and phases are part of the name"),
        Column("alias", "别名", "alias", asked=True, aliases=("别名", "曾用名", "又名", "alias")),
        Column("district", "区", "district", asked=True,
               aliases=("区", "区县", "县市区", "行政区", "辖区", "所属区", "district")),
        Column("subdistrict", "街道", "sub-district", required=True, asked=True,
               aliases=("所属街道", "街道", "街镇", "板块", "街道名称", "街道办", "镇街", "乡镇", "乡镇街道", "街道办事处",
                        "subdistrict", "sub-district", "street")),
        Column("community", "社区", "community", asked=True,
               aliases=("所属社区", "社区", "居委会", "居民区", "社区名称", "社区居委会", "所属社区居委会",
                        "community")),
        Column("address", "地址", "address", asked=True,
               aliases=("地址", "坐落", "坐落地址", "详细地址", "小区地址", "位置", "address")),
        Column("build_year", "建成年份", "built", "int", "", 1840, 2100, asked=True,
               aliases=("建成年代", "建成年份", "建造年代", "竣工时间", "建成时间", "竣工年份", "建筑年代", "年代",
                        "build_year", "built_year", "year")),
        Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 20, 5_000_000, asked=True,
               aliases=("建筑面积", "总建面积", "房屋面积", "总建筑面积", "房屋建筑面积", "面积", "floor_area",
                        "floor_area_m2")),
        Column("households", "户数", "households", "int", "户", 1, 50_000, asked=True,
               aliases=("户数", "总户数", "居民户数", "业主户数", "住户数", "households")),
        Column("residents", "常住人口", "residents", "int", "人", 0, 200_000, asked=True,
               aliases=("常住人口", "人口数", "人口", "居民人数", "residents", "population")),
        Column("elderly60", "60岁以上老人", "residents over 60", "int", "人", 0, 100_000, asked=True,
               aliases=("60岁以上老人", "60岁以上", "老年人口", "老人数", "elderly60", "elderly")),
        Column("buildings", "楼栋数", "buildings", "int", "幢", 1, 2_000, asked=True,
               aliases=("楼栋数", "幢数", "栋数", "总栋数", "楼幢数", "楼栋", "buildings")),
        Column("gates", "出入口数", "gates", "int", "个", 0, 100, asked=True,
               aliases=("出入口数", "门岗数", "出入口", "大门数", "门岗", "gates")),
        Column("enclosed", "封闭情况", "enclosed", asked=True, choices=ENCLOSED,
               aliases=("封闭情况", "是否封闭", "封闭", "enclosed")),
        Column("parking_bays", "停车位", "parking bays", "int", "个", 0, 20_000, asked=True,
               aliases=("停车位", "车位数", "停车泊位", "停车位数", "车位", "parking_bays", "parking")),
        Column("green_area_m2", "绿化面积", "green area", "float", "㎡", 0, 2_000_000, asked=True,
               aliases=("绿化面积", "绿地面积", "green_area", "green_area_m2")),
        Column("green_rate", "绿化率", "green share", "float", "", 0, 1, asked=True,
               aliases=("绿化率", "绿地率", "green_rate"), meaning_zh="0-1；30、30% 均可读", meaning_en="0-1"),
        Column("ownership_class", "产权性质", "ownership", asked=True, choices=OWNERSHIP_CLASSES,
               aliases=("产权性质", "房屋性质", "住房类型", "物业类型", "房屋类型", "性质", "ownership_class")),
        Column("housing_reform", "是否房改房", "housing reform", "bool", asked=True,
               aliases=("是否房改房", "房改房", "housing_reform")),
        Column("sgyy_transfer", "三供一业", "state-firm hand-over", "bool", asked=True,
               aliases=("三供一业", "是否三供一业", "三供一业移交", "sgyy_transfer")),
        Column("liveable_renovation", "宜居住区改造", "liveable renovation", "bool", asked=True,
               aliases=("宜居住区改造", "宜居住区", "是否宜居住区改造", "改造年度", "liveable_renovation")),
        Column("eligible_class", "纳入类别", "eligible class", choices=ELIGIBLE_CLASSES, asked=True,
               aliases=("纳入类别", "类别", "eligible_class")),
        Column("eligibility", "资格", "eligibility", choices=ELIGIBILITY, aliases=("资格", "eligibility")),
        Column("eligibility_reason", "资格依据", "reason and evidence", aliases=("资格依据", "eligibility_reason")),
        Column("mgmt_mode", "管理方式", "management", asked=True, choices=MGMT_MODES,
               aliases=("管理方式", "有无物业", "管理模式", "物业管理方式", "mgmt_mode")),
        Column("current_posts", "现有岗位", "posts today", "float", "人", 0, 1_000, asked=True,
               aliases=("现有岗位", "现有人员", "现有人数", "物业人数", "current_posts")),
        Column("current_region", "现片区", "region today", asked=True,
               aliases=("现片区", "片区", "现有片区", "所属片区", "current_region", "region")),
        Column("current_station", "现服务站", "station today", asked=True,
               aliases=("现服务站", "服务站", "所属服务站", "current_station", "station")),
        Column("stage", "进展", "stage", asked=True, choices=STAGES, aliases=("进展", "状态", "阶段", "stage")),
        Column("signed_on", "签约时间", "signed", "date", asked=True, aliases=("签约时间", "签约日期", "signed_on")),
        Column("entered_on", "进驻时间", "entered", "date", asked=True,
               aliases=("进驻时间", "进驻日期", "entered_on", "entry")),
        Column("firm", "物业企业", "firm", asked=True,
               aliases=("物业公司", "物业企业", "托管单位", "服务企业", "物业服务企业", "firm")),
        Column("fee_cny_m2_month", "物业费", "fee", "float", "元/㎡·月", 0, 50, asked=True,
               aliases=("物业费", "收费标准", "物业费标准", "物业服务费", "fee", "fee_cny_m2_month")),
        Column("collection_rate", "收缴率", "collection rate", "float", "", 0, 1, asked=True,
               aliases=("收缴率", "收费率", "物业费收缴率", "collection_rate")),
        Column("remark", "备注", "remark", asked=True, aliases=("备注", "说明", "四至", "remark", "note")),
        Column("place_quality", "位置质量", "place quality", choices=PLACE_QUALITIES,
               aliases=("位置质量", "place_quality")),
        Column("filled", "补填字段", "filled-in fields", meaning_zh="按补填规则估算的字段，分号分隔",
               meaning_en="fields estimated by the fill-in rule, joined by semicolons"),
        Column("source_file", "来源文件", "file"),
        Column("source_sheet", "来源工作表", "sheet"),
        Column("source_row", "来源行", "row", "int"),
    ),
)  # fmt: skip

# Where the ledger says the place is: read as written, then turned into `geometry` by datum and places.
COORDINATE_COLUMNS: tuple[Column, ...] = (
    Column("lon", "经度", "longitude", asked=True,
           aliases=("经度", "lon", "lng", "longitude", "东经", "百度经度", "高德经度", "bd_lng", "gcj_lng", "x坐标", "x", "横坐标",
                    "东坐标", "easting")),
    Column("lat", "纬度", "latitude", asked=True,
           aliases=("纬度", "lat", "latitude", "北纬", "百度纬度", "高德纬度", "bd_lat", "gcj_lat", "y坐标", "y", "纵坐标", "北坐标", "northing")),
    Column("lonlat", "坐标", "coordinates", asked=True,
           aliases=("坐标", "经纬度", "百度坐标", "高德坐标", "coordinates", "lonlat", "location")),
    Column("coordinate_source", "坐标来源", "coordinates from", asked=True,
           aliases=("坐标来源", "数据来源", "点位来源", "source", "provider", "coordinate_source")),
)  # fmt: skip

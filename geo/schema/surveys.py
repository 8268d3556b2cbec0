"""The tables of what residents say: satisfaction, needs, complaints and orders; and of those who lend a hand."""

from __future__ import annotations

from geo.schema.column import Column, Table

COMPLAINTS = {
    "leaks": "房屋渗漏",
    "pipes": "管道老化堵塞",
    "parking": "停车难",
    "cleaning": "环境卫生",
    "facilities": "设施损坏",
    "space": "公共空间不足",
    "illegal": "违章搭建",
    "cables": "线缆杂乱",
    "lights": "照明",
    "order": "安全秩序",
    "greening": "绿化",
    "roads": "道路破损",
    "fire": "消防隐患",
    "lift": "电梯",
    "noise": "噪声扰民",
    "fees": "收费与服务",
    "other": "其他",
}
BASES = {"survey": "抽样调查", "self_reported": "自报", "pilot": "试点自报"}
JUDGED = {
    "interval": "有区间",
    "no_n": "无样本量，无从判断",
    "no_asked": "无发放数，回收率不明",
    "no_rate": "无结果",
}
CHANGES = {"better": "好转", "worse": "变差", "not_shown": "看不出变化", "unknown": "无从判断"}
AREA_LEVELS = {"plan": "全部", "subdistrict": "街道", "community": "社区", "region": "片区", "estate": "小区"}
ORDER_LEVELS = AREA_LEVELS | {"kind": "事由", "crew": "处理队伍", "channel": "渠道"}
ORDER_STATES = {"closed": "已办结", "undated": "已办结·无日期", "open": "未办结", "unclear": "日期存疑"}
PARTNER_KINDS = {"partner": "联盟单位", "volunteers": "志愿队", "public_room": "公共用房"}
PLACED_BY = {"own": "自有坐标", "estate": "所在小区", "none": "无位置"}

_ESTATE = ("小区编号", "小区", "小区名称", "项目名称", "estate", "estate_id", "estate_name")
_SOURCE = (
    Column("source_file", "来源文件", "source file"),
    Column("source_sheet", "来源表", "source sheet"),
    Column("source_row", "来源行", "source row", "int"),
)


def _share(name: str, zh: str, en: str, meaning_zh: str = "", meaning_en: str = "") -> Column:
    return Column(name, zh, en, "float", "", 0, 1, meaning_zh=meaning_zh, meaning_en=meaning_en)


_CHANGE = (
    Column("change", "较上次", "change", "float", "", -1, 1, meaning_zh="与上一个有结果的年份之差",
           meaning_en="difference from the last year with a result"),
    Column("change_low", "变化下限", "change, low", "float", "", -1, 1, meaning_zh="Newcombe 区间",
           meaning_en="interval of Newcombe"),
    Column("change_high", "变化上限", "change, high", "float", "", -1, 1),
    Column("change_is", "变化判断", "change is", choices=CHANGES, meaning_zh="两年区间重叠时不说好转或变差",
           meaning_en="neither better nor worse where the intervals of both years overlap"),
)  # fmt: skip
_WORST = (
    _share("worst_low", "最差情形下限", "worst case, low", "未答者全不满意", "nobody who kept silent is satisfied"),
    _share("worst_high", "最好情形上限", "best case, high", "未答者全满意", "everybody who kept silent is satisfied"),
)

SATISFACTION = Table(
    "satisfaction", "满意度", "satisfaction", None,
    columns=(
        Column("estate_id", "小区编号", "estate id", asked=True, aliases=_ESTATE, meaning_zh="空：整个范围的数",
               meaning_en="blank: a figure of the whole scope"),
        Column("scope", "范围", "scope", asked=True, aliases=("范围", "区域", "填报单位", "统计范围", "地区", "scope")),
        Column("year", "年份", "year", "int", "", 1990, 2100, asked=True,
               aliases=("年份", "年度", "调查年份", "调查年度", "调查时间", "调查日期", "year")),
        Column("asked", "发放份数", "asked", "int", "份", 0, 10_000_000, asked=True,
               aliases=("发放份数", "发放数", "发放", "发出问卷", "发放问卷数", "调查户数", "调查人数", "asked")),
        Column("answered", "回收份数", "answered (n)", "int", "份", 0, 10_000_000, asked=True,
               aliases=("回收份数", "回收数", "回收", "有效问卷", "有效份数", "有效问卷数", "回收问卷数", "样本量", "样本数", "应答人数", "n", "answered")),
        Column("satisfied", "满意份数", "satisfied", "int", "份", 0, 10_000_000, asked=True,
               aliases=("满意份数", "满意数", "满意", "满意户数", "满意人数", "满意及基本满意", "satisfied")),
        Column("rate_stated", "自报满意率", "rate as stated", "float", "", 0, 1, asked=True,
               aliases=("满意率", "满意度", "自报满意率", "满意度得分", "rate", "satisfaction")),
        _share("rate", "满意率", "rate", "满意÷回收；无样本量时为自报数", "satisfied / answered; as stated where there is no n"),
        _share("low", "区间下限", "low", "Wilson 区间", "interval of Wilson"),
        _share("high", "区间上限", "high"),
        _share("response_rate", "回收率", "response rate"),
        *_WORST,
        Column("basis", "依据", "basis", asked=True, choices=BASES, aliases=("依据", "数据来源", "调查方式", "basis")),
        Column("judged", "可信度", "judged", choices=JUDGED),
        *_CHANGE,
        Column("note", "备注", "note", asked=True, aliases=("备注", "说明", "note", "remark")),
        *_SOURCE,
    ),
)  # fmt: skip

SATISFACTION_AREAS = Table(
    "satisfaction_areas", "片区满意度", "satisfaction by area", None,
    columns=(
        Column("level", "层级", "level", required=True, choices=AREA_LEVELS),
        Column("name", "名称", "name"),
        Column("year", "年份", "year", "int"),
        Column("estates", "已调查小区", "estates surveyed", "int", "个", 0),
        Column("estates_all", "全部小区", "estates", "int", "个", 0),
        Column("households", "已调查小区户数", "households of those", "int", "户", 0),
        _share("households_share", "户数覆盖", "share of households", "已调查小区占全部户数", "of all households of the area"),
        Column("asked", "发放份数", "asked", "int", "份", 0),
        Column("answered", "回收份数", "answered (n)", "int", "份", 0),
        _share("rate", "加权满意率", "weighted rate", "按户数加权", "weighted by households"),
        _share("low", "区间下限", "low", "分层区间(MOVER)", "stratified interval (MOVER)"),
        _share("high", "区间上限", "high"),
        _share("response_rate", "回收率", "response rate"),
        *_WORST,
        *_CHANGE,
    ),
)  # fmt: skip

NEEDS = Table(
    "needs", "需求问卷", "need questionnaires", None,
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True, asked=True, aliases=_ESTATE),
        Column("asked_on", "日期", "asked on", asked=True, aliases=("日期", "填写日期", "提交时间", "提交答卷时间", "调查日期", "date", "asked_on")),
        Column("complaints", "需求", "complaints", asked=True,
               aliases=("需求", "诉求", "问题", "需求类型", "主要问题", "突出问题", "最需解决的问题", "反映问题", "选项", "complaints", "needs"),
               meaning_zh="多选，以英文名逗号分隔", meaning_en="several, their names parted by commas"),
        Column("other_words", "未归类的说法", "words not sorted"),
        Column("note", "其他意见", "free text", asked=True, aliases=("其他意见", "意见建议", "建议", "意见", "补充说明", "其他", "备注", "note", "comment")),
        Column("count", "份数", "questionnaires", "int", "份", 0, 1_000_000, asked=True,
               aliases=("份数", "人数", "票数", "问卷数", "count")),
        *_SOURCE,
    ),
)  # fmt: skip

NEED_COUNTS = Table(
    "need_counts", "需求统计", "needs counted", None,
    columns=(
        Column("level", "层级", "level", required=True, choices=AREA_LEVELS),
        Column("name", "名称", "name"),
        Column("complaint", "需求", "need", required=True, choices=COMPLAINTS),
        Column("rank", "位次", "rank", "int", "", 1),
        Column("named", "提到份数", "named", "int", "份", 0),
        Column("answers", "问卷份数", "questionnaires", "int", "份", 0),
        _share("share", "占问卷比例", "share of questionnaires"),
        _share("low", "区间下限", "low", "Wilson 区间", "interval of Wilson"),
        _share("high", "区间上限", "high"),
        Column("households", "户数", "households", "int", "户", 0),
    ),
)  # fmt: skip

ORDERS = Table(
    "orders", "工单", "complaints and orders", "order_id",
    columns=(
        Column("order_id", "工单编号", "order id", required=True, asked=True,
               aliases=("工单编号", "工单号", "编号", "单号", "受理编号", "诉求编号", "order_id", "id")),
        Column("estate_id", "小区编号", "estate id", asked=True, aliases=(*_ESTATE, "所属小区", "事发小区", "地址", "事发地点")),
        Column("channel", "渠道", "channel", asked=True, aliases=("渠道", "来源", "诉求来源", "工单来源", "受理渠道", "channel", "source")),
        Column("kind", "事由", "kind", asked=True, choices=COMPLAINTS,
               aliases=("事由", "类型", "工单类型", "问题类型", "诉求类型", "分类", "类别", "kind", "category")),
        Column("kind_written", "原事由", "kind as written"),
        Column("opened_on", "受理日期", "opened on", asked=True,
               aliases=("受理日期", "受理时间", "登记时间", "报修时间", "创建时间", "来电时间", "派单时间", "日期", "opened", "opened_on", "date_opened")),
        Column("closed_on", "办结日期", "closed on", asked=True,
               aliases=("办结日期", "办结时间", "完成时间", "关闭时间", "结案时间", "完结时间", "closed", "closed_on", "date_closed")),
        Column("days", "历时", "days", "float", "天", 0, meaning_zh="未办结的算到数据截止日", meaning_en="of open ones up to the last day of the data"),
        Column("state", "状态", "state", choices=ORDER_STATES),
        Column("status_written", "原状态", "status as written", asked=True, aliases=("状态", "办理状态", "工单状态", "处理状态", "status")),
        Column("crew", "处理队伍", "crew", asked=True,
               aliases=("处理队伍", "班组", "承办单位", "处理单位", "责任单位", "处理人", "维修班", "服务站", "crew", "station", "handler")),
        Column("note", "内容", "text", asked=True, aliases=("内容", "诉求内容", "工单内容", "问题描述", "描述", "备注", "text", "note", "description")),
        *_SOURCE,
    ),
)  # fmt: skip

ORDER_TIMES = Table(
    "order_times", "工单统计", "orders counted", None,
    columns=(
        Column("level", "层级", "level", required=True, choices=ORDER_LEVELS),
        Column("name", "名称", "name"),
        Column("orders", "工单数", "orders", "int", "件", 0),
        Column("closed", "已办结", "closed", "int", "件", 0),
        Column("open", "未办结", "open", "int", "件", 0),
        Column("left_out", "无法计时", "not timed", "int", "件", 0, meaning_zh="日期缺失或矛盾", meaning_en="dates missing or contradictory"),
        Column("median_days", "办结中位数", "median to close", "float", "天", 0,
               meaning_zh="Kaplan-Meier，含未办结；空：过半未办结", meaning_en="Kaplan-Meier, open ones counted; blank: more than half are open"),
        Column("p90_days", "九成办结", "nine in ten closed", "float", "天", 0),
        Column("median_closed_days", "已办结中位数", "median of closed ones", "float", "天", 0,
               meaning_zh="只算已办结，偏短", meaning_en="closed ones alone: too short"),
        Column("oldest_open_days", "最久未办结", "oldest open", "float", "天", 0),
        Column("households", "户数", "households", "int", "户", 0),
        Column("per_1000", "每千户工单", "per 1,000 households", "float", "件/千户", 0, meaning_zh="数据期内",
               meaning_en="in the period of the data"),
        Column("per_1000_low", "每千户下限", "per 1,000, low", "float", "件/千户", 0, meaning_zh="泊松精确区间", meaning_en="exact Poisson interval"),
        Column("per_1000_high", "每千户上限", "per 1,000, high", "float", "件/千户", 0),
        Column("expected", "期望工单", "expected", "float", "件", 0, meaning_zh="按户数均摊", meaning_en="in proportion to households"),
        _share("p_value", "偶然概率", "p", "期望下不少于此数的概率", "chance of as many or more"),
        _share("q_value", "校正后", "q", "Benjamini-Hochberg", "after Benjamini and Hochberg"),
        Column("above", "高于期望", "above expectation", "bool"),
    ),
)  # fmt: skip

HOT_SPOTS = Table(
    "hot_spots", "工单热点", "hot spots", "hot_spot_id", geometry="any",
    columns=(
        Column("hot_spot_id", "热点编号", "hot spot id", required=True),
        Column("kind", "事由", "kind", choices={"all": "全部事由", **COMPLAINTS}),
        Column("estates", "小区编号", "estate ids"),
        Column("names", "小区名称", "estates"),
        Column("estate_count", "小区数", "estates counted", "int", "个", 1),
        Column("households", "户数", "households", "int", "户", 0),
        Column("count", "工单数", "orders", "int", "件", 0),
        Column("expected", "期望工单", "expected", "float", "件", 0),
        Column("ratio", "相对倍数", "times expected", "float", "倍", 0),
        Column("per_1000", "每千户工单", "per 1,000 households", "float", "件/千户", 0),
        _share("p_value", "偶然概率", "p", "扫描统计，蒙特卡洛", "scan statistic, Monte Carlo"),
        _share("q_value", "校正后", "q", "乘以扫描的事由数", "times the kinds scanned"),
        Column("days_to_close_median", "办结中位数", "median to close", "float", "天", 0),
    ),
)  # fmt: skip

PARTNERS = Table(
    "partners", "联盟与志愿力量", "partners and volunteers", "partner_id", geometry="point",
    columns=(
        Column("partner_id", "编号", "partner id", required=True, asked=True, aliases=("编号", "单位编号", "partner_id", "id")),
        Column("name", "名称", "name", asked=True, aliases=("名称", "单位名称", "单位", "队伍名称", "name")),
        Column("kind", "类型", "kind", asked=True, choices=PARTNER_KINDS, aliases=("类型", "类别", "性质", "kind", "type")),
        Column("estate_id", "小区编号", "estate id", asked=True, aliases=(*_ESTATE, "所在小区")),
        Column("community", "社区", "community", asked=True, aliases=("社区", "所属社区", "community")),
        Column("contact", "联系人", "contact", asked=True, aliases=("联系人", "联系方式", "联系电话", "负责人", "contact")),
        Column("services", "服务内容", "services", asked=True, aliases=("服务内容", "服务项目", "共建内容", "用途", "services")),
        Column("people", "人数", "people", "int", "人", 0, 1_000_000, asked=True, aliases=("人数", "志愿者人数", "people"),
               meaning_zh="不计入岗位", meaning_en="never counted as posts"),
        Column("placed_by", "位置来源", "placed by", choices=PLACED_BY),
        *_SOURCE,
    ),
)  # fmt: skip

SURVEY_REJECTS = Table(
    "survey_rejects", "未采用的调查行", "survey rows not used", None,
    columns=(
        Column("table", "表", "table", required=True,
               choices={"satisfaction": "满意度", "needs": "需求问卷", "orders": "工单", "partners": "联盟与志愿力量"}),
        Column("rule", "规则", "rule"),
        Column("found", "原因", "found"),
        Column("cells", "原文", "as written", meaning_zh="该行各格原样，一格一行", meaning_en="the row's cells as they stood, one a line"),
        Column("file", "文件", "file"),
        Column("sheet", "工作表", "sheet"),
        Column("row", "行", "row", "int"),
    ),
)  # fmt: skip

SURVEY_TABLES = (
    HOT_SPOTS, PARTNERS, SATISFACTION, SATISFACTION_AREAS, NEEDS, NEED_COUNTS, ORDERS, ORDER_TIMES, SURVEY_REJECTS,
)  # fmt: skip

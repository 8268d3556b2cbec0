"""The words that ledgers use for yes, no, nothing known and the values of lists (domain brief, section 4)."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """Turn words parted by spaces into a set."""
    return frozenset(words.split())


MISSING_MARKS = listed(
    "- -- --- — —— – ― / // \\ 、 无 暂无 暂缺 缺 缺失 空 空白 不详 未知 不明 不清 待查 待核 待核实 待定 待补 待补充 "
    "待确认 未统计 未填 无数据 暂无数据 无资料 暂无资料 暂无信息 无信息 没有 n/a na nan null none nil nat #n/a "
    "? ?? ??? * ** . .. ... 0000-00-00"
)
FORMULA_ERRORS = listed("#ref! #value! #div/0! #name? #num! #null! #spill! #calc! ####")

YES = listed(
    "是 有 √ ✓ ✔ ☑ ● y yes true t 1 1.0 对 真 已 可 可以 同意 属于 列入 已列入 纳入 已纳入 改造 已改造 已移交 "
    "完成 已完成"
)
NO = listed(
    "否 无 没有 × ✗ ✘ x ☐ ○ n no false f 0 0.0 不 错 假 未 非 不是 不可 不可以 不同意 不属于 未列入 未纳入 未改造 "
    "未移交 未完成"
)

# By column, then by value in the order in which a word inside a cell decides.
VARIANTS: dict[str, dict[str, frozenset[str]]] = {
    "ownership_class": {
        "relocation": listed("拆迁安置 动迁 安置 回迁 拆迁 还建"),
        "housing_reform": listed("房改"),
        "public": listed("直管公房 公房 公有 公租 廉租"),
        "work_unit": listed("单位 企业 集资 宿舍 职工"),
        "military_central": listed("军产 央产 部队"),
        "commodity": listed("商品 私房 经济适用"),
        "mixed": listed("混合 多种"),
    },
    "mgmt_mode": {
        "unmanaged": listed("无物业 没有物业 无人管理 无管理 未管理 失管 弃管 脱管"),
        "basic_three": listed("三保"),
        "state_firm": listed("国有 国企 国资 托管 共享物业 兜底"),
        "community": listed("社区 居委 街道 准物业 代管"),
        "self": listed("自管 自治 自行管理 业委会 单位管理"),
        "firm": listed("市场化 专业化 物业"),
    },
    "stage": {
        "none": listed("未启动 未开始 未开展 未进驻 未签"),
        "pilot": listed("试点"),
        "daily": listed("日常 已进驻 进驻 已接管 在管 运行"),
        "cleanup": listed("整治 清理 改造中"),
        "signed": listed("签约 签订"),
        "plan": listed("方案"),
        "survey": listed("调研 摸底 摸排 调查"),
    },
    "enclosed": {
        "partly": listed("半封闭 部分封闭 半开放"),
        "open": listed("不封闭 未封闭 无法封闭 非封闭 可封闭 开放 敞开 开敞"),
        "closed": listed("全封闭 封闭"),
    },
    "eligible_class": {
        "sgyy_transfer": listed("三供一业 第二类 二类"),
        "liveable_renovation": listed("宜居 第三类 三类"),
        "pre_limit_housing_reform": listed("房改 2000年前 2000年以前 第一类 一类"),
    },
}
# What a bare yes or no means where the heading is a question (有无物业, 是否封闭).
QUESTIONS: dict[str, tuple[str, str]] = {"mgmt_mode": ("firm", "unmanaged"), "enclosed": ("closed", "open")}
# Words that stand in a column but do not answer its question (the portals' 物业类型).
SAYS_NOTHING: dict[str, frozenset[str]] = {
    "ownership_class": listed("住宅 普通住宅 居住 居民住宅 住宅小区 多层 多层住宅 小高层 高层 其他 其它")
}

"""How surveys and orders are judged: how sure, how near, and when many are too many to be chance."""

from __future__ import annotations

from geo.policy.settings import Section, setting


class SurveyPolicy(Section):
    """Intervals of satisfaction and needs, hot spots of orders."""

    confidence: float = setting(0.95, zh="区间的置信水平", en="confidence of every interval", gt=0.5, lt=1,
                                source="convention of statistics")  # fmt: skip
    false_share: float = setting(
        0.05, zh="热点中误报比例上限", en="share of false alarms accepted among what is called a hot spot", gt=0, lt=1,
        source="convention of statistics",
    )  # fmt: skip
    near_m: float = setting(
        600.0, zh="连片热点的步行范围", en="walk along the links within which neighbours form one hot spot", unit="m", ge=0,
    )  # fmt: skip
    most_estates: int = setting(12, zh="一处热点最多小区数", en="most estates of one hot spot", unit="个", ge=1, le=200)
    most_share: float = setting(
        0.5, zh="一处热点最多户数占比", en="largest share of all households in one hot spot", gt=0, le=0.5,
        source="Kulldorff 1997",
    )  # fmt: skip
    least_orders: int = setting(
        5, zh="事由参与扫描的最少工单", en="fewest orders of a kind that is scanned for hot spots", unit="件", ge=2
    )
    simulations: int = setting(
        999, zh="偶然性模拟次数", en="simulated distributions that chance is judged by", unit="次", ge=99, le=99_999
    )

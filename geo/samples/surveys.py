"""Invented surveys, orders and partners of the sample's estates, as dirty as real ones; every name says 示例 (sample).

They stand beside the ledger and draw from a generator of their own, so the ledger does not change with them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from geo.files import replacing_file

MOST_ESTATES = 500  # the files stay small whatever the place
_KINDS = (
    "停车难",
    "屋面漏水",
    "楼道灯不亮",
    "下水道堵塞",
    "垃圾清运",
    "违章搭建",
    "线缆杂乱",
    "绿化修剪",
    "噪声扰民",
    "门禁损坏",
)
_WEIGHTS = np.array([22, 16, 9, 14, 13, 6, 5, 7, 5, 3]) / 100
_WORDS = (
    "停车难",
    "漏水",
    "保洁",
    "管道老化",
    "楼道照明",
    "飞线充电",
    "加装电梯",
    "活动场地",
    "健身器材坏了",
    "路面坑洼",
)
_CREWS = ("示例维修一班", "示例维修二班", "示例保洁班", "示例秩序班")
_FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y-%m-%d} 09:30:00",
    "{0.year}/{0.month}/{0.day} 14:05",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}.{0.month}.{0.day}",
)
_ANSWERING = (0.35, 0.7)  # of those asked, how many answer
_A_YEAR_PER_1000 = 8.0
_FIRST, _DAYS = date(2025, 1, 1), 364


def write_surveys(estates: pd.DataFrame, folder: Path, seed: int) -> list[Path]:
    """Write satisfaction.csv, needs.csv, orders.csv and partners.csv of up to `MOST_ESTATES` invented estates."""
    generator = np.random.default_rng((seed, 20_25))
    chosen = estates.sort_values("estate_id", ignore_index=True).head(MOST_ESTATES)
    makers: dict[str, Callable[[pd.DataFrame, np.random.Generator], pd.DataFrame]] = {
        "satisfaction.csv": _satisfaction,
        "needs.csv": _needs,
        "orders.csv": _orders,
        "partners.csv": _partners,
    }
    for name, make in makers.items():
        with replacing_file(folder / name) as temporary:
            make(chosen, generator).to_csv(temporary, index=False, encoding="utf-8-sig")
    return [folder / name for name in makers]


def _satisfaction(estates: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Ask a third of the estates in two years; a pilot's claim, and a district's, have no n."""
    rows: list[dict[str, object]] = []
    for estate in estates.iloc[::3].itertuples(index=False):
        asked = int(max(12, min(120, round(estate.households * 0.2))))
        liking = generator.uniform(0.55, 0.85)
        for year in (2024, 2025):
            answered = round(asked * float(generator.uniform(*_ANSWERING)))
            satisfied = int(generator.binomial(answered, min(0.98, liking + 0.05 * (year - 2024))))
            rows.append({"小区编号": estate.estate_id, "年度": f"{year}年", "发放份数": asked, "回收份数": answered,
                         "满意份数": satisfied})  # fmt: skip
    pilot = estates.iloc[-1]
    rows.append({"小区编号": pilot["estate_id"], "年度": "2025年", "满意率": "99.0%", "备注": "示例试点，未说明样本量"})
    rows.append({"范围": "示例全域", "年度": "2025", "满意率": "93.5%", "备注": "示例公布数，未说明样本量"})
    columns = ["小区编号", "范围", "年度", "发放份数", "回收份数", "满意份数", "满意率", "备注"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _needs(estates: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for estate in estates.iloc[::4].itertuples(index=False):
        for _ in range(int(generator.integers(3, 8))):
            words = list(generator.choice(_WORDS, size=int(generator.integers(1, 4)), replace=False))
            joint = ("、", "；", "┋", ",")[int(generator.integers(4))]
            note = "希望示例意见能落实" if generator.random() < 0.1 else None
            rows.append({"小区名称": estate.name, "填写日期": _written(_day(generator), generator),
                         "主要问题": joint.join(words), "意见建议": note})  # fmt: skip
    return pd.DataFrame(rows, columns=["小区名称", "填写日期", "主要问题", "意见建议"], dtype=object)


def _orders(estates: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Call in proportion to households, one neighbourhood five times as often; some are open, a few are faulty."""
    rate = np.full(len(estates), _A_YEAR_PER_1000 / 1_000)
    middle = estates[["x", "y"]].to_numpy(float)
    near = np.hypot(*(middle - middle[len(middle) // 2]).T)
    rate[np.argsort(near, kind="stable")[: min(6, len(estates))]] *= 5
    rows: list[dict[str, object]] = []
    counts = generator.poisson(rate * estates["households"].to_numpy(float))
    for estate, count in zip(estates.itertuples(index=False), counts.tolist(), strict=True):
        rows += [_order(len(rows) + number, estate, generator) for number in range(1, count + 1)]
    columns = ["工单编号", "小区", "诉求来源", "问题类型", "受理时间", "办结时间", "办理状态", "承办单位", "诉求内容"]
    table = pd.DataFrame(rows, columns=columns, dtype=object)
    if len(table) > 20:  # faults as they occur: closed before opened, an unknown estate
        table.loc[5, ["受理时间", "办结时间", "办理状态"]] = ["2025-06-10", "2025-06-01", "已办结"]
        table.loc[9, "小区"] = "示例无此小区"
    return table


def _order(number: int, estate: object, generator: np.random.Generator) -> dict[str, object]:
    opened, name = _day(generator), str(getattr(estate, "name"))  # noqa: B009  a column of any table
    kind = str(generator.choice(_KINDS, p=_WEIGHTS))
    closed = opened + timedelta(days=int(generator.gamma(1.3, 6.0)))
    is_closed = closed <= _FIRST + timedelta(days=_DAYS) and generator.random() > 0.06
    return {
        "工单编号": f"SL-{number:05d}",
        "小区": name if generator.random() > 0.1 else f"{name}{int(generator.integers(1, 20))}号楼",
        "诉求来源": "12345" if generator.random() < 0.6 else "自有报修",
        "问题类型": kind,
        "受理时间": _written(opened, generator),
        "办结时间": _written(closed, generator) if is_closed else None,
        "办理状态": "已办结" if is_closed else "办理中",
        "承办单位": _CREWS[int(generator.integers(len(_CREWS)))],
        "诉求内容": f"示例诉求：{kind}",
    }


def _day(generator: np.random.Generator) -> date:
    return _FIRST + timedelta(days=int(generator.integers(0, _DAYS)))


def _written(day: date, generator: np.random.Generator) -> str:
    """Write a day in one of the forms that people use."""
    return _FORMS[int(generator.integers(len(_FORMS)))].format(day)


def _partners(estates: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    kinds = (
        ("联盟单位", "示例共建单位", "义诊、法律咨询"),
        ("志愿队", "示例志愿队", "巡楼、清扫"),
        ("公共用房", "示例党群活动室", "议事、活动"),
    )
    rows = []
    for number, estate in enumerate(estates.iloc[:: max(1, len(estates) // 30)].itertuples(index=False), start=1):
        kind, name, services = kinds[number % 3]
        people = int(generator.integers(8, 40)) if kind == "志愿队" else None
        rows.append({"编号": f"SP-{number:03d}", "名称": f"{name}{number}", "类型": kind, "所在小区": estate.estate_id,
                     "联系人": "示例联系人", "服务内容": services, "人数": people})  # fmt: skip
    columns = ["编号", "名称", "类型", "所在小区", "联系人", "服务内容", "人数"]
    return pd.DataFrame(rows, columns=columns, dtype=object)

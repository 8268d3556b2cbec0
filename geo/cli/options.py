"""The options that commands share, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class LanguageName(StrEnum):
    """The languages of output."""

    zh = "zh"
    en = "en"


class ObjectiveName(StrEnum):
    """What a plan minimises."""

    cost = "cost"
    travel = "travel"


class EngineName(StrEnum):
    """Where sub-districts are solved."""

    auto = "auto"
    serial = "serial"
    processes = "processes"


Ledgers = Annotated[list[Path], typer.Argument(help="台账文件 / ledger files", metavar="LEDGER...", show_default=False)]
PlanFolder = Annotated[Path, typer.Argument(help="方案文件夹 / plan folder", metavar="DIR", show_default=False)]
OutFolder = Annotated[Path, typer.Option("--out", help="输出文件夹 / output folder", show_default=False)]
Boundaries = Annotated[Path | None, typer.Option("--boundaries", help="街道或区的范围 / outlines")]
Places = Annotated[list[Path], typer.Option("--places", help="名称与点位表 / points by name")]
Renames = Annotated[Path | None, typer.Option("--renames", help="更名对照表 / renamed sub-districts")]
Datum = Annotated[str, typer.Option("--datum", help="auto | wgs84 | gcj02 | bd09 | EPSG:N")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="规则文件 / settings, TOML")]
ScenarioFile = Annotated[
    Path | None, typer.Option("--scenario", help="情景文件：对规则与数据的改动 / changes to settings and data, TOML")
]
Repaired = Annotated[Path | None, typer.Option("--repaired", help="修复后的台账 .gpkg .xlsx .csv / repaired ledger")]
Barriers = Annotated[Path | None, typer.Option("--barriers", help="屏障与通道 / barriers and crossings")]
Links = Annotated[Path | None, typer.Option("--links", help="增删相邻关系 / links to add or remove")]
Matrix = Annotated[Path | None, typer.Option("--matrix", help="步行距离表 / walking distances")]
Roads = Annotated[
    Path | None, typer.Option("--roads", help="路网：OSM、GraphML 或线图层 / roads: OSM, GraphML or a layer of lines")
]
Rooms = Annotated[Path | None, typer.Option("--rooms", help="候选用房表 / candidate rooms")]
Locks = Annotated[Path | None, typer.Option("--locks", help="锁定表 / locks")]
Against = Annotated[
    Path | None,
    typer.Option("--against", help="现行方案：文件夹、plan.xlsx 或台账 / plan in force: folder, plan.xlsx, ledger"),
]
AsIs = Annotated[bool, typer.Option("--as-is", help="只评价现行方案，不改动 / score the plan in force as it is")]
Moves = Annotated[int | None, typer.Option("--moves", help="只做前 K 步改进 / improve by the next K moves", min=0)]
CommunityModes = Annotated[
    bool, typer.Option("--community-modes", help="并列比较社区可拆分与保持完整 / compare free and whole communities")
]
Why = Annotated[
    bool, typer.Option("--why", help="逐条规则重解，给出代价上下限(较慢) / price each rule by solving anew (slower)")
]
Seed = Annotated[int, typer.Option("--seed", help="随机种子 / seed", min=0)]
TimeLimit = Annotated[float | None, typer.Option("--time-limit", help="搜索秒数 / seconds of search", min=0.0)]
Workers = Annotated[int | None, typer.Option("--workers", help="进程数 / processes", min=1)]
Lang = Annotated[LanguageName, typer.Option("--lang", help="语言 / language")]
Json = Annotated[bool, typer.Option("--json", help="机器可读输出 / machine-readable stdout")]
Quiet = Annotated[bool, typer.Option("--quiet", help="不显示进度 / no progress")]

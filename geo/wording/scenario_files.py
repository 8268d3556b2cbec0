"""Words of scenario files: what cannot be read, what names nothing."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "scenario.unreadable": ("情景文件 {path} 无法读取：{reason}", "the scenario {path} cannot be read: {reason}"),
    "scenario.parent_unreadable": (
        "{child} 的 inherits 指向 {path}，无法读取：{reason}",
        "{child} inherits {path}, which cannot be read: {reason}",
    ),
    "scenario.circle": (
        "情景互相继承成环：{way}。请去掉其中一处 inherits",
        "scenarios inherit from one another in a circle: {way}. Take one inherits out",
    ),
    "scenario.too_deep": (
        "情景继承超过 {most} 层（{way} …）：请合并几个文件",
        "scenarios inherit over more than {most} steps ({way} …): join some of the files",
    ),
    "scenario.bad_stations": (
        '{file}：stations 为 {found!r}；应为每街道站数 N、"A:B"，或按街道的表 {{ 街道 = N }}',
        '{file}: stations is {found!r}; expected stations a sub-district N, "A:B", or a table by sub-district',
    ),
    "scenario.faults": ("{file} 有 {count} 处与输入不符：", "{file} does not fit the inputs in {count} places:"),
    "scenario.unknown_room": ("{key}：用房表中没有 {name!r}", "{key}: no room {name!r} in the table of rooms"),
    "scenario.unknown_estate": ("{key}：台账中没有小区 {name!r}", "{key}: no estate {name!r} in the ledger"),
    "scenario.unknown_subdistrict": (
        "{key}：规划范围内没有街道 {name!r}",
        "{key}: no sub-district {name!r} among those planned",
    ),
    "scenario.already_there": (
        "{key}：{name!r} 已存在，不能新增",
        "{key}: {name!r} is there already and cannot be added",
    ),
    "scenario.no_rooms": (
        "  rooms：没有用房表可改；请用 --rooms 给出用房表",
        "  rooms: there is no table of rooms to change; give one by --rooms",
    ),
    "scenario.added": ("情景新增", "added by the scenario"),
}

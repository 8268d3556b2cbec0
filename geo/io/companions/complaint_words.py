"""What residents complain of, in their words: cells with several answers split, each answer sorted into a kind."""

from __future__ import annotations

import re

from geo.io.companions.cells import as_word
from geo.io.values import is_missing_mark, squeeze, tidy
from geo.schema.surveys import COMPLAINTS

# ┋ parts the answers of questionnaires filled in on a phone.
_BETWEEN = re.compile(
    r"[、,，;；/|┋\n\r\t]+|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])|\s+(?=[(（]?(?:[A-Za-z]|\d{1,2})[)）.．:：])|(?=[①-⑳])"
)
_NUMBERED = re.compile(r"^(?:[①-⑳]|[(（]?\d{1,2}[)）.、．:：]|[(（]?[A-Za-z][)）.、．:：])\s*")
_NOTHING = frozenset({"无", "没有", "无需求", "没有问题", "无诉求", "无意见", "满意", "none", "no"})
# The words of each kind, in the order in which they are looked for inside an answer: the narrower kind first.
WORDS: dict[str, tuple[str, ...]] = {
    "fire": ("消防", "灭火", "飞线", "充电", "fire"),
    "lift": ("电梯", "lift", "elevator"),
    "parking": ("停车", "车位", "泊车", "占道", "parking"),
    "illegal": ("违建", "违章", "违法建", "搭建", "群租", "illegal"),
    "cables": ("线缆", "电线", "弱电", "蜘蛛网", "管线", "拉线", "cable"),
    "lights": ("照明", "路灯", "楼道灯", "灯不亮", "感应灯", "灯", "light"),
    "pipes": ("管道", "下水", "污水", "化粪池", "堵", "水管", "排水", "窨井", "雨水", "pipe", "drain"),
    "leaks": ("漏水", "渗水", "渗漏", "漏雨", "屋面", "屋顶", "外墙", "漏", "leak", "roof"),
    "greening": ("绿化", "树", "草坪", "修剪", "毁绿", "种菜", "green", "tree"),
    "roads": ("路面", "道路", "坑洼", "破路", "road"),
    "noise": ("噪", "扰民", "广场舞", "noise"),
    "order": ("保安", "治安", "门禁", "门岗", "秩序", "监控", "偷盗", "被盗", "安全", "security"),
    "cleaning": ("保洁", "卫生", "垃圾", "脏", "堆物", "清扫", "打扫", "清运", "异味", "蚊", "鼠",
                 "clean", "dirt", "rubbish"),
    "space": ("活动场地", "活动空间", "公共空间", "活动室", "场地", "养老", "托育", "space"),
    "facilities": ("设施", "健身", "器材", "围墙", "大门", "扶手", "晾", "信报箱", "维修", "报修", "facilit", "repair"),
    "fees": ("收费", "物业费", "服务态度", "服务", "费用", "fee"),
}  # fmt: skip
_EXACT = {squeeze(word): kind for kind, chinese in COMPLAINTS.items() for word in (kind, chinese)}


def complaint_of(answer: object) -> str:
    """Return the kind of one answer: the exact word of a kind, else the first kind whose word stands in it; "" else."""
    word = squeeze(str(answer))
    if word in _EXACT:
        return _EXACT[word]
    return next((kind for kind, words in WORDS.items() if any(one in word for one in words)), "")


def split_answers(cell: object) -> list[str]:
    """Split a cell with several answers, without the marks before them: 停车难、漏水；保洁, A.停车 B.漏水."""
    parts = (_NUMBERED.sub("", part.strip()) for part in _BETWEEN.split(as_word(cell)))
    return [part for part in parts if part and not is_missing_mark(tidy(part)) and squeeze(part) not in _NOTHING]


def sorted_answers(cell: object) -> tuple[list[str], list[str]]:
    """Return the kinds a cell names, each once in the declared order, and the words that fit none (kept as other)."""
    kinds: set[str] = set()
    others: list[str] = []
    for answer in split_answers(cell):
        kind = complaint_of(answer)
        kinds.add(kind or "other")
        if not kind:
            others.append(answer)
    return [kind for kind in COMPLAINTS if kind in kinds], list(dict.fromkeys(others))

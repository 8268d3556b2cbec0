"""Words about the whole read of a ledger."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    # the whole read
    "ledger.reading": ("读取台账", "reading the ledger"),
    "ledger.judging": ("核对台账", "judging the ledger"),
    "ledger.memory": ("内存中的表", "table in memory"),
    "ledger.columns-twice": (
        "内存中的表有重名的列：{names}；请先改名",
        "the table in memory has several columns of one name: {names}; rename them first",
    ),
    "own-tables.found": (
        "文件中另有 {count} 张本程序写出的表，不是台账，未读：{names}",
        "{count} further tables written by this program are no ledger and were not read: {names}",
    ),
    "own-tables.expected": ("小区一张表", "one table of estates"),
    "own-tables.remedy": ("无需处理", "nothing to do"),
    "own-tables.workbook": (
        "{file}：这是方案工作簿，不是台账，里面没有台账各行。应给出台账，或同一文件夹的 plan.gpkg；"
        "要用改过的“归属”表，请用 geo plan --locks",
        "{file}: is the workbook of a plan, not a ledger; the rows of the ledger are not in it. Give the ledger, or "
        "plan.gpkg beside it; to use the edited sheet of assignments, give it with geo plan --locks",
    ),
    "not-a-ledger.found": (
        "此表没有小区名称一列，未读。表头：{headings}",
        "no column of names, not read. Headings: {headings}",
    ),
    "not-a-ledger.expected": ("“小区名称”一列", "a column of estate names"),
    "not-a-ledger.remedy": ("如是台账，请写明“小区名称”", "if it is a ledger, head the names 小区名称"),
    "no-names.message": (
        "没有一张表有小区名称：\n{tables}\n应有一列为：{wanted}。请改表头，或用 geo template 的空白台账",
        "no table names its estates:\n{tables}\nexpected one column of: {wanted}. Rename it, or use the blank ledger "
        "of geo template",
    ),
    "no-names.table": ("  {place}：表头 {headings}{hint}", "  {place}: headings {headings}{hint}"),
    "no-names.near": ("（接近的已知表头：{names}）", " (nearest known: {names})"),
    "rows-counted.found": (
        "读到 {rows} 行：纳入规划 {planned}，未纳入 {rejected}，待定位 {to_locate}",
        "{rows} rows read: {planned} planned, {rejected} rejected, {to_locate} to be located",
    ),
    "rows-counted.expected": ("每一行都有去处", "every row accounted for"),
    "rows-counted.remedy": (
        "未纳入与待定位的原因见 rejects、to_locate 两表",
        "rejects and to_locate say why a row is not planned",
    ),
    "nothing-to-plan.found": (
        "读到 {rows} 行，没有一个可规划（未纳入 {rejected}，待定位 {to_locate}）",
        "{rows} rows read and none can be planned ({rejected} rejected, {to_locate} to be located)",
    ),
    "nothing-to-plan.expected": ("至少一个符合条件且有位置的小区", "at least one eligible estate with a place"),
    "nothing-to-plan.remedy": ("请看未纳入与待定位两表的原因", "see the reasons in rejects and to_locate"),
}

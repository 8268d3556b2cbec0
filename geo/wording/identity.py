"""Words about ids, names and sub-districts."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    # ids and names
    "id-made.found": (
        "{rows} 行中有 {count} 行没有编号，已由名称、街道、社区、地址生成",
        "{count} of {rows} rows have no id; made from name, sub-district, community and address",
    ),
    "id-made.expected": ("每个小区一个编号", "one id for each estate"),
    "id-made.remedy": (
        "名称、街道、社区、地址不变则编号不变；可从 geo check --repaired 的结果抄回台账",
        "ids stay as long as these words do; copy them back from geo check --repaired",
    ),
    "leading-zeros.found": (
        "{count} 个编号在数字单元格中丢了前面的 0（第 {rows} 行），已补回，如 {before} → {after}",
        "{count} ids lost their leading zeros in cells of numbers (rows {rows}); given back, e.g. {before} → {after}",
    ),
    "leading-zeros.expected": ("位数相同的编号", "ids of one width"),
    "leading-zeros.remedy": (
        "请把编号一列设为文本格式；如本来没有 0，请统一位数",
        "format the column of ids as text; where no zeros are meant, write all ids in one width",
    ),
    "id-spelling.found": (
        "编号“{before}”与“{after}”只差大小写、空格或全半角，按同一编号处理",
        "id “{before}” differs from “{after}” only by case, spaces or width; taken as the same id",
    ),
    "id-spelling.expected": ("同一编号只有一种写法", "one spelling of an id"),
    "id-spelling.remedy": ("请在台账中统一写法", "write it in one way in the ledger"),
    "id-shared.place": ("{name}（{file} 第{row}行）", "{name} ({file} row {row})"),
    "id-shared.found": ("编号“{id}”用在几个小区上：{places}", "id “{id}” stands on several estates: {places}"),
    "id-shared.expected": ("每个小区一个编号", "one id for each estate"),
    "id-shared.remedy": (
        "已加后缀区分；请在台账中改为不同编号，否则用房、锁定等表不知指哪一个",
        "told apart by a suffix; give them different ids, or rooms and locks cannot tell which one is meant",
    ),
    "name-missing.found": ("小区名称为空，暂以“{column}”的“{name}”代替", "no name; “{name}” from {column} stands in"),
    "name-missing.expected": ("每行一个小区名称", "a name in every row"),
    "name-missing.remedy": ("请在台账中补上名称", "write the name into the ledger"),
    "near-name.found": (
        "{subdistrict}的“{one}”与“{other}”名称相近，未合并",
        "“{one}” and “{other}” in {subdistrict} have near names; not merged",
    ),
    "near-name.expected": ("不同小区名称有别", "different names for different estates"),
    "near-name.remedy": ("如为同一小区请删去一行", "delete one row if they are one estate"),
    "duplicate.distance": ("两点相距 {metres} m", "{metres} m apart"),
    "duplicate.area": ("建筑面积同为 {area} ㎡", "same floor area {area} m²"),
    "duplicate.households": ("户数同为 {households}", "same households {households}"),
    "duplicate.evidence": (
        "与 {kept} 同街道同名；{parts}。保留信息较全的一行",
        "same name and sub-district as {kept}; {parts}. The fuller row is kept",
    ),
    # sub-districts
    "subdistrict.none": ("未分街道", "no sub-district"),
    "subdistrict-changed.blank": (
        "{count} 行街道为空（第 {rows} 行），补为“{after}”",
        "{count} rows have no sub-district (rows {rows}); taken as “{after}”",
    ),
    "subdistrict-changed.unknown": (
        "街道“{before}”不在边界之中，{count} 行按位置改为“{after}”（第 {rows} 行）",
        "sub-district “{before}” is not among the outlines; by their place {count} rows are “{after}” (rows {rows})",
    ),
    "subdistrict-changed.expected": ("台账写明所属街道", "the sub-district in the ledger"),
    "subdistrict-changed.remedy": ("请核对", "check it"),
    "outlines-do-not-fit.found": (
        "街道边界与台账对不上：台账的 {names} 个街道中有 {unknown} 个不在边界里（{rows} 行：{ledger}），边界里是 "
        "{outlines}；台账的街道名称保留，这些街道边界不用，只按区界核对位置",
        "the outlines do not fit the ledger: {unknown} of its {names} sub-districts are not among them ({rows} rows: "
        "{ledger}); they hold {outlines}; the ledger's names are kept, these outlines are not used, and places are held "
        "against districts only",
    ),
    "outlines-do-not-fit.expected": (
        "与台账同一地区、同一时期的街道边界",
        "outlines of the same place and time as the ledger",
    ),
    "outlines-do-not-fit.remedy": (
        "请换用正确的边界文件；如街道已更名，请用 --renames 给出更名对照表",
        "give the right outlines; where sub-districts were renamed, give the table of renames with --renames",
    ),
    "subdistrict-unknown.found": (
        "街道“{name}”不在边界之中（{count} 行），位置也不能说明，名称保留{nearest}",
        "sub-district “{name}” is not among the outlines ({count} rows) and no place tells another; kept{nearest}",
    ),
    "subdistrict-unknown.nearest": ("；最接近的是“{name}”", "; the nearest is “{name}”"),
    "subdistrict-unknown.expected": ("边界文件中的街道名称", "a name of the outlines"),
    "subdistrict-unknown.remedy": (
        "请改正名称，或用更名对照表说明",
        "correct the name, or explain it in the table of renames",
    ),
    "subdistrict-spelling.found": (
        "{count} 个街道有几种写法，只差符号，已统一为较多的一种：{names}",
        "{count} sub-districts are spelt in several ways that differ only in signs; the usual one is taken: {names}",
    ),
    "subdistrict-spelling.expected": ("一个街道一种写法", "one spelling of a sub-district"),
    "subdistrict-spelling.remedy": ("请在台账中统一写法", "write it in one way in the ledger"),
    "subdistricts-absent.found": (
        "台账没有街道一列（{count} 行），按所属区划分；没有区的归为一处",
        "the ledger has no sub-districts ({count} rows); planned by district, or as one where there is none",
    ),
    "subdistricts-absent.expected": ("每个小区写明所属街道", "the sub-district of every estate"),
    "subdistricts-absent.remedy": (
        "请加上“所属街道”一列，或给出街道边界",
        "add a column 所属街道, or give the outlines of sub-districts",
    ),
}

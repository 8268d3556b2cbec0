"""Words of the command line."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "cli.wrote": ("已写出 {path}", "wrote {path}"),
    "cli.next": ("下一步：{command}", "next: {command}"),
    "cli.interrupted": (
        "已中断；没有写出任何文件，原有结果未变。",
        "interrupted; nothing was written, what was there is unchanged.",
    ),
    "cli.interrupted_plan": (
        "已中断：未算完的街道用了快速方案（见各行证明）。",
        "interrupted: the sub-districts still open got a quick plan (see each proof).",
    ),
    "cli.template_suffix": (
        "{path}：空白台账是 Excel 文件，请以 .xlsx 结尾。",
        "{path}: the blank ledger is a workbook; let the name end in .xlsx.",
    ),
    "cli.bad_stations": (
        "--stations {found}：应为一个正整数（如 5）或范围（如 3:8）。",
        "--stations {found}: expected a whole number above 0 (5) or a range (3:8).",
    ),
    "cli.more_findings": (
        "……另有 {count} 条；用 --json 或 --repaired 看全部。",
        "… {count} more; --json or --repaired give them all.",
    ),
    "cli.same_findings": (
        "　　……同类另有 {count} 条（第 {rows} 行）；用 --json 或 --repaired 看全部。",
        "    … {count} more of this kind (rows {rows}); --json or --repaired give them all.",
    ),
    "cli.checked": (
        "读入 {rows} 行 = 可规划 {planned} + 未纳入 {rejected} + 待定位 {to_locate}；"
        "错误 {error}、警告 {warning}、提示 {note}；修复 {repairs} 处。",
        "{rows} rows read = {planned} to plan + {rejected} left out + {to_locate} without a place; "
        "{error} errors, {warning} warnings, {note} notes; {repairs} repairs.",
    ),
    "cli.rows": (
        "读入 {estates} 个小区 = 已规划 {planned} + 未纳入 {rejected} + 待定位 {to_locate}",
        "{estates} estates read = {planned} planned + {rejected} left out + {to_locate} without a place",
    ),
    "cli.findings": (
        "输入有错误 {errors} 条、警告 {warnings} 条：见 plan.xlsx 的“问题”，或用 geo check 查看",
        "the input has {errors} errors and {warnings} warnings: see the sheet of findings in plan.xlsx, or geo check",
    ),
    "cli.made": (
        "片区 {regions} 个，组团 {groups} 个，服务站 {stations} 个，管理处 {offices} 个",
        "{regions} regions, {groups} groups, {stations} stations, {offices} offices",
    ),
    "cli.firms": (
        "物业企业 {firms} 家，最大偏离均分 {worst}",
        "{firms} firms, largest deviation from the equal share {worst}",
    ),
    "cli.walk": (
        "步行到站（按户数）：平均 {mean} m，九成以内 {p90} m，最远 {max} m；300/500/1000 m 覆盖 {c300} / {c500} / {c1000}",
        "walk to the station (by households): mean {mean} m, p90 {p90} m, farthest {max} m; "
        "within 300/500/1000 m {c300} / {c500} / {c1000}",
    ),
    "cli.posts": (
        "岗位：单独配置 {posts_alone}，按比例 {posts_fractional}，共享 {posts_pooled}；月成本 {monthly_cost_cny} 元",
        "posts: alone {posts_alone}, fractional {posts_fractional}, pooled {posts_pooled}; "
        "monthly cost {monthly_cost_cny} yuan",
    ),
    "cli.column.subdistrict": ("街道", "sub-district"),
    "cli.column.estates": ("小区", "estates"),
    "cli.column.stations": ("服务站", "stations"),
    "cli.column.objective": ("得分(元/月)", "score (yuan/month)"),
    "cli.column.seconds": ("秒", "seconds"),
    "cli.column.proof": ("证明", "proof"),
    "cli.clash": ("{name}：规则冲突：{clashes}", "{name}: clashing rules: {clashes}"),
    "cli.sharing": (
        "共享岗位：少设 {posts} 个，月省工资 {saved} 元，路途折合 {travel} 元；共享不合算的片区 {not_paying} 个",
        "sharing posts: {posts} fewer, {saved} yuan of wages a month saved, the road takes {travel}; "
        "it does not pay in {not_paying} regions",
    ),
    "cli.look.map.html": ("地图   {path}（双击打开，无需联网）", "map       {path} (opens offline)"),
    "cli.look.plan.xlsx": ("工作簿 {path}", "workbook  {path}"),
    "cli.look.plan.gpkg": ("图层   {path}（可在 QGIS 打开）", "layers    {path} (opens in QGIS)"),
}

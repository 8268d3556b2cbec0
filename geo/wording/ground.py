"""Words of the ground: rows, units, statuses, the phrases of a proof."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "finding.row": ("第{row}行", "row {row}"),
    "finding.geometry": ("图形", "shape"),
    "finding.expected": ("应为：{expected}", "expected: {expected}"),
    "finding.and": ("；", "; "),
    "severity.error": ("错误", "error"),
    "severity.warning": ("警告", "warning"),
    "severity.note": ("提示", "note"),
    "status.optimal": ("已证明最优", "proved optimal"),
    "status.gap": ("有差距上界", "within a proved gap"),
    "status.feasible": ("可行（无界）", "feasible, no bound"),
    "status.infeasible": ("不可行", "infeasible"),
    "proof.optimal": ("已证明最优", "proved optimal"),
    "proof.gap": (
        "距最优不超过 {gap}（每月约 {cny} 元）",
        "at most {gap} from the optimum (about {cny} yuan a month)",
    ),
    "proof.feasible": ("可行，尚无下界", "feasible, no bound yet"),
    "proof.infeasible": ("无可行方案；此为违规最少的方案", "no plan exists; this one breaks the least"),
    "invented": ("示例数据·虚构", "sample data · invented"),
}

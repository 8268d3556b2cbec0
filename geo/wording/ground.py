"""Words of the ground: rows, units, statuses, the phrases of a proof."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "finding.row": ("第{row}行", "row {row}"),
    "finding.geometry": ("图形", "shape"),
    "finding.expected": ("应为：{expected}", "expected: {expected}"),
    "finding.and": ("；", "; "),
    "write-failed": (
        "{path}：写不进去：{reason}。原有内容未变。",
        "{path}: cannot be written: {reason}. What was there before is unchanged.",
    ),
    "write-failed.full": (
        "磁盘已满；请清理磁盘后重新运行同一命令",
        "the disk is full; free some space and run the same command again",
    ),
    "write-failed.quota": (
        "磁盘配额已用完；请清理后重新运行同一命令",
        "the disk quota is used up; free some space and run the same command again",
    ),
    "write-failed.read-only": (
        "磁盘是只读的；请用 --out 换一个文件夹",
        "the disk is read-only; choose another folder with --out",
    ),
    "write-failed.denied": (
        "本账户无权写入；请用 --out 换一个文件夹",
        "this account may not write there; choose another folder with --out",
    ),
    "write-failed.not-a-folder": (
        "路径中有一段是文件，不是文件夹；请换一个文件夹",
        "a part of the path is a file, not a folder; choose another folder",
    ),
    "write-failed.mount-point": (
        "它是挂载点或正被占用；请选其中的子文件夹",
        "it is a mount point or in use; choose a folder inside it",
    ),
    "write-failed.long-name": (
        "名称对此磁盘太长；请换短一些的名称",
        "the name is too long for this disk; choose a shorter one",
    ),
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

"""Words about plan folders: what cannot be written or read, and what to do."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "store.layer_unreadable": (
        "{path}：图层 {layer} 无法读取（{said}）。请确认文件完整，或重新运行 geo plan。",
        "{path}: layer {layer} cannot be read ({said}). Check that the file is whole, or run geo plan again.",
    ),
    "store.gdal_failed": (
        "{path}：无法写入（{said}）。原有文件未改动；请换一个文件夹（--out）再试。",
        "{path}: cannot be written ({said}). What was there before is unchanged; try another folder with --out.",
    ),
    "store.is_a_file": (
        "{folder}：这是一个文件，不是文件夹。请用 --out 另选一个文件夹。",
        "{folder}: is a file, not a folder. Choose another folder with --out.",
    ),
    "store.foreign_folder": (
        "{folder}：文件夹里有其他文件（{names}），且没有本程序的 record.json，不会覆盖。"
        "请用 --out 另选一个新文件夹，例如 {other}。",
        "{folder}: holds other files ({names}) and no record.json of ours, so it is not replaced. "
        "Choose a new folder with --out, for example {other}.",
    ),
    "store.bad_name": (
        "{name}：不能用作方案文件夹内的文件名；应为文件夹内的相对路径，且不是 plan.gpkg、summary.json、record.json。",
        "{name}: cannot be a file of a plan folder; expected a relative path inside it other than plan.gpkg, "
        "summary.json and record.json.",
    ),
    "store.no_folder": (
        "{folder}：没有这个方案文件夹。请检查路径，或用 geo plan --out 生成。",
        "{folder}: there is no such plan folder. Check the path, or make one with geo plan --out.",
    ),
    "store.no_record": (
        "{folder}：没有 record.json，不是方案文件夹，或写入未完成。请用 geo plan --out 生成方案。",
        "{folder}: has no record.json, so it is not a plan folder or was never finished. "
        "Make a plan with geo plan --out.",
    ),
    "store.bad_record": (
        "{path}：无法识别（{said}）。请从备份恢复，或重新运行 geo plan。",
        "{path}: cannot be understood ({said}). Restore it from a backup, or run geo plan again.",
    ),
    "store.other_format": (
        "{path}：方案格式为 {found}，本程序支持 {expected}。请更新本程序，或重新运行 geo plan。",
        "{path}: the plan has format {found}, this program reads {expected}. "
        "Update the program, or run geo plan again.",
    ),
    "store.missing_file": (
        "{path}：方案文件缺失。请从备份恢复，或重新运行 geo plan。",
        "{path}: this file of the plan is missing. Restore it from a backup, or run geo plan again.",
    ),
    "store.changed_file": (
        "{path}：写入方案之后被改动过（sha256 与 record.json 不符）。请把改动过的文件移到别处，从备份恢复原文件，"
        "或重新运行 geo plan；手工修改的 plan.xlsx 移出后可用 geo plan --locks 读入。",
        "{path}: was changed after the plan was written (its sha256 differs from record.json). Move the changed file "
        "elsewhere and restore the original, or run geo plan again; an edited plan.xlsx, once moved out, can be given "
        "to geo plan --locks.",
    ),
    "store.open_elsewhere": (
        "{path}：正被其他程序（如 QGIS）打开并有未写完的改动。请先关闭该程序再试。",
        "{path}: is open in another program (QGIS?) with changes not yet written. Close that program and try again.",
    ),
}

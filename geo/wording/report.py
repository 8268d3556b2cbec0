"""Words of the report: pictures, pages and the command that makes them."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "report.title": ("{place}老旧小区共享物业规划", "{place}: plan of shared property service"),
    "report.title.bare": ("老旧小区共享物业规划", "Plan of shared property service"),
    "report.names_and": ("、", ", "),
    "report.line": (
        "{regions} 片区 · {estates} 小区 · {households} 户 · {area} · {posts} 岗",
        "{regions} regions · {estates} estates · {households} households · {area} · {posts} posts",
    ),
    "report.line.near": ("{m} m 内 {share} 户", "{share} of households within {m} m"),
    "report.line.and": (" · ", " · "),
    "report.stage.png": ("画图", "drawing pictures"),
    "report.stage.xlsx": ("写工作簿", "writing the workbook"),
    "report.stage.folder": ("写入方案文件夹", "writing into the plan folder"),
    "report.no_format": (
        "没有这种报告格式：{names}；可用：{known}",
        "no such format of a report: {names}; known: {known}",
    ),
    "report.not_made": ("{name} 未写出：{said}", "{name} was not written: {said}"),
    "report-lacks-glyph.found": (
        "报告字库没有“{sign}”（{code}），见 {places}",
        "The report's font lacks “{sign}” ({code}); it stands in {places}",
    ),
    "report-lacks-glyph.expected": (
        "通用规范汉字表、GB 2312 和拉丁字母中的字",
        "signs of the General Standard Chinese Characters table, GB 2312 or the Latin alphabet",
    ),
    "report-lacks-glyph.remedy": (
        "图和 PDF 中以〓代替；工作簿照原样写出。可改用通用规范字。",
        "pictures and the PDF show 〓 in its place; the workbook has it as it stands",
    ),
}

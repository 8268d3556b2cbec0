"""Words of the readers: files that cannot be read, and what to do about each."""

CATALOGUE: dict[str, tuple[str, str]] = {
    # Files that cannot be used at all.
    "reader.cannot-open": (
        "{file}：打不开（{reason}）。应为本账户可读的文件；请检查权限，或关闭占用它的程序后重试。",
        "{file}: cannot be opened ({reason}). Expected a file this account may read; check its permissions or close the program that holds it.",
    ),
    "reader.no-folder": (
        "{file}：没有文件夹 {folder}。请检查路径。",
        "{file}: there is no folder {folder}. Check the path.",
    ),
    "reader.missing-near": (
        "{file}：没有这个文件。是否指 {near}？请检查文件名。",
        "{file}: there is no such file. Did you mean {near}? Check the name.",
    ),
    "reader.missing": (
        "{file}：没有这个文件。该文件夹中可读的文件：{inside}。请检查文件名。",
        "{file}: there is no such file. Readable files in that folder: {inside}. Check the name.",
    ),
    "reader.folder": (
        "{file}：这是文件夹，应为文件。其中可读的文件：{inside}。请给出其中一个。",
        "{file}: is a folder; a file was expected. Readable files in it: {inside}. Name one of them.",
    ),
    "reader.folder-without-tables": (
        "{file}：这是文件夹，应为文件，且其中没有可读的表格或图层。请给出台账文件。",
        "{file}: is a folder; a file was expected, and it holds no table or layer. Name the ledger file.",
    ),
    "reader.empty-file": (
        "{file}：文件为空（0 字节）。应为含表头和数据的表格；请重新导出。",
        "{file}: the file is empty (0 bytes). Expected a table with headings and rows; export it again.",
    ),
    "reader.no-table": (
        "{file}：没有找到表格，所有单元格都是空的。应有一行表头和至少一行数据；请检查工作表后重试。",
        "{file}: no table was found; every cell is blank. Expected one header row and at least one row of data; check the sheets.",
    ),
    "reader.header-only": (
        "{file}：只有表头（{headings}），没有数据行。请填入数据后重试。",
        "{file}: there are only headings ({headings}) and no rows. Fill in the rows and run again.",
    ),
    "reader.password": (
        "{file}：工作簿有密码保护，无法读取。请在 Excel 或 WPS 中打开，取消密码后另存为 .xlsx 再试。",
        "{file}: the workbook is protected by a password and cannot be read. Open it in Excel, remove the password, save it as .xlsx and run again.",
    ),
    "reader.damaged-workbook": (
        "{file}：工作簿已损坏或不完整（{reason}）。应为完整的 .xlsx 或 .xls；请在 Excel 或 WPS 中打开修复后另存，或重新下载。",
        "{file}: the workbook is damaged or incomplete ({reason}). Expected a whole .xlsx or .xls; open it in Excel, let it repair, save it again, or download it anew.",
    ),
    "reader.damaged-zip": (
        "{file}：压缩包已损坏或不完整（{reason}）。应为完整的 zip 文件；请重新压缩或下载。",
        "{file}: the archive is damaged or incomplete ({reason}). Expected a whole zip file; pack or download it again.",
    ),
    "reader.huge-sheet": (
        "{file} 工作表 {sheet}：有内容的单元格一直到 {corner}，超过 {limit} 格的上限，多半是误填在远处的单元格。请删除表格之外的内容后另存。",
        "{file}, sheet {sheet}: filled cells reach to {corner}, above the limit of {limit} cells; most likely a stray cell far from the table. Delete what stands outside the table and save again.",
    ),
    "reader.bomb": (
        "{file}：压缩包 {packed} MB，解开后超过 {unpacked} MB，疑为压缩炸弹，已拒绝。上限为 {limit} GB 且不超过 {ratio} 倍；请解压后只留需要的文件。",
        "{file}: the archive of {packed} MB unpacks to more than {unpacked} MB and was refused as a possible zip bomb. The limits are {limit} GB and {ratio} times; unpack it and keep the files that are needed.",
    ),
    "reader.many-members": (
        "{file}：压缩包内有 {members} 个文件，上限 {limit} 个，已拒绝。请只打包需要的文件。",
        "{file}: the archive holds {members} files, above the limit of {limit}, and was refused. Pack only the files that are needed.",
    ),
    "reader.zip-slip": (
        "{file}：压缩包内的 {member} 指向压缩包之外，已拒绝整个文件。应为普通的相对路径；请重新压缩。",
        "{file}: the member {member} points outside the archive; the whole file was refused. Expected plain relative names; pack it again.",
    ),
    "reader.zip-password": (
        "{file}：压缩包内的 {member} 有密码，无法读取。请解压后去掉密码再试。",
        "{file}: the member {member} is protected by a password. Unpack it and run again without the password.",
    ),
    "reader.zip-method": (
        "{file}：压缩包内的 {member} 用了不支持的压缩方式。请用普通 zip 重新压缩。",
        "{file}: the member {member} is packed by a method that is not supported. Pack it again as a plain zip.",
    ),
    "reader.unpack-failed": (
        "压缩包内的 {member} 解不开（{reason}）。请用较短的文件名重新压缩，或清理磁盘后重试。",
        "{member} of the archive cannot be unpacked ({reason}). Pack it again under a shorter name, or free some disk space.",
    ),
    "reader.empty-archive": (
        "{file}：压缩包内没有可读的表格或图层。应含 .csv、.xlsx、.shp、.gpkg、.geojson、.kml 或 .gdb。",
        "{file}: the archive holds no table or layer. Expected .csv, .xlsx, .shp, .gpkg, .geojson, .kml or .gdb in it.",
    ),
    "reader.archive-in-archive": (
        "{file}：压缩包内只有另一个压缩包（{inside}）。请先解开外层。",
        "{file}: the archive holds only another archive ({inside}). Unpack the outer one first.",
    ),
    "reader.truncated": (
        "{file}：文件不完整，应有 {stated} 字节，只有 {actual} 字节。请重新复制或下载整个文件。",
        "{file}: the file is truncated: {stated} bytes were expected and {actual} found. Copy or download the whole file again.",
    ),
    "reader.damaged-geopackage": (
        "{file}：GeoPackage 已损坏（{reason}）。请重新复制，或在 QGIS 中另存。",
        "{file}: the GeoPackage is damaged ({reason}). Copy it again, or save it anew from QGIS.",
    ),
    "reader.damaged-geojson": (
        "{file}：不是可读的 GeoJSON（{reason}）。应为 FeatureCollection；请用 JSON 检查工具或 QGIS 检查后重新导出。",
        "{file}: is not readable GeoJSON ({reason}). Expected a FeatureCollection; check it with a JSON checker or QGIS and export it again.",
    ),
    "reader.damaged-kml": (
        "{file}：不是可读的 KML（{reason}）。请在奥维或 Google Earth 中重新导出为 KML。",
        "{file}: is not readable KML ({reason}). Export it again as KML from Ovital Map or Google Earth.",
    ),
    "reader.damaged-dxf": (
        "{file}：不是可读的文本 DXF（{reason}）。请在 CAD 中另存为 AutoCAD 2000-2018 的 ASCII DXF，或转成 GeoPackage。",
        "{file}: is not readable text DXF ({reason}). Save it from the CAD program as ASCII DXF (AutoCAD 2000-2018), or convert it to GeoPackage.",
    ),
    "reader.damaged-shapefile": (
        "{file}：shapefile 已损坏（{reason}）。请把 .shp .shx .dbf .prj 一起重新复制。",
        "{file}: the shapefile is damaged ({reason}). Copy its .shp, .shx, .dbf and .prj again, together.",
    ),
    "reader.damaged-layer": (
        "{file}：图层或表格已损坏，无法读取（{reason}）。请重新导出或下载。",
        "{file}: the layer or table is damaged and cannot be read ({reason}). Export or download it again.",
    ),
    "reader.no-shp": (
        "{file}：缺少 {wanted}，没有图形可读。请把 .shp .shx .dbf .prj 放在一起。",
        "{file}: {wanted} is missing, so there are no shapes. Keep .shp, .shx, .dbf and .prj together.",
    ),
    "reader.unknown-kind": (
        "{file}：认不出文件类型，内容不是文字也不是已知格式。应为 CSV、Excel、GeoJSON、GeoPackage、shapefile、Parquet、KML、DXF 或文件地理数据库；请重新导出。",
        "{file}: the kind of file is not known: neither text nor a known format. Expected CSV, Excel, GeoJSON, GeoPackage, shapefile, Parquet, KML, DXF or a file geodatabase; export it again.",
    ),
    "reader.foreign.password": (
        "{file}：工作簿有密码保护，无法读取。请在 Excel 或 WPS 中打开，取消密码后另存为 .xlsx 再试。",
        "{file}: the workbook is protected by a password and cannot be read. Open it in Excel, remove the password, save it as .xlsx and run again.",
    ),
    "reader.foreign.word": (
        "{file}：这是 Word 文档，不是表格。请把表格复制到 Excel 后另存为 .xlsx。",
        "{file}: is a Word document, not a table. Copy the table into Excel and save it as .xlsx.",
    ),
    "reader.foreign.powerpoint": (
        "{file}：这是演示文稿，不是表格。请把表格复制到 Excel 后另存为 .xlsx。",
        "{file}: is a presentation, not a table. Copy the table into Excel and save it as .xlsx.",
    ),
    "reader.foreign.ole": (
        "{file}：是旧式 Office 文件，但其中没有工作簿，或已损坏。请在 Excel 或 WPS 中另存为 .xlsx。",
        "{file}: is an old Office file without a workbook in it, or a damaged one. Save it as .xlsx from Excel.",
    ),
    "reader.foreign.pdf": (
        "{file}：这是 PDF，不是表格。请取得原始 Excel，或把表格导出为 .xlsx。",
        "{file}: is a PDF, not a table. Get the original workbook, or export the table as .xlsx.",
    ),
    "reader.foreign.dwg": (
        "{file}：DWG 无法读取。请在 CAD 中另存为 ASCII DXF（AutoCAD 2000-2018）。",
        "{file}: DWG cannot be read. Save it from the CAD program as ASCII DXF (AutoCAD 2000-2018).",
    ),
    "reader.foreign.binary-dxf": (
        "{file}：二进制 DXF 无法读取。请在 CAD 中另存为 ASCII（文本）DXF。",
        "{file}: binary DXF cannot be read. Save it from the CAD program as ASCII (text) DXF.",
    ),
    "reader.foreign.rar": (
        "{file}：rar 或 7z 压缩包无法读取。请解压，或改用 zip。",
        "{file}: rar and 7z archives cannot be read. Unpack it, or use zip.",
    ),
    "reader.foreign.picture": (
        "{file}：这是图片，不是表格。请取得原始表格。",
        "{file}: is a picture, not a table. Get the original table.",
    ),
    "reader.foreign.mdb": (
        "{file}：Access 数据库（个人地理数据库）无法读取。请导出为 GeoPackage、shapefile 或 Excel。",
        "{file}: Access databases (personal geodatabases) cannot be read. Export it as GeoPackage, shapefile or Excel.",
    ),
    "reader.foreign.xml-table": (
        "{file}：这是 XML 表格（Excel 2003 XML）。请在 Excel 或 WPS 中打开后另存为 .xlsx。",
        "{file}: is an XML spreadsheet (Excel 2003 XML). Open it in Excel and save it as .xlsx.",
    ),
    "reader.foreign.xml": (
        "{file}：这是 XML，但不是 KML、GML、GPX 或 HTML 表格。请导出为 Excel、CSV 或 GeoPackage。",
        "{file}: is XML, but neither KML, GML, GPX nor an HTML table. Export it as Excel, CSV or GeoPackage.",
    ),
}

"""Words of the readers: files that cannot be read, rows left out, headings and companions."""

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
    # Layers.
    "inner-archive.found": (
        "压缩包内还有压缩包 {member}，未打开",
        "the archive holds another archive, {member}; it was not opened",
    ),
    "inner-archive.expected": ("只有一层压缩", "one level of packing"),
    "inner-archive.remedy": ("需要时请先解开", "unpack it first if it is needed"),
    "html-table.found": (
        "内容是网页表格，不是 Excel 工作簿，已按网页表格读取",
        "the content is a web page's table, not a workbook; it was read as such",
    ),
    "html-table.expected": (".xlsx 或 .csv", ".xlsx or .csv"),
    "html-table.remedy": (
        "如有错位，请在 Excel 或 WPS 中打开后另存为 .xlsx",
        "if it looks wrong, open it in Excel and save it as .xlsx",
    ),
    "dxf-layer.found": (
        "DXF 只有图形、图层名和文字，没有属性表",
        "DXF carries shapes, layer names and texts, and no table of attributes",
    ),
    "dxf-layer.expected": ("带属性的图层", "a layer with attributes"),
    "dxf-layer.remedy": ("小区名等请用 GeoPackage 或表格补充", "bring names and numbers as GeoPackage or as a table"),
    "gdal-remark.found": ("读取时的提示：{remark}", "the reading library remarks: {remark}"),
    "gdal-remark.expected": ("没有提示", "no remark"),
    "gdal-remark.remedy": ("请在 QGIS 中核对图层", "check the layer in QGIS"),
    "no-crs.found": ("图层没有坐标系信息", "the layer states no coordinate system"),
    "no-crs.expected": ("写明坐标系，如 EPSG:4326、EPSG:4549", "a stated system such as EPSG:4326 or EPSG:4549"),
    "no-crs.remedy": (
        "将由投票判断；已知时请用 --datum 指定，或在 QGIS 中设定后另存",
        "the vote will judge; state it with --datum, or set it in QGIS and save again",
    ),
    "shapefile-no-shp.found": (
        "缺少 {part}，没有图形，只读属性",
        "{part} is missing: there are no shapes, only attributes were read",
    ),
    "shapefile-no-shp.expected": (".shp .shx .dbf .prj 齐全", ".shp, .shx, .dbf and .prj together"),
    "shapefile-no-shp.remedy": ("请补上该文件", "add that file"),
    "shapefile-no-shx.found": ("缺少 {part}，已在副本中重建索引", "{part} is missing; the index was rebuilt in a copy"),
    "shapefile-no-shx.expected": (".shp .shx .dbf .prj 齐全", ".shp, .shx, .dbf and .prj together"),
    "shapefile-no-shx.remedy": ("请核对要素个数，最好补上该文件", "check the number of features; better add that file"),
    "shapefile-no-dbf.found": (
        "缺少 {part}，没有名称等属性，只读图形",
        "{part} is missing: there are no names or numbers, only shapes were read",
    ),
    "shapefile-no-dbf.expected": (".shp .shx .dbf .prj 齐全", ".shp, .shx, .dbf and .prj together"),
    "shapefile-no-dbf.remedy": ("请补上该文件", "add that file"),
    "shapefile-no-prj.found": ("缺少 {part}，坐标系未知", "{part} is missing: the coordinate system is not known"),
    "shapefile-no-prj.expected": (".shp .shx .dbf .prj 齐全", ".shp, .shx, .dbf and .prj together"),
    "shapefile-no-prj.remedy": ("请补上该文件，或用 --datum 指定", "add that file, or state it with --datum"),
    "shapefile-no-cpg.found": (
        "缺少 {part}，文字按 {encoding} 解码",
        "{part} is missing; the text was decoded as {encoding}",
    ),
    "shapefile-no-cpg.expected": (".cpg 写明编码", "the encoding stated in the .cpg"),
    "shapefile-no-cpg.remedy": ("请核对名称", "check the names"),
    "shapefile-cpg-wrong.found": (
        "{part} 写的 {stated} 与内容不符，文字按 {encoding} 解码",
        "{part} states {stated}, which the content contradicts; the text was decoded as {encoding}",
    ),
    "shapefile-cpg-wrong.expected": (".cpg 与内容一致", "a .cpg that holds true"),
    "shapefile-cpg-wrong.remedy": ("请核对名称并改正 .cpg", "check the names and mend the .cpg"),
    # Delimited text.
    "encoding.found": ("编码为 {encoding}", "the encoding is {encoding}"),
    "encoding.expected": ("UTF-8 最不易出错", "UTF-8 is the safest"),
    "encoding.remedy": ("已按此编码读取，无需处理", "read in this encoding; nothing to do"),
    "mixed-encoding.found": (
        "同一文件两种编码：第 {rows} 行为 {encoding}",
        "one file, two encodings: rows {rows} are {encoding}",
    ),
    "mixed-encoding.expected": ("整个文件一种编码", "one encoding for the whole file"),
    "mixed-encoding.remedy": ("已逐行解码；请核对这些行的文字", "decoded line by line; check the words of these rows"),
    "broken-bytes.found": (
        "第 {rows} 行有无法解码的字节，已换成 \ufffd",
        "rows {rows} hold bytes that no encoding explains; shown as \ufffd",
    ),
    "broken-bytes.expected": ("UTF-8 或 GB18030 文字", "text in UTF-8 or GB18030"),
    "broken-bytes.remedy": ("请在原系统中重新导出，或改正这些行", "export again from the source, or mend these rows"),
    "nul-bytes.found": ("第 {rows} 行含 NUL 字节，已去除", "rows {rows} held NUL bytes; they were removed"),
    "nul-bytes.expected": ("纯文本", "plain text"),
    "nul-bytes.remedy": ("请核对这些行，必要时重新导出", "check these rows; export again if something is missing"),
    "garbled-undone.found": (
        "文字是乱码（{right} 被当作 {wrong} 保存），已还原",
        "the text was garbled ({right} saved as {wrong}); it was restored",
    ),
    "garbled-undone.expected": ("可读的中文", "readable Chinese"),
    "garbled-undone.remedy": ("请核对名称后以 UTF-8 另存", "check the names and save as UTF-8"),
    "garbled-text.found": ("文字是乱码，且无法完整还原", "the text is garbled and cannot be restored in full"),
    "garbled-text.expected": ("可读的中文", "readable Chinese"),
    "garbled-text.remedy": ("请从原系统重新导出，选 UTF-8 编码", "export it again from the source as UTF-8"),
    "open-quote.found": (
        "引号没有闭合，后面的行都被当作同一格",
        "a quotation mark is never closed and swallows the rows after it",
    ),
    "open-quote.expected": ("引号成对", "quotation marks in pairs"),
    "open-quote.remedy": ("已不按引号读取；请补上或删去该引号", "read without quoting; close or delete that mark"),
    "long-rows.found": (
        "第 {rows} 行多于 {cells} 格，多出的已保留",
        "rows {rows} have more than {cells} cells; the extra ones are kept",
    ),
    "long-rows.expected": ("每行格数与表头相同", "as many cells as headings"),
    "long-rows.remedy": ("含分隔符的文字请加引号", "put text that holds the delimiter in quotation marks"),
    "short-rows.found": (
        "第 {rows} 行少于 {cells} 格，缺的按空处理",
        "rows {rows} have fewer than {cells} cells; the missing ones are blank",
    ),
    "short-rows.expected": ("每行格数与表头相同", "as many cells as headings"),
    "short-rows.remedy": ("请核对这些行是否错位", "check that these rows are not shifted"),
    # Tables on a sheet.
    "title-rows.found": ("表头上方 {rows} 行不是数据：{titles}", "{rows} rows above the header are no data: {titles}"),
    "title-rows.expected": ("表头在第 {header} 行", "the header is row {header}"),
    "title-rows.remedy": ("已略过，无需处理", "left out; nothing to do"),
    "row-left-out.total": ("合计行，未作为小区读入：{words}", "a total, not read as an estate: {words}"),
    "row-left-out.note": ("表注，未作为小区读入：{words}", "a note, not read as an estate: {words}"),
    "row-left-out.section": ("分节标题，未作为小区读入：{words}", "a section title, not read as an estate: {words}"),
    "row-left-out.header": ("重复的表头，已略过：{words}", "the header again, left out: {words}"),
    "row-left-out.expected": ("一行一个小区", "one estate a row"),
    "row-left-out.remedy": ("如确为小区，请补全该行并改名", "if it is an estate, fill in its row and rename it"),
    "nameless-column.found": ("{column} 列有数据而无表头", "column {column} has data and no heading"),
    "nameless-column.expected": ("每列都有表头", "a heading for every column"),
    "nameless-column.remedy": (
        "已暂名为 {heading} 保留；需要时请补表头",
        "kept as {heading}; give it a heading if it matters",
    ),
    "duplicate-heading.found": (
        "表头 {heading} 重复，又见于 {column} 列",
        "the heading {heading} stands again in column {column}",
    ),
    "duplicate-heading.expected": ("表头各不相同", "headings that differ"),
    "duplicate-heading.remedy": (
        "第二个记作 {unique}；请改名或删去一列",
        "the second is kept as {unique}; rename or delete one",
    ),
    "merged-amount.found": (
        "合并单元格 {value} 跨第 {rows} 行，数量只计在第一行",
        "the merged cell {value} spans rows {rows}; the amount is counted in the first only",
    ),
    "merged-amount.expected": ("每行各填各的数量", "an amount for each row"),
    "merged-amount.remedy": ("请取消合并，分别填写", "split the cell and fill in each row"),
    # Workbooks.
    "sheet-without-table.found": ("工作表中没有认得的表头，未读入", "no known heading on this sheet; it was not read"),
    "sheet-without-table.expected": ("表头如 小区名称、户数", "headings such as estate, households"),
    "sheet-without-table.remedy": ("如含台账，请改表头", "if it holds estates, mend its headings"),
    "hidden-sheet.found": ("工作表被隐藏", "the sheet is hidden"),
    "hidden-sheet.expected": ("台账在可见的工作表", "estates on visible sheets"),
    "hidden-sheet.remedy": (
        "其中的表格照常读入；不需要请删除",
        "a table on it is read as usual; delete the sheet if it is not wanted",
    ),
    "hidden-rows.found": (
        "有 {count} 行被隐藏（第 {rows} 行），照常读入",
        "{count} rows are hidden (rows {rows}); they are read as usual",
    ),
    "hidden-rows.expected": ("所有行可见", "all rows visible"),
    "hidden-rows.remedy": ("不应计入的请删除", "delete those that should not count"),
    "hidden-columns.found": ("隐藏的列：{columns}，照常读入", "hidden columns: {columns}; they are read as usual"),
    "hidden-columns.expected": ("所有列可见", "all columns visible"),
    "hidden-columns.remedy": ("不应使用的请删除", "delete those that should not be used"),
    "error-cell.found": ("{cell} 是公式错误 {value}，按空处理", "{cell} is the formula error {value}; read as blank"),
    "error-cell.expected": ("数值或文字", "a number or text"),
    "error-cell.remedy": ("请改正公式或填入数值", "mend the formula or type the value"),
    "formula-without-value.found": (
        "公式没有存下结果：{cells}，按空处理",
        "formulas without a stored value: {cells}; read as blank",
    ),
    "formula-without-value.expected": ("公式带有计算结果", "formulas with their results"),
    "formula-without-value.remedy": ("请在 Excel 或 WPS 中打开并保存一次", "open the file in Excel and save it once"),
    # Headings.
    "heading-guessed.found": ("表头 {heading} 按 {alias} 理解", "the heading {heading} is taken as {alias}"),
    "heading-guessed.expected": ("规范表头 {alias}", "the plain heading {alias}"),
    "heading-guessed.remedy": ("不对请改表头", "rename the column if that is wrong"),
    "heading-twice.found": (
        "表头 {heading} 与 {kept} 指同一项，未使用",
        "the heading {heading} means the same as {kept}; it is not used",
    ),
    "heading-twice.expected": ("一项一列", "one column for one thing"),
    "heading-twice.remedy": ("已用 {kept}；要用另一列请删去它", "{kept} is used; delete it to use the other"),
    "heading-unused.found": ("表头 {heading} 不认识，未使用", "the heading {heading} is not known; it is not used"),
    "heading-unused.near": (
        "表头 {heading} 不认识，未使用；相近的是 {near}",
        "the heading {heading} is not known; it is not used; near: {near}",
    ),
    "heading-unused.expected": ("字段说明中的表头", "a heading of the field list"),
    "heading-unused.remedy": ("需要时请改成相应表头", "rename it if it is needed"),
    "unit-above.found": (
        "{heading} 没写单位，按表上方的 {unit}",
        "{heading} states no unit; the {unit} above the table is used",
    ),
    "unit-above.expected": ("表头写明单位", "the unit in the heading"),
    "unit-above.remedy": ("不对请在表头写明", "write it into the heading if that is wrong"),
    "datum-hint.found": ("表头 {heading} 表明坐标系为 {datum}", "the heading {heading} names the datum {datum}"),
    "datum-hint.expected": ("由投票核实", "the vote has to confirm it"),
    "datum-hint.remedy": ("可用 --datum 指定", "state it with --datum if it is known"),
    "survey-axes.found": (
        "按测量坐标读：{north} 为北坐标，{east} 为东坐标",
        "read as survey axes: {north} is the northing, {east} the easting",
    ),
    "survey-axes.expected": ("测量表中 X 为北、Y 为东", "in survey tables X is north and Y is east"),
    "survey-axes.remedy": ("不对请改表头为 东坐标、北坐标", "rename the columns if that is wrong"),
}

"""Words of the roads: files that are none, and what was mended in those that are."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "roads.task": ("读取路网", "reading roads"),
    "roads.walk": ("步行", "on foot"),
    "roads.ebike": ("电动车", "by e-bike"),
    "roads.truck": ("小货车", "by small truck"),
    # Files that cannot be used.
    "roads.no-file": (
        "{file}：没有这个文件。请检查路网文件的路径。",
        "{file}: there is no such file. Check the path of the roads.",
    ),
    "roads.empty-file": (
        "{file}：文件为空。应为路网（OSM、GraphML 或线图层）；请重新导出。",
        "{file}: the file is empty. Expected roads (OSM, GraphML or a layer of lines); export it again.",
    ),
    "roads.cannot-read": (
        "{file}：读不下去（{reason}），文件可能不完整。请重新复制或下载整个文件。",
        "{file}: cannot be read on ({reason}); the file may be cut off. Copy or download the whole file again.",
    ),
    "roads.foreign": (
        "{file}：不是路网文件。应为 OSM（.osm、.osm.gz、.osm.pbf）、OSMnx 的 GraphML，或含线的 GeoPackage、shapefile、GeoJSON。",
        "{file}: is no road file. Expected OSM (.osm, .osm.gz, .osm.pbf), GraphML of OSMnx, or a GeoPackage, shapefile or GeoJSON of lines.",
    ),
    "roads.foreign-html": (
        "{file}：这是网页（多半是下载出错时的提示页），不是路网。请重新下载 .osm 或 .osm.pbf。",
        "{file}: is a web page, most likely the notice of a failed download, not roads. Download the .osm or .osm.pbf again.",
    ),
    "roads.foreign-xml": (
        "{file}：是 XML，但根元素为 <{root}>，不是 <osm> 或 <graphml>。请导出为 OSM XML。",
        "{file}: is XML, but its root is <{root}> and not <osm> or <graphml>. Export it as OSM XML.",
    ),
    "roads.foreign-overpass": (
        "{file}：是 Overpass 的 JSON。请在 Overpass 中用 [out:xml] 导出为 .osm。",
        "{file}: is JSON of Overpass. Export it with [out:xml] as .osm.",
    ),
    "roads.entities": (
        "{file}：XML 中声明了文档类型或实体，OSM 文件不应有，已拒绝。请重新下载。",
        "{file}: the XML declares a document type or entities, which roads never need; it was refused. Download it again.",
    ),
    "roads.encoding": (
        "{file}：XML 声明的编码无法识别（{reason}）。应为 UTF-8；请另存为 UTF-8。",
        "{file}: the encoding that the XML declares is not known ({reason}). Expected UTF-8; save it as UTF-8.",
    ),
    "roads.damaged-xml": (
        "{file} 第 {line} 行：XML 不完整或已损坏（{reason}）。请重新下载整个文件。",
        "{file}, line {line}: the XML is damaged or cut off ({reason}). Download the whole file again.",
    ),
    "roads.bomb": (
        "{file}：{packed} MB 解开后超过 {unpacked} MB，已拒绝。上限见 roads.max_unpacked_mb 和 roads.max_unpacked_ratio。",
        "{file}: {packed} MB unpack to more than {unpacked} MB and were refused. The limits are roads.max_unpacked_mb and roads.max_unpacked_ratio.",
    ),
    "roads.no-lines": (
        "{file}：没有线图层。应有道路中心线；请选择含道路的图层。",
        "{file}: holds no layer of lines. Expected centre lines of roads; choose the layer that has them.",
    ),
    "roads.none": (
        "{file}：没有道路（没有带 highway 的线）。请检查导出的范围和内容。",
        "{file}: holds no roads (no way with highway). Check the area and the contents of the export.",
    ),
    "roads.none-open": (
        "{file}：没有一条道路对步行、电动车或小货车开放且落在规划范围附近。请检查坐标、道路等级和 roads.classes。",
        "{file}: no road is open on foot, by e-bike or by small truck and within reach. Check coordinates, classes and roads.classes.",
    ),
    "roads.graph-without-places": (
        "{file}：GraphML 的点没有坐标（x、y）。应为 OSMnx 导出的路网；请用 ox.save_graphml 重新导出。",
        "{file}: the nodes of the GraphML have no places (x, y). Expected a graph of OSMnx; export it with ox.save_graphml.",
    ),
    "roads.graph-crs": (
        "{file}：认不出坐标系 {crs}。应如 epsg:4326；请重新导出。",
        "{file}: the CRS {crs} is not known. Expected such as epsg:4326; export it again.",
    ),
    "roads.damaged-pbf": (
        "{file}：PBF 已损坏或不完整（{reason}）。请重新下载整个文件。",
        "{file}: the PBF is damaged or cut off ({reason}). Download the whole file again.",
    ),
    "roads.cut-off": ("数据块不完整", "a block is cut off"),
    "roads.blob-too-large": ("数据块超过格式上限", "a block is above the limit of the format"),
    "roads.blob-packing": ("数据块的压缩方式不支持，仅支持 zlib", "a block is packed otherwise than by zlib"),
    "roads.no-pbf": (
        "{file}：读取 .osm.pbf 需要附加组件 osm。请运行 pip install linli[osm]，或改用 .osm.gz。",
        "{file}: reading .osm.pbf needs the extra osm. Run pip install linli[osm], or use .osm.gz.",
    ),
    # Findings.
    "roads-cache-damaged.found": (
        "路网缓存 {file} 已损坏（{reason}）",
        "the cached graph {file} is damaged ({reason})",
    ),
    "roads-cache-damaged.expected": ("完整的缓存", "a whole cached graph"),
    "roads-cache-damaged.remedy": ("已重新读取路网并重建缓存", "the roads were read again and the cache made anew"),
    "roads-cache-unwritable.found": ("路网缓存无法写入：{reason}", "the graph cannot be cached: {reason}"),
    "roads-cache-unwritable.expected": (
        "路网文件所在文件夹可写，或设置 roads.cache_folder 或 LINLI_ROADS_CACHE",
        "a folder that can be written, or roads.cache_folder or LINLI_ROADS_CACHE set",
    ),
    "roads-cache-unwritable.remedy": (
        "不影响结果，下次将重新读取",
        "the result is the same; the roads are read again next time",
    ),
    "roads-clipped.found": (
        "{count} 条道路引用了范围外的 {missing} 个点",
        "{count} roads refer to {missing} nodes outside the extract",
    ),
    "roads-clipped.expected": ("导出时带上道路的所有点", "an extract with all nodes of its roads"),
    "roads-clipped.remedy": (
        "道路在缺点处断开；如边缘小区的路程偏长，请导出更大的范围",
        "they are cut there; export a larger area if ways near its edge come out too long",
    ),
    "roads-class-unknown.found": (
        "{count} 条线的 highway 不是可通行的道路",
        "{count} ways have a highway that nobody travels on",
    ),
    "roads-class-unknown.expected": ("OpenStreetMap 的道路等级", "a road class of OpenStreetMap"),
    "roads-class-unknown.remedy": ("这些线未采用", "they are not used"),
    "roads-default-class.found": (
        "图层 {sheet} 中 {count} 条线没有可识别的道路等级（{values}）",
        "layer {sheet}: {count} lines state no known road class ({values})",
    ),
    "roads-default-class.expected": ("列 highway、fclass 或 道路等级", "a column highway, fclass or 道路等级"),
    "roads-default-class.remedy": (
        "按 roads.default_class 处理；请补上等级",
        "they are taken as roads.default_class; state their class",
    ),
    "roads-no-shape.found": ("{count} 行没有可用的线", "{count} rows have no usable line"),
    "roads-no-shape.expected": ("经纬度范围内的线", "lines within the range of longitude and latitude"),
    "roads-no-shape.remedy": ("这些行未采用；请检查坐标", "they are not used; check their coordinates"),
    "roads-open-areas.found": ("{count} 个面没有闭合的外边界", "{count} areas have no closed outline"),
    "roads-open-areas.expected": ("范围内完整的水面和绿地", "areas of water and green whole within the extract"),
    "roads-open-areas.remedy": ("未画出；请导出更大的范围", "they are not drawn; export a larger area"),
    "roads-far-away.found": (
        "{count} 段道路在工作投影之外，远离规划范围",
        "{count} pieces of road lie beyond the working projection, far from the planning area",
    ),
    "roads-far-away.expected": ("规划范围附近的道路", "roads near the planning area"),
    "roads-far-away.remedy": ("未采用；请检查坐标", "they are not used; check their coordinates"),
    "roads-zero-length.found": ("{count} 段长度为零", "{count} pieces have no length"),
    "roads-zero-length.expected": ("相邻两点不同", "two different places at the ends of a piece"),
    "roads-zero-length.remedy": ("已略去", "they are left out"),
    "roads-length.found": (
        "写明的长度有误：缺失 {missing}，为零 {zero}，为负 {negative}，与线形相差 5% 以上 {different}",
        "stated lengths: {missing} missing, {zero} zero, {negative} negative, {different} more than 5 % off their shape",
    ),
    "roads-length.expected": ("与线形一致的正长度", "positive lengths that agree with the shapes"),
    "roads-length.remedy": ("一律按线形重新计算", "all lengths are worked out anew from the shapes"),
    "roads-duplicate-nodes.found": ("{count} 个点与另一点位置相同", "{count} nodes stand where another stands"),
    "roads-duplicate-nodes.expected": ("一处一点", "one node a place"),
    "roads-duplicate-nodes.remedy": (
        "同一层的已合并，桥上桥下的保持分开",
        "those of one level are made one; those of a bridge and what runs below stay apart",
    ),
    "roads-drawn-twice.found": ("{count} 段（{km:g} 公里）画了两次", "{count} pieces ({km:g} km) are drawn twice"),
    "roads-drawn-twice.expected": ("一段道路画一次", "each piece of road drawn once"),
    "roads-drawn-twice.remedy": ("已合为一段，取较高的等级和较快的速度", "made one, of the higher class and speed"),
    "roads-loops.found": ("{count} 条道路回到自己的起点", "{count} streets come back to where they began"),
    "roads-loops.expected": ("两端不同的道路", "streets with two different ends"),
    "roads-loops.remedy": ("已在中点断开成两条", "each is cut in two half-way"),
    "roads-parallel.found": (
        "{count} 对路口之间有多条道路",
        "{count} pairs of junctions are joined by several streets",
    ),
    "roads-parallel.expected": (
        "一般只有一条；双车道分开画时有多条",
        "one as a rule; several where carriageways are drawn apart",
    ),
    "roads-parallel.remedy": ("都保留", "all of them are kept"),
    "roads-joined.found": (
        "在 {crossings} 处相交、{touches} 处相接的线没有公共点",
        "lines cross at {crossings} places and touch at {touches} without a shared node",
    ),
    "roads-joined.expected": ("道路在路口断开并共点", "roads split at their junctions"),
    "roads-joined.remedy": (
        "同层相交、端点相接处已连通；桥、隧道请用 bridge、tunnel 或 layer 标明",
        "joined where levels agree or an end touches; mark bridges and tunnels by bridge, tunnel or layer",
    ),
    "roads-parts.found": (
        "{mode}：路网分成 {count} 个互不相通的部分（{km} 公里）",
        "{mode}: the network falls into {count} parts with no way between them ({km} km)",
    ),
    "roads-parts.expected": ("连通的路网", "a network that hangs together"),
    "roads-parts.remedy": (
        "各部分都可使用；跨部分的距离按直线乘绕行系数估计并注明，多因江河无桥可过，或导出缺少道路",
        "all of them are used; between two of them the straight line with the detour factor stands in and is marked so; a river without a bridge for this mode, or roads that the extract lacks",
    ),
    "roads-islands.found": (
        "{mode}：{count} 处道路（{km:g} 公里，最大 {largest:g} 公里）与路网主体（{kept:g} 公里）不连通",
        "{mode}: {count} islands ({km:g} km, the largest {largest:g} km) do not hang together with the rest ({kept:g} km)",
    ),
    "roads-islands.expected": ("连通的路网", "a network that hangs together"),
    "roads-islands.remedy": ("地点不会落在这些道路上；请补画缺口", "no place is put onto them; draw what is missing"),
    "roads-traps.found": (
        "{mode}：{count} 条道路（{km:g} 公里）因单行只能进或只能出",
        "{mode}: {count} streets ({km:g} km) can only be entered or only be left, for one-way streets",
    ),
    "roads-traps.expected": ("可进可出的道路", "streets that lead in and out"),
    "roads-traps.remedy": (
        "地点不会落在这些道路上；多见于范围边缘，请核对单行方向",
        "no place is put onto them; common at the edge of an extract; check the directions",
    ),
    "roads-mode-empty.found": ("没有可供{mode}的道路", "no road is open {mode}"),
    "roads-mode-empty.expected": ("每种出行方式都有道路", "roads for every mode"),
    "roads-mode-empty.remedy": (
        "该方式按直线估计；请检查道路等级",
        "its distances are straight lines; check the road classes",
    ),
    "roads-maxspeed.found": (
        "{count} 条道路的限速无法读取：{values}",
        "{count} roads have a speed limit that cannot be read: {values}",
    ),
    "roads-maxspeed.expected": (
        "如 50、30 mph、CN:urban，3 至 150 km/h",
        "such as 50, 30 mph or CN:urban, 3 to 150 km/h",
    ),
    "roads-maxspeed.remedy": ("按道路等级的速度计", "the speed of their class counts"),
    "roads-oneway.found": (
        "{count} 条道路的单行方向不明：{values}",
        "{count} roads have an uncertain direction: {values}",
    ),
    "roads-oneway.expected": ("yes、no 或 -1", "yes, no or -1"),
    "roads-oneway.remedy": (
        "潮汐车道按画线方向单行，其余按双向",
        "reversible ones count as open along their line, others both ways",
    ),
}

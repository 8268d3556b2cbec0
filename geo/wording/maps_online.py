"""Words of the base maps from tile servers."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "maps.layer.online_osm": ("在线底图：OpenStreetMap（联网）", "Online: OpenStreetMap (asks the network)"),
    "maps.layer.online_tianditu": ("在线底图：天地图（联网，需密钥）", "Online: Tianditu (network, own key)"),
    "maps.layer.online_amap": ("在线底图：高德地图（联网）", "Online: Amap (asks the network)"),
    "maps.online.key": ("您的密钥", "Your key"),
    "maps.online.key.kept": ("只存在本浏览器，不写入文件", "kept in this browser only, never in the file"),
}

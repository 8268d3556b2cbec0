"""Words on printed maps."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "sheet.region": ("服务片区", "Service region"),
    "sheet.station": ("服务站，数字为片区序号", "Station with its region's number"),
    "sheet.station.to_be_found": ("服务站，用房待落实", "Station, room to be found"),
    "sheet.office": ("管理处", "Office"),
    "sheet.office.letter": ("处", "O"),
    "sheet.estate": ("小区，圆面积为户数（{sizes} 户）", "Estate, area by households ({sizes})"),
    "sheet.crossing": ("桥、过街通道", "Bridge, crossing"),
    "sheet.reject": ("未纳入小区", "Estate left out"),
    "sheet.outline": ("街道界", "Sub-district"),
    "sheet.outline.indicative": ("街道界（示意）", "Sub-district (indicative)"),
    "sheet.barrier.river": ("河道", "River"),
    "sheet.barrier.railway": ("铁路", "Railway"),
    "sheet.barrier.arterial": ("主次干路", "Arterial road"),
    "sheet.barrier.expressway": ("快速路", "Expressway"),
    "sheet.barrier.wall": ("围墙", "Wall"),
    "sheet.barrier.other": ("其他屏障", "Other barrier"),
    "sheet.unnamed": ("{n} 个小区名称因拥挤未标出，见表", "{n} names left out for want of room: see the table"),
    "sheet.no_ground": ("没有可画的位置", "Nothing to draw: no place is known"),
}

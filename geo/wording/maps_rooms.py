"""Words of the rooms on the map."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "maps.layer.rooms": ("用房名单", "Rooms on the list"),
    "maps.kind.room": ("用房", "room"),
    "maps.room.legend": ("用房：{state}", "room: {state}"),
    "maps.room.state": ("状态", "State"),
    "maps.room.station": ("已选作服务站", "chosen as a station"),
    "maps.room.office": ("已选作管理处", "chosen as an office"),
    "maps.room.candidate": ("备选", "candidate"),
    "maps.room.refused": ("未同意", "not consented"),
    "maps.room.forbidden": ("不得启用", "not to be used"),
    "maps.room.can_be": ("可作", "Can be"),
    "maps.room.area": ("用房面积", "Floor area"),
    "maps.room.rent": ("月租金", "Rent a month"),
    "maps.room.owner": ("产权人", "Owner"),
}

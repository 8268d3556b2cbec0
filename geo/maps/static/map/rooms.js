/** Rooms on the list: stations to be and those passed over, a door each, with a card that says what became of it. */

import { area, choice, extras, state, t, unit } from "./words.js";
import { estateOf, readTable, stationOf } from "./tables.js";
import { isSeen, onScreen, symbolSize } from "./view.js";
import { el, field, swatch } from "./elements.js";
import { open } from "./cards.js";

export const rooms = readTable("rooms");
export const ROOM_INKS = { station: "#17434b", office: "#7d2230", candidate: "#3d6b35", refused: "#8a8f93", forbidden: "#8a8f93" };
for (const room of rooms) room.region = estateOf.get(room.estate_id)?.region || null;

/** A door: filled where it is used, hollow where it may be, crossed out where it may not. */
export function drawDoor(c, x, y, size, kind) {
  c.save();
  c.translate(x, y);
  c.scale(size, size);
  c.beginPath();
  c.roundRect(-6, -8, 12, 16, 2);
  c.fillStyle = kind === "station" || kind === "office" ? ROOM_INKS[kind] : "#ffffff";
  c.strokeStyle = "#ffffff";
  c.lineWidth = 4;
  c.stroke();
  c.fill();
  c.strokeStyle = ROOM_INKS[kind];
  c.lineWidth = 1.8;
  c.stroke();
  c.beginPath();
  c.arc(3, 0.5, 1.3, 0, 2 * Math.PI);
  c.fillStyle = kind === "station" || kind === "office" ? "#ffffff" : ROOM_INKS[kind];
  c.fill();
  if (kind === "refused" || kind === "forbidden") {
    c.beginPath();
    c.moveTo(-8, 9);
    c.lineTo(8, -9);
    c.stroke();
  }
  c.restore();
}

/** Beside its place, where the estate and the station have their symbols. */
export function roomPlace(room) {
  const [x, y] = onScreen(room.point);
  return [x - 13 * symbolSize(), y + 9 * symbolSize()];
}

export const drawnRooms = () => (state.shown.rooms ? rooms.filter((room) => room.point && isSeen(room.box)) : []);

export function drawRooms(c) {
  for (const room of drawnRooms()) drawDoor(c, ...roomPlace(room), 0.95 * symbolSize(), room.state);
}

export function roomAt(x, y, reach) {
  const found = drawnRooms().findLast((room) => {
    const [rx, ry] = roomPlace(room);
    return Math.hypot(rx - x, ry - y) <= 8 * symbolSize() + reach;
  });
  return found ? { kind: "room", item: found } : null;
}

export function roomCard(room) {
  const estate = estateOf.get(room.estate_id);
  const station = stationOf.get(room.room_id);
  return {
    where: [room.region?.subdistrict, room.room_id],
    body: el("dl", { class: "facts" },
      field(t("room.state"), t(`room.${room.state}`)),
      field(t("station.kind"), choice("rooms.kind", room.kind)),
      field(t("room.can_be"), choice("rooms.can_be", room.can_be)),
      field(t("room.area"), area(room.floor_area_m2)),
      field(t("room.rent"), unit("yuan", room.rent_cny_month)),
      field(t("room.owner"), el("span", { class: "words" }, room.owner || t("none"))),
      estate ? field(t("kind.estate"), open("estate", estate)) : null,
      station ? field(t("kind.station"), open("station", station)) : null),
  };
}

export function roomLegend() {
  if (!state.shown.rooms) return [];
  const states = ["station", "office", "candidate", "refused", "forbidden"].filter((one) => rooms.some((room) => room.state === one));
  return states.map((one) => [swatch((c, x, y) => drawDoor(c, x, y, 0.9, one)), t("room.legend", { state: t(`room.${one}`) }), rooms.filter((room) => room.state === one).length]);
}

extras.cards.room = roomCard;
extras.over.push(drawRooms);
extras.things.push(roomAt);
extras.legend.push(roomLegend);

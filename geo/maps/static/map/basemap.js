/** The quiet ground from the user's own extract: water and green under the regions, streets with their names over them. */

import { data, extras, state, style, t } from "./words.js";
import { boxOf, drawable, integers, linesOf } from "./tables.js";
import { FONT, inLocal, isSeen, metre, onScreen, view } from "./view.js";
import { swatch } from "./elements.js";
import { lineSwatch, plainLine } from "./legend.js";
import { around, haloed } from "./labels.js";

export const GROUND = { water: "#cfe3f1", green: "#dfebd6", road: "#d3cdc1", railway: "#a3a3a0" };
export const SHORE = { water: "#a9cbe2", green: "#c9dcbb" };
// Of streets by rank: metres wide on the ground, pixels at least, the zoom from which they and their names are shown.
export const STREETS = [
  { metres: 26, least: 1.7, from: 10.5, named: 14 },
  { metres: 20, least: 1.3, from: 11.5, named: 14 },
  { metres: 14, least: 1.0, from: 12.6, named: 14.8 },
  { metres: 9, least: 0.8, from: 13.5, named: 15.6 },
  { metres: 6, least: 0.7, from: 14.5, named: 16.2 },
];
export const streetOf = (rank) => STREETS[Math.min(Math.max(rank, 1), STREETS.length) - 1];
export const isArea = (part) => part.kind === "water" || part.kind === "green";
export const ground = data.basemap;

/** The lines of a part with their boxes and names, read when it is first drawn. */
export function linesOfGround(part) {
  if (part.read) return part.read;
  const at = integers(part.at);
  part.read = linesOf(part.lines).map((points, i) => ({ points, box: boxOf([points]), name: part.names[at[i] - 1] || "", path: null }));
  return part.read;
}

export function pathOfGround(part) {
  part.path ??= drawable(linesOfGround(part).map((line) => line.points), isArea(part));
  return part.path;
}

export function drawAreas(c) {
  if (!state.shown.basemap) return;
  inLocal(c, (px) => {
    for (const part of ground.filter(isArea)) {
      c.fillStyle = GROUND[part.kind];
      c.strokeStyle = SHORE[part.kind];
      c.lineWidth = 0.9 * px;
      c.fill(pathOfGround(part), "evenodd");
      if (view.zoom >= 13) c.stroke(part.path);
    }
  });
}

/** Streets: far out a hair of grey; nearer, white between two grey edges and as wide as they are. */
export function drawStreets(c) {
  if (!state.shown.basemap) return;
  const shown = ground.filter((part) => !isArea(part) && view.zoom >= (part.kind === "road" ? streetOf(part.rank).from : 12)).reverse();
  inLocal(c, (px) => {
    c.lineJoin = "round";
    c.lineCap = "round";
    for (const isCore of [false, true]) for (const part of shown) (part.kind === "road" ? strokeStreets : strokeRails)(c, part, px, isCore);
    c.setLineDash([]);
    c.lineCap = "butt";
    c.globalAlpha = 1;
  });
}

export function strokeStreets(c, part, px, isCore) {
  const { metres, least } = streetOf(part.rank);
  const wide = Math.max(least * px, metres * metre);
  const isEdged = wide >= 3 * px;
  if (isCore && !isEdged) return;
  c.globalAlpha = isCore ? 0.85 : isEdged ? 0.55 : 0.75;
  c.strokeStyle = isCore ? "#ffffff" : isEdged ? "#a79f90" : GROUND.road;
  c.lineWidth = isEdged && !isCore ? wide + 1.4 * px : wide;
  c.setLineDash([]);
  strokeSeen(c, part);
}

export function strokeRails(c, part, px, isCore) {
  c.globalAlpha = 0.8;
  c.strokeStyle = isCore ? "#ffffff" : GROUND.railway;
  c.lineWidth = (isCore ? 1.2 : 2.4) * px;
  c.setLineDash(isCore ? [6 * px, 6 * px] : []);
  strokeSeen(c, part);
}

/** Far out everything as one path; near, line by line, only those in view. */
export function strokeSeen(c, part) {
  if (view.zoom < 14) {
    c.stroke(pathOfGround(part));
    return;
  }
  for (const line of linesOfGround(part)) {
    if (!isSeen(line.box)) continue;
    line.path ??= drawable([line.points], false);
    c.stroke(line.path);
  }
}

/** Names along their streets, the wider first; the same name again only far away. */
export function drawStreetNames(c, space) {
  if (!state.shown.basemap) return;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const said = new Map();
  for (const part of ground) {
    if (part.kind !== "road" || view.zoom < streetOf(part.rank).named) continue;
    c.font = `${part.rank <= 2 ? 12 : 11}px ${FONT}`;
    for (const line of linesOfGround(part)) if (line.name && isSeen(line.box, 0)) nameStreet(c, space, line, said);
  }
}

export function nameStreet(c, space, line, said) {
  const width = c.measureText(line.name).width + 10;
  const place = straightStretch(line.points, width);
  if (!place) return;
  const others = said.get(line.name) || [];
  if (others.some((other) => Math.hypot(other.x - place.x, other.y - place.y) < 320)) return;
  const [cos, sin] = [Math.abs(Math.cos(place.angle)), Math.abs(Math.sin(place.angle))];
  const box = around(place.x, place.y, Math.max(14, width * cos), Math.max(14, width * sin));
  if (!space.isFree(box)) return;
  space.take(box);
  said.set(line.name, [...others, place]);
  c.save();
  c.translate(place.x, place.y);
  c.rotate(place.angle);
  haloed(c, line.name, 0, 0, style.quiet);
  c.restore();
}

/** The longest stretch of a line, of those well inside the screen, that is straight enough and long enough for words. */
export function straightStretch(points, width) {
  let best = null;
  for (let i = 2; i < points.length; i += 2) {
    const [ax, ay] = onScreen([points[i - 2], points[i - 1]]);
    let [bx, by, end] = [ax, ay, i];
    const first = Math.atan2(points[i + 1] - points[i - 1], points[i] - points[i - 2]);
    for (; end < points.length; end += 2) {
      const turn = Math.atan2(points[end + 1] - points[end - 1], points[end] - points[end - 2]) - first;
      if (Math.cos(turn) < 0.97) break;
      [bx, by] = onScreen([points[end], points[end + 1]]);
    }
    const long = Math.hypot(bx - ax, by - ay);
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    const isInView = x > 50 && y > 30 && x < view.width - 50 && y < view.height - 30;
    if (isInView && long >= width && (!best || long > best.long)) best = { x, y, long, angle: upright(Math.atan2(by - ay, bx - ax)) };
    i = Math.max(i, end - 2);
  }
  return best;
}

export function upright(angle) {
  if (angle > Math.PI / 2) return angle - Math.PI;
  return angle < -Math.PI / 2 ? angle + Math.PI : angle;
}

export function groundSwatch(kind) {
  if (kind === "road") return lineSwatch(plainLine("#ffffff", 3, [], "#a79f90", 4.4));
  if (kind === "railway") return lineSwatch(plainLine("#ffffff", 1.2, [6, 6], GROUND.railway, 2.4));
  return swatch((c, x, y) => {
    c.fillStyle = GROUND[kind];
    c.strokeStyle = SHORE[kind];
    c.fillRect(x - 12, y - 7, 24, 14);
    c.strokeRect(x - 12, y - 7, 24, 14);
  });
}

extras.counts.basemap = null;
extras.under.push(drawAreas);
extras.between.unshift(drawStreets);
extras.labels.push(drawStreetNames);
extras.legend.push(() => (state.shown.basemap ? Object.keys(GROUND).filter((kind) => ground.some((part) => part.kind === kind)).map((kind) => [groundSwatch(kind), t(`ground.${kind}`), null]) : []));

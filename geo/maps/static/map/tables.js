/** The plan's tables, read from the block: rows become objects, paths become shapes that a canvas can draw. */

import { data, style } from "./words.js";

export const SCALE = 256 * 2 ** 18; // pixels around the world at zoom 18: the units of the drawing
export const [originLon, originLat] = data.origin;

export function world(lon, lat) {
  const turned = (lat * Math.PI) / 180;
  return [((lon + 180) / 360) * SCALE, (0.5 - Math.log(Math.tan(Math.PI / 4 + turned / 2)) / (2 * Math.PI)) * SCALE];
}

export const [worldX, worldY] = world(originLon, originLat);

export function local(x, y) {
  const [wx, wy] = world(originLon + x / 1e6, originLat + y / 1e6);
  return [wx - worldX, wy - worldY];
}

/** Read numbers written as text (geo/maps/strings.py). */
export function integers(text) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i += 1) {
    const bits = text.charCodeAt(i) - 63;
    value += (bits & 31) * 2 ** shift;
    shift += 5;
    if (bits < 32) {
      numbers.push(value % 2 ? -(value + 1) / 2 : value / 2);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}

/** Read a line of steps, hundred thousandths of a degree, as local x, y in turn. */
export function lineOf(text) {
  const steps = integers(text);
  const points = new Float64Array(steps.length);
  let x = 0;
  let y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i] * 10;
    y += steps[i + 1] * 10;
    [points[i], points[i + 1]] = local(x, y);
  }
  return points;
}

export const linesOf = (texts) => (texts ? texts.split(" ").filter(Boolean).map(lineOf) : []);

export function boxOf(paths) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of paths) {
    for (let i = 0; i < points.length; i += 2) {
      box[0] = Math.min(box[0], points[i]);
      box[1] = Math.min(box[1], points[i + 1]);
      box[2] = Math.max(box[2], points[i]);
      box[3] = Math.max(box[3], points[i + 1]);
    }
  }
  return box;
}

export function drawable(paths, closed) {
  const path = new Path2D();
  for (const points of paths) {
    path.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
    if (closed) path.closePath();
  }
  return path;
}

/** A row of a table; its shape is read when it is first asked for. */
export class Row {
  #shape = null;

  get shape() {
    this.#shape ??= shapeOf(this);
    return this.#shape;
  }

  get area() {
    return this.shape.area;
  }

  get line() {
    return this.shape.line;
  }

  get paths() {
    return this.shape.paths;
  }

  get box() {
    return this.shape.box;
  }
}

export function shapeOf({ rings: ringTexts, lines: lineTexts, point }) {
  const ringLines = linesOf(ringTexts);
  const openLines = linesOf(lineTexts);
  const paths = [...ringLines, ...openLines];
  return {
    paths,
    area: ringLines.length ? drawable(ringLines, true) : null,
    line: openLines.length ? drawable(openLines, false) : null,
    box: paths.length ? boxOf(paths) : point ? [...point, ...point] : null,
  };
}

/** Turn a packed table (geo/maps/columns.py) into objects. */
export function readTable(name) {
  const table = data.tables[name];
  const items = Array.from({ length: table.rows }, () => new Row());
  for (const [column, values] of Object.entries(table.columns)) {
    for (let i = 0; i < items.length; i += 1) items[i][column] = values.of ? values.of[values.at[i]] : values[i];
  }
  for (const item of items) item.point = item.at ? local(item.at[0], item.at[1]) : null;
  return items;
}

/** A table that is read when its layer is first shown. */
export function later(name, finish = () => {}) {
  let items = null;
  return () => {
    if (!items) {
      items = readTable(name);
      items.forEach(finish);
    }
    return items;
  };
}

export const regions = readTable("regions");
export const estates = readTable("estates");
export const stations = readTable("stations");
export const offices = readTable("offices");
export const firms = readTable("firms");
export const barriers = readTable("barriers");
export const crossings = readTable("crossings");
export const subdistricts = readTable("subdistricts");
export const rejects = readTable("rejects");
export const toLocate = readTable("to_locate");
export const exceptions = readTable("exceptions");
export const findings = readTable("findings");
export const solutions = readTable("solutions");
export const rulePrices = readTable("rule_prices");
export const clashes = readTable("clashes");

export const by = (items, key) => new Map(items.map((item) => [item[key], item]));
export const regionOf = by(regions, "region_id");
export const stationOf = by(stations, "station_id");
export const officeOf = by(offices, "office_id");
export const firmOf = by(firms, "name");
export const estateOf = by(estates, "estate_id");
export const rejectOf = by(rejects, "estate_id");
export const toLocateOf = by(toLocate, "estate_id");

for (const region of regions) {
  const index = region.color ?? -1;
  region.fill = index < 0 ? style.none[0] : style.fills[index % style.fills.length];
  region.ink = index < 0 ? style.none[1] : style.inks[index % style.inks.length];
  region.tone = mixed(region.fill, style.land, 0.8);
  region.pale = mixed(region.fill, style.land, 0.22);
  region.paleInk = mixed(region.ink, style.land, 0.25);
  region.members = [];
}
for (const estate of estates) {
  estate.region = regionOf.get(estate.region_id) || null;
  estate.station = stationOf.get(estate.station_id) || null;
  estate.isHollow = estate.walk_claim === false || estate.place_quality === "community";
  if (estate.region) estate.region.members.push(estate);
}
for (const region of regions) region.members.sort((a, b) => (b.households || 0) - (a.households || 0));
for (const station of stations) station.region = regionOf.get(station.region_id) || null;
for (const firm of firms) firm.members = regions.filter((region) => region.firm === firm.name);
for (const office of offices) office.gap = gapTo(office, stations);

export const groups = later("groups", (group) => {
  group.region = regionOf.get(group.region_id) || null;
});
export const tiles = later("tiles", (tile) => {
  tile.region = estates[tile.of]?.region || null;
});
export const links = later("links");
export const isForced = (link) => link.kind === "forced";
export const largestFirst = [...estates].sort((a, b) => (b.households || 0) - (a.households || 0));

/** Mix two colours (#rrggbb): a share of the first, the rest of the second. */
export function mixed(color, ground, share) {
  const part = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const channels = [1, 3, 5].map((at) => Math.round(part(color, at) * share + part(ground, at) * (1 - share)));
  return `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** How far the nearest of some points is, along the farther axis, in local units. */
export function gapTo(item, others) {
  if (!item.point) return Infinity;
  const away = ([x, y]) => Math.max(Math.abs(x - item.point[0]), Math.abs(y - item.point[1]));
  return others.reduce((least, other) => (other.point ? Math.min(least, away(other.point)) : least), Infinity);
}

export const displayName = (item) => item.name || item.region_id || item.estate_id || item.station_id || item.office_id || item.firm_id || "";
export const cut = (name, length) => ([...name].length > length ? `${[...name].slice(0, length - 1).join("")}…` : name);
export const exceptionsOf = (region) =>
  exceptions.filter(
    (row) => row.region_id === region.region_id || estateOf.get(row.estate_id)?.region_id === region.region_id,
  );

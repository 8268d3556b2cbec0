/**
 * The page of a plan. It reads one JSON block (made by geo/maps/layers.py), draws on one canvas above the folium map,
 * and builds every panel from DOM nodes: all text of the plan goes in through `textContent` or `fillText`, never as
 * markup, so that a name is only ever a name.
 *
 * In order: words and numbers · reading the block · the drawing · choosing things · panels · start.
 */

const data = JSON.parse(document.getElementById("linli-data").textContent);
const map = window[data.map];
const L = window.L;
const style = data.style;

const state = {
  lang: data.lang,
  tab: "summary",
  chosen: null, // {kind, item}: what the card is about
  came: null, // where the focus was before the card opened
  shown: Object.fromEntries(style.layers.map((layer) => [layer.name, layer.shown])),
  sort: { column: "", down: false },
  sheet: "half", // the panel on a phone: peek, half or full
  legend: window.innerWidth > 760,
};

// ---------------------------------------------------------------------------------------------- words and numbers

/** Look up a word of the page and fill in its fields. */
function t(key, fields = {}) {
  const pair = data.words[key];
  if (!pair) throw new Error(`no word for ${key}`);
  return pair[state.lang === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(fields[name] ?? ""));
}

/** Say a choice of the schema; what it does not know is shown as it stands. */
function choice(prefix, value) {
  if (!value) return t("none");
  return data.words[`${prefix}.${value}`] ? t(`${prefix}.${value}`) : String(value);
}

function number(value, digits = 0) {
  if (value === null || value === undefined) return t("none");
  const locale = state.lang === "zh" ? "zh-CN" : "en-GB";
  return value.toLocaleString(locale, { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

function percent(share) {
  return share === null || share === undefined ? t("none") : `${number(share * 100, 1)}%`;
}

function unit(key, value, digits = 0) {
  return value === null || value === undefined ? t("none") : t(`unit.${key}`, { n: number(value, digits) });
}

/** Floor area: 万㎡ in Chinese, m² in English. */
function area(m2) {
  if (m2 === null || m2 === undefined) return t("none");
  if (state.lang === "en" || Math.abs(m2) < 1000) return unit("m2", m2);
  return unit("wan_m2", m2 / 1e4, Math.abs(m2) < 1e5 ? 2 : 1);
}

/** Money: 万元 in Chinese, yuan in English. */
function money(cny) {
  if (cny === null || cny === undefined) return t("none");
  if (state.lang === "en" || Math.abs(cny) < 1000) return unit("yuan", cny);
  return unit("wan_yuan", cny / 1e4, Math.abs(cny) < 1e5 ? 2 : 1);
}

const both = (pair) => (Array.isArray(pair) ? pair[state.lang === "zh" ? 0 : 1] : pair || "");

// ---------------------------------------------------------------------------------------------- reading the block

const SCALE = 256 * 2 ** 18; // pixels around the world at zoom 18: the units of the drawing
const [originLon, originLat] = data.origin;

function world(lon, lat) {
  const turned = (lat * Math.PI) / 180;
  return [((lon + 180) / 360) * SCALE, (0.5 - Math.log(Math.tan(Math.PI / 4 + turned / 2)) / (2 * Math.PI)) * SCALE];
}

const [worldX, worldY] = world(originLon, originLat);

function local(x, y) {
  const [wx, wy] = world(originLon + x / 1e6, originLat + y / 1e6);
  return [wx - worldX, wy - worldY];
}

/** Read a path of differences (geo/maps/shapes.py) as local x, y in turn. */
function readPath(steps) {
  const points = new Float64Array(steps.length);
  let x = 0;
  let y = 0;
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    [points[i], points[i + 1]] = local(x, y);
  }
  return points;
}

function boxOf(paths) {
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

function drawable(paths, closed) {
  const path = new Path2D();
  for (const points of paths) {
    path.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
    if (closed) path.closePath();
  }
  return path;
}

/** Turn a packed table (geo/maps/columns.py) into objects, with shapes ready to draw. */
function readTable(name) {
  const table = data.tables[name];
  const items = Array.from({ length: table.rows }, () => ({}));
  for (const [column, values] of Object.entries(table.columns)) {
    for (let i = 0; i < items.length; i += 1) items[i][column] = values.of ? values.of[values.at[i]] : values[i];
  }
  for (const item of items) {
    const rings = (item.rings || []).map(readPath);
    const lines = (item.lines || []).map(readPath);
    item.point = item.at ? local(item.at[0], item.at[1]) : null;
    item.area = rings.length ? drawable(rings, true) : null;
    item.line = lines.length ? drawable(lines, false) : null;
    item.paths = [...rings, ...lines];
    item.box = item.paths.length ? boxOf(item.paths) : item.point ? [...item.point, ...item.point] : null;
  }
  return items;
}

/** A table that is read when its layer is first shown. */
function later(name, finish = () => {}) {
  let items = null;
  return () => {
    if (!items) {
      items = readTable(name);
      items.forEach(finish);
    }
    return items;
  };
}

const regions = readTable("regions");
const estates = readTable("estates");
const stations = readTable("stations");
const offices = readTable("offices");
const barriers = readTable("barriers");
const crossings = readTable("crossings");
const subdistricts = readTable("subdistricts");
const rejects = readTable("rejects");
const toLocate = readTable("to_locate");
const exceptions = readTable("exceptions");
const findings = readTable("findings");
const solutions = readTable("solutions");

const by = (items, key) => new Map(items.map((item) => [item[key], item]));
const regionOf = by(regions, "region_id");
const stationOf = by(stations, "station_id");
const officeOf = by(offices, "office_id");
const estateOf = by(estates, "estate_id");
const rejectOf = by(rejects, "estate_id");
const toLocateOf = by(toLocate, "estate_id");

for (const region of regions) {
  const index = region.color ?? -1;
  region.fill = index < 0 ? style.none[0] : style.fills[index % style.fills.length];
  region.ink = index < 0 ? style.none[1] : style.inks[index % style.inks.length];
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
for (const office of offices) office.gap = gapTo(office, stations);

const groups = later("groups", (group) => {
  group.region = regionOf.get(group.region_id) || null;
});
const tiles = later("tiles", (tile) => {
  tile.region = estates[tile.of]?.region || null;
});
const links = later("links");
const isForced = (link) => link.kind === "forced";
const largestFirst = [...estates].sort((a, b) => (b.households || 0) - (a.households || 0));

/** How far the nearest of some points is, along the farther axis, in local units. */
function gapTo(item, others) {
  if (!item.point) return Infinity;
  const away = ([x, y]) => Math.max(Math.abs(x - item.point[0]), Math.abs(y - item.point[1]));
  return others.reduce((least, other) => (other.point ? Math.min(least, away(other.point)) : least), Infinity);
}

const displayName = (item) => item.name || item.region_id || item.estate_id || item.station_id || item.office_id || "";
const cut = (name, length) => ([...name].length > length ? `${[...name].slice(0, length - 1).join("")}…` : name);
const exceptionsOf = (region) =>
  exceptions.filter(
    (row) => row.region_id === region.region_id || estateOf.get(row.estate_id)?.region_id === region.region_id,
  );

// ---------------------------------------------------------------------------------------------- the drawing

const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';
const canvas = document.createElement("canvas");
const brush = canvas.getContext("2d");
let view = { k: 1, x: 0, y: 0, zoom: 12, width: 0, height: 0, dpr: 1 };
let drawWanted = false;
let badges = []; // region numbers as drawn: {box, region}, for choosing

function requestDraw() {
  if (drawWanted) return;
  drawWanted = true;
  requestAnimationFrame(() => {
    drawWanted = false;
    draw();
  });
}

function look() {
  const zoom = map.getZoom();
  const origin = map.project(L.latLng(originLat, originLon), zoom);
  const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
  const size = map.getSize();
  view = {
    k: 2 ** (zoom - 18),
    x: origin.x - corner.x,
    y: origin.y - corner.y,
    zoom,
    width: size.x,
    height: size.y,
    dpr: Math.min(window.devicePixelRatio || 1, 2),
  };
  const [width, height] = [Math.round(size.x * view.dpr), Math.round(size.y * view.dpr)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

const onScreen = (point) => [point[0] * view.k + view.x, point[1] * view.k + view.y];

function isSeen(box, margin = 30) {
  if (!box) return false;
  const [left, top] = onScreen([box[0], box[1]]);
  const [right, bottom] = onScreen([box[2], box[3]]);
  return right > -margin && bottom > -margin && left < view.width + margin && top < view.height + margin;
}

function inPixels(c) {
  c.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
}

/** Run `paint` in local units; it is given the factor that turns pixels into them. */
function inLocal(c, paint) {
  c.setTransform(view.dpr * view.k, 0, 0, view.dpr * view.k, view.dpr * view.x, view.dpr * view.y);
  paint(1 / view.k);
  inPixels(c);
}

/** Radius of an estate's circle in pixels: its area is proportional to the households, and grows with the zoom. */
function radiusOf(households, zoom = view.zoom) {
  const ofUnit = Math.min(24, Math.max(3, 4.6 * 2 ** ((zoom - 13) * 0.45)));
  return Math.max(2, ofUnit * Math.sqrt((households || 60) / style.unitHouseholds));
}

/** The region that stands out, or null where all do. */
function regionInFocus() {
  if (!state.chosen) return null;
  const { kind, item } = state.chosen;
  if (kind === "region") return item;
  return item.region || null;
}

const isFaded = (region) => {
  const focus = regionInFocus();
  return focus !== null && region !== focus;
};

function draw() {
  look();
  inPixels(brush);
  brush.fillStyle = style.paper;
  brush.fillRect(0, 0, view.width, view.height);
  if (state.shown.subdistricts) drawLand(brush);
  if (state.shown.tiles) drawTiles(brush);
  if (state.shown.regions) drawRegions(brush);
  if (state.shown.groups) drawGroups(brush);
  if (state.shown.barriers) drawBarriers(brush);
  if (state.shown.subdistricts) drawBorders(brush);
  if (state.shown.links) drawLinks(brush);
  drawAssignments(brush);
  if (state.shown.estates) drawEstates(brush);
  if (state.shown.crossings) drawCrossings(brush);
  if (state.shown.rejects) drawRejects(brush);
  if (state.shown.stations) drawStations(brush);
  if (state.shown.offices) drawOffices(brush);
  drawChosen(brush);
  drawLabels(brush);
}

function drawLand(c) {
  inLocal(c, () => {
    c.fillStyle = style.land;
    for (const outline of subdistricts) if (outline.area && isSeen(outline.box)) c.fill(outline.area, "evenodd");
  });
}

function drawBorders(c) {
  inLocal(c, (px) => {
    c.strokeStyle = style.outline;
    c.lineJoin = "round";
    for (const outline of subdistricts) {
      if (!outline.area || !isSeen(outline.box)) continue;
      c.lineWidth = 1.3 * px;
      c.setLineDash(outline.indicative ? [7 * px, 4 * px] : []);
      c.stroke(outline.area);
    }
    c.setLineDash([]);
  });
}

function drawTiles(c) {
  inLocal(c, (px) => {
    c.lineWidth = 0.8 * px;
    for (const tile of tiles()) {
      if (!tile.area || !isSeen(tile.box)) continue;
      c.strokeStyle = tile.region ? tile.region.ink : style.quiet;
      c.fillStyle = tile.region ? tile.region.fill : style.none[0];
      c.globalAlpha = isFaded(tile.region) ? 0.06 : 0.18;
      c.fill(tile.area, "evenodd");
      c.globalAlpha = isFaded(tile.region) ? 0.15 : 0.55;
      c.stroke(tile.area);
    }
    c.globalAlpha = 1;
  });
}

function drawRegions(c) {
  inLocal(c, (px) => {
    c.lineJoin = "round";
    for (const region of regions) {
      if (!region.area || !isSeen(region.box)) continue;
      const faded = isFaded(region);
      c.globalAlpha = faded ? 0.2 : 0.72;
      c.fillStyle = region.fill;
      c.fill(region.area, "evenodd");
      c.globalAlpha = faded ? 0.25 : 0.95;
      c.strokeStyle = region.ink;
      c.lineWidth = (state.chosen && !faded ? 2.4 : 1.3) * px;
      c.stroke(region.area);
    }
    c.globalAlpha = 1;
  });
}

function drawGroups(c) {
  inLocal(c, (px) => {
    c.setLineDash([4 * px, 3 * px]);
    c.lineWidth = 1.6 * px;
    for (const group of groups()) {
      if (!group.area || !isSeen(group.box)) continue;
      c.globalAlpha = isFaded(group.region) ? 0.2 : 1;
      c.strokeStyle = group.region ? group.region.ink : style.ink;
      c.stroke(group.area);
    }
    c.globalAlpha = 1;
    c.setLineDash([]);
  });
}

/** Casings of one kind first, so that crossing lines of a kind run into one another. */
function drawBarriers(c) {
  const kinds = [...new Set(barriers.map((barrier) => barrier.kind))];
  const rank = Object.keys(style.barriers);
  kinds.sort((a, b) => rank.indexOf(a) - rank.indexOf(b));
  const grown = Math.min(1.5, Math.max(0.55, 2 ** ((view.zoom - 14) * 0.3)));
  inLocal(c, (px) => {
    c.lineJoin = "round";
    for (const kind of kinds) {
      const line = style.barriers[kind] || style.otherBarrier;
      const own = barriers.filter((barrier) => barrier.kind === kind && isSeen(barrier.box));
      for (const [color, width, dash] of [
        [line.casing, line.casing_px, []],
        [line.color, line.width_px, line.dash_px],
      ]) {
        if (!color) continue;
        c.strokeStyle = color;
        c.fillStyle = line.color;
        c.lineCap = dash.length ? "butt" : "round";
        c.lineWidth = width * grown * px;
        c.setLineDash(dash.map((length) => length * px));
        for (const barrier of own) {
          if (barrier.area) c.stroke(barrier.area);
          if (barrier.area && color === line.color) c.fill(barrier.area, "evenodd");
          if (barrier.line) c.stroke(barrier.line);
        }
      }
    }
    c.setLineDash([]);
    c.lineCap = "butt";
  });
}

function strokeBetween(c, from, to) {
  c.beginPath();
  c.moveTo(...onScreen(from));
  c.lineTo(...onScreen(to));
  c.stroke();
}

function drawLinks(c) {
  for (const link of links()) {
    const from = estates[link.from];
    const to = estates[link.to];
    if (!from?.point || !to?.point) continue;
    const forced = isForced(link);
    c.globalAlpha = isFaded(from.region) && isFaded(to.region) ? 0.15 : 0.8;
    c.strokeStyle = forced ? style.office : style.quiet;
    c.lineWidth = forced ? 2 : 1;
    c.setLineDash(forced ? [5, 3] : []);
    if (link.line) inLocal(c, (px) => {
      c.lineWidth *= px;
      c.setLineDash(forced ? [5 * px, 3 * px] : []);
      c.stroke(link.line);
    });
    else strokeBetween(c, from.point, to.point);
  }
  c.globalAlpha = 1;
  c.setLineDash([]);
}

/** Lines from estates to their station: all where the layer is on, else those of what is chosen. */
function drawAssignments(c) {
  const focus = regionInFocus();
  const one = state.chosen?.kind === "estate" ? state.chosen.item : null;
  const drawn = state.shown.assignments ? estates : one ? [one] : focus ? focus.members : [];
  for (const estate of drawn) {
    if (!estate.point || !estate.station?.point || !estate.region) continue;
    c.globalAlpha = isFaded(estate.region) ? 0.12 : 0.85;
    c.strokeStyle = estate.region.ink;
    c.lineWidth = estate === one ? 2.4 : 1.2;
    strokeBetween(c, estate.point, estate.station.point);
  }
  const second = one && stationOf.get(one.second_station_id);
  if (one?.point && second?.point) {
    c.globalAlpha = 0.8;
    c.strokeStyle = style.quiet;
    c.lineWidth = 1.6;
    c.setLineDash([5, 4]);
    strokeBetween(c, one.point, second.point);
    c.setLineDash([]);
  }
  c.globalAlpha = 1;
}

function drawEstates(c) {
  if (view.zoom >= 12.5) drawOutlines(c);
  for (const [look, circles] of circlesByLook()) drawCircles(c, circles, look);
  c.globalAlpha = 1;
}

function drawOutlines(c) {
  inLocal(c, (px) => {
    c.lineWidth = 1 * px;
    c.fillStyle = "rgba(255,255,255,0.45)";
    for (const estate of estates) {
      if (!estate.area || !isSeen(estate.box)) continue;
      c.globalAlpha = isFaded(estate.region) ? 0.15 : 0.9;
      c.strokeStyle = estate.region ? estate.region.ink : style.quiet;
      c.fill(estate.area, "evenodd");
      c.stroke(estate.area);
    }
  });
}

/** Circles that look alike are painted as one path, the large ones first: thousands stay quick. */
function circlesByLook() {
  const looks = new Map();
  for (const estate of largestFirst) {
    if (!estate.point || !isSeen(estate.box)) continue;
    const alpha = isFaded(estate.region) ? 0.15 : 0.95;
    const ink = estate.region?.ink || style.quiet;
    const key = `${alpha} ${ink} ${estate.isHollow}`;
    if (!looks.has(key)) looks.set(key, [{ alpha, ink, isHollow: estate.isHollow }, []]);
    looks.get(key)[1].push([...onScreen(estate.point), radiusOf(estate.households)]);
  }
  return looks.values();
}

function drawCircles(c, circles, { ink, isHollow, alpha = 1 }) {
  c.globalAlpha = alpha;
  c.beginPath();
  for (const [x, y, radius] of circles) {
    c.moveTo(x + radius, y);
    c.arc(x, y, radius, 0, 2 * Math.PI);
  }
  c.lineWidth = isHollow ? 1.6 : 1.8;
  c.strokeStyle = isHollow ? ink : "#ffffff";
  c.fillStyle = isHollow ? "#ffffff" : ink;
  if (isHollow) c.fill();
  c.stroke();
  if (!isHollow) c.fill();
}

function drawCircle(c, x, y, radius, ink, isHollow) {
  drawCircles(c, [[x, y, radius]], { ink, isHollow });
}

function drawCrossings(c) {
  if (view.zoom < 11.5) return;
  for (const crossing of crossings) if (crossing.point && isSeen(crossing.box)) drawBridge(c, ...onScreen(crossing.point));
}

/** Two short bars, as bridges are drawn on city maps. */
function drawBridge(c, x, y) {
  c.fillStyle = "#ffffff";
  c.strokeStyle = style.quiet;
  c.lineWidth = 1.4;
  c.beginPath();
  c.roundRect(x - 5, y - 5, 10, 10, 2.5);
  c.fill();
  c.stroke();
  c.beginPath();
  c.moveTo(x - 2, y - 3);
  c.lineTo(x - 2, y + 3);
  c.moveTo(x + 2, y - 3);
  c.lineTo(x + 2, y + 3);
  c.stroke();
}

function drawRejects(c) {
  for (const reject of rejects) if (reject.point && isSeen(reject.box)) drawCross(c, ...onScreen(reject.point));
}

function drawCross(c, x, y) {
  for (const [color, width] of [["#ffffff", 5], ["#6d6a64", 2.2]]) {
    c.strokeStyle = color;
    c.lineWidth = width;
    c.lineCap = "round";
    c.beginPath();
    c.moveTo(x - 4, y - 4);
    c.lineTo(x + 4, y + 4);
    c.moveTo(x + 4, y - 4);
    c.lineTo(x - 4, y + 4);
    c.stroke();
  }
  c.lineCap = "butt";
}

const symbolSize = () => Math.min(1.15, Math.max(0.55, 0.55 + (view.zoom - 10.5) * 0.16));

function drawStations(c) {
  for (const station of stations) {
    if (!station.point || !isSeen(station.box)) continue;
    c.globalAlpha = isFaded(station.region) ? 0.25 : 1;
    if (view.zoom < 10.6 && stations.length > 300) drawCircle(c, ...onScreen(station.point), 3, style.station, false);
    else drawHouse(c, ...onScreen(station.point), symbolSize(), station.kind === "to_be_found");
  }
  c.globalAlpha = 1;
}

/** A house in a white disc; the rim is dashed where the room is still to be found. */
function drawHouse(c, x, y, size, isToBeFound) {
  c.save();
  c.translate(x, y);
  c.scale(size, size);
  c.beginPath();
  c.arc(0, 0, 11, 0, 2 * Math.PI);
  c.fillStyle = "#ffffff";
  c.fill();
  c.lineWidth = 2;
  c.strokeStyle = style.station;
  c.setLineDash(isToBeFound ? [3.2, 2.2] : []);
  c.stroke();
  c.setLineDash([]);
  c.fillStyle = style.station;
  c.beginPath();
  c.moveTo(0, -7);
  c.lineTo(7, -0.8);
  c.lineTo(5, -0.8);
  c.lineTo(5, 5.6);
  c.lineTo(1.6, 5.6);
  c.lineTo(1.6, 1.6);
  c.lineTo(-1.6, 1.6);
  c.lineTo(-1.6, 5.6);
  c.lineTo(-5, 5.6);
  c.lineTo(-5, -0.8);
  c.lineTo(-7, -0.8);
  c.closePath();
  c.fill();
  c.restore();
}

/** Where an office is drawn: beside its station where the two share a room. */
function officePlace(office) {
  const [x, y] = onScreen(office.point);
  const isCovered = state.shown.stations && office.gap * view.k < 20 * symbolSize();
  return isCovered ? [x + 16 * symbolSize(), y - 16 * symbolSize()] : [x, y];
}

function drawOffices(c) {
  for (const office of offices) {
    if (!office.point || !isSeen(office.box)) continue;
    c.globalAlpha = regionInFocus() && state.chosen.kind !== "office" ? 0.45 : 1;
    drawDiamond(c, ...officePlace(office), symbolSize());
  }
  c.globalAlpha = 1;
}

function drawDiamond(c, x, y, size) {
  c.save();
  c.translate(x, y);
  c.scale(size, size);
  c.rotate(Math.PI / 4);
  c.beginPath();
  c.roundRect(-9, -9, 18, 18, 3);
  c.fillStyle = style.office;
  c.fill();
  c.lineWidth = 1.8;
  c.strokeStyle = "#ffffff";
  c.stroke();
  c.rotate(-Math.PI / 4);
  c.fillStyle = "#ffffff";
  c.font = `600 11px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText(t("legend.office.letter"), 0, 0.5);
  c.restore();
}

function drawChosen(c) {
  if (!state.chosen || state.chosen.kind === "region" || !state.chosen.item.point) return;
  const { kind, item } = state.chosen;
  const [x, y] = kind === "office" ? officePlace(item) : onScreen(item.point);
  const radius = kind === "estate" ? radiusOf(item.households) + 4 : 15 * symbolSize();
  for (const [color, width] of [["#ffffff", 5], [style.ink, 2.5]]) {
    c.beginPath();
    c.arc(x, y, radius, 0, 2 * Math.PI);
    c.strokeStyle = color;
    c.lineWidth = width;
    c.stroke();
  }
}

// Labels: each takes a rectangle; one that would lie on another is moved or left out.

function makeSpace() {
  const cells = new Map();
  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const eachCell = (box, visit) => {
    for (let x = Math.floor(box[0] / 64); x <= box[2] / 64; x += 1)
      for (let y = Math.floor(box[1] / 64); y <= box[3] / 64; y += 1) if (visit(x * 100_003 + y)) return true;
    return false;
  };
  return {
    isFree: (box) => !eachCell(box, (cell) => cells.get(cell)?.some((other) => overlap(box, other))),
    take: (box) => {
      eachCell(box, (cell) => {
        if (!cells.has(cell)) cells.set(cell, []);
        cells.get(cell).push(box);
      });
    },
  };
}

const around = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

function drawLabels(c) {
  const space = makeSpace();
  const size = symbolSize();
  if (state.shown.stations)
    for (const s of stations) if (s.point && isSeen(s.box)) space.take(around(...onScreen(s.point), 24 * size, 24 * size));
  if (state.shown.offices)
    for (const o of offices) if (o.point && isSeen(o.box)) space.take(around(...officePlace(o), 26 * size, 26 * size));
  drawBadges(c, space);
  if (!state.shown.labels) return;
  if (state.shown.subdistricts) drawSubdistrictNames(c, space);
  if (state.shown.stations && view.zoom >= 15) drawNamesUnder(c, space, stations, 13 * size + 9, `600 12px ${FONT}`, style.station);
  if (state.shown.barriers && view.zoom >= 12.5) drawBarrierNames(c, space);
  if (state.shown.estates && view.zoom >= 14.6) drawEstateNames(c, space);
}

/** The number of each region on a white plate, near the middle of its shape and off the symbols where it can be. */
function drawBadges(c, space) {
  badges = [];
  if (!state.shown.regions) return;
  c.font = `700 ${view.zoom < 12 ? 11 : 13}px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const ordered = [...regions].sort((a, b) => isFaded(a) - isFaded(b) || (b.households || 0) - (a.households || 0));
  for (const region of ordered) {
    if (!region.point || !isSeen(region.box)) continue;
    const label = String(region.number ?? region.region_id);
    const width = Math.max(20, c.measureText(label).width + 11);
    const height = view.zoom < 12 ? 16 : 19;
    const [x, y] = onScreen(region.point);
    const steps = [[0, 0], [0, -1.3], [0, 1.3], [1.2, 0], [-1.2, 0], [1, -1], [-1, -1], [1, 1], [-1, 1], [0, -2.2], [0, 2.2]];
    const free = steps.find(([dx, dy]) => space.isFree(around(x + dx * width, y + dy * height, width, height)));
    if (!free && (isFaded(region) || view.zoom < 11)) continue;
    const [dx, dy] = free || [0, -1.3];
    const box = around(x + dx * width, y + dy * height, width, height);
    space.take(box);
    badges.push({ box, region });
    drawBadge(c, box, label, region);
  }
}

function drawBadge(c, box, label, region) {
  const isChosen = regionInFocus() === region;
  c.globalAlpha = isFaded(region) ? 0.35 : 1;
  c.beginPath();
  c.roundRect(box[0], box[1], box[2] - box[0], box[3] - box[1], 6);
  c.fillStyle = isChosen ? region.ink : "#ffffff";
  c.fill();
  c.strokeStyle = isChosen ? "#ffffff" : region.ink;
  c.lineWidth = 1.6;
  c.stroke();
  c.fillStyle = isChosen ? "#ffffff" : style.ink;
  c.fillText(label, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2 + 0.5);
  c.globalAlpha = 1;
}

function haloed(c, words, x, y, color) {
  c.lineWidth = 3.2;
  c.lineJoin = "round";
  c.strokeStyle = "rgba(252,251,248,0.92)";
  c.strokeText(words, x, y);
  c.fillStyle = color;
  c.fillText(words, x, y);
}

function drawSubdistrictNames(c, space) {
  const pixels = Math.min(17, Math.max(12, 12 + (view.zoom - 11) * 1.6));
  c.font = `600 ${pixels}px ${FONT}`;
  c.letterSpacing = "2px";
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const outline of subdistricts) {
    if (!outline.point || !isSeen(outline.box)) continue;
    const name = cut(displayName(outline), 14);
    const words = outline.indicative && view.zoom > 12.5 ? t("indicative", { name }) : name;
    const width = c.measureText(words).width + 10;
    const [x, y] = onScreen(outline.point);
    const step = pixels * 1.6;
    const dy = [0, -1, 1, -2, 2, -3, 3, -4, 4].find((k) => space.isFree(around(x, y + k * step, width, step)));
    if (dy === undefined) continue;
    space.take(around(x, y + dy * step, width, step));
    c.globalAlpha = 0.85;
    haloed(c, words, x, y + dy * step, style.quiet);
    c.globalAlpha = 1;
  }
  c.letterSpacing = "0px";
}

function drawNamesUnder(c, space, items, below, font, color) {
  c.font = font;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const item of items) {
    if (!item.point || !isSeen(item.box) || isFaded(item.region)) continue;
    const words = cut(displayName(item), 14);
    const width = c.measureText(words).width + 6;
    const [x, y] = onScreen(item.point);
    const box = around(x, y + below, width, 15);
    if (!space.isFree(box)) continue;
    space.take(box);
    haloed(c, words, x, y + below, color);
  }
}

function drawEstateNames(c, space) {
  c.font = `12px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const estate of largestFirst) {
    if (!estate.point || !isSeen(estate.box) || isFaded(estate.region)) continue;
    const words = cut(displayName(estate), 12);
    const width = c.measureText(words).width + 4;
    const [x, y] = onScreen(estate.point);
    const below = radiusOf(estate.households) + 8;
    const free = [below, -below].find((dy) => space.isFree(around(x, y + dy, width, 14)));
    if (free === undefined) continue;
    space.take(around(x, y + free, width, 14));
    haloed(c, words, x, y + free, style.ink);
  }
}

/** The name of a barrier once, along its longest line where that is on the screen. */
function drawBarrierNames(c, space) {
  c.font = `italic 12px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const named = new Set();
  for (const barrier of barriers) {
    if (!barrier.name || named.has(barrier.name) || !isSeen(barrier.box)) continue;
    const place = placeAlong(barrier);
    if (!place) continue;
    const words = cut(barrier.name, 14);
    const width = c.measureText(words).width + 8;
    const box = around(place.x, place.y, Math.max(20, width * Math.abs(Math.cos(place.angle))), Math.max(18, width * Math.abs(Math.sin(place.angle))));
    if (!space.isFree(box)) continue;
    space.take(box);
    named.add(barrier.name);
    const line = style.barriers[barrier.kind] || style.otherBarrier;
    c.save();
    c.translate(place.x, place.y);
    c.rotate(place.angle);
    haloed(c, words, 0, -9, barrier.kind === "river" ? line.casing : style.quiet);
    c.restore();
  }
}

function placeAlong(barrier) {
  const path = barrier.paths.reduce((long, points) => (points.length > long.length ? points : long), []);
  const last = path.length / 2 - 1;
  for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    const i = Math.max(0, Math.min(last - 1, Math.floor(share * last)));
    if (last < 1) return null;
    const [ax, ay] = onScreen([path[2 * i], path[2 * i + 1]]);
    const [bx, by2] = onScreen([path[2 * i + 2], path[2 * i + 3]]);
    const along = last === 1 ? share : 0.5;
    const [x, y] = [ax + (bx - ax) * along, ay + (by2 - ay) * along];
    if (x < 40 || y < 40 || x > view.width - 40 || y > view.height - 40) continue;
    let angle = Math.atan2(by2 - ay, bx - ax);
    if (angle > Math.PI / 2) angle -= Math.PI;
    if (angle < -Math.PI / 2) angle += Math.PI;
    return { x, y, angle };
  }
  return null;
}

// ---------------------------------------------------------------------------------------------- choosing things

/** Find what is drawn at a place of the screen, the topmost first. */
function thingAt(x, y, reach = 4) {
  const isNear = (place, radius) => place && Math.hypot(place[0] - x, place[1] - y) <= radius + reach;
  const symbol = 11 * symbolSize();
  const found = (kind, item) => (item ? { kind, item } : null);
  return (
    found("office", state.shown.offices && offices.find((o) => o.point && isNear(officePlace(o), symbol))) ||
    found("station", state.shown.stations && stations.find((s) => s.point && isNear(onScreen(s.point), symbol))) ||
    found("reject", state.shown.rejects && rejects.find((r) => r.point && isNear(onScreen(r.point), 6))) ||
    found("region", badges.find((b) => x >= b.box[0] && x <= b.box[2] && y >= b.box[1] && y <= b.box[3])?.region) ||
    found("estate", state.shown.estates && estateAt(x, y, reach)) ||
    found("region", state.shown.regions && regions.find((r) => isInside(r, x, y)))
  );
}

/** The estate whose circle is nearest; among circles over one another the smallest, which is on top. */
function estateAt(x, y, reach) {
  let best = null;
  let least = Infinity;
  for (const estate of estates) {
    if (!estate.point) continue;
    const [ex, ey] = onScreen(estate.point);
    const away = Math.hypot(ex - x, ey - y);
    const radius = radiusOf(estate.households);
    if (away <= radius + reach && away - radius * 0.01 < least) {
      least = away;
      best = estate;
    }
  }
  return best || estates.find((estate) => isInside(estate, x, y)) || null;
}

function isInside(item, x, y) {
  if (!item.area || !item.box) return false;
  const [lx, ly] = [(x - view.x) / view.k, (y - view.y) / view.k];
  if (lx < item.box[0] || lx > item.box[2] || ly < item.box[1] || ly > item.box[3]) return false;
  brush.setTransform(1, 0, 0, 1, 0, 0);
  const inside = brush.isPointInPath(item.area, lx, ly, "evenodd");
  inPixels(brush);
  return inside;
}

function latLng(point) {
  const x = (point[0] + worldX) / SCALE;
  const y = (point[1] + worldY) / SCALE;
  return L.latLng((Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, x * 360 - 180);
}

const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const isPhone = () => window.innerWidth <= 760;

/** Room that the panel and the legend cover, so that what is chosen stays in sight. */
function padding() {
  if (!isPhone()) {
    const legend = state.legend && shell.legend.offsetWidth < view.width * 0.35 ? shell.legend.offsetWidth : 40;
    return { paddingTopLeft: [36, 36], paddingBottomRight: [legend + 28, 36] };
  }
  const covered = Math.max(0, map.getContainer().getBoundingClientRect().bottom - sheetTop());
  return { paddingTopLeft: [18, 66], paddingBottomRight: [18, Math.min(covered, map.getSize().y * 0.6) + 18] };
}

function sheetTop() {
  const height = { peek: 124, half: window.innerHeight * 0.46, full: window.innerHeight * 0.9 }[state.sheet];
  return window.innerHeight - height;
}

function goTo(box, maxZoom = 16.5, isInstant = false) {
  if (!box || !box.every(Number.isFinite)) return;
  const bounds = L.latLngBounds(latLng([box[0], box[1]]), latLng([box[2], box[3]]));
  map.fitBounds(bounds, { ...padding(), maxZoom, animate: !isInstant && !isCalm, duration: 0.5 });
}

function boxAround(items) {
  const boxes = items.map((item) => item.box).filter(Boolean);
  if (!boxes.length) return null;
  const least = (i) => Math.min(...boxes.map((box) => box[i]));
  const most = (i) => Math.max(...boxes.map((box) => box[i]));
  return [least(0), least(1), most(2), most(3)];
}

function boxOfChoice({ kind, item }) {
  if (kind === "region") return boxAround([item, ...item.members]);
  if (kind === "estate") return boxAround([item, item.station, stationOf.get(item.second_station_id)].filter(Boolean));
  return item.box;
}

function choose(kind, item, { move = true } = {}) {
  if (!state.chosen) state.came = document.activeElement;
  state.chosen = { kind, item };
  if (kind === "reject" && item.point) state.shown.rejects = true;
  if (isPhone() && state.sheet !== "half") setSheet("half");
  render();
  requestDraw();
  if (move) goTo(boxOfChoice(state.chosen));
  document.getElementById("linli-card-name")?.focus({ preventScroll: true });
}

function chooseNothing() {
  if (!state.chosen) return;
  const back = state.came;
  state.chosen = null;
  state.came = null;
  render();
  requestDraw();
  const same = back?.id ? document.getElementById(back.id) : null;
  (same || back)?.focus?.({ preventScroll: true });
}

function chooseEstateById(id) {
  if (estateOf.has(id)) choose("estate", estateOf.get(id));
  else if (rejectOf.has(id)) choose("reject", rejectOf.get(id));
  else if (toLocateOf.has(id)) choose("to_locate", toLocateOf.get(id));
}

// ---------------------------------------------------------------------------------------------- panels

/** Build an element; strings among the children become text, never markup. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") Object.entries(value).forEach(([part, set]) => node.style.setProperty(part, set));
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

/** A small picture of a symbol, painted by the very function that paints it on the map. */
function swatch(paint, width = 28, height = 22) {
  const own = el("canvas", { class: "swatch", width: width * 2, height: height * 2, "aria-hidden": "true" });
  own.style.width = `${width}px`;
  own.style.height = `${height}px`;
  const c = own.getContext("2d");
  c.scale(2, 2);
  paint(c, width / 2, height / 2);
  return own;
}

function chip(region) {
  const label = String(region.number ?? region.region_id);
  return el("span", { class: "chip", style: { "--fill": region.fill, "--ink": region.ink } }, cut(label, 6));
}

function field(label, ...value) {
  return [el("dt", {}, label), el("dd", {}, ...value)];
}

function figure(value, label, kind = "") {
  return el("div", { class: `figure ${kind}` }, el("b", {}, value), el("span", {}, label));
}

const shell = {};

function buildShell() {
  const mapNode = map.getContainer();
  shell.header = el("header", { class: "bar" });
  shell.panel = el("section", { class: "panel" });
  shell.legend = el("aside", { class: "legend" });
  shell.tip = el("div", { class: "tip", hidden: true });
  shell.tools = el("div", { class: "tools" });
  shell.stage = el("div", { class: "stage" }, mapNode, shell.tools, shell.legend, shell.tip);
  shell.root = el("div", { class: "linli" }, shell.header, el("main", {}, shell.panel, shell.stage));
  document.body.prepend(shell.root);
  canvas.className = "drawing";
  canvas.setAttribute("role", "img");
  mapNode.prepend(canvas);
}

function render() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = pageTitle();
  canvas.setAttribute("aria-label", t("map.label", { regions: regions.length, estates: estates.length, stations: stations.length }));
  shell.root.dataset.sheet = state.sheet;
  renderHeader();
  renderTools();
  renderPanel();
  renderLegend();
}

function pageTitle() {
  return data.title.place ? t("title", { place: cut(data.title.place, 40) }) : t("title.bare");
}

function renderHeader() {
  const about = [data.title.date && t("date", { date: data.title.date }), t("maker")].filter(Boolean).join(" · ");
  shell.header.replaceChildren(
    el("div", { class: "name" }, el("h1", {}, pageTitle()), el("p", {}, about)),
    data.title.invented ? el("span", { class: "invented", title: t("invented.explained") }, t("invented")) : null || "",
    el(
      "div",
      { class: "switches" },
      button({ id: "linli-language", "aria-label": t("language.switch"), onclick: switchLanguage }, t("language")),
      button({ id: "linli-print", class: "print", onclick: () => window.print() }, t("print")),
    ),
  );
}

function switchLanguage() {
  state.lang = state.lang === "zh" ? "en" : "zh";
  render();
  requestDraw();
  document.getElementById("linli-language").focus();
}

function renderTools() {
  shell.tools.replaceChildren(
    button({ class: "zoom", "aria-label": t("zoom.in"), title: t("zoom.in"), onclick: () => map.zoomIn(1) }, "+"),
    button({ class: "zoom", "aria-label": t("zoom.out"), title: t("zoom.out"), onclick: () => map.zoomOut(1) }, "−"),
    button({ "aria-label": t("zoom.all"), title: t("zoom.all"), onclick: showAll }, "⤢"),
  );
}

function setSheet(next) {
  state.sheet = next;
  shell.root.dataset.sheet = next;
}

const TABS = ["summary", "regions", "problems", "layers"];

function renderPanel() {
  const body = state.chosen ? card() : el("div", { class: "body", role: "tabpanel", id: "linli-body", "aria-labelledby": `linli-tab-${state.tab}`, tabindex: "0" }, tabBody());
  const scroll = shell.panel.querySelector(".body")?.scrollTop || 0;
  shell.panel.setAttribute("aria-label", t("panel"));
  shell.panel.replaceChildren(grip(), search(), tabs(), body);
  if (!state.chosen) body.scrollTop = scroll;
}

function grip() {
  const label = state.sheet === "full" ? t("sheet.less") : t("sheet.more");
  const node = button({ class: "grip", "aria-label": label }, el("span", {}));
  const order = ["peek", "half", "full"];
  let start = null;
  const step = (by1) => {
    setSheet(order[Math.max(0, Math.min(2, order.indexOf(state.sheet) + by1))]);
    node.setAttribute("aria-label", state.sheet === "full" ? t("sheet.less") : t("sheet.more"));
  };
  node.addEventListener("pointerdown", (event) => {
    start = event.clientY;
    node.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointerup", (event) => {
    const moved = start === null ? 0 : event.clientY - start;
    start = null;
    if (Math.abs(moved) > 24) step(moved < 0 ? 1 : -1);
    else if (state.sheet === "full") setSheet("peek");
    else step(1);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") step(state.sheet === "full" ? -2 : 1);
  });
  return node;
}

function tabs() {
  const count = problemCount();
  return el(
    "div",
    { class: "tabs", role: "tablist", onkeydown: moveTab },
    TABS.map((name) =>
      button(
        {
          role: "tab",
          id: `linli-tab-${name}`,
          "aria-selected": String(state.tab === name && !state.chosen),
          "aria-controls": "linli-body",
          tabindex: state.tab === name ? "0" : "-1",
          onclick: () => openTab(name),
        },
        t(`tab.${name}`),
        name === "problems" && count ? el("span", { class: "count" }, number(count)) : null,
      ),
    ),
  );
}

function openTab(name) {
  state.tab = name;
  state.chosen = null;
  if (isPhone() && state.sheet === "peek") setSheet("half");
  render();
  requestDraw();
  shell.panel.querySelector(".body").scrollTop = 0;
  document.getElementById(`linli-tab-${name}`).focus({ preventScroll: true });
}

function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  openTab(TABS[(TABS.indexOf(state.tab) + step + TABS.length) % TABS.length]);
}

const tabBody = () => ({ summary: summaryTab, regions: regionsTab, problems: problemsTab, layers: layersTab })[state.tab]();

// -- search

const searchable = [
  ...regions.map((item) => ({ kind: "region", item, id: item.region_id })),
  ...estates.map((item) => ({ kind: "estate", item, id: item.estate_id })),
  ...stations.map((item) => ({ kind: "station", item, id: item.station_id })),
  ...offices.map((item) => ({ kind: "office", item, id: item.office_id })),
  ...rejects.map((item) => ({ kind: "reject", item, id: item.estate_id })),
  ...toLocate.map((item) => ({ kind: "to_locate", item, id: item.estate_id })),
].map((entry) => ({ ...entry, words: `${displayName(entry.item)} ${entry.item.alias || ""} ${entry.id}`.normalize("NFKC").toLowerCase() }));

function found(query) {
  const wanted = query.normalize("NFKC").toLowerCase().trim();
  if (!wanted) return [];
  const hits = searchable.filter((entry) => entry.words.includes(wanted));
  return hits.sort((a, b) => b.words.startsWith(wanted) - a.words.startsWith(wanted)).slice(0, 30);
}

function search() {
  const list = el("ul", { id: "linli-found", role: "listbox", class: "found", hidden: true });
  const input = el("input", {
    id: "linli-search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    placeholder: t("search"), "aria-label": t("search"), "aria-controls": "linli-found", "aria-expanded": "false", "aria-autocomplete": "list",
  });
  const status = el("span", { class: "unseen", role: "status" });
  let hits = [];
  let active = -1;
  const mark = (index) => {
    active = index;
    [...list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === active)));
    if (active >= 0) list.children[active].scrollIntoView({ block: "nearest" });
    if (active >= 0) input.setAttribute("aria-activedescendant", `linli-found-${active}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const pick = (hit) => {
    input.value = "";
    close();
    choose(hit.kind, hit.item);
  };
  const update = () => {
    hits = found(input.value);
    const rows = hits.map((hit, i) =>
      el("li", { role: "option", id: `linli-found-${i}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => pick(hit) },
        el("span", { class: "kind" }, t(`kind.${hit.kind}`)), el("span", { class: "words" }, displayName(hit.item)), el("small", {}, cut(String(hit.id), 16))),
    );
    const none = input.value.trim() && !hits.length;
    list.replaceChildren(...(none ? [el("li", { class: "nothing" }, t("search.none", { query: cut(input.value.trim(), 20) }))] : rows));
    status.textContent = input.value.trim() ? t("search.found", { n: hits.length }) : "";
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    active = -1;
  };
  input.addEventListener("input", update);
  input.addEventListener("blur", close);
  input.addEventListener("focus", () => {
    if (isPhone() && state.sheet === "peek") setSheet("half");
    if (input.value.trim()) update();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      mark((active + step + hits.length) % hits.length);
    } else if (event.key === "Enter" && hits.length) pick(hits[Math.max(0, active)]);
    else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  return el("div", { class: "search" }, input, list, status);
}

// -- summary

function summaryTab() {
  const facts = data.facts;
  return [
    data.title.invented ? el("p", { class: "notice" }, el("b", {}, t("invented")), " ", t("invented.explained")) : null,
    regions.length ? null : el("p", { class: "notice plain" }, el("b", {}, t("empty")), " ", t("empty.hint")),
    el("div", { class: "figures" },
      figure(number(facts.regions ?? regions.length), t("summary.regions")),
      figure(number(facts.stations ?? stations.length), t("summary.stations")),
      figure(number(facts.offices ?? offices.length), t("summary.offices")),
    ),
    el("div", { class: "figures" },
      figure(number(facts.planned), t("summary.planned")),
      figure(number(facts.rejected), t("summary.rejected"), "minor"),
      figure(number(facts.to_locate), t("summary.to_locate"), "minor"),
    ),
    facts.estates === undefined ? null : el("p", { class: "fine" }, t("summary.adds_up", {
      estates: number(facts.estates), planned: number(facts.planned), rejected: number(facts.rejected), to_locate: number(facts.to_locate),
    })),
    el("dl", { class: "facts" },
      field(t("summary.households"), unit("household", data.counted.households)),
      field(t("summary.floor_area"), area(data.counted.floor_area_m2)),
      field(t("summary.monthly_cost"), money(facts.monthly_cost_cny)),
    ),
    coverageBlock(facts),
    postsBlock(facts),
    proofBlock(facts),
  ];
}

function block(title, ...content) {
  return el("section", { class: "block" }, el("h2", {}, title), ...content);
}

function bar(label, share, value, kind = "") {
  const width = `${Math.max(0, Math.min(1, share || 0)) * 100}%`;
  return el("div", { class: `bar-row ${kind}` }, el("span", {}, label), el("i", {}, el("i", { style: { width } })), el("b", {}, value));
}

function coverageBlock(facts) {
  const coverage = facts.coverage || {};
  const walk = facts.walk_m || {};
  const steps = Object.keys(coverage).sort((a, b) => a - b);
  if (!steps.length || steps.every((m) => coverage[m] === null)) return null;
  return block(
    t("summary.coverage"),
    steps.map((m) => bar(t("summary.coverage.within", { m: number(Number(m)) }), coverage[m], percent(coverage[m]))),
    el("p", { class: "fine" },
      t("summary.walk", { mean: unit("m", walk.mean), p90: unit("m", walk.p90), max: unit("m", walk.max) }),
      state.lang === "zh" ? "。" : ". ",
      estates.some((estate) => estate.isHollow) ? t("summary.walk.note") : ""),
  );
}

function postsBlock(facts) {
  const { posts_alone: alone, posts_today: today, posts_pooled: pooled } = facts;
  if (!pooled && !alone) return null;
  const most = Math.max(alone || 0, today || 0, pooled || 0, 1);
  const smallest = today && (!alone || today < alone) ? ["today", today] : ["alone", alone];
  const base = t(`summary.posts.${smallest[0]}`);
  const saved = (smallest[1] || 0) - pooled;
  const said = saved >= 0 ? t("summary.posts.saved", { base, n: number(saved), share: percent(saved / smallest[1]) }) : t("summary.posts.more", { base, n: number(-saved) });
  return block(
    t("summary.posts"),
    alone ? bar(t("summary.posts.alone"), alone / most, number(alone), "pale") : null,
    today ? bar(t("summary.posts.today"), today / most, number(today), "pale") : null,
    bar(t("summary.posts.pooled"), pooled / most, number(pooled)),
    smallest[1] ? el("p", { class: "fine" }, said) : null,
  );
}

function proofBlock(facts) {
  if (!solutions.length) return null;
  const gap = facts.gap === null || facts.gap === undefined
    ? t("summary.proof.none")
    : facts.gap_cny_month > 0 && t("summary.proof.gap", { gap: percentFine(facts.gap), cny: number(facts.gap_cny_month) });
  return block(
    t("summary.proof"),
    el("p", {}, t("summary.proof.count", { n: number(facts.proven_optimal ?? 0), all: number(solutions.length) })),
    gap ? el("p", { class: "fine" }, gap) : null,
    facts.exceptions?.count ? el("p", { class: "fine" }, t("summary.exceptions", { n: number(facts.exceptions.count), price: number(facts.exceptions.price) })) : null,
    el("ul", { class: "proofs" }, solutions.map((row) =>
      el("li", { class: row.status || "" }, el("b", {}, displayName(row)), el("span", {}, both(row.proof)), row.clashes ? el("small", {}, row.clashes) : null))),
  );
}

const percentFine = (share) => `${number(share * 100, share < 0.0005 ? 3 : 1)}%`;

// -- regions

const REGION_COLUMNS = [
  ["region", (region) => [region.subdistrict || "", region.number ?? 0]],
  ["estates", (region) => region.estates],
  ["households", (region) => region.households],
  ["walk", (region) => region.walk_m_p90],
];

function compare(a, b) {
  if (Array.isArray(a)) return compare(a[0], b[0]) || compare(a[1], b[1]);
  if (typeof a === "string") return a.localeCompare(b, "zh-CN");
  return (a ?? -Infinity) - (b ?? -Infinity);
}

function regionsTab() {
  if (!regions.length) return el("p", { class: "notice plain" }, t("empty"), " ", t("empty.hint"));
  const value = new Map(REGION_COLUMNS).get(state.sort.column || "region");
  const rows = [...regions].sort((a, b) => compare(value(a), value(b)) * (state.sort.down ? -1 : 1));
  let last = null;
  const grouped = !state.sort.column && new Set(regions.map((region) => region.subdistrict)).size > 1;
  return el("table", { class: "regions", "aria-label": t("table.label") },
    el("thead", {}, el("tr", {}, REGION_COLUMNS.map(([name]) => header(name)))),
    el("tbody", {}, rows.flatMap((region) => {
      const title = grouped && region.subdistrict !== last ? el("tr", { class: "group" }, el("th", { colspan: "4", scope: "rowgroup" }, region.subdistrict)) : null;
      last = region.subdistrict;
      return [title, regionRow(region)];
    })),
  );
}

function header(name) {
  const isSorted = state.sort.column === name;
  const sort = () => {
    state.sort = { column: name, down: isSorted ? !state.sort.down : name !== "region" };
    renderPanel();
    document.getElementById(`linli-sort-${name}`).focus();
  };
  return el("th", { scope: "col", "aria-sort": isSorted ? (state.sort.down ? "descending" : "ascending") : "none" },
    button({ id: `linli-sort-${name}`, title: t("table.sort", { column: t(`table.${name}`) }), onclick: sort }, t(`table.${name}`), isSorted ? (state.sort.down ? " ↓" : " ↑") : ""));
}

function regionRow(region) {
  const open = (event) => {
    if (event.type === "click") choose("region", region);
  };
  return el("tr", { onclick: open },
    el("td", {}, button({ class: "row", id: `linli-region-${regions.indexOf(region)}` }, chip(region), el("span", { class: "words" }, displayName(region)))),
    el("td", {}, number(region.estates)),
    el("td", {}, number(region.households)),
    el("td", {}, number(region.walk_m_p90)),
  );
}

// -- problems

function problemGroups() {
  const hollow = estates.filter((estate) => estate.isHollow || !estate.point);
  const groups1 = [
    ["exceptions", exceptions.map(exceptionRow), exceptions.length],
    ["error", findings.filter((row) => row.severity === "error").map(findingRow), data.counted.findings.error],
    ["to_locate", toLocate.map((row) => leftOutRow("to_locate", row)), toLocate.length],
    ["rejects", rejects.map((row) => leftOutRow("reject", row)), rejects.length],
    ["unclaimed", hollow.map((estate) => ({ title: displayName(estate), lines: [estate.subdistrict], open: () => choose("estate", estate) })), hollow.length],
    ["warning", findings.filter((row) => row.severity === "warning").map(findingRow), data.counted.findings.warning],
    ["note", findings.filter((row) => row.severity === "note").map(findingRow), data.counted.findings.note],
  ];
  return groups1.filter(([, , count]) => count > 0);
}

const problemCount = () => exceptions.length + toLocate.length + rejects.length + data.counted.findings.error + data.counted.findings.warning;

function exceptionRow(row, within = null) {
  const estate = estateOf.get(row.estate_id);
  const region = regionOf.get(row.region_id);
  const open = estate ? () => choose("estate", estate) : region ? () => choose("region", region) : null;
  const said = row.explanation || [row.rule, number(row.by, 1), row.unit].filter(Boolean).join(" ");
  return { title: said, lines: [[estate && displayName(estate), region && region !== within && displayName(region)].filter(Boolean).join(" · "), t("card.priced", { cny: number(row.price_cny) })], open };
}

function findingRow(row) {
  const place = [row.file, row.sheet, row.row && t("estate.source.row", { file: "", sheet: "", row: row.row }).trim(), row.column].filter(Boolean).join(" ");
  const isKnown = estateOf.has(row.estate_id) || rejectOf.has(row.estate_id) || toLocateOf.has(row.estate_id);
  return {
    title: row.found || row.rule,
    lines: [place, row.expected && t("problems.expected", { expected: row.expected }), row.remedy && t("problems.remedy", { remedy: row.remedy })],
    open: isKnown ? () => chooseEstateById(row.estate_id) : null,
  };
}

function leftOutRow(kind, row) {
  return { title: displayName(row), lines: [row.subdistrict, row.evidence, row.remedy], open: () => choose(kind, row) };
}

const ROWS_AT_ONCE = 60;

function problemsTab() {
  const found1 = problemGroups();
  if (!found1.length) return el("p", { class: "notice plain" }, t("problems.none"));
  return found1.map(([name, rows, count], index) => {
    const list = el("ul", { class: "list" });
    const more = button({ class: "more", onclick: () => show() });
    let next = 0;
    const show = () => {
      list.append(...rows.slice(next, next + ROWS_AT_ONCE).map(problemItem));
      next = Math.min(rows.length, next + ROWS_AT_ONCE);
      more.hidden = next >= rows.length;
      more.textContent = t("more", { n: Math.min(ROWS_AT_ONCE, rows.length - next) });
    };
    show();
    const beyond = count > rows.length ? el("p", { class: "fine" }, t("beyond", { n: number(count - rows.length) })) : null;
    return el("details", { class: `problem ${name}`, open: index === 0 || rows.length <= 6 },
      el("summary", {}, el("span", {}, t(`problems.${name}`)), el("span", { class: "count" }, number(count))), list, more, beyond);
  });
}

function problemItem(row) {
  const lines = row.lines.filter(Boolean).map((line) => el("small", {}, line));
  if (!row.open) return el("li", {}, el("div", { class: "entry" }, el("b", {}, row.title), lines));
  return el("li", {}, button({ class: "entry", onclick: row.open }, el("b", {}, row.title), lines));
}

// -- layers and legend

const COUNTED = { assignments: "estates" }; // a layer's table, where it has another name
const countOf = (layer) => data.tables[COUNTED[layer] || layer]?.rows ?? null;

function layersTab() {
  const main = style.layers.filter((layer) => layer.shown);
  const more = style.layers.filter((layer) => !layer.shown);
  return [
    el("fieldset", { class: "layers" }, el("legend", {}, t("layers.base")), main.map(layerSwitch)),
    el("fieldset", { class: "layers" }, el("legend", {}, t("layers.more")), more.map(layerSwitch)),
  ];
}

function layerSwitch({ name }) {
  const toggle = (event) => {
    state.shown[name] = event.target.checked;
    renderLegend();
    requestDraw();
  };
  const count = countOf(name);
  return el("label", { class: count === 0 ? "empty" : "" },
    el("input", { type: "checkbox", id: `linli-layer-${name}`, checked: state.shown[name], onchange: toggle }),
    el("span", { class: "words" }, t(`layer.${name}`)),
    count === null ? null : el("span", { class: "count", "data-layer": name }, number(count)));
}

function lineSwatch(line) {
  return swatch((c, x, y) => {
    for (const [color, width, dash] of [[line.casing, line.casing_px, []], [line.color, line.width_px, line.dash_px]]) {
      if (!color) continue;
      c.strokeStyle = color;
      c.lineWidth = width;
      c.setLineDash(dash);
      c.beginPath();
      c.moveTo(x - 13, y);
      c.lineTo(x + 13, y);
      c.stroke();
    }
  });
}

function plainLine(color, width, dash = [], casing = "", casing_px = 0) {
  return { color, width_px: width, dash_px: dash, casing, casing_px };
}

function legendRows() {
  const shown = state.shown;
  const kinds = [...new Set(barriers.map((barrier) => barrier.kind))].filter(Boolean);
  const ink = style.inks[0];
  return [
    shown.regions && regions.length && [regionSwatch(), t("legend.region"), regions.length],
    shown.estates && estates.length && [swatch((c, x, y) => drawCircle(c, x, y, 6, ink, false)), t("legend.estate"), estates.length],
    shown.estates && estates.length && [householdsScale(), "", null],
    shown.estates && estates.some((e) => e.isHollow) && [swatch((c, x, y) => drawCircle(c, x, y, 5.5, ink, true)), t("legend.hollow"), estates.filter((e) => e.isHollow).length],
    shown.stations && stations.length && [swatch((c, x, y) => drawHouse(c, x, y, 0.8, false)), t("legend.station"), stations.length],
    shown.stations && stations.some((s) => s.kind === "to_be_found") && [swatch((c, x, y) => drawHouse(c, x, y, 0.8, true)), t("legend.station.found"), stations.filter((s) => s.kind === "to_be_found").length],
    shown.offices && offices.length && [swatch((c, x, y) => drawDiamond(c, x, y, 0.8)), t("legend.office"), offices.length],
    ...(shown.barriers ? kinds.map((kind) => [lineSwatch(style.barriers[kind] || style.otherBarrier), choice("barriers.kind", kind), null]) : []),
    shown.crossings && crossings.length && [swatch((c, x, y) => drawBridge(c, x, y)), t("legend.crossing"), crossings.length],
    shown.subdistricts && subdistricts.some((s) => !s.indicative) && [lineSwatch(plainLine(style.outline, 1.5)), t("legend.subdistrict"), subdistricts.filter((s) => !s.indicative).length],
    shown.subdistricts && subdistricts.some((s) => s.indicative) && [lineSwatch(plainLine(style.outline, 1.5, [6, 3])), t("legend.indicative"), subdistricts.filter((s) => s.indicative).length],
    shown.groups && countOf("groups") && [lineSwatch(plainLine(ink, 1.6, [4, 3])), t("legend.group"), countOf("groups")],
    shown.assignments && estates.length && [lineSwatch(plainLine(ink, 1.2)), t("legend.assignment"), null],
    shown.links && countOf("links") && [lineSwatch(plainLine(style.quiet, 1)), t("legend.link"), countOf("links")],
    shown.links && links().some(isForced) && [lineSwatch(plainLine(style.office, 2, [5, 3])), t("legend.forced"), links().filter(isForced).length],
    shown.tiles && countOf("tiles") && [lineSwatch(plainLine(ink, 0.8)), t("legend.tile"), countOf("tiles")],
    shown.rejects && rejects.length && [swatch((c, x, y) => drawCross(c, x, y)), t("legend.reject"), rejects.length],
  ].filter(Boolean);
}

function regionSwatch() {
  return swatch((c, x, y) => {
    c.beginPath();
    c.roundRect(x - 13, y - 9, 26, 18, 6);
    c.globalAlpha = 0.72;
    c.fillStyle = style.fills[0];
    c.fill();
    c.globalAlpha = 1;
    c.strokeStyle = style.inks[0];
    c.stroke();
    c.fillStyle = style.ink;
    c.font = `700 11px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText("3", x, y + 0.5);
  });
}

/** Circles of some sizes at the present zoom, with their households. */
function householdsScale() {
  const sizes = style.legendHouseholds;
  const radii = sizes.map((households) => radiusOf(households, map.getZoom()));
  const height = Math.max(18, 2 * Math.max(...radii) + 4);
  let left = 0;
  const places = radii.map((radius) => {
    const place = left + radius + 2;
    left += 2 * radius + 44;
    return place;
  });
  const own = swatch((c) => {
    c.font = `11px ${FONT}`;
    c.textBaseline = "middle";
    sizes.forEach((households, i) => {
      drawCircle(c, places[i], height / 2, radii[i], style.inks[0], false);
      c.fillStyle = style.quiet;
      c.fillText(i === sizes.length - 1 ? `${number(households)} ${t("legend.households")}` : number(households), places[i] + radii[i] + 5, height / 2);
    });
  }, Math.ceil(left + 16), height);
  own.removeAttribute("aria-hidden");
  own.setAttribute("role", "img");
  own.setAttribute("aria-label", `${sizes.map((households) => number(households)).join(" / ")} ${t("legend.households")}`);
  return own;
}

function renderLegend() {
  const toggle = () => {
    state.legend = !state.legend;
    renderLegend();
    document.getElementById("linli-legend").focus();
  };
  const rows = legendRows().map(([picture, words, count]) =>
    el("li", { class: words ? "" : "wide" }, picture, words ? el("span", {}, words, count === null ? null : el("small", {}, t("legend.count", { n: number(count) }))) : null));
  shell.legend.replaceChildren(
    button({ id: "linli-legend", "aria-expanded": String(state.legend), "aria-controls": "linli-legend-rows", onclick: toggle }, t("legend")),
    el("ul", { id: "linli-legend-rows", hidden: !state.legend }, rows),
  );
}

// -- cards

function card() {
  const { kind, item } = state.chosen;
  const parts = { region: regionCard, estate: estateCard, station: stationCard, office: officeCard, reject: leftOutCard, to_locate: leftOutCard }[kind](item);
  return el("article", { class: "body card", "aria-labelledby": "linli-card-name" },
    el("header", {}, parts.chip || el("span", { class: `kind ${kind}` }, t(`kind.${kind}`)),
      el("h2", { id: "linli-card-name", tabindex: "-1" }, displayName(item)),
      button({ class: "close", id: "linli-close", "aria-label": t("close"), onclick: chooseNothing }, "×")),
    el("p", { class: "where" }, parts.where.filter(Boolean).join(" · ")),
    parts.body,
  );
}

function open(kind, item, extra = null) {
  if (!item) return t("none");
  return button({ class: "link", onclick: () => choose(kind, item) }, kind === "region" ? chip(item) : null, el("span", { class: "words" }, displayName(item)), extra);
}

function regionCard(region) {
  const own = exceptionsOf(region);
  const roles = Object.keys(data.words).filter((key) => key.startsWith("role.")).map((key) => key.slice(5));
  return {
    chip: chip(region),
    where: [region.subdistrict, region.lead_community && t("card.lead", { name: region.lead_community }), region.region_id],
    body: [
      el("div", { class: "figures" },
        figure(number(region.estates), t("card.estates")),
        figure(number(region.households), t("card.households")),
        figure(area(region.floor_area_m2), t("card.floor_area")),
        figure(number(region.posts), t("card.posts")),
        figure(money(region.monthly_cost_cny), t("card.monthly_cost")),
      ),
      block(t("card.walk"), walkStrip(region)),
      region.posts ? block(t("card.posts"), el("ul", { class: "roles" }, roles.filter((role) => region[`posts_${role}`]).map((role) =>
        el("li", {}, t(`role.${role}`), " ", el("b", {}, number(region[`posts_${role}`])))))) : null,
      block(t("card.proof"), el("p", { class: "proof" }, t("card.proof.of", { name: region.subdistrict, proof: both(region.proof) }))),
      block(t("card.exceptions"), own.length ? el("ul", { class: "list" }, own.map((row) => problemItem({ ...exceptionRow(row, region), open: null }))) : el("p", { class: "fine" }, t("card.no_exceptions"))),
      el("dl", { class: "facts" },
        field(t("card.station"), open("station", stationOf.get(region.station_id))),
        field(t("card.office"), open("office", officeOf.get(region.office_id))),
        field(t("card.communities"), region.communities || region.lead_community || t("none")),
      ),
      block(t("card.members"), el("ul", { class: "list" }, region.members.map((estate) => el("li", {}, open("estate", estate,
        el("small", {}, [unit("household", estate.households), unit("m", estate.walk_m)].join(" · "))))))),
    ],
  };
}

/** Mean, p90 and farthest walk on a scale with the service distances marked. */
function walkStrip(region) {
  const reach = Math.max(1100, (region.walk_m_max || 0) * 1.08);
  const at = (m) => `${((m || 0) / reach) * 100}%`;
  const marks = [["mean", region.walk_m_mean], ["p90", region.walk_m_p90], ["max", region.walk_m_max]].filter(([, m]) => m !== null && m !== undefined);
  if (!marks.length) return el("p", { class: "fine" }, t("estate.unclaimed"));
  return el("div", { class: "walk" },
    el("div", { class: "strip", "aria-hidden": "true" },
      [300, 500, 1000].map((m) => el("i", { class: "tick", style: { left: at(m) } }, el("span", {}, number(m)))),
      el("i", { class: "span", style: { width: at(region.walk_m_max) } }),
      marks.map(([name, m]) => el("i", { class: `mark ${name}`, style: { left: at(m) } }))),
    el("ul", {}, marks.map(([name, m]) => el("li", { class: name }, el("i", { class: `mark ${name}`, "aria-hidden": "true" }), t(`card.walk.${name}`), " ", el("b", {}, unit("m", m))))));
}

function estateCard(estate) {
  const filled = String(estate.filled || "").split(/[;；,、]/).map((name) => name.trim()).filter(Boolean);
  const second = stationOf.get(estate.second_station_id);
  const price = estate.second_price_cny;
  const serves = estate.station ? displayName(estate.station) : t("none");
  const group = groups().find((one) => one.group_id === estate.group_id);
  const why = [
    estate.walk_m === null || estate.walk_m === undefined ? t("estate.unreachable", { station: serves }) : t("estate.station", { station: serves, walk: unit("m", estate.walk_m) }),
    estate.rung && t("estate.rung", { rung: choice("assignments.rung", estate.rung) }),
    estate.reason,
    second && price !== null && price !== undefined
      ? t(price >= 0 ? "estate.second" : "estate.second.less", { station: displayName(second), cny: number(Math.abs(price)) })
      : t("estate.second.none"),
    estate.locked && t("estate.locked"),
  ];
  return {
    where: [estate.subdistrict, estate.community, estate.estate_id],
    body: [
      estate.point ? null : el("p", { class: "notice plain" }, t("estate.no_place")),
      estate.isHollow ? el("p", { class: "notice plain" }, t("estate.unclaimed")) : null,
      el("div", { class: "figures" },
        figure(number(estate.households), t("card.households"), filled.includes("households") ? "guessed" : ""),
        figure(area(estate.floor_area_m2), t("card.floor_area"), filled.includes("floor_area_m2") ? "guessed" : ""),
        figure(estate.walk_m === null || estate.walk_m === undefined ? t("none") : unit("m", estate.walk_m), t("card.walk"))),
      block(t("estate.why"), el("ul", { class: "why" }, why.filter(Boolean).map((line) => el("li", {}, line)))),
      el("dl", { class: "facts" },
        field(t("card.region"), open("region", estate.region)),
        field(t("card.station"), open("station", estate.station)),
        group ? field(t("legend.group"), displayName(group)) : []),
      block(t("estate.about"), el("dl", { class: "facts" },
        field(t("estate.eligibility"), choice("estates.eligibility", estate.eligibility), estate.eligibility_reason ? el("small", {}, estate.eligibility_reason) : null),
        field(t("estate.place"), choice("estates.place_quality", estate.place_quality)),
        field(t("estate.built"), estate.build_year ? String(estate.build_year) : t("none")),
        field(t("estate.filled"), filled.length ? filled.map((name) => choice("field", name)).join(state.lang === "zh" ? "、" : ", ") : t("none")),
        estate.alias ? field(t("estate.alias"), estate.alias) : [],
        estate.address ? field(t("estate.address"), estate.address) : [],
        estate.source_file ? field(t("estate.source"), source(estate)) : [])),
    ],
  };
}

const source = (row) => t("estate.source.row", { file: row.source_file || "", sheet: row.source_sheet || "", row: row.source_row ?? "" });

function stationCard(station) {
  return {
    where: [station.region?.subdistrict, station.station_id],
    body: [
      el("div", { class: "figures" },
        figure(number(station.load_households), t("station.load")),
        figure(number(station.region?.estates), t("card.estates"))),
      el("dl", { class: "facts" },
        field(t("card.region"), open("region", station.region)),
        field(t("station.in"), open("estate", estateOf.get(station.estate_id))),
        field(t("station.kind"), choice("rooms.kind", station.kind)),
        field(t("station.area"), `${area(station.room_floor_area_m2)} / ${area(station.needed_floor_area_m2)}`),
        station.capacity_households ? field(t("station.capacity"), unit("household", station.capacity_households)) : [],
        field(t("station.rent"), money(station.rent_cny_month)),
        field(t("card.office"), open("office", officeOf.get(station.region?.office_id)))),
    ],
  };
}

function officeCard(office) {
  const own = stations.filter((station) => station.region?.office_id === office.office_id);
  return {
    where: [office.subdistricts, office.office_id],
    body: [
      el("div", { class: "figures" },
        figure(number(office.stations), t("office.stations")),
        figure(number(office.households), t("card.households")),
        figure(number(office.posts), t("office.posts"))),
      el("dl", { class: "facts" },
        field(t("office.of"), office.subdistricts || t("none")),
        field(t("card.floor_area"), area(office.floor_area_m2)),
        field(t("card.estates"), number(office.estates))),
      block(t("office.stations"), el("ul", { class: "list" }, own.map((station) => el("li", {}, open("station", station))))),
    ],
  };
}

function leftOutCard(row) {
  return {
    where: [row.subdistrict, row.community, row.estate_id],
    body: [
      el("dl", { class: "facts" },
        field(t("left.evidence"), row.evidence || t("none")),
        field(t("left.remedy"), row.remedy || t("none")),
        field(t("left.rule"), row.rule || t("none")),
        field(t("card.households"), unit("household", row.households)),
        field(t("card.floor_area"), area(row.floor_area_m2)),
        row.source_file ? field(t("estate.source"), source(row)) : []),
    ],
  };
}

// ---------------------------------------------------------------------------------------------- start

function showAll() {
  if (!data.bounds) return;
  const [[south, west], [north, east]] = data.bounds;
  const isPoint = south === north && west === east;
  map.fitBounds(L.latLngBounds([south, west], [north, east]), { ...padding(), animate: false, maxZoom: isPoint ? 15 : 17 });
}

function hover(event) {
  const thing = thingAt(event.containerPoint.x, event.containerPoint.y);
  map.getContainer().style.cursor = thing ? "pointer" : "";
  shell.tip.hidden = !thing;
  if (!thing) return;
  const { kind, item } = thing;
  const detail = kind === "estate" ? [unit("household", item.households), unit("m", item.walk_m)] : [t(`kind.${kind}`)];
  shell.tip.replaceChildren(el("b", {}, cut(displayName(item), 30)), el("small", {}, detail.join(" · ")));
  const left = Math.min(event.containerPoint.x + 14, view.width - shell.tip.offsetWidth - 8);
  shell.tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, event.containerPoint.y - 46)}px)`;
}

function start() {
  buildShell();
  map.options.zoomSnap = 0.25;
  map.options.wheelPxPerZoomLevel = 90;
  render();
  map.invalidateSize({ animate: false });
  look();
  showAll();
  renderLegend();
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(map);
  map.on("move zoom resize viewreset", requestDraw);
  map.on("zoomend", renderLegend);
  map.on("mousemove", hover);
  map.on("mouseout", () => {
    shell.tip.hidden = true;
  });
  map.on("click", (event) => {
    const isTouch = event.originalEvent?.pointerType === "touch";
    const thing = thingAt(event.containerPoint.x, event.containerPoint.y, isTouch ? 12 : 4);
    if (thing) choose(thing.kind, thing.item, { move: thing.kind === "region" });
    else chooseNothing();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") chooseNothing();
  });
  window.addEventListener("beforeprint", () => map.invalidateSize({ animate: false }) && draw());
  window.addEventListener("afterprint", () => map.invalidateSize({ animate: false }));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  draw();
  document.documentElement.dataset.ready = "true";
}

start();

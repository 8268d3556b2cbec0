/** The drawing: one pass over the layers, from the ground up. */

import { extras, state, style } from "./words.js";
import { barriers, crossings, estates, groups, isForced, links, offices, regions, rejects, stationOf, stations, subdistricts, tiles } from "./tables.js";
import { brush, CROSSINGS_FROM, inLocal, inPixels, isFaded, isSeen, look, marginOf, officeSize, onScreen, radiusOf, regionInFocus, symbolSize, view } from "./view.js";
import { drawBridge, drawCircles, drawCross, drawDiamond, drawHouse, stampCircles } from "./symbols.js";
import { outlineOf } from "./outlines.js";
import { drawClusters, estatesInView, isCrowded } from "./clusters.js";
import { drawLabels } from "./labels.js";

export const SPRITES_FROM = 400; // circles: beyond, pictures of circles are quicker than paths

export function draw() {
  look();
  inPixels(brush);
  extras.before.forEach((prepare) => prepare());
  if (extras.isSeeThrough()) brush.clearRect(0, 0, view.width, view.height);
  else drawPaper(brush);
  for (const paint of extras.under) paint(brush);
  if (state.shown.tiles) drawTiles(brush);
  if (state.shown.regions) drawRegions(brush);
  for (const paint of extras.between) paint(brush);
  if (state.shown.groups) drawGroups(brush);
  if (state.shown.barriers) drawBarriers(brush);
  if (state.shown.subdistricts) drawBorders(brush);
  if (state.shown.links) drawLinks(brush);
  drawAssignments(brush);
  if (state.shown.estates) drawEstates(brush);
  for (const paint of extras.above) paint(brush);
  if (state.shown.crossings) drawCrossings(brush);
  if (state.shown.rejects) drawRejects(brush);
  if (state.shown.stations) drawStations(brush);
  if (state.shown.estates) drawClusters(brush, regionInFocus() ? 0.2 : 0.95, style.quiet);
  if (state.shown.offices) drawOffices(brush);
  drawChosen(brush);
  drawLabels(brush);
  for (const paint of extras.over) paint(brush);
}

export function drawPaper(c) {
  c.fillStyle = style.paper;
  c.fillRect(0, 0, view.width, view.height);
  if (state.shown.subdistricts) drawLand(c);
}

export function drawLand(c) {
  inLocal(c, () => {
    c.fillStyle = style.land;
    for (const outline of subdistricts) if (outline.area && isSeen(outline.box)) c.fill(outline.area, "evenodd");
  });
}

export function drawBorders(c) {
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

export function drawTiles(c) {
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

/** Far out each region wears a margin of its own colour, or what covers a few pixels could not be told apart. */
export function drawRegions(c) {
  inLocal(c, (px) => {
    c.lineJoin = "round";
    c.lineCap = "round";
    const wide = extras.isSeeThrough() ? 0 : 2 * marginOf(view.zoom) * px;
    for (const region of regions) {
      const { area, box } = outlineOf(region);
      if (!area || !isSeen(box)) continue;
      const isPale = isFaded(region) || extras.isQuiet();
      const fill = isPale ? region.pale : region.tone;
      c.globalAlpha = extras.isSeeThrough() ? 0.62 : 1;
      if (isSpeck(box)) drawSpeck(c, box, fill, wide);
      else drawRegion(c, area, fill, isPale ? region.paleInk : region.ink, wide, (state.chosen && !isPale ? 2.2 : 1.2) * px);
    }
    c.globalAlpha = 1;
    c.lineCap = "butt";
  });
}

export function drawRegion(c, area, fill, ink, wide, edge) {
  c.strokeStyle = ink;
  c.lineWidth = wide + 2 * edge;
  c.stroke(area);
  c.fillStyle = fill;
  c.strokeStyle = fill;
  c.lineWidth = wide;
  if (wide > 0) c.stroke(area);
  c.fill(area, "evenodd");
}

/** Among thousands of regions those of a few pixels are round spots: their outlines could not be seen, and are slow. */
export const isSpeck = (box) => regions.length > 1500 && Math.max(box[2] - box[0], box[3] - box[1]) * view.k < 18;

export function drawSpeck(c, box, fill, wide) {
  c.beginPath();
  c.ellipse((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, (box[2] - box[0] + wide) / 2, (box[3] - box[1] + wide) / 2, 0, 0, 2 * Math.PI);
  c.fillStyle = fill;
  c.fill();
}

export function drawGroups(c) {
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
export function drawBarriers(c) {
  const kinds = [...new Set(barriers.map((barrier) => barrier.kind))];
  const rank = Object.keys(style.barriers);
  kinds.sort((a, b) => rank.indexOf(a) - rank.indexOf(b));
  const grown = Math.min(1.5, Math.max(0.55, 2 ** ((view.zoom - 14) * 0.3)));
  inLocal(c, (px) => {
    c.lineJoin = "round";
    for (const kind of kinds) {
      const line = style.barriers[kind] || style.otherBarrier;
      const own = barriers.filter((barrier) => barrier.kind === kind && !barrier.isOut && isSeen(barrier.box));
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

export function strokeBetween(c, from, to) {
  c.beginPath();
  c.moveTo(...onScreen(from));
  c.lineTo(...onScreen(to));
  c.stroke();
}

export function drawLinks(c) {
  for (const link of links()) {
    if (link.isOut) continue;
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
export function drawAssignments(c) {
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

export function drawEstates(c) {
  const focus = regionInFocus();
  if (isCrowded() && !focus) return;
  const drawn = isCrowded() ? focus.members.filter((estate) => estate.point && !estate.isOut) : estatesInView();
  if (view.zoom >= 12.5) drawOutlines(c, drawn);
  const paint = drawn.length > SPRITES_FROM ? stampCircles : drawCircles;
  for (const [look, circles] of circlesByLook(drawn)) paint(c, circles, look);
  c.globalAlpha = 1;
}

export function drawOutlines(c, drawn) {
  inLocal(c, (px) => {
    c.lineWidth = 1 * px;
    c.fillStyle = "rgba(255,255,255,0.45)";
    for (const estate of drawn) {
      if (!estate.area || !isSeen(estate.box)) continue;
      c.globalAlpha = isFaded(estate.region) ? 0.15 : 0.9;
      c.strokeStyle = extras.inkOf(estate);
      c.fill(estate.area, "evenodd");
      c.stroke(estate.area);
    }
  });
}

/** Circles that look alike are painted as one path, the large ones first. */
export function circlesByLook(drawn) {
  const looks = new Map();
  for (const estate of drawn) {
    const alpha = isFaded(estate.region) ? 0.15 : 0.95;
    const ink = extras.inkOf(estate);
    const key = `${alpha} ${ink} ${estate.isHollow}`;
    if (!looks.has(key)) looks.set(key, [{ alpha, ink, isHollow: estate.isHollow }, []]);
    looks.get(key)[1].push([...onScreen(estate.point), radiusOf(estate.households)]);
  }
  return looks.values();
}

export function drawCrossings(c) {
  if (view.zoom < CROSSINGS_FROM) return;
  for (const crossing of crossings) if (crossing.point && isSeen(crossing.box)) drawBridge(c, ...onScreen(crossing.point));
}

export function drawRejects(c) {
  for (const reject of rejects) if (reject.point && isSeen(reject.box)) drawCross(c, ...onScreen(reject.point));
}

export function drawStations(c) {
  const isDot = stations.length > 300 && (view.zoom < 11 || isCrowded()); // houses would cover the city
  const dots = [[], []];
  for (const station of stations) {
    if (!station.point || station.isOut || !isSeen(station.box)) continue;
    if (isDot) dots[Number(isFaded(station.region))].push([...onScreen(station.point), 2.6]);
    c.globalAlpha = isFaded(station.region) ? 0.25 : 1;
    if (!isDot) drawHouse(c, ...onScreen(station.point), symbolSize(), station.kind === "to_be_found");
  }
  dots.forEach((circles, isPale) => stampCircles(c, circles, { ink: style.station, alpha: isPale ? 0.25 : 1 }));
  c.globalAlpha = 1;
}

/** Where an office is drawn: beside its station where the two share a room. */
export function officePlace(office) {
  const [x, y] = onScreen(office.point);
  const isCovered = state.shown.stations && office.gap * view.k < 20 * officeSize();
  return isCovered ? [x + 16 * officeSize(), y - 16 * officeSize()] : [x, y];
}

export function drawOffices(c) {
  for (const office of offices) {
    if (!office.point || !isSeen(office.box)) continue;
    c.globalAlpha = regionInFocus() && state.chosen.kind !== "office" ? 0.45 : 1;
    drawDiamond(c, ...officePlace(office), officeSize());
  }
  c.globalAlpha = 1;
}

export function drawChosen(c) {
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

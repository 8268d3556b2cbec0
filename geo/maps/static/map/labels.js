/** Labels: each takes a rectangle; one that would lie on another is moved or left out. */

import { extras, state, style, t } from "./words.js";
import { isInside } from "./choosing.js";
import { barriers, crossings, cut, displayName, offices, regions, stations, subdistricts } from "./tables.js";
import { CROSSINGS_FROM, FONT, isFaded, isSeen, officeSize, onScreen, radiusOf, regionInFocus, symbolSize, view } from "./view.js";
import { isSpeck, officePlace } from "./drawing.js";
import { clusterRadius, clusters, estatesInView, isCrowded } from "./clusters.js";

export let badges = []; // region numbers as drawn: {box, region}, for choosing

export function makeSpace() {
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

export const around = (x, y, width, height) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];

export function drawLabels(c) {
  const space = makeSpace();
  const size = symbolSize();
  if (state.shown.stations)
    for (const s of stations) if (s.point && isSeen(s.box)) space.take(around(...onScreen(s.point), 24 * size, 24 * size));
  if (state.shown.offices)
    for (const o of offices) if (o.point && isSeen(o.box)) space.take(around(...officePlace(o), 26 * officeSize(), 26 * officeSize()));
  if (state.shown.crossings && view.zoom >= CROSSINGS_FROM)
    for (const one of crossings) if (one.point && isSeen(one.box)) space.take(around(...onScreen(one.point), 14, 14));
  if (state.shown.estates)
    for (const one of clusters()) space.take(around(...onScreen(one.point), 1.8 * clusterRadius(one.count), 1.8 * clusterRadius(one.count)));
  drawBadges(c, space);
  if (!state.shown.labels) return;
  if (state.shown.subdistricts) drawSubdistrictNames(c, space);
  if (state.shown.stations && view.zoom >= 15) drawNamesUnder(c, space, stations, 13 * size + 9, `600 12px ${FONT}`, style.station);
  if (state.shown.barriers && view.zoom >= 12.5) drawBarrierNames(c, space);
  if (state.shown.estates && view.zoom >= 14.6) drawEstateNames(c, space);
  for (const write of extras.labels) write(c, space);
}

// Where a region's number may stand, in its own widths and heights from the middle of the region.
export const BADGE_STEPS = [[0, 0], [0, -1.1], [0, 1.1], [1.1, 0], [-1.1, 0], [0.9, -1], [-0.9, -1], [0.9, 1], [-0.9, 1], [0, -1.8], [0, 1.8]];

/** The number of each region on a white plate, near the middle of its shape and off the symbols where it can be. */
export function drawBadges(c, space) {
  badges = [];
  if (!state.shown.regions || extras.isQuiet()) return; // or they were taken for numbers of stops
  const size = Math.min(13, Math.max(10, 11 + (view.zoom - 12.5) * 1.3));
  c.font = `700 ${size}px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const ordered = regions.filter((region) => region.point && isSeen(region.box) && !isSpeck(region.box)).sort((a, b) => isFaded(a) - isFaded(b) || (b.households || 0) - (a.households || 0));
  for (const region of ordered) {
    const label = String(region.number ?? region.region_id);
    const width = Math.max(size + 5, c.measureText(label).width + size * 0.75);
    const height = size + 5;
    const [x, y] = onScreen(region.point);
    const free = BADGE_STEPS.find(([dx, dy]) => space.isFree(around(x + dx * width, y + dy * height, width, height)));
    if (!free && (isFaded(region) || view.zoom < 14.5)) continue; // the table has it, and nearer there is room
    const [dx, dy] = free || BADGE_STEPS[1];
    const box = around(x + dx * width, y + dy * height, width, height);
    space.take(box);
    badges.push({ box, region });
    drawBadge(c, box, label, region);
  }
}

export function drawBadge(c, box, label, region) {
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

export function haloed(c, words, x, y, color) {
  c.lineWidth = 3.2;
  c.lineJoin = "round";
  c.strokeStyle = "rgba(252,251,248,0.92)";
  c.strokeText(words, x, y);
  c.fillStyle = color;
  c.fillText(words, x, y);
}

// Where the name of a sub-district may stand, in steps of its height, the nearest to the middle first.
export const MANY_SUBDISTRICTS = 20; // beyond, a name that has no room at home is left out: beside it, it would name a neighbour
export const NAME_STEPS = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6]
  .flatMap((dy) => [-4, -2, 0, 2, 4].map((dx) => [dx, dy]))
  .sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

/** Names of sub-districts keep off symbols and numbers, and off the estates where there is room. */
export function drawSubdistrictNames(c, space) {
  const crowd = makeSpace();
  if (state.shown.estates)
    for (const one of isCrowded() ? clusters() : estatesInView()) crowd.take(around(...onScreen(one.point), 10, 10));
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
    const places = NAME_STEPS.map(([dx, dy]) => [x + dx * step, y + dy * step]);
    const free = places.filter((place) => space.isFree(around(...place, width, pixels * 1.2)));
    const calm = free.filter((place) => crowd.isFree(around(...place, width, pixels * 1.2)));
    const isHome = (place) => isInside(outline, ...place);
    const place = calm.find(isHome) || free.find(isHome) || (subdistricts.length <= MANY_SUBDISTRICTS && calm[0]);
    if (!place) continue;
    space.take(around(...place, width, pixels * 1.2));
    c.globalAlpha = 0.9;
    haloed(c, words, ...place, style.quiet);
    c.globalAlpha = 1;
  }
  c.letterSpacing = "0px";
}

export function drawNamesUnder(c, space, items, below, font, color) {
  c.font = font;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const item of items) {
    if (!item.point || item.isOut || !isSeen(item.box) || isFaded(item.region)) continue;
    const words = cut(displayName(item), 14);
    const width = c.measureText(words).width + 6;
    const [x, y] = onScreen(item.point);
    const box = around(x, y + below, width, 15);
    if (!space.isFree(box)) continue;
    space.take(box);
    haloed(c, words, x, y + below, color);
  }
}

export function drawEstateNames(c, space) {
  c.font = `12px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const estate of estatesInView()) {
    if (isFaded(estate.region)) continue;
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
export function drawBarrierNames(c, space) {
  c.font = `italic 12px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  const named = new Set();
  for (const barrier of barriers) {
    if (barrier.isOut || !barrier.name || named.has(barrier.name) || !isSeen(barrier.box)) continue;
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

export function placeAlong(barrier) {
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

/** Estates in view; and far out over thousands of them, circles that count those nearby. */

import { extras, number, state, style, t } from "./words.js";
import { estates, largestFirst } from "./tables.js";
import { FONT, onScreen, view } from "./view.js";
import { drawCircle } from "./symbols.js";
import { swatch } from "./elements.js";

export const CLUSTERS_FROM = 2000; // estates; fewer can be told apart on one screen
export const CELL_PX = 64;
export const CROWDED = 4; // estates to a cell, on average over the cells that have any
export const OUTLINE_REACH = 1600; // local units, 800 m: how far an estate reaches from its point

let inView = { view: null, items: [] };
let clustersNow = { view: null, items: null };
const crowdedAt = new Map();

/** Those in view or near it, the largest first. */
export function estatesInView() {
  if (inView.view === view) return inView.items;
  const margin = Math.max(CELL_PX * 2, OUTLINE_REACH * view.k);
  const [left, top] = [(-margin - view.x) / view.k, (-margin - view.y) / view.k];
  const [right, bottom] = [(view.width + margin - view.x) / view.k, (view.height + margin - view.y) / view.k];
  const isNear = ({ point, isOut }) => point && !isOut && point[0] > left && point[0] < right && point[1] > top && point[1] < bottom;
  inView = { view, items: largestFirst.filter(isNear) };
  return inView.items;
}

export const cellSize = () => CELL_PX * 2 ** (18 - Math.floor(view.zoom)); // in local units; the same while a map is moved

export function cellOf([x, y], size) {
  return Math.floor(x / size) * 1_000_003 + Math.floor(y / size);
}

/** Whether estates are counted instead of drawn one by one: a matter of the zoom, not of the place. */
export function isCrowded() {
  if (estates.length < CLUSTERS_FROM) return false;
  const zoom = Math.floor(view.zoom);
  if (!crowdedAt.has(zoom)) {
    const cells = new Set();
    let placed = 0;
    for (const { point } of estates) {
      if (!point) continue;
      placed += 1;
      cells.add(cellOf(point, cellSize()));
    }
    crowdedAt.set(zoom, placed / cells.size >= CROWDED);
  }
  return crowdedAt.get(zoom);
}

/** The clusters in view: {point, count, box, ink}; none where estates are drawn one by one. */
export function clusters() {
  if (clustersNow.view === view) return clustersNow.items;
  const cells = new Map();
  const size = cellSize();
  const isMeasured = state.measure !== "region";
  for (const estate of isCrowded() ? estatesInView() : []) {
    const { point } = estate;
    const cell = cellOf(point, size);
    let own = cells.get(cell);
    if (!own) cells.set(cell, (own = { kind: "cluster", x: 0, y: 0, count: 0, box: [...point, ...point], inks: new Map() }));
    own.x += point[0];
    own.y += point[1];
    own.count += 1;
    own.box = [Math.min(own.box[0], point[0]), Math.min(own.box[1], point[1]), Math.max(own.box[2], point[0]), Math.max(own.box[3], point[1])];
    if (isMeasured) own.inks.set(extras.inkOf(estate), (own.inks.get(extras.inkOf(estate)) || 0) + 1);
  }
  const items = [...cells.values()];
  for (const own of items) {
    own.point = [own.x / own.count, own.y / own.count];
    own.ink = [...own.inks].sort((a, b) => b[1] - a[1])[0]?.[0] || null;
    own.name = number(own.count);
  }
  clustersNow = { view, items };
  return items;
}

export const clusterRadius = (count) => Math.min(21, 6 + 2.6 * count ** 0.27);
export const shortCount = (count) => (count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 9950 ? 1 : 0)}k`);

export function drawClusters(c, alpha, ink) {
  c.globalAlpha = alpha;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.lineWidth = 1.8;
  for (const cluster of clusters()) {
    const [x, y] = onScreen(cluster.point);
    const radius = cluster.count === 1 ? 4 : clusterRadius(cluster.count);
    c.beginPath();
    c.arc(x, y, radius, 0, 2 * Math.PI);
    c.fillStyle = cluster.ink || ink;
    c.strokeStyle = "#ffffff";
    c.stroke();
    c.fill();
    if (cluster.count === 1) continue;
    c.font = `650 ${cluster.count < 1000 ? 11 : 10.5}px ${FONT}`;
    c.fillStyle = "#ffffff";
    c.fillText(shortCount(cluster.count), x, y + 0.5);
  }
  c.globalAlpha = 1;
}

export function clusterAt(x, y, reach) {
  if (!state.shown.estates) return null;
  const found = clusters().findLast(({ point, count }) => {
    const [cx, cy] = onScreen(point);
    return Math.hypot(cx - x, cy - y) <= clusterRadius(count) + reach;
  });
  return found ? { kind: "cluster", item: found } : null;
}

export function clusterSwatch() {
  return swatch((c, x, y) => {
    drawCircle(c, x, y, 9, style.quiet, false);
    c.fillStyle = "#ffffff";
    c.font = `650 10px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText("24", x, y + 0.5);
  });
}

extras.legend.push(() => (state.shown.estates && isCrowded() ? [[clusterSwatch(), t("legend.cluster"), null]] : []));

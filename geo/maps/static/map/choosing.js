/** Choosing things: what lies under the pointer, what the card is about, where the map goes. */

import { L, extras, map, state } from "./words.js";
import { SCALE, estateOf, offices, regions, rejectOf, rejects, stationOf, stations, toLocateOf, worldX, worldY } from "./tables.js";
import { clusterAt, estatesInView, isCrowded } from "./clusters.js";
import { outlineOf } from "./outlines.js";
import { brush, inPixels, marginOf, officeSize, onScreen, radiusOf, requestDraw, symbolSize, view } from "./view.js";
import { officePlace } from "./drawing.js";
import { badges } from "./labels.js";
import { render, setSheet, shell } from "./panel.js";

/** Find what is drawn at a place of the screen, the topmost first. */
export function thingAt(x, y, reach = 4) {
  const isNear = (place, radius) => place && Math.hypot(place[0] - x, place[1] - y) <= radius + reach;
  const symbol = 11 * symbolSize();
  const found = (kind, item) => (item ? { kind, item } : null);
  for (const seek of extras.things) {
    const thing = seek(x, y, reach);
    if (thing) return thing;
  }
  return (
    found("office", state.shown.offices && offices.find((o) => o.point && isNear(officePlace(o), 11 * officeSize()))) ||
    found("station", state.shown.stations && stations.find((s) => s.point && !s.isOut && isNear(onScreen(s.point), symbol))) ||
    found("reject", state.shown.rejects && rejects.find((r) => r.point && isNear(onScreen(r.point), 6))) ||
    found("region", badges.find((b) => x >= b.box[0] && x <= b.box[2] && y >= b.box[1] && y <= b.box[3])?.region) ||
    clusterAt(x, y, 0) ||
    found("estate", state.shown.estates && estateAt(x, y, reach)) ||
    found("region", state.shown.regions && regions.findLast((r) => isInside(r, x, y, marginOf(view.zoom))))
  );
}

/** The estate whose circle is nearest; among circles over one another the smallest, which is on top. */
export function estateAt(x, y, reach) {
  let best = null;
  let least = Infinity;
  for (const estate of isCrowded() ? [] : estatesInView()) {
    if (estate.isOut) continue; // since it was last drawn
    const [ex, ey] = onScreen(estate.point);
    const away = Math.hypot(ex - x, ey - y);
    const radius = radiusOf(estate.households);
    if (away <= radius + reach && away - radius * 0.01 < least) {
      least = away;
      best = estate;
    }
  }
  return best || (view.zoom >= 12.5 && estatesInView().find((estate) => !estate.isOut && isInside(estate, x, y))) || null;
}

export function isInside(item, x, y, margin = 0) {
  const { area, box } = outlineOf(item);
  if (!area || !box) return false;
  const [lx, ly] = [(x - view.x) / view.k, (y - view.y) / view.k];
  const reach = margin / view.k;
  if (lx < box[0] - reach || lx > box[2] + reach || ly < box[1] - reach || ly > box[3] + reach) return false;
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.lineWidth = 2 * reach;
  const inside = brush.isPointInPath(area, lx, ly, "evenodd") || (reach > 0 && brush.isPointInStroke(area, lx, ly));
  inPixels(brush);
  return inside;
}

export function latLng(point) {
  const x = (point[0] + worldX) / SCALE;
  const y = (point[1] + worldY) / SCALE;
  return L.latLng((Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, x * 360 - 180);
}

export const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
export const isPhone = () => window.innerWidth <= 760;

/** Room that the panel and the legend cover, so that what is chosen stays in sight. */
export function padding() {
  if (!isPhone()) {
    const legend = state.legend && shell.legend.offsetWidth < view.width * 0.35 ? shell.legend.offsetWidth : 40;
    return { paddingTopLeft: [36, 36], paddingBottomRight: [legend + 28, 36 + extras.room()] };
  }
  const covered = Math.max(0, map.getContainer().getBoundingClientRect().bottom - sheetTop());
  return { paddingTopLeft: [18, 66], paddingBottomRight: [18, Math.min(covered, map.getSize().y * 0.6) + 18 + extras.room()] };
}

export function sheetTop() {
  const height = { peek: 124, half: window.innerHeight * 0.46, full: window.innerHeight * 0.9 }[state.sheet];
  return window.innerHeight - height;
}

export function goTo(box, maxZoom = 16.5, isInstant = false) {
  if (!box || !box.every(Number.isFinite)) return;
  const bounds = L.latLngBounds(latLng([box[0], box[1]]), latLng([box[2], box[3]]));
  map.fitBounds(bounds, { ...padding(), maxZoom, animate: !isInstant && !isCalm, duration: 0.5 });
}

export function boxAround(items) {
  const boxes = items.map((item) => item.box).filter(Boolean);
  if (!boxes.length) return null;
  const least = (i) => Math.min(...boxes.map((box) => box[i]));
  const most = (i) => Math.max(...boxes.map((box) => box[i]));
  return [least(0), least(1), most(2), most(3)];
}

export function boxOfChoice({ kind, item }) {
  if (extras.boxes[kind]) return extras.boxes[kind](item);
  if (kind === "region") return boxAround([item, ...item.members]);
  if (kind === "station" && item.region) return boxAround([item, item.region, ...item.region.members]);
  if (kind === "firm") return boxAround(item.members);
  if (kind === "estate") return boxAround([item, item.station, stationOf.get(item.second_station_id)].filter(Boolean));
  return item.box;
}

export function choose(kind, item, { move = true } = {}) {
  if (kind === "cluster") return goTo(item.box);
  if (!state.chosen) state.came = document.activeElement;
  state.chosen = { kind, item };
  if (kind === "reject" && item.point) state.shown.rejects = true;
  if (isPhone() && state.sheet !== "half") setSheet("half");
  render();
  requestDraw();
  if (move) goTo(boxOfChoice(state.chosen));
  document.getElementById("linli-card-name")?.focus({ preventScroll: true });
}

export function chooseNothing() {
  if (!state.chosen) return;
  const back = state.came;
  state.chosen = null;
  state.came = null;
  render();
  requestDraw();
  const same = back?.id ? document.getElementById(back.id) : null;
  (same || back)?.focus?.({ preventScroll: true });
}

export function chooseEstateById(id) {
  if (estateOf.has(id)) choose("estate", estateOf.get(id));
  else if (rejectOf.has(id)) choose("reject", rejectOf.get(id));
  else if (toLocateOf.has(id)) choose("to_locate", toLocateOf.get(id));
}

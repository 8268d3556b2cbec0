/** Where the canvas stands over the map, and what is in focus. */

import { L, map, state, style } from "./words.js";
import { originLat, originLon, SCALE } from "./tables.js";
import { draw } from "./drawing.js";

export const FONT = '"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif';
export const canvas = document.createElement("canvas");
export const brush = canvas.getContext("2d");
export let view = { k: 1, x: 0, y: 0, zoom: 12, width: 0, height: 0, dpr: 1 };
export let drawWanted = false;

export function requestDraw() {
  if (drawWanted) return;
  drawWanted = true;
  requestAnimationFrame(() => {
    drawWanted = false;
    draw();
  });
}

export function look() {
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
    dpr: state.isPrinting ? 2 : Math.min(window.devicePixelRatio || 1, 2),
  };
  const [width, height] = [Math.round(size.x * view.dpr), Math.round(size.y * view.dpr)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

// A metre on the ground in local units, at the middle of the plan.
export const metre = SCALE / (40_075_016.7 * Math.cos((originLat * Math.PI) / 180));

export const onScreen = (point) => [point[0] * view.k + view.x, point[1] * view.k + view.y];

export function isSeen(box, margin = 30) {
  if (!box) return false;
  const [left, top] = onScreen([box[0], box[1]]);
  const [right, bottom] = onScreen([box[2], box[3]]);
  return right > -margin && bottom > -margin && left < view.width + margin && top < view.height + margin;
}

export function inPixels(c) {
  c.setTransform(view.dpr, 0, 0, view.dpr, 0, 0);
}

/** Run `paint` in local units; it is given the factor that turns pixels into them. */
export function inLocal(c, paint) {
  c.setTransform(view.dpr * view.k, 0, 0, view.dpr * view.k, view.dpr * view.x, view.dpr * view.y);
  paint(1 / view.k);
  inPixels(c);
}

/** Radius of an estate's circle in pixels: its area is proportional to the households, and grows with the zoom. */
export function radiusOf(households, zoom = view.zoom) {
  const ofUnit = Math.min(24, Math.max(3, 4.6 * 2 ** ((zoom - 13) * 0.45)));
  return Math.max(2, ofUnit * Math.sqrt((households || 60) / style.unitHouseholds));
}

/** The region that stands out, or null where all do. */
export function regionInFocus() {
  if (!state.chosen) return null;
  const { kind, item } = state.chosen;
  if (kind === "region") return item;
  return item.region || null;
}

export const isFaded = (region) => {
  if (region?.isOut) return true; // a filter left it out
  if (state.chosen?.kind === "firm") return region?.firm !== state.chosen.item.name;
  const focus = regionInFocus();
  return focus !== null && region !== focus;
};

/** Margin around a region in pixels: wide over a city, none from the zoom at which estates show their shape. */
export const marginOf = (zoom) => Math.max(0, Math.min(5.5, (17.5 - zoom) * 1.6));

export const CROSSINGS_FROM = 13.8; // zoom; a city has hundreds
export const symbolSize = () => Math.min(1.1, Math.max(0.42, 0.6 + (view.zoom - 13) * 0.25));
export const officeSize = () => Math.max(0.75, symbolSize());

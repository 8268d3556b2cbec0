/** How a region is outlined: its estates joined along their links (as planned), a hull around them, or their tiles. */

import { extras, state, t } from "./words.js";
import { boxOf, drawable, tiles } from "./tables.js";
import { requestDraw } from "./view.js";
import { el } from "./elements.js";

export const OUTLINES = ["joined", "hulls", "tiles"];
state.outline = "joined";
const drawnAs = { hulls: new Map(), tiles: null };

/** What a region is drawn as: {area, box}; anything else as it is. */
export function outlineOf(item) {
  if (state.outline === "joined" || !item.members) return item;
  return (state.outline === "hulls" ? hullOf(item) : tilesOf(item)) || item;
}

export function hullOf(region) {
  if (!drawnAs.hulls.has(region)) {
    const places = region.members.flatMap((estate) => (estate.paths.length ? estate.paths.flatMap(pairs) : estate.point ? [estate.point] : []));
    const line = hullAround(places).flat();
    drawnAs.hulls.set(region, line.length ? { area: drawable([line], true), box: boxOf([line]) } : null);
  }
  return drawnAs.hulls.get(region);
}

export const pairs = (line) => Array.from({ length: line.length / 2 }, (_, i) => [line[2 * i], line[2 * i + 1]]);

/** The convex hull of places, against the clock (Andrew's monotone chain, 1979, doi:10.1016/0020-0190(79)90072-3). */
export function hullAround(places) {
  const sorted = [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o, a, b) => (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (row) => {
    const chain = [];
    for (const place of row) {
      while (chain.length > 1 && turn(chain[chain.length - 2], chain[chain.length - 1], place) <= 0) chain.pop();
      chain.push(place);
    }
    return chain.slice(0, -1);
  };
  return sorted.length < 2 ? sorted : [...half(sorted), ...half(sorted.reverse())];
}

export function tilesOf(region) {
  if (!drawnAs.tiles) {
    drawnAs.tiles = new Map();
    for (const tile of tiles()) {
      if (!tile.area || !tile.region) continue;
      if (!drawnAs.tiles.has(tile.region)) drawnAs.tiles.set(tile.region, { area: new Path2D(), lines: [] });
      drawnAs.tiles.get(tile.region).area.addPath(tile.area);
      drawnAs.tiles.get(tile.region).lines.push(...tile.paths);
    }
    for (const own of drawnAs.tiles.values()) own.box = boxOf(own.lines);
  }
  return drawnAs.tiles.get(region);
}

export function outlineControl() {
  const pick = (event) => {
    state.outline = event.target.value;
    requestDraw();
  };
  const options = OUTLINES.filter((name) => name !== "tiles" || tiles().length);
  return el("div", { class: "control" }, el("label", { for: "linli-outline" }, t("outline")),
    el("select", { id: "linli-outline", onchange: pick }, options.map((value) => el("option", { value, selected: state.outline === value }, t(`outline.${value}`)))));
}

extras.controls.regions = outlineControl;

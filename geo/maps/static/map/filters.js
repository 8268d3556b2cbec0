/** What is left out of sight: classes that the legend has switched off, rows that the filter of a list drops. */

import { state } from "./words.js";
import { barriers, estates, links, regions, stations } from "./tables.js";
import { requestDraw } from "./view.js";

/** Classes of the legend by key: of which kind they are, and which items belong to them. */
export const classes = new Map();
/** What may be filtered, by kind; modules of further layers add theirs. */
export const kinds = { estate: () => estates, region: () => regions, station: () => stations, barrier: () => barriers };
export const kept = { list: null }; // {kind, items}: what the filter of the open list keeps; null where it keeps all

export function declareClass(key, kind, belongs) {
  classes.set(key, { kind, belongs });
}

export function toggleClass(key) {
  if (!state.off.delete(key)) state.off.add(key);
  applyFilters();
}

/** Set `isOut` of everything that is drawn or counted. */
export function applyFilters() {
  const off = [...state.off].map((key) => classes.get(key)).filter(Boolean);
  if (off.some((one) => one.kind === "link")) kinds.link = links; // read when first needed
  for (const [kind, items] of Object.entries(kinds)) {
    const tests = off.filter((one) => one.kind === kind);
    const list = kept.list?.kind === kind ? kept.list.items : null;
    for (const item of items()) item.isOut = tests.some((one) => one.belongs(item)) || Boolean(list && !list.has(item));
  }
  if (kept.list?.kind === "region") for (const estate of estates) estate.isOut ||= Boolean(estate.region?.isOut);
  requestDraw();
}

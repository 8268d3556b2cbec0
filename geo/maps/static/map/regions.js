/** The regions as a table: the map in words. */

import { number, state, t } from "./words.js";
import { displayName, regions } from "./tables.js";
import { button, chip, el } from "./elements.js";
import { choose } from "./choosing.js";
import { renderPanel } from "./panel.js";

export const REGION_COLUMNS = [
  ["region", (region) => [region.subdistrict || "", region.number ?? 0]],
  ["estates", (region) => region.estates],
  ["households", (region) => region.households],
  ["walk", (region) => region.walk_m_p90],
];

export function compare(a, b) {
  if (Array.isArray(a)) return compare(a[0], b[0]) || compare(a[1], b[1]);
  if (typeof a === "string") return a.localeCompare(b, "zh-CN");
  return (a ?? -Infinity) - (b ?? -Infinity);
}

export function regionsTab() {
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

export function header(name) {
  const isSorted = state.sort.column === name;
  const sort = () => {
    state.sort = { column: name, down: isSorted ? !state.sort.down : name !== "region" };
    renderPanel();
    document.getElementById(`linli-sort-${name}`).focus();
  };
  return el("th", { scope: "col", "aria-sort": isSorted ? (state.sort.down ? "descending" : "ascending") : "none" },
    button({ id: `linli-sort-${name}`, title: t("table.sort", { column: t(`table.${name}`) }), onclick: sort }, t(`table.${name}`), isSorted ? (state.sort.down ? " ↓" : " ↑") : ""));
}

export function regionRow(region) {
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

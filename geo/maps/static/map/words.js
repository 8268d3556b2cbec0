/**
 * What the page was given, what it remembers, and how it says words and numbers, in Chinese or English.
 *
 * The page reads one JSON block (made by geo/maps/layers.py), draws on one canvas above the folium map and builds every
 * panel from DOM nodes: all text of the plan goes in through text nodes or `fillText`, never as markup. The modules of
 * this folder are joined into one by geo/maps/offline.py, so a name is declared once in all of them.
 */

import { given } from "./given.js";

export const data = given.data;
export const map = given.map;
export const L = window.L;
export const style = data.style;

export const state = {
  lang: data.lang,
  tab: "summary",
  chosen: null, // {kind, item}: what the card is about
  came: null, // where the focus was before the card opened
  shown: Object.fromEntries(style.layers.map((layer) => [layer.name, layer.shown])),
  list: "regions", // which list is open, how it is sorted and filtered, and whether it has all its columns
  sort: { column: "", down: false },
  filter: { text: "", place: "", inView: false },
  isWide: false,
  hovered: null, // what the pointer is on, in the list or on the map
  off: new Set(), // classes that the legend has switched off
  aside: new Set(), // layers that the legend has switched off and still names
  measure: "region", // what colours the estates
  sheet: "half", // the panel on a phone: peek, half or full
  legend: window.innerWidth > 760,
  isPrinting: false,
  before: null, // what the map showed before it was laid out for printing
};

/**
 * What further modules add: those of the shared teams where the plan has rounds, rosters or streets, the colours by a
 * measure, the months. before is called, then under, between, above and over paint, from the ground up; legend gives rows; things finds what
 * lies at a place; estate, region and station give parts of a card; opened is called when a tab of theirs is opened,
 * labels writes names into the room that is left, started once, rendered whenever the page is built anew; isQuiet says that regions stand back; inkOf is the colour of
 * an estate's circle. An item that a filter leaves out has `isOut`.
 */
export const extras = {
  tabs: {}, opened: {}, cards: {}, controls: {}, boxes: {}, counts: {}, before: [], under: [], between: [], above: [], over: [], labels: [], legend: [], things: [], estate: [], region: [], station: [], started: [], rendered: [],
  isQuiet: () => false,
  inkOf: (estate) => estate.region?.ink || style.quiet,
  isSeeThrough: () => false, // whether pictures from a server lie under the drawing
  room: () => 0, // pixels at the foot of the map that are covered
};

/** Look up a word of the page and fill in its fields. */
export function t(key, fields = {}) {
  const pair = data.words[key];
  if (!pair) throw new Error(`no word for ${key}`);
  return pair[state.lang === "zh" ? 0 : 1].replace(/\{(\w+)\}/g, (_, name) => String(fields[name] ?? ""));
}

/** Say a choice of the schema; what it does not know is shown as it stands. */
export function choice(prefix, value) {
  if (!value) return t("none");
  return data.words[`${prefix}.${value}`] ? t(`${prefix}.${value}`) : String(value);
}

export function number(value, digits = 0) {
  if (value === null || value === undefined) return t("none");
  const locale = state.lang === "zh" ? "zh-CN" : "en-GB";
  return value.toLocaleString(locale, { maximumFractionDigits: digits, minimumFractionDigits: 0 });
}

export function percent(share) {
  return share === null || share === undefined ? t("none") : `${number(share * 100, 1)}%`;
}

export function unit(key, value, digits = 0) {
  return value === null || value === undefined ? t("none") : t(`unit.${key}`, { n: number(value, digits) });
}

/** Floor area: 万㎡ in Chinese, m² in English. */
export function area(m2) {
  if (m2 === null || m2 === undefined) return t("none");
  if (state.lang === "en" || Math.abs(m2) < 1000) return unit("m2", m2);
  return unit("wan_m2", m2 / 1e4, Math.abs(m2) < 1e5 ? 2 : 1);
}

/** Money: 万元 in Chinese, yuan in English. */
export function money(cny) {
  if (cny === null || cny === undefined) return t("none");
  if (state.lang === "en" || Math.abs(cny) < 1000) return unit("yuan", cny);
  return unit("wan_yuan", cny / 1e4, Math.abs(cny) < 1e5 ? 2 : 1);
}

export const both = (pair) => (Array.isArray(pair) ? pair[state.lang === "zh" ? 0 : 1] : pair || "");

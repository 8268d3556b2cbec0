/** Estates coloured by a measure: classes with their colours, for the map and for the legend, which filters by them. */

import { area, choice, extras, number, percent, state, style, t } from "./words.js";
import { estates } from "./tables.js";
import { drawCircle } from "./symbols.js";
import { el, swatch } from "./elements.js";
import { declareClass } from "./filters.js";

export const partOf = (part, whole) => (part === null || part === undefined || !whole ? null : part / whole);

/** What estates can be coloured by: the value, how a limit of a class is said; without `say` the values are names. */
export const MEASURES = {
  households: { value: (estate) => estate.households, say: (value) => number(value) },
  floor_area: { value: (estate) => estate.floor_area_m2, say: (value) => area(value) },
  built: { value: (estate) => estate.build_year, say: (value) => String(Math.round(value)), step: 1, isWhole: true },
  walk: { value: (estate) => estate.walk_m, say: (value) => number(value) },
  posts: { value: (estate) => estate.current_posts, say: (value) => number(value, 1) },
  fee: { value: (estate) => estate.fee_cny_m2_month, say: (value) => number(value, 2), step: 0.01 },
  collection: { value: (estate) => estate.collection_rate, say: (value) => percent(value), step: 0.01 },
  elderly: { value: (estate) => partOf(estate.elderly60, estate.residents), say: (value) => percent(value), step: 0.005 },
  satisfaction: { value: (estate) => estate.voices?.satisfaction.at(-1)?.rate, say: (value) => percent(value), step: 0.01 },
  second: { value: (estate) => estate.second_price_cny, say: (value) => number(value) },
  eligibility: { value: (estate) => estate.eligibility, name: (value) => choice("estates.eligibility", value) },
  stage: { value: (estate) => estate.stage, name: (value) => choice("estates.stage", value) },
  firm: { value: (estate) => estate.region?.firm, name: (value) => value },
};
export const NAMED_CLASSES = 6;
export const hasValue = (value) => value !== null && value !== undefined && value !== "";

export let measuresKnown = null;

/** The measures of which this plan knows more than one value. */
export function measuresHere() {
  measuresKnown ??= Object.keys(MEASURES).filter((name) => new Set(estates.map(MEASURES[name].value).filter(hasValue)).size > 1);
  return measuresKnown;
}

export const madeClasses = new Map(); // the classes of each measure once they are made

export function classesOf(name) {
  if (!madeClasses.has(name)) {
    const made = MEASURES[name].say ? numberClasses(MEASURES[name]) : nameClasses(MEASURES[name]);
    const value = MEASURES[name].value;
    if (estates.some((estate) => !hasValue(value(estate)))) made.push({ said: () => t("color.missing"), ink: "#9a958a", belongs: (estate) => !hasValue(value(estate)) });
    made.forEach((one, i) => {
      one.key = `${name}:${i}`;
      one.count = estates.filter(one.belongs).length;
      declareClass(one.key, "estate", one.belongs);
    });
    for (const estate of estates) (estate.classes ??= {})[name] = made.find((one) => one.belongs(estate));
    madeClasses.set(name, made);
  }
  return madeClasses.get(name);
}

/** Fifths of the estates, their limits rounded to be read. */
export function numberClasses({ value, say, step = 0, isWhole = false }) {
  const sorted = estates.map(value).filter(hasValue).sort((a, b) => a - b);
  const rounded = (x) => (step ? Math.round(x / step) * step : Number(x.toPrecision(2)));
  const limits = [1, 2, 3, 4].map((i) => rounded(sorted[Math.floor((sorted.length * i) / 5)]));
  const cuts = [...new Set(limits)].filter((cut) => cut > sorted[0] && cut <= sorted[sorted.length - 1]);
  return [-Infinity, ...cuts].map((low, i) => {
    const high = cuts[i] ?? Infinity;
    return {
      said: () => (i === 0 && high === Infinity ? say(sorted[0]) : i === 0 ? t("color.below", { n: say(high) }) : high === Infinity ? t("color.from", { n: say(low) }) : `${say(low)} – ${say(isWhole ? high - 1 : high)}`),
      ink: style.ramp[cuts.length ? Math.round((i * (style.ramp.length - 1)) / cuts.length) : 2],
      belongs: (estate) => hasValue(value(estate)) && value(estate) >= low && value(estate) < high,
    };
  });
}

/** The most frequent names, each in a colour of its own; the rest together. */
export function nameClasses({ value, name }) {
  const counts = new Map();
  for (const one of estates.map(value).filter(hasValue)) counts.set(one, (counts.get(one) || 0) + 1);
  const ranked = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || String(a).localeCompare(String(b)));
  const own = ranked.slice(0, NAMED_CLASSES);
  const classes1 = own.map((one, i) => ({ said: () => name(one), ink: style.crews[i], belongs: (estate) => value(estate) === one }));
  if (ranked.length > own.length) classes1.push({ said: () => t("color.others"), ink: "#5b6770", belongs: (estate) => hasValue(value(estate)) && !own.includes(value(estate)) });
  return classes1;
}

export const isColored = () => state.measure !== "region" && state.shown.estates && measuresHere().includes(state.measure);

export function colorRows() {
  if (!isColored()) return [];
  const rows = classesOf(state.measure).map((one) => [swatch((c, x, y) => drawCircle(c, x, y, 6, one.ink, false)), one.said(), one.count, { off: one.key }]);
  return [[el("b", { class: "legend-title" }, t("color.title", { measure: t(`color.${state.measure}`) })), "", null], ...rows];
}

/** The choice of what colours the estates, under their switch. */
export function colorControl(changed) {
  if (!measuresHere().length) return null;
  const option = (name) => el("option", { value: name, selected: state.measure === name }, t(`color.${name}`));
  const pick = (event) => {
    state.measure = event.target.value;
    state.off.clear();
    changed();
  };
  return el("div", { class: "control" }, el("label", { for: "linli-measure" }, t("color.pick")), el("select", { id: "linli-measure", onchange: pick }, ["region", ...measuresHere()].map(option)));
}

export function colorEstates() {
  const [inkBefore, quietBefore] = [extras.inkOf, extras.isQuiet];
  extras.inkOf = (estate) => (isColored() ? (classesOf(state.measure), estate.classes[state.measure].ink) : inkBefore(estate));
  extras.isQuiet = () => isColored() || quietBefore();
}

colorEstates();
extras.legend.push(colorRows);

/** What a region carries, as bars against the limits of the plan; what a station needs to be one. */

import { area, data, number, percent, state, t, unit } from "./words.js";
import { regions } from "./tables.js";
import { block, el } from "./elements.js";
import { CHECKS, isChecked, loadShare } from "./columns.js";

/** A bar with its limits as ticks; what lies beyond a limit is said in words, too. */
export function loadRow({ label, value, said, limits = [], most }) {
  if (value === null || value === undefined) return null;
  const [low, high] = [limits.find((one) => one.isLow)?.at, limits.find((one) => !one.isLow)?.at];
  const reach = Math.max(most || 0, value, ...limits.map((one) => one.at * 1.08), 1e-9);
  const beyond = high ? value / high : 1;
  const over = beyond > 2 ? t("load.times", { n: number(beyond, 1) }) : beyond > 1 ? t("load.over", { share: percent(beyond - 1) }) : null;
  const under = low && value < low ? t("load.under", { share: percent(1 - value / low) }) : null;
  const within = !over && !under && limits.length ? t("load.within") : null;
  return el("li", { class: over || under ? "beyond" : "" },
    el("span", {}, label), el("b", {}, said),
    el("i", { class: "track", "aria-hidden": "true" }, el("i", { style: { width: `${(value / reach) * 100}%` } }), limits.map((one) => el("i", { class: "limit", style: { left: `${(one.at / reach) * 100}%` } }))),
    over || under || within ? el("small", {}, over || under || within, " · ", limits.map((one) => `${one.isLow ? t("load.low") : t("load.high")} ${one.said}`).join(state.lang === "zh" ? "，" : ", ")) : null);
}

export function loadBlock(region, station) {
  const largest = (name) => Math.max(0, ...regions.map((one) => one[name] || 0));
  const limits = data.limits;
  const limit = (at, said, isLow = false) => (at ? [{ at, said: said(at), isLow }] : []);
  const metres = (m) => unit("m", m);
  const places = station && loadShare(station) !== null ? limit(station.capacity_households, (n) => unit("household", n)) : [];
  return block(t("load"), el("ul", { class: "loads" },
    loadRow({ label: t("card.households"), value: region.households, said: unit("household", region.households), most: largest("households") }),
    loadRow({ label: t("card.floor_area"), value: region.floor_area_m2, said: area(region.floor_area_m2), limits: [...limit(limits.floor_area_low_m2, area, true), ...limit(limits.floor_area_high_m2, area)] }),
    loadRow({ label: t("card.posts"), value: region.posts, said: unit("posts", region.posts), most: largest("posts") }),
    loadRow({ label: t("load.walk"), value: region.walk_m_max, said: metres(region.walk_m_max), limits: limit(limits.walk_high_m, metres) }),
    places.length ? loadRow({ label: t("load.room"), value: station.load_households, said: unit("household", station.load_households), limits: places }) : null));
}

/** Place, facilities, signs, rules: what the room has, has not, or nobody has said. */
export function checklist(station) {
  if (!isChecked(station)) return block(t("check"), el("p", { class: "fine" }, t("check.unknown.all")));
  const answer = (value) => (value === true ? "yes" : value === false ? "no" : "unknown");
  return block(t("check"), el("ul", { class: "checks" }, CHECKS.map((name) => {
    const said = answer(station[name]);
    return el("li", { class: said }, el("i", { "aria-hidden": "true" }, { yes: "✓", no: "✗", unknown: "?" }[said]), el("span", {}, t(`check.${name}`)), el("b", {}, t(`check.${said}`)));
  })));
}

export const walkAndSecond = (estate) => [unit("m", estate.walk_m), estate.second_price_cny === null || estate.second_price_cny === undefined ? null : t("station.second", { cny: `${estate.second_price_cny >= 0 ? "+" : "−"}${number(Math.abs(estate.second_price_cny))}` })].filter(Boolean).join(" · ");

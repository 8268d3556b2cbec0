/** The table of measures: every plan's value with its unit, the difference to the first and who is better, or a tie. */

import { number, t } from "../map/words.js";
import { el } from "../map/elements.js";
import { inkOf, measures, names, others, signOf } from "./plans.js";

const DIGITS = { share: 1, m: 0, index: 3, yuan_m2: 2, yuan_household: 1, km_week: 0, hours_week: 0 };
const MARKS = { better: "▲", worse: "▼", same: "＝", tie: "≈", neither: "·", no_bound: "?", not_comparable: "—" };

export const sign = (name) => el("span", { class: "sign", style: { "--ink": inkOf(name) } }, signOf(name));

/** A value in the page's language; shares as per cent, large sums of money in 万元 in Chinese. */
export function amount(value, unit, { isDifference = false } = {}) {
  if (value === null || value === undefined) return "–";
  const plus = isDifference && value > 0 ? "+" : "";
  if (unit === "share") return `${plus}${number(value * 100, DIGITS.share)}`;
  return `${plus}${number(value, DIGITS[unit] ?? 0)}`;
}

export function unitWords(unit, { isDifference = false } = {}) {
  if (unit === "share") return isDifference ? t("points") : "%";
  return t(`in.${unit}`);
}

export function verdict(row) {
  if (!row.verdict) return null;
  return el("span", { class: `verdict ${row.verdict}`, title: t(`verdict.${row.verdict}`) }, `${MARKS[row.verdict]} ${t(`verdict.${row.verdict}`)}`);
}

export function measureTable() {
  const groups = [...new Set(measures.map((row) => row.group))];
  const head = el("tr", {}, el("th", { scope: "col" }, t("table.measure")), el("th", { scope: "col" }, t("table.unit")),
    names.map((name) => el("th", { scope: "col", class: "n" }, sign(name), " ", name)),
    others.map((name) => [el("th", { scope: "col", class: "n" }, t("table.difference", { name: signOf(name), first: "A" })), el("th", { scope: "col" }, t("table.verdict"))]));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("measures") },
    el("table", { class: "measures" }, el("thead", {}, head), groups.map((group) => groupRows(group))));
}

function groupRows(group) {
  const own = measures.filter((row) => row.group === group);
  const keys = [...new Set(own.map((row) => row.measure))];
  const columns = 2 + names.length + 2 * others.length;
  return el("tbody", {}, el("tr", { class: "group" }, el("th", { colspan: columns, scope: "colgroup" }, t(`group.${group}`))),
    keys.map((key) => measureRow(own.filter((row) => row.measure === key))));
}

function measureRow(rows) {
  const [{ measure, unit, better, basis }] = rows;
  const of = (name) => rows.find((row) => row.plan === name) || {};
  const hint = t(`better.${better}`) + (basis === "common" ? ` · ${t("basis.common")}` : "");
  return el("tr", { "data-measure": measure },
    el("th", { scope: "row", title: hint }, t(`measure.${measure}`), el("small", {}, t(`arrow.${better}`))),
    el("td", { class: "unit" }, unitWords(unit)),
    names.map((name) => el("td", { class: of(name).is_best ? "n best" : "n" }, amount(of(name).value, unit))),
    others.map((name) => {
      const row = of(name);
      const relative = row.relative === null || row.relative === undefined ? null : el("small", {}, `${row.relative > 0 ? "+" : ""}${number(row.relative * 100, 1)}%`);
      return [el("td", { class: "n" }, row.difference === null || row.difference === undefined ? "–" : [amount(row.difference, unit, { isDifference: true }), unit === "share" ? null : relative]), el("td", {}, verdict(row))];
    }));
}

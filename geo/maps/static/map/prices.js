/** What each rule costs: a bar a rule, opened to its sub-districts. */

import { number, state, t, unit } from "./words.js";
import { rulePrices } from "./tables.js";
import { block, el } from "./elements.js";

export const LEAST_SHOWN = 0.5;

export function pricesBlock() {
  const lifted = rulePrices.filter((row) => row.step === "lifted");
  if (!lifted.length) return null;
  const rules = [...new Set(lifted.map((row) => row.rule))].map((rule) => ruleTotal(rule, lifted.filter((row) => row.rule === rule)));
  rules.sort((a, b) => b.saving - a.saving);
  const worth = rules.filter((one) => one.saving >= LEAST_SHOWN);
  const idle = rules.filter((one) => one.saving < LEAST_SHOWN).map((one) => t(`rule.${one.rule}`));
  const most = Math.max(1, ...worth.map((one) => one.saving));
  const guessed = lifted.some((row) => row.known === "at_least");
  return block(
    t("prices"),
    el("p", { class: "fine" }, t("prices.about"), " ", guessed ? t("prices.at_least") : ""),
    worth.map((one) => ruleRow(one, most)),
    idle.length ? el("p", { class: "fine" }, t("prices.idle", { rules: idle.join(state.lang === "zh" ? "、" : ", ") })) : null,
  );
}

export function ruleTotal(rule, rows) {
  const sum = (name) => rows.reduce((total, row) => total + (row[name] || 0), 0);
  const bounded = rows.every((row) => row.price_high_cny !== null && row.price_high_cny !== undefined);
  return { rule, rows, saving: sum("saving_cny"), low: sum("price_low_cny"), high: bounded ? sum("price_high_cny") : null, paid: sum("paid_cny") };
}

export function ruleRow(one, most) {
  const width = `${(one.saving / most) * 100}%`;
  const own = one.rows.filter((row) => row.saving_cny >= LEAST_SHOWN).sort((a, b) => b.saving_cny - a.saving_cny);
  return el("details", { class: "price" },
    el("summary", {},
      el("span", { class: "words" }, t(`rule.${one.rule}`)),
      el("b", {}, amount(one.saving, one.low, one.high)),
      el("i", { "aria-hidden": "true" }, el("i", { style: { width } }))),
    one.paid >= LEAST_SHOWN ? el("p", { class: "fine" }, t("prices.paid", { n: unit("yuan", one.paid) })) : null,
    el("ul", {}, own.map((row) => el("li", {}, el("span", {}, row.subdistrict, steps(row) ? el("small", {}, steps(row)) : null), el("b", {}, amount(row.saving_cny, row.price_low_cny, row.price_high_cny))))),
  );
}

/** A saving proved, between two numbers, or at least so much. */
export function amount(saving, low, high) {
  if (high === null || high === undefined) return t("prices.least", { n: unit("yuan", saving) });
  if (high - low < 1) return unit("yuan", saving);
  return t("prices.range", { low: number(low), high: unit("yuan", high) });
}

export function steps(row) {
  const eased = rulePrices.filter((other) => other.rule === row.rule && other.subdistrict === row.subdistrict && other.step !== "lifted" && other.saving_cny >= LEAST_SHOWN);
  return eased.map((other) => t("prices.step", { step: other.step, n: amount(other.saving_cny, other.price_low_cny, other.price_high_cny) })).join(state.lang === "zh" ? "；" : "; ");
}

/** The summary: counts, coverage, posts, proof. */

import { area, both, data, money, number, percent, state, t, unit } from "./words.js";
import { displayName, estates, firms, offices, regions, solutions, stations } from "./tables.js";
import { pricesBlock } from "./prices.js";
import { bar, block, el, field, figure } from "./elements.js";
import { open } from "./cards.js";

export function summaryTab() {
  const facts = data.facts;
  return [
    data.title.invented ? el("p", { class: "notice" }, el("b", {}, t("invented")), " ", t("invented.explained")) : null,
    regions.length ? null : el("p", { class: "notice plain" }, el("b", {}, t("empty")), " ", t("empty.hint")),
    el("div", { class: "figures" },
      figure(number(facts.regions ?? regions.length), t("summary.regions")),
      figure(number(facts.stations ?? stations.length), t("summary.stations")),
      figure(number(facts.offices ?? offices.length), t("summary.offices")),
    ),
    el("div", { class: "figures" },
      figure(number(facts.planned), t("summary.planned")),
      figure(number(facts.rejected), t("summary.rejected"), "minor"),
      figure(number(facts.to_locate), t("summary.to_locate"), "minor"),
    ),
    facts.estates === undefined ? null : el("p", { class: "fine" }, t("summary.adds_up", {
      estates: number(facts.estates), planned: number(facts.planned), rejected: number(facts.rejected), to_locate: number(facts.to_locate),
    })),
    el("dl", { class: "facts" },
      field(t("summary.households"), unit("household", data.counted.households)),
      field(t("summary.floor_area"), area(data.counted.floor_area_m2)),
      field(t("summary.monthly_cost"), money(facts.monthly_cost_cny)),
    ),
    coverageBlock(facts),
    postsBlock(facts),
    firmsBlock(facts),
    proofBlock(facts),
    pricesBlock(),
  ];
}

export function coverageBlock(facts) {
  const coverage = facts.coverage || {};
  const walk = facts.walk_m || {};
  const steps = Object.keys(coverage).sort((a, b) => a - b);
  if (!steps.length || steps.every((m) => coverage[m] === null)) return null;
  return block(
    t("summary.coverage"),
    steps.map((m) => bar(t("summary.coverage.within", { m: number(Number(m)) }), coverage[m], percent(coverage[m]))),
    el("p", { class: "fine" },
      t("summary.walk", { mean: unit("m", walk.mean), p90: unit("m", walk.p90), max: unit("m", walk.max) }),
      state.lang === "zh" ? "。" : ". ",
      estates.some((estate) => estate.isHollow) ? t("summary.walk.note") : ""),
  );
}

export function postsBlock(facts) {
  const { posts_alone: alone, posts_today: today, posts_pooled: pooled } = facts;
  if (!pooled && !alone) return null;
  const most = Math.max(alone || 0, today || 0, pooled || 0, 1);
  const smallest = today && (!alone || today < alone) ? ["today", today] : ["alone", alone];
  const base = t(`summary.posts.${smallest[0]}`);
  const saved = (smallest[1] || 0) - pooled;
  const said = saved >= 0 ? t("summary.posts.saved", { base, n: number(saved), share: percent(saved / smallest[1]) }) : t("summary.posts.more", { base, n: number(-saved) });
  return block(
    t("summary.posts"),
    alone ? bar(t("summary.posts.alone"), alone / most, number(alone), "pale") : null,
    today ? bar(t("summary.posts.today"), today / most, number(today), "pale") : null,
    bar(t("summary.posts.pooled"), pooled / most, number(pooled)),
    smallest[1] ? el("p", { class: "fine" }, said) : null,
  );
}

export function firmsBlock(facts) {
  if (!firms.length) return null;
  const most = Math.max(...firms.map((firm) => firm.load_share || 0), 0.01);
  const worst = facts.firms_balance?.largest_deviation;
  return block(
    t("summary.firms"),
    firms.map((firm) => bar(open("firm", firm), firm.load_share / most, percent(firm.load_share))),
    worst === undefined || worst === null ? null : el("p", { class: "fine" }, t("summary.firms.balance", { worst: percent(worst) })),
  );
}

export function proofBlock(facts) {
  if (!solutions.length) return null;
  const gap = facts.gap === null || facts.gap === undefined
    ? t("summary.proof.none")
    : facts.gap_cny_month >= 0.5 && t("summary.proof.gap", { gap: percentFine(facts.gap), cny: number(facts.gap_cny_month) });
  return block(
    t("summary.proof"),
    el("p", {}, t("summary.proof.count", { n: number(facts.proven_optimal ?? 0), all: number(solutions.length) })),
    gap ? el("p", { class: "fine" }, gap) : null,
    facts.exceptions?.count ? el("p", { class: "fine" }, t("summary.exceptions", { n: number(facts.exceptions.count), price: number(facts.exceptions.price) })) : null,
    el("ul", { class: "proofs" }, solutions.map((row) =>
      el("li", { class: row.status || "" }, el("b", {}, displayName(row)), el("span", {}, both(row.proof)), row.clashes ? el("small", {}, row.clashes) : null))),
  );
}

export const percentFine = (share) => `${number(share * 100, share < 0.0005 ? 3 : 1)}%`;

/** What is proved of each score, which plans are told apart by it, what cannot be compared, and what was changed. */

import { money, number, state, t } from "../map/words.js";
import { button, el } from "../map/elements.js";
import { differences, gaps, measures, moved, names, others, page, settings, stationChanges, ties } from "./plans.js";
import { counted } from "./changes.js";
import { sign, verdict } from "./figures.js";

const SHOWN = 12;

/** Say in a sentence how a plan stands against the first. */
export function headline(name) {
  const tie = ties.find((row) => row.plan === name && row.against === names[0] && !row.subdistrict);
  const score = measures.find((row) => row.plan === name && row.measure === "objective");
  const cost = measures.find((row) => row.plan === name && row.measure === "monthly_cost");
  const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${money(Math.abs(value))}`;
  const done = counted(name);
  return el("p", { class: "headline" }, sign(name), " ", el("b", {}, name), " ",
    tie && score?.verdict && !["not_comparable"].includes(tie.verdict)
      ? [t("headline.score", { amount: signed(tie.difference_cny), gaps: tie.gaps_cny === null ? "–" : money(tie.gaps_cny) }), " ", verdict(tie), t("stop")]
      : t("headline.no_score"),
    cost && cost.difference !== null && cost.difference !== undefined ? t("headline.cost", { amount: signed(cost.difference) }) : "",
    t("headline.stations", { ...done }),
    t("headline.estates", { estates: number(done.estates), farther: number(done.farther), nearer: number(done.nearer) }));
}

export function warnings() {
  if (!differences.length) return null;
  const rows = differences.map((row) => el("li", {}, sign(row.against), sign(row.plan), " ", state.lang === "zh" ? row.zh : row.en));
  return el("section", { class: "warnings", id: "linli-differences" }, el("h2", {}, t("differences")), el("ul", {}, rows));
}

export function proofTable() {
  const scopes = [...new Set(gaps.map((row) => row.subdistrict || ""))];
  const of = (name, scope) => gaps.find((row) => row.plan === name && (row.subdistrict || "") === scope);
  const judged = (name, scope) => ties.find((row) => row.plan === name && row.against === names[0] && (row.subdistrict || "") === scope);
  const head = el("tr", {}, el("th", { scope: "col" }, t("table.subdistrict")),
    names.map((name) => el("th", { scope: "col", class: "n" }, sign(name), " ", t("proof.gap"))),
    others.map((name) => [el("th", { scope: "col", class: "n" }, t("table.difference", { name: sign(name).textContent, first: "A" })), el("th", { scope: "col" }, t("table.verdict"))]));
  const gap = (row) => (row ? [row.status ? el("small", {}, `${t(`status.${row.status}`)} `) : null, row.gap_cny_month === null || row.gap_cny_month === undefined ? "–" : number(row.gap_cny_month)] : "–");
  const row = (scope) => el("tr", { class: scope ? "" : "whole" }, el("th", { scope: "row" }, scope || t("table.whole")),
    names.map((name) => el("td", { class: "n" }, gap(of(name, scope)))),
    others.map((name) => {
      const one = judged(name, scope);
      return one ? [el("td", { class: "n" }, one.difference_cny === null || one.difference_cny === undefined ? "–" : `${one.difference_cny > 0 ? "+" : ""}${number(one.difference_cny)}`), el("td", {}, verdict(one))] : [el("td", { class: "n" }, "–"), el("td", {})];
    }));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("proofs") }, el("table", {}, el("thead", {}, head), el("tbody", {}, scopes.map(row))));
}

export function settingsTable() {
  if (!settings.length) return el("p", { class: "note" }, t("settings.none"));
  const keys = [...new Set(settings.map((row) => row.setting))];
  const of = (key, name) => settings.find((row) => row.setting === key && row.plan === name);
  const meaning = (key) => {
    const [zh, ...en] = (of(key, names[0])?.meaning || key).split(" / ");
    return state.lang === "zh" || !en.length ? zh : en.join(" / ");
  };
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("settings") }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("table.setting")), names.map((name) => el("th", { scope: "col" }, sign(name), " ", name)))),
    el("tbody", {}, keys.map((key) => el("tr", {}, el("th", { scope: "row" }, meaning(key), el("small", {}, ` ${key} ${of(key, names[0])?.unit || ""}`)),
      names.map((name) => el("td", {}, of(key, name)?.value ?? "–")))))));
}

function long(kind, rows, render) {
  const shown = page.isLong[kind] ? rows : rows.slice(0, SHOWN);
  const more = rows.length > SHOWN ? button({ id: `linli-more-${kind}`, class: "more", onclick: () => {
    page.isLong[kind] = !page.isLong[kind];
    render();
    document.getElementById(`linli-more-${kind}`)?.focus({ preventScroll: true });
  } }, page.isLong[kind] ? t("fewer") : t("more", { n: rows.length - SHOWN })) : null;
  return [shown, more];
}

/** Stations that opened, closed or moved; a row takes the maps there. */
export function stationTable(render, goTo) {
  const rows = stationChanges.filter((row) => row.change !== "kept");
  if (!rows.length) return el("p", { class: "note" }, t("stations.same"));
  const [shown, more] = long("stations", rows, render);
  return [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("stations.changed") }, el("table", {},
    el("thead", {}, el("tr", {}, ["plan", "change", "from", "to", "load"].map((key) => el("th", { scope: "col" }, t(`table.${key}`))))),
    el("tbody", {}, shown.map((row) => el("tr", {}, el("td", {}, sign(row.plan)), el("td", { class: `change ${row.change}` }, t(`change.${row.change}`)),
      el("td", {}, place(row.from_station, () => goTo(0, row.from_station_id))), el("td", {}, place(row.to_station, () => goTo(names.indexOf(row.plan), row.to_station_id))),
      el("td", { class: "n" }, `${number(row.from_households ?? 0)} → ${number(row.to_households ?? 0)}`)))))), more];
}

export function movedTable(render, choose) {
  if (!moved.length) return el("p", { class: "note" }, t("moved.none"));
  const [shown, more] = long("moved", moved, render);
  const walk = (value) => (value === null || value === undefined ? "–" : number(value));
  return [el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("moved") }, el("table", {},
    el("thead", {}, el("tr", {}, ["plan", "estate", "households", "change", "from", "to", "walk", "farther"].map((key) => el("th", { scope: "col" }, t(`table.${key}`))))),
    el("tbody", {}, shown.map((row) => el("tr", {}, el("td", {}, sign(row.plan)), el("td", {}, place(row.name || row.estate_id, () => choose(row.estate_id))),
      el("td", { class: "n" }, walk(row.households)), el("td", {}, t(`change.${row.change}`)), el("td", {}, row.from_station || "–"), el("td", {}, row.to_station || "–"),
      el("td", { class: "n" }, `${walk(row.from_walk_m)} → ${walk(row.to_walk_m)}`), el("td", { class: row.farther_m > 0 ? "n far" : "n near" }, row.farther_m > 0 ? `+${walk(row.farther_m)}` : walk(row.farther_m))))))), more];
}

const place = (words, go) => (words ? button({ class: "link", onclick: go }, words) : "–");

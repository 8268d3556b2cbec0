/** Curves as SVG: coverage by walking distance for households and over-60s, and the Lorenz curve. */

import { number, percent, t } from "../map/words.js";
import { el } from "../map/elements.js";
import { claims, curves, DASHES, equity, inkOf, lorenz, names, page } from "./plans.js";
import { sign } from "./figures.js";

const SPACE = "http://www.w3.org/2000/svg";
const BOX = { width: 420, height: 260, left: 40, right: 22, top: 10, bottom: 30 };
const across = BOX.width - BOX.left - BOX.right;
const down = BOX.height - BOX.top - BOX.bottom;

export function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  for (const child of children.flat(Infinity)) if (child) node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  return node;
}

function frame(label, most, ticks, tick, title) {
  const x = (value) => BOX.left + (value / most) * across;
  const y = (share) => BOX.top + (1 - share) * down;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => [
    svg("line", { x1: BOX.left, x2: BOX.left + across, y1: y(share), y2: y(share), class: "grid" }),
    svg("text", { x: BOX.left - 5, y: y(share) + 4, class: "tick end" }, `${share * 100}%`),
  ]);
  const marks = ticks.map((value) => svg("text", { x: x(value), y: BOX.height - 14, class: "tick middle" }, tick(value)));
  const axis = svg("text", { x: BOX.left + across, y: BOX.height - 1, class: "tick end" }, title);
  const root = svg("svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, role: "img", "aria-label": label }, grid, marks, axis);
  return { root, x, y };
}

function line(root, points, name) {
  const path = points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  root.append(svg("path", { d: path, class: "curve", stroke: inkOf(name), "stroke-dasharray": DASHES[names.indexOf(name)] }));
}

const farthest = () => {
  const all = curves.map((row) => row.walk_m);
  return all.length ? Math.max(500, Math.min(3000, Math.ceil(Math.max(...all) / 500) * 500)) : 1000;
};

/** The share within a distance: the step at or before it. */
export function shareAt(name, people, distance) {
  let share = 0;
  const own = curves.filter((row) => row.plan === name && row.people === people);
  if (!own.length) return null;
  for (const row of own) {
    if (row.walk_m > distance) break;
    share = row.share;
  }
  return share;
}

export function coverageChart(people) {
  const most = farthest();
  const step = most > 2000 ? 500 : 250;
  const ticks = Array.from({ length: most / step + 1 }, (_, i) => i * step).filter((value) => most <= 2000 || value % 500 === 0);
  const { root, x, y } = frame(t(`curves.${people}`), most, ticks.filter((_, i) => ticks.length < 8 || i % 2 === 0), (value) => number(value), t("axis.walk"));
  for (const name of names) {
    const own = curves.filter((row) => row.plan === name && row.people === people);
    const points = [[x(0), y(0)]];
    let share = 0;
    for (const row of own) {
      if (row.walk_m > most) break;
      points.push([x(row.walk_m), y(share)], [x(row.walk_m), y(row.share)]);
      share = row.share;
    }
    points.push([x(most), y(share)]);
    if (own.length) line(root, points, name);
  }
  const at = x(Math.min(page.distance, most));
  root.append(svg("line", { x1: at, x2: at, y1: BOX.top, y2: BOX.top + down, class: "cursor" }));
  return el("figure", { class: "chart" }, el("figcaption", {}, t(`curves.${people}`)), root, leftOut(people));
}

function leftOut(people) {
  const rows = claims.filter((row) => row.people === people && (row.left_out || row.unreachable || row.unknown_estates));
  if (!claims.some((row) => row.people === people && row.counted)) return el("p", { class: "note" }, t("curves.unknown"));
  if (!rows.length) return el("p", { class: "note" }, t("curves.all"));
  return el("p", { class: "note" }, rows.map((row) => [sign(row.plan), " ", t("curves.left_out", { left: number(row.left_out), none: number(row.unreachable), unknown: number(row.unknown_estates) }), " "]));
}

export function lorenzChart() {
  const { root, x, y } = frame(t("lorenz"), 1, [0, 0.25, 0.5, 0.75, 1], (value) => `${value * 100}%`, t("axis.people"));
  root.append(svg("line", { x1: x(0), y1: y(0), x2: x(1), y2: y(1), class: "diagonal" }));
  for (const name of names) {
    const own = lorenz.filter((row) => row.plan === name);
    if (own.length) line(root, own.map((row) => [x(row.people_share), y(row.walk_share)]), name);
  }
  const whole = (name) => equity.find((row) => row.plan === name && !row.subdistrict);
  const said = names.map((name) => [sign(name), ` ${t("gini.said", { gini: number(whole(name)?.gini, 3) })} `]);
  return el("figure", { class: "chart" }, el("figcaption", {}, t("lorenz")), root, el("p", { class: "note" }, said, t("lorenz.note")));
}

/** A slider over the distance, with every plan's share at it. */
export function distanceReader(redraw) {
  const most = farthest();
  const input = el("input", { type: "range", id: "linli-distance", min: 0, max: most, step: 10, value: page.distance, "aria-label": t("distance"), oninput: (event) => {
    page.distance = Number(event.target.value);
    redraw();
  } });
  return el("div", { class: "reader" }, el("label", { for: "linli-distance" }, t("distance")), input, el("output", { id: "linli-distance-said" }, readings()));
}

export function readings() {
  const people = ["households", "elderly60"].filter((kind) => curves.some((row) => row.people === kind));
  return [el("b", {}, t("distance.said", { m: number(page.distance) })), people.map((kind) =>
    el("span", {}, `${t(`people.${kind}`)} `, names.map((name) => [sign(name), ` ${percent(shareAt(name, kind, page.distance))}  `])))];
}

export function equityTable() {
  const districts = [...new Set(equity.map((row) => row.subdistrict || ""))];
  const of = (name, district) => equity.find((row) => row.plan === name && (row.subdistrict || "") === district) || {};
  const columns = [["walk_m_mean", "m", 0], ["worst_decile_m", "m", 0], ["gini", "index", 3]];
  const head = [el("tr", {}, el("th", { rowspan: 2, scope: "col" }, t("table.subdistrict")), columns.map(([key]) => el("th", { colspan: names.length, scope: "colgroup", class: "mid" }, t(`equity.${key}`)))),
    el("tr", {}, columns.map(() => names.map((name) => el("th", { scope: "col", class: "n" }, sign(name)))))];
  const row = (district) => el("tr", { class: district ? "" : "whole" }, el("th", { scope: "row" }, district || t("table.whole")),
    columns.map(([key, , digits]) => {
      const values = names.map((name) => of(name, district)[key]);
      const known = values.filter((value) => value !== null && value !== undefined);
      const least = Math.min(...known);
      return values.map((value) => el("td", { class: known.length > 1 && value === least && Math.max(...known) > least ? "n best" : "n" }, value === null || value === undefined ? "–" : number(value, digits)));
    }));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("equity") }, el("table", {}, el("thead", {}, head), el("tbody", {}, districts.map(row))));
}

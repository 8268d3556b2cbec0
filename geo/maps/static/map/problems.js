/** What is not as it should be: exceptions, estates left out, findings; each leads to its place. */

import { data, number, state, t, unit } from "./words.js";
import { clashes, displayName, estateOf, estates, exceptions, findings, isForced, links, regionOf, rejectOf, rejects, toLocate, toLocateOf } from "./tables.js";
import { button, el } from "./elements.js";
import { boxAround, choose, chooseEstateById, goTo } from "./choosing.js";
import { changed } from "./tree.js";

export const FORCED = "link-forced"; // told as bridges, by the links themselves
export const FAR = "roads-far";

export function problemGroups() {
  const hollow = estates.filter((estate) => estate.isHollow || !estate.point);
  const far = findings.filter((row) => row.rule === FAR);
  const [warnings, notes] = ["warning", "note"].map((severity) => findings.filter((row) => row.severity === severity && row.rule !== FAR && row.rule !== FORCED));
  const toldApart = (severity) => findings.filter((row) => row.severity === severity && (row.rule === FAR || row.rule === FORCED)).length;
  const forced = links().filter(isForced);
  const groups1 = [
    ["clashes", clashes.map((row) => ({ title: row.explanation || row.rule, lines: [row.subdistrict, row.rule, row.estates], open: null })), clashes.length],
    ["exceptions", exceptions.map(exceptionRow), exceptions.length],
    ["error", findings.filter((row) => row.severity === "error").map(findingRow), data.counted.findings.error],
    ["to_locate", toLocate.map((row) => leftOutRow("to_locate", row)), toLocate.length],
    ["rejects", rejects.map((row) => leftOutRow("reject", row)), rejects.length],
    ["unclaimed", hollow.map((estate) => ({ title: displayName(estate), lines: [estate.subdistrict], open: () => choose("estate", estate) })), hollow.length],
    ["bridges", forced.map(bridgeRow), forced.length],
    ["far", far.map(findingRow), far.length],
    ["warning", warnings.map(findingRow), data.counted.findings.warning - toldApart("warning")],
    ["note", notes.map(findingRow), data.counted.findings.note - toldApart("note")],
  ];
  return groups1.filter(([, , count]) => count > 0);
}

export const problemCount = () => clashes.length + exceptions.length + toLocate.length + rejects.length + data.counted.findings.error + data.counted.findings.warning;

export function exceptionRow(row, within = null) {
  const estate = estateOf.get(row.estate_id);
  const region = regionOf.get(row.region_id);
  const open = estate ? () => choose("estate", estate) : region ? () => choose("region", region) : null;
  const said = row.explanation || [row.rule, number(row.by, 1), row.unit].filter(Boolean).join(" ");
  const names = [estate, region !== within && region].filter(Boolean).map(displayName).filter((name) => !said.includes(name));
  return { title: said, lines: [names.join(" · "), t("card.priced", { cny: number(row.price_cny) })], open };
}

export function findingRow(row) {
  const place = [row.file, row.sheet, row.row && t("estate.source.row", { file: "", sheet: "", row: row.row }).trim(), row.column].filter(Boolean).join(" ");
  const isKnown = estateOf.has(row.estate_id) || rejectOf.has(row.estate_id) || toLocateOf.has(row.estate_id);
  return {
    title: row.found || row.rule,
    lines: [place, row.expected && t("problems.expected", { expected: row.expected }), row.remedy && t("problems.remedy", { remedy: row.remedy })],
    open: isKnown ? () => chooseEstateById(row.estate_id) : null,
  };
}

/** A link that nothing on the ground bears, made so that a sub-district hangs together. */
export function bridgeRow(link) {
  const ends = [estates[link.from], estates[link.to]].filter(Boolean);
  const show = () => {
    state.shown.links = true;
    changed();
    goTo(boxAround(ends));
  };
  return { title: ends.map(displayName).join(" — "), lines: [ends[0]?.subdistrict, link.walk === null || link.walk === undefined ? null : unit("m", link.walk)], open: boxAround(ends) ? show : null };
}

export function leftOutRow(kind, row) {
  return { title: displayName(row), lines: [row.subdistrict, row.evidence, row.remedy], open: () => choose(kind, row) };
}

export const ROWS_AT_ONCE = 60;
export const openGroups = new Map(); // which of the groups the reader has open

export function problemsTab() {
  const found1 = problemGroups();
  if (!found1.length) return el("p", { class: "notice plain" }, t("problems.none"));
  return found1.map(([name, rows, count], index) => {
    const list = el("ul", { class: "list" });
    const more = button({ class: "more", onclick: () => show() });
    let next = 0;
    const show = () => {
      list.append(...rows.slice(next, next + ROWS_AT_ONCE).map(problemItem));
      next = Math.min(rows.length, next + ROWS_AT_ONCE);
      more.hidden = next >= rows.length;
      more.textContent = t("more", { n: Math.min(ROWS_AT_ONCE, rows.length - next) });
    };
    show();
    const beyond = count > rows.length ? el("p", { class: "fine" }, t("beyond", { n: number(count - rows.length) })) : null;
    if (!openGroups.has(name)) openGroups.set(name, index === 0 || rows.length <= 6);
    const note = (event) => openGroups.set(name, event.target.open);
    return el("details", { class: `problem ${name}`, open: openGroups.get(name), ontoggle: note },
      el("summary", {}, el("span", {}, t(`problems.${name}`)), el("span", { class: "count" }, number(count))), list, more, beyond);
  });
}

export function problemItem(row) {
  const lines = row.lines.filter(Boolean).map((line) => el("small", {}, line));
  if (!row.open) return el("li", {}, el("div", { class: "entry" }, el("b", {}, row.title), lines));
  return el("li", {}, button({ class: "entry", onclick: row.open }, el("b", {}, row.title), lines));
}

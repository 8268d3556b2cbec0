/** Search by name, alias or id, and by how a name is spelled in pinyin. */

import { state, t } from "./words.js";
import { cut, displayName, estates, firms, offices, regions, rejects, stations, toLocate } from "./tables.js";
import { isSpelling, spelledAt } from "./spelling.js";
import { el } from "./elements.js";
import { choose, isPhone } from "./choosing.js";
import { setSheet } from "./panel.js";

export const FOUND_SHOWN = 30;
export const searchable = [
  ...regions.map((item) => ({ kind: "region", item, id: item.region_id })),
  ...estates.map((item) => ({ kind: "estate", item, id: item.estate_id })),
  ...stations.map((item) => ({ kind: "station", item, id: item.station_id })),
  ...offices.map((item) => ({ kind: "office", item, id: item.office_id })),
  ...firms.map((item) => ({ kind: "firm", item, id: item.firm_id })),
  ...rejects.map((item) => ({ kind: "reject", item, id: item.estate_id })),
  ...toLocate.map((item) => ({ kind: "to_locate", item, id: item.estate_id })),
].map(entryOf);

export function entryOf(entry) {
  const names = [displayName(entry.item), entry.item.alias || ""].filter(Boolean);
  return { ...entry, names, words: names.join(" ").normalize("NFKC").toLowerCase(), code: String(entry.id).toLowerCase() };
}

export const wantedOf = (query) => query.normalize("NFKC").toLowerCase().trim();

/** How well an entry answers: 0 begins so or is its id, 1 holds it, 2 sounds so from the start, 3 later, 4 its id holds it; 9 not. */
export function rankOf(entry, wanted) {
  const at = entry.words.indexOf(wanted);
  if (at === 0 || entry.code === wanted) return 0;
  if (at > 0) return 1;
  const spelled = isSpelling(wanted) ? entry.names.map((name) => spelledAt(name, wanted)).filter((place) => place >= 0) : [];
  if (spelled.length) return spelled.includes(0) ? 2 : 3;
  return entry.code.includes(wanted) ? 4 : 9;
}

export const isNamed = (entry, wanted) => rankOf(entry, wanted) < 9;

export function found(query) {
  const wanted = wantedOf(query);
  if (!wanted) return [];
  const hits = searchable.map((entry) => [rankOf(entry, wanted), entry]).filter(([rank]) => rank < 9);
  return hits.sort((a, b) => a[0] - b[0]).slice(0, FOUND_SHOWN).map(([, entry]) => entry);
}

export function search() {
  const list = el("ul", { id: "linli-found", role: "listbox", class: "found", hidden: true });
  const input = el("input", {
    id: "linli-search", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false",
    placeholder: t("search"), "aria-label": t("search"), "aria-controls": "linli-found", "aria-expanded": "false", "aria-autocomplete": "list",
  });
  const status = el("span", { class: "unseen", role: "status" });
  let hits = [];
  let active = -1;
  const mark = (index) => {
    active = index;
    [...list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === active)));
    if (active >= 0) list.children[active].scrollIntoView({ block: "nearest" });
    if (active >= 0) input.setAttribute("aria-activedescendant", `linli-found-${active}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const pick = (hit) => {
    input.value = "";
    close();
    choose(hit.kind, hit.item);
  };
  const update = () => {
    hits = found(input.value);
    const rows = hits.map((hit, i) =>
      el("li", { role: "option", id: `linli-found-${i}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => pick(hit) },
        el("span", { class: "kind" }, t(`kind.${hit.kind}`)), el("span", { class: "words" }, displayName(hit.item)), el("small", {}, cut(String(hit.id), 16))),
    );
    const none = input.value.trim() && !hits.length;
    list.replaceChildren(...(none ? [el("li", { class: "nothing" }, t("search.none", { query: cut(input.value.trim(), 20) }))] : rows));
    status.textContent = input.value.trim() ? t("search.found", { n: hits.length }) : "";
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    active = -1;
  };
  input.addEventListener("input", update);
  input.addEventListener("blur", close);
  input.addEventListener("focus", () => {
    if (isPhone() && state.sheet === "peek") setSheet("half");
    if (input.value.trim()) update();
  });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      mark((active + step + hits.length) % hits.length);
    } else if (event.key === "Enter" && hits.length) pick(hits[Math.max(0, active)]);
    else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  return el("div", { class: "search" }, input, list, status);
}

/** The lists of regions, estates, stations and crews: the map in words, filtered and sorted, each row leading to its place. */

import { extras, number, state, t } from "./words.js";
import { estates, regions } from "./tables.js";
import { isSeen, look, onScreen, radiusOf, requestDraw, view } from "./view.js";
import { button, el } from "./elements.js";
import { choose, isPhone } from "./choosing.js";
import { entryOf, isNamed, wantedOf } from "./search.js";
import { columnsOf, LISTS, nameCell } from "./columns.js";
import { applyFilters, kept } from "./filters.js";
import { panelIsOpen, render } from "./panel.js";

export const LIST_ROWS = 100;
export const rowOf = new Map(); // the row of each item that is listed now
export const entries = new Map(); // what the filter compares, of each item

export function compare(a, b) {
  if (Array.isArray(a)) return compare(a[0], b[0]) || compare(a[1], b[1]);
  if (typeof a === "string" || typeof b === "string") return String(a ?? "").localeCompare(String(b ?? ""), "zh-CN");
  return (a ?? -Infinity) - (b ?? -Infinity);
}

/** The list that is open; the first that has any row, where that one has none. */
export function listNow() {
  const chosen = LISTS[state.list];
  return chosen?.items().length ? chosen : Object.values(LISTS).find((list) => list.items().length) || LISTS.regions;
}

export function filtered(list) {
  const wanted = wantedOf(state.filter.text);
  const entry = (item) => {
    if (!entries.has(item)) entries.set(item, entryOf({ item, id: item[`${list.kind}_id`] || "", kind: list.kind }));
    return entries.get(item);
  };
  return list.items().filter((item) =>
    (!wanted || isNamed(entry(item), wanted)) &&
    (!state.filter.place || list.place(item) === state.filter.place) &&
    (!state.filter.inView || isSeen(list.kind === "region" || !item.point ? item.box : [...item.point, ...item.point], 0)));
}

export const isFiltered = () => Boolean(state.filter.text.trim() || state.filter.place || state.filter.inView);

/** Rows in their order, and which of them the filter keeps on the map. */
export function rowsNow(list) {
  const kept1 = filtered(list);
  const column = columnsOf(list, true).find((one) => one.name === state.sort.column) || list.columns[0];
  return kept1.map((item) => [column.value(item), item]).sort((a, b) => compare(a[0], b[0]) * (state.sort.down ? -1 : 1)).map((pair) => pair[1]);
}

export function listsTab() {
  if (!regions.length && !estates.length) return el("p", { class: "notice plain" }, t("empty"), " ", t("empty.hint"));
  return [listPicks(), listTools(), el("p", { class: "fine", id: "linli-list-count", role: "status" }), el("div", { id: "linli-list" })];
}

/** Fill the list that `listsTab` made room for; called whenever what it shows has changed. */
export function refreshList() {
  const place = document.getElementById("linli-list");
  const list = listNow();
  const isOpen = Boolean(place) && panelIsOpen("lists");
  const rows = place ? rowsNow(list) : [];
  kept.list = isOpen && isFiltered() && list.kind !== "crew" ? { kind: list.kind, items: new Set(rows) } : null;
  applyFilters();
  if (!place) return;
  document.getElementById("linli-list-count").textContent = isFiltered() ? t("list.kept", { n: number(rows.length), all: number(list.items().length) }) : "";
  place.replaceChildren(listTable(list, rows, LIST_ROWS));
}

export function listPicks() {
  const names = Object.keys(LISTS).filter((name) => LISTS[name].items().length);
  const pick = (name) => {
    state.list = name;
    state.sort = { column: "", down: false };
    state.filter.place = "";
    render();
    document.getElementById(`linli-list-${name}`)?.focus({ preventScroll: true });
  };
  return el("div", { class: "picks", role: "group", "aria-label": t("list.pick") }, names.map((name) =>
    button({ id: `linli-list-${name}`, "aria-pressed": String(listNow() === LISTS[name]), onclick: () => pick(name) }, t(`list.${name}`), " ", el("small", {}, number(LISTS[name].items().length)))));
}

export function listTools() {
  const list = listNow();
  const places = [...new Set(list.items().map(list.place).filter(Boolean))];
  const set = (name, value) => {
    state.filter[name] = value;
    refreshList();
  };
  const widen = () => {
    state.isWide = !state.isWide;
    render();
    document.getElementById("linli-wide")?.focus({ preventScroll: true });
  };
  const option = (value, said) => el("option", { value, selected: state.filter.place === value }, said);
  return el("div", { class: "list-tools" },
    el("input", { id: "linli-filter", type: "search", value: state.filter.text, autocomplete: "off", spellcheck: "false", placeholder: t("list.filter"), "aria-label": t("list.filter"), oninput: (event) => set("text", event.target.value) }),
    isPhone() ? null : button({ id: "linli-wide", class: "widen", "aria-pressed": String(state.isWide), onclick: widen }, t(state.isWide ? "list.narrow" : "list.wide")),
    places.length > 1 ? el("select", { id: "linli-filter-place", "aria-label": t("list.place"), onchange: (event) => set("place", event.target.value) }, option("", t("list.everywhere")), places.map((name) => option(name, name))) : null,
    el("label", { class: "check" }, el("input", { id: "linli-filter-view", type: "checkbox", checked: state.filter.inView, onchange: (event) => set("inView", event.target.checked) }), el("span", {}, t("list.in_view"))));
}

/** The table of some rows; more are added when asked for, so that thousands stay quick. */
export function listTable(list, rows, atOnce) {
  const columns = columnsOf(list, state.isWide && !isPhone() && !state.isPrinting);
  const body = el("tbody", {});
  const more = button({ class: "more", onclick: () => show() });
  const grouped = list === LISTS.regions && !state.sort.column && new Set(rows.map(list.place)).size > 1;
  let next = 0;
  let last = null;
  const show = () => {
    for (const item of rows.slice(next, next + atOnce)) {
      if (grouped && list.place(item) !== last) body.append(el("tr", { class: "group" }, el("th", { colspan: String(columns.length), scope: "rowgroup" }, list.place(item))));
      last = list.place(item);
      body.append(listRow(list, columns, item));
    }
    next = Math.min(rows.length, next + atOnce);
    more.hidden = next >= rows.length;
    more.textContent = t("more", { n: Math.min(atOnce, rows.length - next) });
  };
  rowOf.clear();
  show();
  const none = rows.length ? null : el("p", { class: "notice plain" }, t("list.none"));
  return el("div", { class: "table" }, el("table", { class: "rows", "aria-label": t("table.label") }, el("thead", {}, el("tr", {}, columns.map(header))), body), none, more);
}

export function header(column) {
  const isSorted = state.sort.column === column.name;
  const sort = () => {
    state.sort = { column: column.name, down: isSorted ? !state.sort.down : !(column.isName || column.isText) };
    refreshList();
    document.getElementById(`linli-sort-${column.name}`)?.focus();
  };
  const said = t(`col.${column.name}`);
  return el("th", { scope: "col", class: column.isText || column.isName ? "text" : "", "aria-sort": isSorted ? (state.sort.down ? "descending" : "ascending") : "none" },
    button({ id: `linli-sort-${column.name}`, title: t("table.sort", { column: said }), onclick: sort }, said, isSorted ? (state.sort.down ? " ↓" : " ↑") : ""));
}

export function listRow(list, columns, item) {
  const open = (event) => {
    event.stopPropagation();
    choose(list.kind, item);
  };
  const id = `linli-${list.kind}-${list.items().indexOf(item)}`;
  const cells = columns.map((one) => (one.isName ? el("th", { scope: "row" }, nameCell(list, item, id)(open)) : el("td", { class: one.isText ? "text" : "" }, one.say(item))));
  const light = (what) => () => hoverOn(what);
  const row = el("tr", { onclick: open, onpointerenter: light(item), onpointerleave: light(null), onfocusin: light(item), onfocusout: light(null) }, cells);
  rowOf.set(item, row);
  return row;
}

/** The row under the pointer is ringed on the map, and what lies under the pointer on the map is marked in the list. */
export function hoverOn(item) {
  if (state.hovered === item) return;
  rowOf.get(state.hovered)?.classList.remove("hot");
  state.hovered = item;
  rowOf.get(item)?.classList.add("hot");
  requestDraw();
}

export function drawHovered(c) {
  const item = state.hovered;
  if (!item || item === state.chosen?.item) return;
  const members = item.members || [item];
  c.lineWidth = 3;
  c.strokeStyle = "#111111";
  for (const one of members) {
    if (!one.point) continue;
    c.beginPath();
    c.arc(...onScreen(one.point), (one.households === undefined ? 12 : radiusOf(one.households, view.zoom)) + 4, 0, 2 * Math.PI);
    c.stroke();
  }
}

export function seenAnew() {
  if (!state.filter.inView || !panelIsOpen("lists")) return;
  look();
  refreshList();
}

extras.over.push(drawHovered);
extras.rendered.push(refreshList);
extras.tabs.lists = listsTab;

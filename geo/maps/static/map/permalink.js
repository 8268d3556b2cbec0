/** The state of the page in its address: place, layers, what is chosen, colours, language. A link leads others there. */

import { extras, map, state, style, t } from "./words.js";
import { button, el } from "./elements.js";
import { choose, chooseNothing } from "./choosing.js";
import { searchable } from "./search.js";
import { measuresHere } from "./coloring.js";
import { LISTS } from "./columns.js";
import { applyFilters } from "./filters.js";
import { TABS, render, say, shell } from "./panel.js";

export const link = { timer: 0, said: "" };
const WAIT_MS = 250;

/** A page inside a notebook's frame has no address of its own. */
export const hasAddress = () => ["file:", "http:", "https:"].includes(window.location.protocol);

export function stateInWords() {
  const { lat, lng } = map.getCenter();
  const words = new URLSearchParams({ at: [lat.toFixed(5), lng.toFixed(5), map.getZoom().toFixed(2)].join(",") });
  const switched = (isOn) => style.layers.filter((layer) => layer.shown !== isOn && state.shown[layer.name] === isOn).map((layer) => layer.name);
  const add = (name, value) => value && words.set(name, value);
  add("on", switched(true).join(","));
  add("off", switched(false).join(","));
  add("hide", [...state.off].join(","));
  add("by", state.measure !== "region" && state.measure);
  add("show", state.chosen && idOf(state.chosen) !== undefined && `${state.chosen.kind}:${idOf(state.chosen)}`);
  add("tab", state.tab !== "summary" && state.tab);
  add("list", state.list !== "regions" && state.list);
  words.set("lang", state.lang);
  return words.toString();
}

export const idOf = ({ kind, item }) => searchable.find((entry) => entry.kind === kind && entry.item === item)?.id;

export function noteState() {
  if (!hasAddress()) return;
  clearTimeout(link.timer);
  link.timer = setTimeout(() => {
    link.said = stateInWords();
    window.history.replaceState(null, "", `#${link.said}`);
  }, WAIT_MS);
}

/** Take over what an address says; what it says wrongly is left out, what it asks for in vain is said. */
export function followState() {
  const words = new URLSearchParams(window.location.hash.slice(1));
  if (window.location.hash.slice(1) === link.said || ![...words.keys()].length) return;
  const known = (name, among) => (words.get(name) || "").split(",").filter((one) => among.includes(one));
  const layers = style.layers.map((layer) => layer.name);
  if (["zh", "en"].includes(words.get("lang"))) state.lang = words.get("lang");
  for (const { name, shown } of style.layers) state.shown[name] = shown;
  for (const name of known("on", layers)) state.shown[name] = true;
  for (const name of known("off", layers)) state.shown[name] = false;
  state.measure = known("by", measuresHere())[0] || "region";
  state.tab = known("tab", TABS)[0] || "summary";
  state.list = known("list", Object.keys(LISTS))[0] || "regions";
  state.off = new Set((words.get("hide") || "").split(",").filter(Boolean));
  applyFilters();
  const [kind, id] = split(words.get("show") || "");
  const entry = searchable.find((one) => one.kind === kind && String(one.id) === id);
  if (entry) choose(kind, entry.item, { move: false });
  else {
    chooseNothing();
    render();
  }
  const at = (words.get("at") || "").split(",").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && Math.abs(at[0]) <= 85 && Math.abs(at[1]) <= 540) map.setView([at[0], at[1]], at[2], { animate: false });
  if (kind && !entry) say(t("link.lost", { id: id.slice(0, 40) }));
}

export function split(words) {
  const at = words.indexOf(":");
  return at < 0 ? ["", ""] : [words.slice(0, at), words.slice(at + 1)];
}

/** Copy the link; where the browser does not let us, it is shown to be copied by hand. */
export function copyLink() {
  window.history.replaceState(null, "", `#${stateInWords()}`);
  const { href } = window.location;
  const copied = navigator.clipboard ? navigator.clipboard.writeText(href) : Promise.reject();
  copied.then(() => say(t("link.copied")), () => showLink(href));
}

export function showLink(href) {
  const field = el("input", { type: "text", readonly: true, value: href, "aria-label": t("link") });
  const close = () => {
    shell.toast.hidden = true;
  };
  clearTimeout(shell.quiet);
  shell.toast.hidden = false;
  shell.toast.replaceChildren(el("span", {}, t("link.by_hand")), field, button({ onclick: close, "aria-label": t("close") }, "×"));
  field.select();
}

export function beginLinks() {
  map.on("moveend", noteState);
  window.addEventListener("hashchange", followState);
}

extras.rendered.push(noteState);

/** The frame of the page: header, tools, panel, tabs; on a phone the panel is a sheet from below. */

import { L, data, extras, map, number, state, t } from "./words.js";
import { cut, estates, regions, stations } from "./tables.js";
import { canvas, requestDraw } from "./view.js";
import { block, button, el, swatch } from "./elements.js";
import { isPhone, padding } from "./choosing.js";
import { search } from "./search.js";
import { summaryTab } from "./summary.js";
import { LISTS } from "./columns.js";
import { listTable } from "./lists.js";
import { problemCount, problemsTab } from "./problems.js";
import { renderLegend } from "./legend.js";
import { layersTab } from "./tree.js";
import { card } from "./cards.js";
import { copyLink, hasAddress } from "./permalink.js";
import { printMenu } from "./printing.js";
import { ruler, setRuler } from "./ruler.js";

export const shell = {};
export const SAID_MS = 5000;

export function buildShell() {
  const mapNode = map.getContainer();
  shell.header = el("header", { class: "bar" });
  shell.panel = el("section", { class: "panel" });
  shell.legend = el("aside", { class: "legend" });
  shell.tip = el("div", { class: "tip", hidden: true });
  shell.toast = el("div", { class: "toast", role: "status", hidden: true });
  shell.cross = el("div", { class: "cross", "aria-hidden": "true" });
  shell.tools = el("div", { class: "tools" });
  shell.stage = el("div", { class: "stage" }, mapNode, shell.tools, shell.legend, shell.tip, shell.cross, shell.toast);
  shell.root = el("div", { class: "linli" }, shell.header, el("main", {}, shell.panel, shell.stage));
  document.body.prepend(shell.root);
  canvas.className = "drawing";
  canvas.setAttribute("role", "img");
  mapNode.prepend(canvas);
}

export function render() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = pageTitle();
  canvas.setAttribute("aria-label", t("map.label", { regions: regions.length, estates: estates.length, stations: stations.length }));
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", t("map.keys"));
  shell.root.dataset.sheet = state.sheet;
  widen();
  renderHeader();
  renderTools();
  renderPanel();
  renderLegend();
  extras.rendered.forEach((build) => build());
}

export const panelIsOpen = (tab) => state.tab === tab && !state.chosen && !state.isPrinting;

/** The panel is as wide as a table with all its columns needs, where the reader asked for that. */
export function widen() {
  const isWide = state.isWide && panelIsOpen("lists") && !isPhone();
  if (shell.root.classList.contains("wide") === isWide) return;
  shell.root.classList.toggle("wide", isWide);
  map.invalidateSize({ animate: false });
}

export function pageTitle() {
  return data.title.place ? t("title", { place: cut(data.title.place, 40) }) : t("title.bare");
}

export function renderHeader() {
  const about = [data.title.date && t("date", { date: data.title.date }), t("maker")].filter(Boolean).join(" · ");
  shell.header.replaceChildren(
    el("div", { class: "name" }, el("h1", {}, pageTitle()), el("p", {}, about)),
    data.title.invented ? el("span", { class: "invented", title: t("invented.explained") }, t("invented")) : null || "",
    el(
      "div",
      { class: "switches" },
      button({ id: "linli-language", "aria-label": t("language.switch"), onclick: switchLanguage }, t("language")),
      printMenu(),
    ),
  );
}

export function switchLanguage() {
  state.lang = state.lang === "zh" ? "en" : "zh";
  render();
  requestDraw();
  document.getElementById("linli-language").focus();
}

export function renderTools() {
  shell.tools.replaceChildren(
    button({ class: "zoom", "aria-label": t("zoom.in"), title: t("zoom.in"), onclick: () => map.zoomIn(1) }, "+"),
    button({ class: "zoom", "aria-label": t("zoom.out"), title: t("zoom.out"), onclick: () => map.zoomOut(1) }, "−"),
    button({ "aria-label": t("zoom.all"), title: t("zoom.all"), onclick: showAll }, "⤢"),
    button({ id: "linli-ruler", "aria-label": t("ruler"), title: t("ruler"), "aria-pressed": String(ruler.isOn), onclick: () => setRuler(!ruler.isOn) }, swatch(drawScale, 24, 24)),
    hasAddress() ? button({ id: "linli-link", "aria-label": t("link.copy"), title: t("link.copy"), onclick: copyLink }, swatch(drawChain, 24, 24)) : "",
  );
}

/** A ruler and a chain, drawn: no font has them all. */
export function drawScale(c, x, y) {
  c.lineWidth = 1.6;
  c.strokeStyle = "#1f2a30";
  c.strokeRect(x - 10, y - 4, 20, 8);
  for (const step of [-6, -2, 2, 6]) {
    c.moveTo(x + step, y - 4);
    c.lineTo(x + step, y);
  }
  c.stroke();
}

export function drawChain(c, x, y) {
  c.lineWidth = 2;
  c.strokeStyle = "#1f2a30";
  c.translate(x, y);
  c.rotate(-Math.PI / 4);
  for (const left of [-10, 1]) {
    c.beginPath();
    c.roundRect(left, -3.5, 9, 7, 3.5);
    c.stroke();
  }
  c.beginPath();
  c.moveTo(-4, 0);
  c.lineTo(4, 0);
  c.stroke();
}

/** Say something in passing, aloud too. */
export function say(words) {
  shell.toast.hidden = false;
  shell.toast.replaceChildren(el("span", {}, words));
  clearTimeout(shell.quiet);
  shell.quiet = setTimeout(() => {
    shell.toast.hidden = true;
  }, SAID_MS);
}

export function setSheet(next) {
  state.sheet = next;
  shell.root.dataset.sheet = next;
}

export const TABS = ["summary", "lists", "problems", "layers"];

export function renderPanel() {
  const body = state.chosen ? card() : el("div", { class: "body", role: "tabpanel", id: "linli-body", "aria-labelledby": `linli-tab-${state.tab}`, tabindex: "0" }, state.isPrinting ? [summaryTab(), block(t("list.regions"), listTable(LISTS.regions, regions, Infinity))] : tabBody());
  const scroll = shell.panel.querySelector(".body")?.scrollTop || 0;
  shell.panel.setAttribute("aria-label", t("panel"));
  shell.panel.replaceChildren(grip(), search(), tabs(), body);
  if (!state.chosen) body.scrollTop = scroll;
}

export function grip() {
  const label = state.sheet === "full" ? t("sheet.less") : t("sheet.more");
  const node = button({ class: "grip", "aria-label": label }, el("span", {}));
  const order = ["peek", "half", "full"];
  let start = null;
  const step = (by1) => {
    setSheet(order[Math.max(0, Math.min(2, order.indexOf(state.sheet) + by1))]);
    node.setAttribute("aria-label", state.sheet === "full" ? t("sheet.less") : t("sheet.more"));
  };
  node.addEventListener("pointerdown", (event) => {
    start = event.clientY;
    node.setPointerCapture(event.pointerId);
  });
  node.addEventListener("pointerup", (event) => {
    const moved = start === null ? 0 : event.clientY - start;
    start = null;
    if (Math.abs(moved) > 24) step(moved < 0 ? 1 : -1);
    else if (state.sheet === "full") setSheet("peek");
    else step(1);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") step(state.sheet === "full" ? -2 : 1);
  });
  return node;
}

export function tabs() {
  const count = problemCount();
  return el(
    "div",
    { class: "tabs", role: "tablist", onkeydown: moveTab },
    TABS.map((name) =>
      button(
        {
          role: "tab",
          id: `linli-tab-${name}`,
          "aria-selected": String(state.tab === name && !state.chosen),
          "aria-controls": "linli-body",
          tabindex: state.tab === name ? "0" : "-1",
          onclick: () => openTab(name),
        },
        t(`tab.${name}`),
        name === "problems" && count ? el("span", { class: "count" }, number(count)) : null,
      ),
    ),
  );
}

export function openTab(name) {
  state.tab = name;
  state.chosen = null;
  extras.opened[name]?.();
  if (isPhone() && state.sheet === "peek") setSheet("half");
  render();
  requestDraw();
  shell.panel.querySelector(".body").scrollTop = 0;
  document.getElementById(`linli-tab-${name}`).focus({ preventScroll: true });
}

export function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  openTab(TABS[(TABS.indexOf(state.tab) + step + TABS.length) % TABS.length]);
}

export const tabBody = () => ({ ...extras.tabs, summary: summaryTab, problems: problemsTab, layers: layersTab })[state.tab]();

export function showAll() {
  if (!data.bounds) return;
  const [[south, west], [north, east]] = data.bounds;
  const isPoint = south === north && west === east;
  map.fitBounds(L.latLngBounds([south, west], [north, east]), { ...padding(), animate: false, maxZoom: isPoint ? 15 : 17 });
}

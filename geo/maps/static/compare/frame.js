/** The frame of the page: the header with its switches, the maps, and the sections under them. */

import { data, state, t } from "../map/words.js";
import { block, button, el } from "../map/elements.js";
import { names, others, page, plans } from "./plans.js";
import { coverageChart, distanceReader, equityTable, lorenzChart, readings } from "./charts.js";
import { measureTable, sign } from "./figures.js";
import { headline, movedTable, proofTable, settingsTable, stationTable, warnings } from "./proofs.js";
import { card, flyToEstate, goTo, legend, renderCard, renderMaps, showAll, stage } from "./maps.js";

const header = el("header", {});
const tools = el("div", { class: "tools" });
const told = el("section", { class: "told" });
const below = el("main", {});
export const root = el("div", { class: "compare" }, header, told, el("div", { class: "stage" }, tools, stage, card), below);

export function build() {
  document.body.prepend(root);
}

export function choose(id, { fly = false } = {}) {
  page.chosen = id;
  renderCard(() => choose(null));
  if (!id) return;
  if (fly) {
    stage.scrollIntoView({ block: "nearest" });
    flyToEstate(id);
    document.getElementById("linli-card-name").focus({ preventScroll: true });
  }
}

export function render() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.title = t("title", { names: names.join(" / ") });
  renderHeader();
  renderTools();
  told.replaceChildren(...[...others.map(headline), warnings()].filter(Boolean));
  renderMaps();
  renderCard(() => choose(null));
  renderBelow();
}

function renderHeader() {
  const switchLanguage = () => {
    state.lang = state.lang === "zh" ? "en" : "zh";
    render();
    document.getElementById("linli-language").focus();
  };
  header.replaceChildren(
    el("h1", {}, t("heading"), " ", names.map((name) => el("span", { class: "name" }, sign(name), " ", name))),
    data.invented ? el("span", { class: "invented" }, t("invented")) : "",
    el("div", { class: "switches" },
      button({ id: "linli-language", "aria-label": t("language.switch"), onclick: switchLanguage }, t("language")),
      button({ id: "linli-print", onclick: () => window.print() }, t("print"))));
}

function renderTools() {
  const press = (id, isOn, words, act) => button({ id, "aria-pressed": String(isOn), onclick: () => {
    act();
    renderTools();
    renderMaps();
    document.getElementById(id).focus({ preventScroll: true });
  } }, words);
  const choices = others.map((name, i) => el("option", { value: i + 1, selected: page.other === i + 1 }, name));
  tools.replaceChildren(
    el("div", { class: "set", role: "group", "aria-label": t("view") },
      press("linli-beside", page.view === "beside", t("view.beside"), () => { page.view = "beside"; }),
      press("linli-swipe-view", page.view === "swipe", t("view.swipe"), () => { page.view = "swipe"; })),
    press("linli-changes", page.isOnlyChanges, t("only_changes"), () => { page.isOnlyChanges = !page.isOnlyChanges; }),
    others.length > 1 ? el("label", {}, t("against"), " ", el("select", { id: "linli-other", onchange: (event) => {
      page.other = Number(event.target.value);
      renderMaps();
      renderTools();
    } }, choices)) : "",
    el("div", { class: "set" },
      button({ "aria-label": t("zoom.in"), onclick: () => plans[0].map.zoomIn(1) }, "+"),
      button({ "aria-label": t("zoom.out"), onclick: () => plans[0].map.zoomOut(1) }, "−"),
      button({ id: "linli-all", "aria-label": t("zoom.all"), onclick: showAll }, "⤢")),
    legend());
}

function renderBelow() {
  const charts = el("div", { class: "charts" });
  const drawCharts = () => charts.replaceChildren(coverageChart("households"), coverageChart("elderly60"), lorenzChart());
  drawCharts();
  const moveCursor = () => {
    drawCharts();
    document.getElementById("linli-distance-said").replaceChildren(...readings().flat());
  };
  const long = () => {
    const stations = document.getElementById("linli-stations");
    const moved = document.getElementById("linli-moved");
    stations.replaceChildren(...[stationTable(long, goTo)].flat().filter(Boolean));
    moved.replaceChildren(...[movedTable(long, (id) => choose(id, { fly: true }))].flat().filter(Boolean));
  };
  below.replaceChildren(
    block(t("measures"), el("p", { class: "note" }, t("measures.note")), measureTable()),
    block(t("curves"), distanceReader(moveCursor), charts),
    block(t("equity"), equityTable()),
    block(t("stations.changed"), el("div", { id: "linli-stations" })),
    block(t("moved"), el("div", { id: "linli-moved" })),
    block(t("proofs"), el("p", { class: "note" }, t("proofs.note")), proofTable()),
    block(t("settings"), settingsTable()));
  long();
}

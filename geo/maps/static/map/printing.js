/** Printing: A4 or A3 across, first the title with the map, its legend, scale and proof, then the card or the summary. */

import { both, data, map, number, state, t } from "./words.js";
import { solutions } from "./tables.js";
import { draw } from "./drawing.js";
import { button, el } from "./elements.js";
import { render, shell, showAll } from "./panel.js";

export const PAPERS = ["A4", "A3"];

/** Give the map the size of the sheet before it is printed, and its own size afterwards; the same place stays shown. */
export function layOut(isPrinting) {
  if (isPrinting) state.before = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom(), legend: state.legend };
  state.isPrinting = isPrinting;
  state.legend = isPrinting || state.before.legend;
  shell.root.classList.toggle("printing", isPrinting);
  render();
  shell.foot.replaceChildren(...(isPrinting ? footLines() : []));
  map.invalidateSize({ animate: false });
  const isWhole = data.bounds && state.before.bounds.contains(data.bounds);
  if (isPrinting && isWhole) showAll();
  else if (isPrinting) map.fitBounds(state.before.bounds, { animate: false });
  else map.setView(state.before.centre, state.before.zoom, { animate: false });
  draw();
}

/** What stands under the map on paper: the proof, and whose plan it is. */
export function footLines() {
  const { facts } = data;
  const region = state.chosen?.item.region || (state.chosen?.kind === "region" ? state.chosen.item : null);
  const proof = region ? t("card.proof.of", { name: region.subdistrict, proof: both(region.proof) }) : solutions.length ? t("summary.proof.count", { n: number(facts.proven_optimal ?? 0), all: number(solutions.length) }) : "";
  return [proof, data.title.invented && t("invented.explained"), data.title.date && t("date", { date: data.title.date }), t("maker")].filter(Boolean).map((line) => el("span", {}, line));
}

export function setPaper(paper) {
  shell.paper.textContent = `@page { size: ${paper} landscape; margin: 10mm; }`;
  shell.root.dataset.paper = paper;
}

/** The choice of paper opens below its button. */
export function printMenu() {
  const print = (paper) => (event) => {
    event.target.closest("details").open = false;
    setPaper(paper);
    window.print();
  };
  return el("details", { class: "print" }, el("summary", { id: "linli-print" }, t("print")),
    el("div", {}, PAPERS.map((paper) => button({ id: `linli-print-${paper}`, onclick: print(paper) }, t("print.paper", { paper })))));
}

export function beginPrinting() {
  shell.paper = el("style", {});
  shell.foot = el("p", { class: "foot" });
  shell.stage.after(shell.foot);
  document.head.append(shell.paper);
  setPaper(PAPERS[0]);
  window.addEventListener("beforeprint", () => layOut(true));
  window.addEventListener("afterprint", () => layOut(false));
}

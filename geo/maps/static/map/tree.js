/** The layers as a tree: branches that open and close, switches with counts, and what some of them can be set to. */

import { data, extras, number, state, style, t } from "./words.js";
import { requestDraw } from "./view.js";
import { el } from "./elements.js";
import { colorControl } from "./coloring.js";
import { applyFilters } from "./filters.js";
import { renderLegend } from "./legend.js";

export const BRANCHES = {
  regions: ["regions", "subdistricts", "labels", "communities", "firms", "groups", "tiles"],
  estates: ["estates", "assignments", "links", "fences", "rejects"],
  stations: ["stations", "offices", "isochrones", "rooms", "partners", "hot_spots"],
  teams: ["rounds", "patrols", "rollout"],
  ground: ["basemap", "barriers", "crossings"],
};
export const COUNTED = { assignments: "estates" }; // a layer's table, where it has another name
export const countOf = (layer) => extras.counts[layer] ?? data.tables[COUNTED[layer] || layer]?.rows ?? null;
export const openBranches = new Set(Object.keys(BRANCHES));

/** The layers of each branch that this page has; what no branch names stands with the ground. */
export function branches() {
  const here = style.layers.map((layer) => layer.name);
  const named = new Set(Object.values(BRANCHES).flat());
  return Object.entries(BRANCHES)
    .map(([branch, names]) => [branch, [...names, ...(branch === "ground" ? here.filter((name) => !named.has(name)) : [])].filter((name) => here.includes(name))])
    .filter(([, names]) => names.length);
}

export function layersTab() {
  return branches().map(([branch, names]) => {
    const note = (event) => (event.target.open ? openBranches.add(branch) : openBranches.delete(branch));
    return el("details", { class: "branch", open: openBranches.has(branch), ontoggle: note },
      el("summary", {}, el("span", {}, t(`branch.${branch}`)), el("span", { class: "count", id: `linli-branch-${branch}` }, shownOf(names))),
      el("div", { class: "layers", role: "group", "aria-label": t(`branch.${branch}`) }, names.map((name) => [layerSwitch(name), controlOf(name)])));
  });
}

export const shownOf = (names) => t("branch.shown", { n: number(names.filter((name) => state.shown[name]).length), all: number(names.length) });

export function layerSwitch(name) {
  const toggle = (event) => {
    state.shown[name] = event.target.checked;
    state.aside.delete(name);
    changed();
    document.getElementById(`linli-control-${name}`)?.replaceWith(controlOf(name));
  };
  const count = countOf(name);
  return el("label", { class: count === 0 ? "empty" : "" },
    el("input", { type: "checkbox", id: `linli-layer-${name}`, checked: state.shown[name], onchange: toggle }),
    el("span", { class: "words" }, t(`layer.${name}`)),
    count === null ? null : el("span", { class: "count", "data-layer": name }, number(count)));
}

/** What a shown layer can be set to: the colours of estates, the crews and the day, the month. */
export function controlOf(name) {
  const control = !state.shown[name] ? null : name === "estates" ? colorControl(changed) : extras.controls[name]?.();
  return el("div", { id: `linli-control-${name}`, hidden: !control }, control);
}

/** The map, its legend and the counts after a switch; the tree itself stays, and so does the focus. */
export function changed() {
  applyFilters();
  renderLegend();
  for (const [branch, names] of branches()) {
    const count = document.getElementById(`linli-branch-${branch}`);
    if (count) count.textContent = shownOf(names);
  }
  for (const { name } of style.layers) {
    const box = document.getElementById(`linli-layer-${name}`);
    if (box) box.checked = state.shown[name];
  }
  extras.rendered.forEach((build) => build());
  requestDraw();
}

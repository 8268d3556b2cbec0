/** The legend: what the map shows, with counts and units; a click hides a layer or a class, and shows it again. */

import { choice, extras, map, number, state, style, t } from "./words.js";
import { barriers, crossings, estates, isForced, links, offices, regions, rejects, stations, subdistricts } from "./tables.js";
import { CROSSINGS_FROM, FONT, radiusOf } from "./view.js";
import { drawBridge, drawCircle, drawCross, drawDiamond, drawHouse } from "./symbols.js";
import { button, el, swatch } from "./elements.js";
import { declareClass, toggleClass } from "./filters.js";
import { changed, countOf } from "./tree.js";
import { shell } from "./panel.js";

export function lineSwatch(line) {
  return swatch((c, x, y) => {
    for (const [color, width, dash] of [[line.casing, line.casing_px, []], [line.color, line.width_px, line.dash_px]]) {
      if (!color) continue;
      c.strokeStyle = color;
      c.lineWidth = width;
      c.setLineDash(dash);
      c.beginPath();
      c.moveTo(x - 13, y);
      c.lineTo(x + 13, y);
      c.stroke();
    }
  });
}

export function plainLine(color, width, dash = [], casing = "", casing_px = 0) {
  return { color, width_px: width, dash_px: dash, casing, casing_px };
}

/** A row that switches its layer: it stays in the legend when it was switched off here. */
export const ofLayer = (name) => ({
  isOn: () => state.shown[name],
  toggle: () => {
    state.shown[name] = !state.shown[name];
    if (state.shown[name]) state.aside.delete(name);
    else state.aside.add(name);
  },
});
export const isListed = (name) => state.shown[name] || state.aside.has(name);

declareClass("hollow", "estate", (estate) => estate.isHollow);
declareClass("found", "station", (station) => station.kind === "to_be_found");
declareClass("forced", "link", (link) => isForced(link));
export const barrierKinds = [...new Set(barriers.map((barrier) => barrier.kind))].filter(Boolean);
for (const kind of barrierKinds) declareClass(`barrier:${kind}`, "barrier", (barrier) => barrier.kind === kind);

/** Rows: a picture, words, a count, and what a click switches: a layer (`isOn`, `toggle`) or a class (`off`). */
export function legendRows() {
  const shown = state.shown;
  const ink = style.inks[0];
  const listed = isListed;
  return [
    listed("regions") && regions.length && [regionSwatch(), t("legend.region"), regions.length, ofLayer("regions")],
    listed("estates") && estates.length && [swatch((c, x, y) => drawCircle(c, x, y, 6, ink, false)), t("legend.estate"), estates.length, ofLayer("estates")],
    shown.estates && estates.length && [householdsScale(), "", null],
    shown.estates && estates.some((e) => e.isHollow) && [swatch((c, x, y) => drawCircle(c, x, y, 5.5, ink, true)), t("legend.hollow"), estates.filter((e) => e.isHollow).length, { off: "hollow" }],
    listed("stations") && stations.length && [swatch((c, x, y) => drawHouse(c, x, y, 0.8, false)), t("legend.station"), stations.length, ofLayer("stations")],
    shown.stations && stations.some((s) => s.kind === "to_be_found") && [swatch((c, x, y) => drawHouse(c, x, y, 0.8, true)), t("legend.station.found"), stations.filter((s) => s.kind === "to_be_found").length, { off: "found" }],
    listed("offices") && offices.length && [swatch((c, x, y) => drawDiamond(c, x, y, 0.8)), t("legend.office"), offices.length, ofLayer("offices")],
    ...(shown.barriers ? barrierKinds.map((kind) => [lineSwatch(style.barriers[kind] || style.otherBarrier), choice("barriers.kind", kind), barriers.filter((barrier) => barrier.kind === kind).length, { off: `barrier:${kind}` }]) : []),
    listed("crossings") && crossings.length && [swatch((c, x, y) => drawBridge(c, x, y)), t(map.getZoom() < CROSSINGS_FROM ? "legend.crossing.nearer" : "legend.crossing"), crossings.length, ofLayer("crossings")],
    listed("subdistricts") && subdistricts.some((s) => !s.indicative) && [lineSwatch(plainLine(style.outline, 1.5)), t("legend.subdistrict"), subdistricts.filter((s) => !s.indicative).length, ofLayer("subdistricts")],
    listed("subdistricts") && subdistricts.some((s) => s.indicative) && [lineSwatch(plainLine(style.outline, 1.5, [6, 3])), t("legend.indicative"), subdistricts.filter((s) => s.indicative).length, ofLayer("subdistricts")],
    listed("groups") && countOf("groups") && [lineSwatch(plainLine(ink, 1.6, [4, 3])), t("legend.group"), countOf("groups"), ofLayer("groups")],
    listed("assignments") && estates.length && [lineSwatch(plainLine(ink, 1.2)), t("legend.assignment"), null, ofLayer("assignments")],
    listed("links") && countOf("links") && [lineSwatch(plainLine(style.quiet, 1)), t("legend.link"), countOf("links"), ofLayer("links")],
    shown.links && links().some(isForced) && [lineSwatch(plainLine(style.office, 2, [5, 3])), t("legend.forced"), links().filter(isForced).length, { off: "forced" }],
    listed("tiles") && countOf("tiles") && [lineSwatch(plainLine(ink, 0.8)), t("legend.tile"), countOf("tiles"), ofLayer("tiles")],
    listed("rejects") && rejects.length && [swatch((c, x, y) => drawCross(c, x, y)), t("legend.reject"), rejects.length, ofLayer("rejects")],
    ...extras.legend.flatMap((rows) => rows()),
  ].filter(Boolean);
}

export function regionSwatch() {
  return swatch((c, x, y) => {
    c.beginPath();
    c.roundRect(x - 13, y - 9, 26, 18, 6);
    c.globalAlpha = 0.72;
    c.fillStyle = style.fills[0];
    c.fill();
    c.globalAlpha = 1;
    c.strokeStyle = style.inks[0];
    c.stroke();
    c.fillStyle = style.ink;
    c.font = `700 11px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText("3", x, y + 0.5);
  });
}

/** Circles of some sizes at the present zoom, with their households. */
export function householdsScale() {
  const sizes = style.legendHouseholds;
  const radii = sizes.map((households) => radiusOf(households, map.getZoom()));
  const height = Math.max(18, 2 * Math.max(...radii) + 4);
  let left = 0;
  const places = radii.map((radius) => {
    const place = left + radius + 2;
    left += 2 * radius + 44;
    return place;
  });
  const own = swatch((c) => {
    c.font = `11px ${FONT}`;
    c.textBaseline = "middle";
    sizes.forEach((households, i) => {
      drawCircle(c, places[i], height / 2, radii[i], style.inks[0], false);
      c.fillStyle = style.quiet;
      c.fillText(i === sizes.length - 1 ? `${number(households)} ${t("legend.households")}` : number(households), places[i] + radii[i] + 5, height / 2);
    });
  }, Math.ceil(left + 16), height);
  own.removeAttribute("aria-hidden");
  own.setAttribute("role", "img");
  own.setAttribute("aria-label", `${sizes.map((households) => number(households)).join(" / ")} ${t("legend.households")}`);
  return own;
}

export function renderLegend() {
  const toggle = () => {
    state.legend = !state.legend;
    renderLegend();
    document.getElementById("linli-legend").focus();
  };
  const rows = legendRows().map((row, i) => el("li", { class: row[1] ? "" : "wide" }, legendRow(row, i)));
  shell.legend.replaceChildren(
    button({ id: "linli-legend", "aria-expanded": String(state.legend), "aria-controls": "linli-legend-rows", onclick: toggle }, t("legend")),
    el("ul", { id: "linli-legend-rows", hidden: !state.legend }, rows),
  );
}

/** A row of the legend; one that switches something is a button. */
export function legendRow([picture, words, count, switches], i) {
  const said = words ? el("span", {}, words, count === null ? null : el("small", {}, t("legend.count", { n: number(count) }))) : null;
  if (!switches) return [picture, said];
  const isOn = switches.off ? !state.off.has(switches.off) : switches.isOn();
  const toggle = () => {
    if (switches.off) toggleClass(switches.off);
    else switches.toggle();
    changed();
    document.getElementById(`linli-key-${i}`)?.focus();
  };
  return button({ id: `linli-key-${i}`, class: "switch", "aria-pressed": String(Boolean(isOn)), title: t(isOn ? "legend.hide" : "legend.show"), onclick: toggle }, picture, said);
}

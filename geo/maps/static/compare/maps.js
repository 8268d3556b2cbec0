/** Two to four maps that move together: side by side, or one over the other with a slider between them. */

import { L, number, state, t } from "../map/words.js";
import { button, el } from "../map/elements.js";
import { dataOf, names, page, plans } from "./plans.js";
import { arrow, drawChanges, drawMark, shownOn } from "./changes.js";
import { sign } from "./figures.js";

export const stage = el("div", { class: "maps" });
export const card = el("aside", { class: "card", hidden: true });
const panes = [];
let isFollowing = false;

export function buildMaps(choose) {
  names.forEach((name, position) => {
    const node = el("div", { class: "map", tabindex: "0" });
    const label = el("div", { class: "plate" });
    const pane = el("section", { class: "pane" }, node, label);
    panes.push({ pane, node, label, name });
    stage.append(pane);
  });
  document.body.append(stage); // a map needs its size when it is made
  panes.forEach(({ node }, position) => plans.push(buildMap(node, position, choose)));
  return plans;
}

function buildMap(node, position, choose) {
  const map = L.map(node, { zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, zoomSnap: 0.25, wheelPxPerZoomLevel: 90, minZoom: 3, maxZoom: 20 });
  map.setView([31.57, 120.3], 12);
  const plan = planMap({ data: dataOf(position), map });
  plan.canvas.className = "drawing";
  plan.canvas.setAttribute("role", "img");
  node.prepend(plan.canvas);
  plan.extras.isQuiet = () => page.isOnlyChanges;
  plan.extras.over.push((c) => drawChanges(c, position));
  map.on("move zoom resize viewreset", plan.requestDraw);
  map.on("move", () => follow(position));
  map.on("click", (event) => {
    const thing = plan.thingAt(event.containerPoint.x, event.containerPoint.y, 6);
    choose(thing?.kind === "estate" ? thing.item.estate_id : null);
  });
  return plan;
}

/** Move the other maps to where one was moved. */
function follow(position) {
  if (isFollowing) return;
  isFollowing = true;
  const { map } = plans[position];
  plans.forEach((other, i) => {
    if (i !== position) other.map.setView(map.getCenter(), map.getZoom(), { animate: false });
  });
  isFollowing = false;
}

export function showAll() {
  const bounds = plans.map((plan) => plan.data.bounds).filter(Boolean);
  if (!bounds.length) return;
  plans[0].map.fitBounds(L.latLngBounds(bounds.flat()), { animate: false, padding: [14, 14], maxZoom: 17 });
  follow(0);
}

export function goTo(position, id) {
  const place = plans[position]?.stationOf.get(id)?.point;
  if (!place) return;
  stage.scrollIntoView({ block: "nearest" });
  plans[0].map.setView(plans[0].latLng(place), Math.max(15, plans[0].map.getZoom()), { animate: false });
}

/** Lay the maps out and say on each what it shows. */
export function renderMaps() {
  const isSwipe = page.view === "swipe";
  stage.className = `maps ${isSwipe ? "swipe" : `beside of${names.length}`}`;
  panes.forEach(({ pane, node, label, name }, position) => {
    const isOver = isSwipe && position === 0;
    const isUnder = isSwipe && position === page.other;
    pane.hidden = isSwipe && !isOver && !isUnder;
    pane.classList.toggle("over", isOver);
    pane.style.setProperty("--cut", `${100 - page.swiped}%`);
    const stations = plans[position].stations.length;
    label.replaceChildren(sign(name), el("b", {}, name), el("small", {}, t("plate", { stations: number(stations) })));
    node.setAttribute("aria-label", t("map.label", { name, stations: number(stations) }));
    plans[position].canvas.setAttribute("aria-label", t("map.label", { name, stations: number(stations) }));
    plans[position].state.lang = state.lang;
    plans[position].state.shown.estates = !page.isOnlyChanges;
    plans[position].state.shown.offices = !page.isOnlyChanges && names.length < 3;
  });
  stage.querySelector(".divider")?.remove();
  if (isSwipe) stage.append(divider());
  plans.forEach((plan) => {
    plan.map.invalidateSize({ animate: false });
    plan.draw();
  });
}

function divider() {
  const handle = el("input", { type: "range", id: "linli-swipe", min: 0, max: 100, step: 1, value: page.swiped, "aria-label": t("swipe.label", { a: names[0], b: names[page.other] }), oninput: (event) => swipeTo(Number(event.target.value)) });
  const grip = el("span", { class: "grip", "aria-hidden": "true" }, "⇔");
  const line = el("div", { class: "divider", style: { "--at": `${page.swiped}%` } }, el("i", {}), grip, handle);
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  grip.addEventListener("pointermove", (event) => {
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const box = stage.getBoundingClientRect();
    swipeTo(Math.round(Math.max(0, Math.min(100, ((event.clientX - box.left) / box.width) * 100))));
    handle.value = String(page.swiped);
  });
  return line;
}

function swipeTo(share) {
  page.swiped = share;
  stage.querySelector(".divider").style.setProperty("--at", `${share}%`);
  panes[0].pane.style.setProperty("--cut", `${100 - share}%`);
}

/** The estate that was chosen, as each plan serves it. */
export function renderCard(close) {
  const id = page.chosen;
  card.hidden = !id;
  if (!id) return;
  const known = plans.map((plan) => plan.estateOf.get(id));
  const any = known.find(Boolean);
  const rows = plans.map((plan, i) => {
    const estate = known[i];
    const station = estate && plan.stationOf.get(estate.station_id);
    const words = estate ? `${station ? station.name : "–"} · ${estate.walk_m === null || estate.walk_m === undefined ? "–" : t("metres", { m: number(estate.walk_m) })}` : t("card.absent");
    return el("li", {}, sign(names[i]), " ", words);
  });
  card.replaceChildren(el("div", { class: "row" }, el("h2", { id: "linli-card-name", tabindex: "-1" }, any ? any.name || id : id), button({ "aria-label": t("close"), onclick: close }, "×")),
    el("p", {}, any ? [any.subdistrict, t("households", { n: number(any.households) })].filter(Boolean).join(" · ") : ""), el("ul", {}, rows));
}

export function flyToEstate(id) {
  const at = plans.findIndex((plan) => plan.estateOf.get(id)?.point);
  if (at < 0) return;
  const place = plans[at].estateOf.get(id).point;
  plans[0].map.setView(plans[0].latLng(place), Math.max(15, plans[0].map.getZoom()), { animate: false });
}

/** A legend of the changes, painted by what paints them on the maps. */
export function legend() {
  const picture = (paint) => {
    const own = el("canvas", { width: 72, height: 48, "aria-hidden": "true" });
    const c = own.getContext("2d");
    c.scale(2, 2);
    paint(c);
    return own;
  };
  return el("ul", { class: "legend" },
    el("li", {}, picture((c) => drawMark(c, 16, 14, 0.6, "opened")), t("legend.opened")),
    el("li", {}, picture((c) => drawMark(c, 16, 14, 0.6, "closed")), t("legend.closed")),
    page.isOnlyChanges ? [el("li", {}, picture((c) => arrow(c, [3, 12], [33, 12], { color: "#1b7f4b", width: 3.2 })), t("legend.moved")),
      el("li", {}, picture((c) => arrow(c, [3, 12], [33, 12], { color: "#1f2a30", width: 1.5 })), t("legend.arrow"))] : null,
    names.length > 2 ? el("li", {}, t("legend.first", { name: shownOn(0) })) : null);
}

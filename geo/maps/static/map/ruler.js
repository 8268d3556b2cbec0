/** Measuring on the map: a click adds a point, the bar says the length, and from three points on the area. */

import { L, extras, map, number, state, t } from "./words.js";
import { requestDraw } from "./view.js";
import { button, el } from "./elements.js";
import { renderTools, shell } from "./panel.js";

export const ruler = { isOn: false, points: [] };
const AXIS = 6_378_137; // of the ellipsoid WGS 84, m
const ECCENTRICITY = 0.00669437999014; // its first, squared

/** Metres a radian of latitude and of longitude are long at a latitude (radii of curvature of WGS 84). */
export function radiiAt(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  const inner = 1 - ECCENTRICITY * sine * sine;
  return [(AXIS * (1 - ECCENTRICITY)) / inner ** 1.5, (AXIS / Math.sqrt(inner)) * Math.cos((lat * Math.PI) / 180)];
}

/** Steps in metres east and north; exact to a hundred-thousandth over a city. */
export function stepBetween(from, to) {
  const [north, east] = radiiAt((from.lat + to.lat) / 2);
  return [((to.lng - from.lng) * Math.PI * east) / 180, ((to.lat - from.lat) * Math.PI * north) / 180];
}

export const lengthOf = (points) => points.slice(1).reduce((whole, to, i) => whole + Math.hypot(...stepBetween(points[i], to)), 0);

export function areaOf(points) {
  const flat = points.map((point) => stepBetween(points[0], point));
  return Math.abs(flat.reduce((whole, [x, y], i) => {
    const [nx, ny] = flat[(i + 1) % flat.length];
    return whole + x * ny - nx * y;
  }, 0)) / 2;
}

export const sayLength = (m) => (m < 1000 ? t("unit.m", { n: number(m) }) : t("unit.km", { n: number(m / 1000, 2) }));
export const sayArea = (m2) => (m2 < 1e5 ? t("unit.m2", { n: number(m2) }) : t("unit.km2", { n: number(m2 / 1e6, 2) }));

export function setRuler(isOn) {
  ruler.isOn = isOn;
  ruler.points = [];
  renderTools();
  renderRuler();
  if (isOn) map.getContainer().focus({ preventScroll: true });
  else document.getElementById("linli-ruler")?.focus({ preventScroll: true });
  requestDraw();
}

export function markPoint(latlng) {
  ruler.points.push(L.latLng(latlng.lat, latlng.lng));
  renderRuler();
  requestDraw();
}

export function renderRuler() {
  shell.ruler.hidden = !ruler.isOn || state.isPrinting;
  if (!ruler.isOn) return;
  const { points } = ruler;
  const said = points.length < 2 ? t("ruler.begin") : [t("ruler.length", { n: sayLength(lengthOf(points)) }), points.length > 2 && t("ruler.area", { n: sayArea(areaOf(points)) })].filter(Boolean).join(" · ");
  const undo = () => {
    points.pop();
    renderRuler();
    requestDraw();
  };
  shell.ruler.setAttribute("aria-label", t("ruler"));
  shell.ruler.replaceChildren(
    el("output", { id: "linli-measured" }, said),
    button({ onclick: undo, disabled: !points.length, class: "undo" }, t("ruler.undo")),
    button({ onclick: () => setRuler(false), class: "off", "aria-label": t("ruler.close"), title: t("ruler.close") }, "×"));
}

export function drawRuler(c) {
  if (!ruler.isOn || !ruler.points.length) return;
  const places = ruler.points.map((point) => map.latLngToContainerPoint(point));
  const trace = () => {
    c.beginPath();
    places.forEach(({ x, y }, i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  };
  if (places.length > 2) {
    trace();
    c.fillStyle = "rgba(23,105,170,0.12)";
    c.fill();
  }
  for (const [color, width] of [["#ffffff", 5], ["#1769aa", 2.4]]) {
    trace();
    c.strokeStyle = color;
    c.lineWidth = width;
    c.stroke();
  }
  for (const { x, y } of places) {
    c.beginPath();
    c.arc(x, y, 4.5, 0, 2 * Math.PI);
    c.fillStyle = "#ffffff";
    c.strokeStyle = "#1769aa";
    c.lineWidth = 2.2;
    c.fill();
    c.stroke();
  }
}

/** Built with the frame; the button that opens it stands with the tools. */
export function buildRuler() {
  shell.ruler = el("div", { class: "ruler", role: "group", hidden: true });
  shell.stage.append(shell.ruler);
}

extras.over.push(drawRuler);
extras.started.push(buildRuler);
extras.rendered.push(renderRuler);

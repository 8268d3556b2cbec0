/** Start: build the frame, draw, listen. */

import { L, extras, map, t, unit } from "./words.js";
import { cut, displayName } from "./tables.js";
import { look, requestDraw, view } from "./view.js";
import { draw } from "./drawing.js";
import { el } from "./elements.js";
import { choose, chooseNothing, thingAt } from "./choosing.js";
import { renderLegend } from "./legend.js";
import { hoverOn, rowOf, seenAnew } from "./lists.js";
import { followState, beginLinks } from "./permalink.js";
import { beginPrinting } from "./printing.js";
import { markPoint, ruler, setRuler } from "./ruler.js";
import { buildShell, render, shell, showAll } from "./panel.js";

export function hover(event) {
  const thing = ruler.isOn ? null : thingAt(event.containerPoint.x, event.containerPoint.y);
  map.getContainer().style.cursor = ruler.isOn ? "crosshair" : thing ? "pointer" : "";
  shell.tip.hidden = !thing;
  hoverOn(thing && rowOf.has(thing.item) ? thing.item : null);
  if (!thing) return;
  const { kind, item } = thing;
  const detail = kind === "estate" ? [unit("household", item.households), unit("m", item.walk_m)] : [t(`kind.${kind}`)];
  shell.tip.replaceChildren(el("b", {}, cut(displayName(item), 30)), el("small", {}, detail.join(" · ")));
  const left = Math.min(event.containerPoint.x + 14, view.width - shell.tip.offsetWidth - 8);
  shell.tip.style.transform = `translate(${Math.max(8, left)}px, ${Math.max(8, event.containerPoint.y - 46)}px)`;
}

/** What lies in the middle of the map, for readers without a pointer: arrows move it, Enter takes what is there. */
export function takeMiddle() {
  const { x, y } = map.getSize().divideBy(2);
  if (ruler.isOn) return markPoint(map.getCenter());
  const thing = thingAt(x, y, 12);
  if (thing) choose(thing.kind, thing.item, { move: false });
}

export function start() {
  buildShell();
  extras.started.forEach((begin) => begin());
  map.options.zoomSnap = 0.25;
  map.options.wheelPxPerZoomLevel = 90;
  render();
  map.invalidateSize({ animate: false });
  look();
  showAll();
  renderLegend();
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(map);
  map.on("move zoom resize viewreset", requestDraw);
  map.on("zoomend", renderLegend);
  map.on("moveend", seenAnew);
  map.on("mousemove", hover);
  map.on("mouseout", () => {
    shell.tip.hidden = true;
    hoverOn(null);
  });
  map.on("click", (event) => {
    if (ruler.isOn) return markPoint(event.latlng);
    const isTouch = event.originalEvent?.pointerType === "touch";
    const thing = thingAt(event.containerPoint.x, event.containerPoint.y, isTouch ? 12 : 4);
    if (thing) choose(thing.kind, thing.item, { move: thing.kind === "region" });
    else chooseNothing();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && ruler.isOn) setRuler(false);
    else if (event.key === "Escape") chooseNothing();
    if (event.key === "Enter" && event.target === map.getContainer()) takeMiddle();
  });
  beginPrinting();
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  followState();
  beginLinks();
  draw();
  document.documentElement.dataset.ready = "true";
}

start();

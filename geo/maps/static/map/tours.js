/** Tours on the canvas: tracks by crew, numbered stops, dots that move with the clock; isochrones and patrols. */

import { state, style } from "./words.js";
import { stationOf } from "./tables.js";
import { brush, FONT, inLocal, inPixels, onScreen, view } from "./view.js";
import { choiceOfRounds, crewsInFocus, isDrawn, pathOfDay, pathOfWay, patrols, placeAt, rings, shownDays, stopsOf } from "./crews.js";

export const RINGS = ["#0d5c63", "#2d8f85", "#7dbfa7"]; // the nearest darkest
export const PATROL = "#7a3e9d";
export const FEW_TOURS = 3; // up to so many have numbers without being chosen
export const MANY_TOURS = 80; // more are drawn thinner
export let numbered = []; // discs as drawn: {x, y, stop}
export let dots = []; // crews as drawn: {x, y, crew}

/** Rings of walking distance: all, or those of the station that the card is about. */
export function drawRings(c) {
  if (!state.shown.isochrones) return;
  const item = state.chosen?.item;
  const station = stationOf.get(item?.station_id) || item?.station || null;
  const limits = [...new Set(rings.map((ring) => ring.metres))].sort((a, b) => a - b);
  inLocal(c, (px) => {
    for (const ring of rings) {
      if (ring.isOut) continue;
      if (station && ring.station_id !== station.station_id) continue;
      const color = RINGS[Math.min(limits.indexOf(ring.metres), RINGS.length - 1)];
      c.fillStyle = color;
      c.strokeStyle = color;
      c.globalAlpha = station ? 0.16 : 0.08;
      c.fill(pathOfWay(ring, true), "evenodd");
      c.globalAlpha = 0.9;
      c.lineWidth = 1.3 * px;
      c.stroke(ring.path);
    }
    c.globalAlpha = 1;
  });
}

export function drawPatrols(c) {
  if (!state.shown.patrols) return;
  inLocal(c, (px) => {
    c.lineJoin = "round";
    for (const patrol of patrols) {
      const path = pathOfWay(patrol, false);
      c.lineWidth = 5 * px;
      c.strokeStyle = "#ffffff";
      c.setLineDash([]);
      c.stroke(path);
      c.lineWidth = 2.2 * px;
      c.strokeStyle = PATROL;
      c.setLineDash([7 * px, 3 * px]);
      c.stroke(path);
    }
    c.setLineDash([]);
  });
}

/** The days shown, those in focus last, so that they lie on top; and whether all are. */
export function ordered() {
  const focus = crewsInFocus();
  const isStrong = (day) => !focus || focus.includes(day.crew);
  return { focus, isStrong, shown: shownDays().sort((a, b) => isStrong(a) - isStrong(b)) };
}

export function drawTracks(c) {
  if (!isDrawn()) return;
  const { focus, isStrong, shown } = ordered();
  const wide = !focus && shown.length > MANY_TOURS ? 0.65 : 1;
  inLocal(c, (px) => {
    c.lineJoin = "round";
    c.lineCap = "round";
    for (const day of shown) {
      const strong = isStrong(day);
      c.globalAlpha = strong ? 1 : 0.14;
      for (const [color, width] of [["#ffffff", focus && strong ? 6.5 : 4 * wide], [day.crew.ink, focus && strong ? 3.4 : 2 * wide]]) {
        c.strokeStyle = color;
        c.lineWidth = width * px;
        c.stroke(pathOfDay(day));
      }
    }
    c.globalAlpha = 1;
    c.lineCap = "butt";
  });
}

/** Numbers and dots lie over everything, names too. */
export function drawStops(c) {
  numbered = [];
  dots = [];
  if (!isDrawn()) return;
  const { focus, isStrong, shown } = ordered();
  const strong = shown.filter(isStrong);
  if (focus || strong.length <= FEW_TOURS) {
    for (const day of strong) drawArrows(c, day);
    for (const day of strong) drawNumbers(c, day);
  }
  if (choiceOfRounds.minute !== null) for (const day of shown) drawDot(c, day, isStrong(day));
}

/** An arrow head half way along each leg that is long enough to have room for it. */
export function drawArrows(c, day) {
  for (const { line } of stopsOf(day)) {
    if (!line || line.length < 4) continue;
    let best = 0;
    let at = 0;
    for (let i = 2; i < line.length; i += 2) {
      const long = Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]) * view.k;
      if (long > best) [best, at] = [long, i];
    }
    if (best < 34) continue;
    const [x0, y0] = onScreen([line[at - 2], line[at - 1]]);
    const [x1, y1] = onScreen([line[at], line[at + 1]]);
    c.save();
    c.translate((x0 + x1) / 2, (y0 + y1) / 2);
    c.rotate(Math.atan2(y1 - y0, x1 - x0));
    c.beginPath();
    c.moveTo(6, 0);
    c.lineTo(-5, -5);
    c.lineTo(-5, 5);
    c.closePath();
    c.fillStyle = day.crew.ink;
    c.strokeStyle = "#ffffff";
    c.lineWidth = 1.5;
    c.stroke();
    c.fill();
    c.restore();
  }
}

/** Numbers of the stops, each moved aside where it would lie on another, with a thread to its place. */
export function drawNumbers(c, day) {
  const radius = 9.5;
  for (const stop of stopsOf(day)) {
    if (stop.number === null || !stop.point) continue;
    const [sx, sy] = onScreen(stop.point);
    if (sx < -40 || sy < -40 || sx > view.width + 40 || sy > view.height + 40) continue;
    const [x, y] = freePlace(sx, sy, radius);
    if (x !== sx || y !== sy) {
      c.beginPath();
      c.moveTo(sx, sy);
      c.lineTo(x, y);
      c.strokeStyle = style.ink;
      c.lineWidth = 1.2;
      c.stroke();
    }
    const isDone = choiceOfRounds.minute !== null && choiceOfRounds.minute >= stop.leave;
    c.beginPath();
    c.arc(x, y, radius, 0, 2 * Math.PI);
    c.fillStyle = isDone ? day.crew.ink : "#ffffff";
    c.fill();
    c.lineWidth = 2;
    c.strokeStyle = day.crew.ink;
    c.stroke();
    c.fillStyle = isDone ? "#ffffff" : style.ink;
    c.font = `700 ${stop.number > 99 ? 8.5 : 11}px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "middle";
    c.fillText(String(stop.number), x, y + 0.5);
    numbered.push({ x, y, stop });
  }
}

export function freePlace(x, y, radius) {
  const isFree = (px, py) => numbered.every((other) => Math.hypot(other.x - px, other.y - py) >= 2 * radius + 1);
  if (isFree(x, y)) return [x, y];
  for (let ring = 2; ring < 8; ring += 1) {
    for (let turn = 0; turn < 12; turn += 1) {
      const angle = ((turn + (ring % 2) / 2) / 12) * 2 * Math.PI - Math.PI / 4;
      const [px, py] = [x + ring * radius * 1.1 * Math.cos(angle), y + ring * radius * 1.1 * Math.sin(angle)];
      if (isFree(px, py)) return [px, py];
    }
  }
  return [x, y];
}

export function drawDot(c, day, strong) {
  const place = placeAt(day, choiceOfRounds.minute);
  if (!place) return;
  const [x, y] = onScreen(place);
  const isOut = choiceOfRounds.minute >= day.start && choiceOfRounds.minute < day.finish;
  c.globalAlpha = strong ? 1 : 0.25;
  c.beginPath();
  c.arc(x, y, isOut ? 8 : 5, 0, 2 * Math.PI);
  c.fillStyle = day.crew.ink;
  c.strokeStyle = "#ffffff";
  c.lineWidth = 3;
  c.stroke();
  c.fill();
  if (isOut) {
    c.beginPath();
    c.arc(x, y, 3, 0, 2 * Math.PI);
    c.fillStyle = "#ffffff";
    c.fill();
  }
  c.globalAlpha = 1;
  if (strong) dots.push({ x, y, crew: day.crew });
}

/** What of the tours lies at a place: a crew's dot, a number, a track. */
export function tourAt(x, y, reach) {
  if (!isDrawn()) return null;
  const near = (radius) => (one) => Math.hypot(one.x - x, one.y - y) <= radius + reach;
  const dot = dots.findLast(near(8));
  if (dot) return { kind: "crew", item: dot.crew };
  const disc = numbered.findLast(near(9.5));
  if (disc?.stop.estate) return { kind: "estate", item: disc.stop.estate };
  return null;
}

export function trackAt(x, y, reach) {
  if (!isDrawn()) return null;
  const focus = crewsInFocus();
  const [lx, ly] = [(x - view.x) / view.k, (y - view.y) / view.k];
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.lineWidth = (4 + 2 * reach) / view.k;
  const found = shownDays().findLast((day) => (!focus || focus.includes(day.crew)) && brush.isPointInStroke(pathOfDay(day), lx, ly));
  inPixels(brush);
  return found ? { kind: "crew", item: found.crew } : null;
}

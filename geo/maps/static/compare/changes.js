/** What changed, drawn over a plan's map: estates served elsewhere with arrows, stations opened, closed and moved. */

import { first, moved, names, page, plans, stationChanges } from "./plans.js";

const OPENED = "#1b7f4b";
const CLOSED = "#b3261e";
const ARROW = "#1f2a30";

/** The name of the plan whose changes a map shows: the first plan's map shows those of the plan chosen beside it. */
export const shownOn = (position) => names[position === 0 ? page.other : position];

export function arrow(c, from, to, { color, width, dash = [] }) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < 4) return;
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const head = Math.min(8, length / 2) * (width > 2 ? 1.3 : 1);
  const neck = [to[0] - ux * head, to[1] - uy * head];
  c.strokeStyle = color;
  c.fillStyle = color;
  c.lineWidth = width;
  c.setLineDash(dash);
  c.beginPath();
  c.moveTo(...from);
  c.lineTo(...neck);
  c.stroke();
  c.setLineDash([]);
  c.beginPath();
  c.moveTo(...to);
  c.lineTo(neck[0] - uy * head * 0.5, neck[1] + ux * head * 0.5);
  c.lineTo(neck[0] + uy * head * 0.5, neck[1] - ux * head * 0.5);
  c.closePath();
  c.fill();
}

/** A ring around a station with a plus (opened) or a cross (closed), so that colour is not the only sign. */
export function drawMark(c, x, y, size, kind) {
  const color = kind === "closed" ? CLOSED : OPENED;
  const radius = 13 * size;
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [ink, width] of [["#ffffff", 5], [color, 2.6]]) {
    c.strokeStyle = ink;
    c.lineWidth = width;
    c.stroke();
  }
  const [bx, by] = [x + radius * 0.8, y - radius * 0.8];
  c.beginPath();
  c.arc(bx, by, 6, 0, 2 * Math.PI);
  c.fillStyle = color;
  c.fill();
  const arms = kind === "closed" ? [[-2.5, -2.5, 2.5, 2.5], [2.5, -2.5, -2.5, 2.5]] : [[-3.2, 0, 3.2, 0], [0, -3.2, 0, 3.2]];
  c.strokeStyle = "#ffffff";
  c.lineWidth = 1.8;
  for (const [x0, y0, x1, y1] of arms) {
    c.beginPath();
    c.moveTo(bx + x0, by + y0);
    c.lineTo(bx + x1, by + y1);
    c.stroke();
  }
}

/** Paint the changes over the map at a position; every place is taken from the plans' own tables. */
export function drawChanges(c, position) {
  const plan = plans[position];
  const before = plans[0];
  const after = plans[position === 0 ? page.other : position];
  const name = shownOn(position);
  const own = moved.filter((row) => row.plan === name);
  const spot = (side, id) => {
    const place = side.stationOf.get(id)?.point;
    return place ? plan.onScreen(place) : null;
  };
  if (page.isOnlyChanges) drawMoved(c, plan, position === 0 ? before : after, own, before, after, spot);
  const size = Math.max(0.5, plan.symbolSize());
  for (const row of stationChanges) {
    if (row.plan !== name || row.change === "kept") continue;
    const from = row.from_station_id ? spot(before, row.from_station_id) : null;
    const to = row.to_station_id ? spot(after, row.to_station_id) : null;
    if (row.change === "moved" && from && to && page.isOnlyChanges) arrow(c, from, to, { color: "#ffffff", width: 6 });
    if (row.change === "moved" && from && to && page.isOnlyChanges) arrow(c, from, to, { color: OPENED, width: 3.2 });
    if (page.isOnlyChanges && row.change === "moved" && from && position > 0) plan.drawCircle(c, ...from, 4, CLOSED, true);
    if (from && position === 0) drawMark(c, ...from, size, "closed");
    if (to && position > 0) drawMark(c, ...to, size, "opened");
    if (from && position > 0 && page.isOnlyChanges && row.change === "closed") drawMark(c, ...from, size * 0.7, "closed");
  }
}

function drawMoved(c, plan, side, rows, before, after, spot) {
  for (const row of rows) {
    const estate = side.estateOf.get(row.estate_id);
    if (!estate?.point || !plan.isSeen(estate.box, 200)) continue;
    const place = plan.onScreen(estate.point);
    const from = row.from_station_id ? spot(before, row.from_station_id) : null;
    const to = row.to_station_id ? spot(after, row.to_station_id) : null;
    c.globalAlpha = 0.75;
    if (from) {
      c.strokeStyle = CLOSED;
      c.lineWidth = 1;
      c.setLineDash([2, 3]);
      c.beginPath();
      c.moveTo(...from);
      c.lineTo(...place);
      c.stroke();
      c.setLineDash([]);
    }
    if (to) arrow(c, place, to, { color: ARROW, width: 1.5 });
    c.globalAlpha = 1;
    plan.drawCircle(c, ...place, plan.radiusOf(row.households), ARROW, row.change === "with_station");
  }
}

/** Count what changed between the first plan and another. */
export function counted(name) {
  const own = stationChanges.filter((row) => row.plan === name);
  const count = (kind) => own.filter((row) => row.change === kind).length;
  const rows = moved.filter((row) => row.plan === name);
  const farther = rows.filter((row) => row.farther_m > 0).reduce((sum, row) => sum + (row.households || 0), 0);
  const nearer = rows.filter((row) => row.farther_m < 0).reduce((sum, row) => sum + (row.households || 0), 0);
  return { kept: count("kept"), moved: count("moved"), opened: count("opened"), closed: count("closed"), estates: rows.length, farther, nearer, first };
}

/** Fences to build and gates to keep or close, of the candidates that save posts. */

import { extras, state, t } from "./words.js";
import { readTable, regionOf } from "./tables.js";
import { inLocal, isFaded, isSeen, onScreen, view } from "./view.js";
import { swatch } from "./elements.js";
import { lineSwatch, plainLine } from "./legend.js";

export const FENCE_INK = "#9a3412";
export const GATES_FROM = 14.5; // zoom; nearer than this a gate is a place
export const fences = readTable("fences");
export const gates = readTable("gates");

for (const item of [...fences, ...gates]) item.region = regionOf.get(item.region_id) || null;

export function drawFences(c) {
  if (!state.shown.fences) return;
  inLocal(c, (px) => {
    c.strokeStyle = FENCE_INK;
    c.lineWidth = 2.2 * px;
    for (const fence of fences) {
      if (!fence.line || !isSeen(fence.box)) continue;
      c.globalAlpha = isFaded(fence.region) ? 0.2 : 1;
      c.setLineDash(fence.kind === "part_edge" ? [6 * px, 4 * px] : []);
      c.stroke(fence.line);
    }
    c.setLineDash([]);
    c.globalAlpha = 1;
  });
  if (view.zoom < GATES_FROM) return;
  for (const gate of gates) {
    if (!gate.point || !isSeen(gate.box)) continue;
    c.globalAlpha = isFaded(gate.region) ? 0.2 : 1;
    drawGate(c, ...onScreen(gate.point), gate.kind);
  }
  c.globalAlpha = 1;
}

/** Told apart by shape: kept an open square, an exit a bar in it, closed a cross in it. */
export function drawGate(c, x, y, kind) {
  c.fillStyle = "#ffffff";
  c.strokeStyle = FENCE_INK;
  c.lineWidth = 1.8;
  c.beginPath();
  c.rect(x - 5, y - 5, 10, 10);
  c.fill();
  c.stroke();
  c.beginPath();
  if (kind === "fire_exit") {
    c.moveTo(x - 3, y);
    c.lineTo(x + 3, y);
  } else if (kind === "gate_closed") {
    c.moveTo(x - 3, y - 3);
    c.lineTo(x + 3, y + 3);
    c.moveTo(x + 3, y - 3);
    c.lineTo(x - 3, y + 3);
  }
  c.stroke();
}

export function fenceRows() {
  if (!state.shown.fences) return [];
  const kinds = ["gate_kept", "fire_exit", "gate_closed"].filter((kind) => gates.some((gate) => gate.kind === kind));
  return [
    [lineSwatch(plainLine(FENCE_INK, 2.2)), t("legend.new_fence"), fences.filter((fence) => fence.kind === "new_fence").length],
    fences.some((fence) => fence.kind === "part_edge") && [lineSwatch(plainLine(FENCE_INK, 2.2, [6, 4])), t("legend.part_edge"), fences.filter((fence) => fence.kind === "part_edge").length],
    ...kinds.map((kind) => [swatch((c, x, y) => drawGate(c, x, y, kind)), t(`legend.${kind}`), gates.filter((gate) => gate.kind === kind).length]),
  ];
}

if (fences.length || gates.length) {
  extras.above.push(drawFences);
  extras.legend.push(fenceRows);
}

/** The symbols, painted alike on the map and in the legend. */

import { style, t } from "./words.js";
import { FONT } from "./view.js";

export function drawCircles(c, circles, { ink, isHollow, alpha = 1 }) {
  c.globalAlpha = alpha;
  c.beginPath();
  for (const [x, y, radius] of circles) {
    c.moveTo(x + radius, y);
    c.arc(x, y, radius, 0, 2 * Math.PI);
  }
  c.lineWidth = isHollow ? 1.6 : 1.8;
  c.strokeStyle = isHollow ? ink : "#ffffff";
  c.fillStyle = isHollow ? "#ffffff" : ink;
  if (isHollow) c.fill();
  c.stroke();
  if (!isHollow) c.fill();
}

const stamps = new Map();

/** Circles by the thousand: each radius is painted once, and its picture put down wherever it is needed. */
export function stampCircles(c, circles, { ink, isHollow = false, alpha = 1 }) {
  const scale = c.getTransform().a;
  c.globalAlpha = alpha;
  for (const [x, y, radius] of circles) {
    const half = Math.round(radius * 4) / 4;
    const key = `${ink} ${isHollow} ${half} ${scale}`;
    if (!stamps.has(key)) stamps.set(key, stampOf(half, scale, { ink, isHollow }));
    const stamp = stamps.get(key);
    c.drawImage(stamp, x - stamp.width / scale / 2, y - stamp.height / scale / 2, stamp.width / scale, stamp.height / scale);
  }
}

export function stampOf(radius, scale, look) {
  const stamp = document.createElement("canvas");
  stamp.width = stamp.height = 2 * Math.ceil((radius + 1.5) * scale);
  const c = stamp.getContext("2d");
  c.setTransform(scale, 0, 0, scale, stamp.width / 2, stamp.height / 2);
  drawCircles(c, [[0, 0, radius]], look);
  return stamp;
}

export function drawCircle(c, x, y, radius, ink, isHollow) {
  drawCircles(c, [[x, y, radius]], { ink, isHollow });
}

/** Two short bars, as bridges are drawn on city maps. */
export function drawBridge(c, x, y) {
  c.fillStyle = "#ffffff";
  c.strokeStyle = style.quiet;
  c.lineWidth = 1.4;
  c.beginPath();
  c.roundRect(x - 5, y - 5, 10, 10, 2.5);
  c.fill();
  c.stroke();
  c.beginPath();
  c.moveTo(x - 2, y - 3);
  c.lineTo(x - 2, y + 3);
  c.moveTo(x + 2, y - 3);
  c.lineTo(x + 2, y + 3);
  c.stroke();
}

export function drawCross(c, x, y) {
  for (const [color, width] of [["#ffffff", 5], ["#6d6a64", 2.2]]) {
    c.strokeStyle = color;
    c.lineWidth = width;
    c.lineCap = "round";
    c.beginPath();
    c.moveTo(x - 4, y - 4);
    c.lineTo(x + 4, y + 4);
    c.moveTo(x + 4, y - 4);
    c.lineTo(x - 4, y + 4);
    c.stroke();
  }
  c.lineCap = "butt";
}

/** A house in a white disc; the rim is dashed where the room is still to be found. */
export function drawHouse(c, x, y, size, isToBeFound) {
  c.save();
  c.translate(x, y);
  c.scale(size, size);
  c.beginPath();
  c.arc(0, 0, 11, 0, 2 * Math.PI);
  c.fillStyle = "#ffffff";
  c.fill();
  c.lineWidth = 2;
  c.strokeStyle = style.station;
  c.setLineDash(isToBeFound ? [3.2, 2.2] : []);
  c.stroke();
  c.setLineDash([]);
  c.fillStyle = style.station;
  c.beginPath();
  c.moveTo(0, -7);
  c.lineTo(7, -0.8);
  c.lineTo(5, -0.8);
  c.lineTo(5, 5.6);
  c.lineTo(1.6, 5.6);
  c.lineTo(1.6, 1.6);
  c.lineTo(-1.6, 1.6);
  c.lineTo(-1.6, 5.6);
  c.lineTo(-5, 5.6);
  c.lineTo(-5, -0.8);
  c.lineTo(-7, -0.8);
  c.closePath();
  c.fill();
  c.restore();
}

export function drawDiamond(c, x, y, size) {
  c.save();
  c.translate(x, y);
  c.scale(size, size);
  c.rotate(Math.PI / 4);
  c.beginPath();
  c.roundRect(-9, -9, 18, 18, 3);
  c.fillStyle = style.office;
  c.fill();
  c.lineWidth = 1.8;
  c.strokeStyle = "#ffffff";
  c.stroke();
  c.rotate(-Math.PI / 4);
  c.fillStyle = "#ffffff";
  c.font = `600 11px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText(t("legend.office.letter"), 0, 0.5);
  c.restore();
}

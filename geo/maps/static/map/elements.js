/** Elements of the panels. Text goes in as text nodes, never as markup: a name is only ever a name. */

import { cut } from "./tables.js";

/** Build an element; strings among the children become text, never markup. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") Object.entries(value).forEach(([part, set]) => node.style.setProperty(part, set));
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export const button = (attributes, ...children) => el("button", { type: "button", ...attributes }, ...children);

/** A small picture of a symbol, painted by the very function that paints it on the map. */
export function swatch(paint, width = 28, height = 22) {
  const own = el("canvas", { class: "swatch", width: width * 2, height: height * 2, "aria-hidden": "true" });
  own.style.width = `${width}px`;
  own.style.height = `${height}px`;
  const c = own.getContext("2d");
  c.scale(2, 2);
  paint(c, width / 2, height / 2);
  return own;
}

export function chip(region) {
  const label = String(region.number ?? region.region_id);
  return el("span", { class: "chip", style: { "--fill": region.fill, "--ink": region.ink } }, cut(label, 6));
}

export function field(label, ...value) {
  return [el("dt", {}, label), el("dd", {}, ...value)];
}

export function figure(value, label, kind = "") {
  return el("div", { class: `figure ${kind}` }, el("b", {}, value), el("span", {}, label));
}

export function block(title, ...content) {
  return el("section", { class: "block" }, el("h2", {}, title), ...content);
}

export function bar(label, share, value, kind = "") {
  const width = `${Math.max(0, Math.min(1, share || 0)) * 100}%`;
  return el("div", { class: `bar-row ${kind}` }, el("span", {}, label), el("i", {}, el("i", { style: { width } })), el("b", {}, value));
}

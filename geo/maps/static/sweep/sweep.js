// The page of a sweep: four charts that share one point at hand, its numbers beside them, and tables of all of them.
// Names and numbers come from one JSON block and reach the page by textContent only.

const data = JSON.parse(document.getElementById("linli-data").textContent);
const words = data.words;
const known = data.points.filter((point) => point.has_plan);
const SVG = "http://www.w3.org/2000/svg";
const SIZE = { width: 560, height: 300, left: 58, right: 14, top: 34, bottom: 34 };
let chosen = data.start;
const followers = [];

function element(tag, content = "", options = {}) {
  const made = document.createElement(tag);
  made.textContent = content;
  for (const [name, value] of Object.entries(options)) made.setAttribute(name, value);
  return made;
}

function shape(tag, options, content = "") {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(options)) made.setAttribute(name, value);
  made.textContent = content;
  return made;
}

function ticks(low, high, most, least = 0) {
  const raw = (high - low) / most || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((part) => part * power).find((one) => one >= Math.max(raw, least) - 1e-12) ?? least;
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-9; at += step) found.push(Math.abs(at) < step * 1e-9 ? 0 : at);
  return found;
}

function frame(chart) {
  const values = chart.lines.flatMap((line) => line.values).filter((value) => value !== null);
  const across = chart.x.filter((value) => value !== null);
  const spread = Math.max(...values) - Math.min(...values);
  const margin = spread * 0.06 || 1;
  const low = chart.from_zero ? 0 : Math.min(...values) - margin;
  const box = { x0: Math.min(...across), x1: Math.max(...across), y0: low, y1: Math.max(...values) + margin };
  if (box.x0 === box.x1) { box.x0 -= 1; box.x1 += 1; }
  const x = (value) => SIZE.left + ((value - box.x0) / (box.x1 - box.x0)) * (SIZE.width - SIZE.left - SIZE.right);
  const y = (value) => SIZE.height - SIZE.bottom - ((value - box.y0) / (box.y1 - box.y0)) * (SIZE.height - SIZE.top - SIZE.bottom);
  return { box, x, y };
}

const shown = (value, kind) => {
  if (value === null || value === undefined) return "—";
  if (kind === "share") return `${(value * 100).toFixed(1)}%`;
  if (kind === "ten") return (value / 1e4).toLocaleString("zh-CN", { maximumFractionDigits: 1 });
  if (kind === "tick") return `${Math.round(value * 100)}%`;
  if (kind === "gap") return `${(value * 100).toFixed(3)}%`;
  if (kind === "index") return value.toFixed(3);
  if (kind === "money") return (value / 1e4).toLocaleString("zh-CN", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return Math.round(value).toLocaleString("zh-CN");
};

function drawChart(chart) {
  const svg = shape("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", "aria-label": chart.title });
  const { box, x, y } = frame(chart);
  svg.append(shape("text", { x: 4, y: 18, class: "title" }, chart.title));
  for (const value of ticks(box.y0, box.y1, 5)) {
    svg.append(shape("line", { x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: y(value), y2: y(value), stroke: "#e3e0d8" }));
    svg.append(shape("text", { x: SIZE.left - 6, y: y(value) + 4, "text-anchor": "end" }, shown(value, { share: "tick", money: "ten" }[chart.kind] ?? chart.kind)));
  }
  for (const value of ticks(box.x0, box.x1, 8, chart.x_kind === "count" ? 1 : 0)) {
    svg.append(shape("text", { x: x(value), y: SIZE.height - SIZE.bottom + 16, "text-anchor": "middle" }, chart.x_kind === "money" ? shown(value, "ten") : String(Math.round(value))));
  }
  svg.append(shape("text", { x: SIZE.width - SIZE.right, y: SIZE.height - 4, "text-anchor": "end" }, chart.x_title));
  for (const line of chart.lines) drawLine(svg, chart, line, x, y);
  drawMarks(svg, chart, x);
  drawKeys(svg, chart);
  return { svg, x, y };
}

function drawLine(svg, chart, line, x, y) {
  const spots = line.values.map((value, at) => (value === null || chart.x[at] === null ? null : [x(chart.x[at]), y(value)])).filter(Boolean);
  if (line.dots) {
    for (const [left, top] of spots) svg.append(shape("circle", { cx: left, cy: top, r: 4, fill: line.colour, stroke: "#fff" }));
    return;
  }
  const path = spots.map(([left, top], at) => `${at ? "L" : "M"}${left.toFixed(1)} ${top.toFixed(1)}`).join("");
  svg.append(shape("path", { d: path, fill: "none", stroke: line.colour, "stroke-width": line.width ?? 1.8, "stroke-dasharray": line.dash ?? "" }));
}

function drawMarks(svg, chart, x) {
  if (chart.x_kind === "money") return;
  data.marks.forEach((mark, at) => {
    const left = x(mark.stations);
    svg.append(shape("line", { x1: left, x2: left, y1: SIZE.top, y2: SIZE.height - SIZE.bottom, stroke: mark.colour, "stroke-dasharray": "2 3" }));
    const anchor = left > SIZE.width / 2 ? "end" : "start";
    const label = shape("text", { x: left + (anchor === "end" ? -4 : 4), y: SIZE.height - SIZE.bottom - 6 - 15 * at, "text-anchor": anchor, class: "mark", style: `fill:${mark.colour}` }, mark.words);
    svg.append(label);
  });
}

function drawKeys(svg, chart) {
  const row = shape("g", {});
  let left = SIZE.width - SIZE.right;
  for (const line of [...chart.lines].reverse()) {
    const wide = [...line.name].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 255 ? 12 : 7), 0);
    left -= wide;
    row.append(shape("text", { x: left, y: 18 }, line.name));
    left -= 20;
    row.append(shape("line", { x1: left, x2: left + 16, y1: 14, y2: 14, stroke: line.colour, "stroke-width": 2.4, "stroke-dasharray": line.dash ?? "" }));
    left -= 10;
  }
  svg.append(row);
}

function addChart(home, chart) {
  const holder = element("section");
  const { svg, x, y } = drawChart(chart);
  const cursor = shape("line", { y1: SIZE.top, y2: SIZE.height - SIZE.bottom, stroke: "#17434b", "stroke-width": 1.4 });
  const spots = chart.lines.map((line) => shape("circle", { r: 4.5, fill: "#fff", stroke: line.dots ? "#17434b" : line.colour, "stroke-width": 2.4 }));
  svg.append(cursor, ...spots);
  const columns = chart.x.map((value) => (value === null ? null : x(value)));
  svg.addEventListener("pointermove", (event) => point(event));
  svg.addEventListener("pointerdown", (event) => point(event));
  function point(event) {
    const place = svg.getBoundingClientRect();
    const left = ((event.clientX - place.left) / place.width) * SIZE.width;
    const near = columns.reduce((best, column, at) => (column !== null && (best < 0 || Math.abs(column - left) < Math.abs(columns[best] - left)) ? at : best), -1);
    if (near >= 0) choose(chart.stations[near]);
  }
  followers.push((stations) => {
    const at = chart.stations.indexOf(stations);
    const isHere = at >= 0 && chart.x[at] !== null;
    cursor.style.display = isHere ? "" : "none";
    spots.forEach((spot, number) => {
      const value = isHere ? chart.lines[number].values[at] : null;
      spot.style.display = value === null || value === undefined ? "none" : "";
      if (value !== null && value !== undefined) { spot.setAttribute("cx", columns[at]); spot.setAttribute("cy", y(value)); }
    });
    if (isHere) { cursor.setAttribute("x1", columns[at]); cursor.setAttribute("x2", columns[at]); }
  });
  holder.append(svg);
  home.append(holder);
}

function numbersOf(point) {
  return data.columns.filter((column) => column.name !== "stations" && column.name !== "remark").map((column) => [column.heading, column.kind === "words" ? point[column.name] : shown(point[column.name], column.kind)]);
}

function addNumbers(home) {
  const title = element("h2");
  const remark = element("p");
  const list = element("dl");
  const pick = element("input", "", { type: "range", min: 0, max: data.points.length - 1, class: "pick", "aria-label": words.stations });
  pick.addEventListener("input", () => choose(data.points[Number(pick.value)].stations));
  home.append(title, remark, pick, list, element("p", words.hover, { class: "note" }));
  home.setAttribute("aria-live", "polite");
  followers.push((stations) => {
    const at = data.points.findIndex((point) => point.stations === stations);
    pick.value = at;
    title.textContent = words.at.replace("{}", stations);
    remark.textContent = data.points[at].remark;
    list.replaceChildren(...numbersOf(data.points[at]).flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  });
}

function addTable(home, title, columns, rows, follows) {
  home.append(element("h2", title));
  const wide = element("div", "", { class: "wide", tabindex: 0, role: "region", "aria-label": title });
  const table = element("table");
  const head = element("tr");
  for (const column of columns) head.append(element("th", column.heading, { scope: "col", class: column.kind === "words" ? "words" : "" }));
  const body = element("tbody");
  for (const row of rows) {
    const line = element("tr", "", { class: row.look ?? "" });
    if (follows) { line.dataset.stations = row.stations; line.addEventListener("click", () => choose(row.stations)); }
    for (const column of columns) line.append(element("td", column.kind === "words" ? row[column.name] : shown(row[column.name], column.kind), { class: column.kind === "words" ? "words" : "" }));
    body.append(line);
  }
  const top = element("thead");
  top.append(head);
  table.append(top, body);
  wide.append(table);
  home.append(wide);
  if (follows) followers.push((stations) => body.querySelectorAll("tr").forEach((line) => line.classList.toggle("now-row", Number(line.dataset.stations) === stations)));
}

function choose(stations) {
  chosen = stations;
  for (const follow of followers) follow(stations);
}

document.addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement) return;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const at = data.points.findIndex((point) => point.stations === chosen);
  if (step && data.points[at + step]) { choose(data.points[at + step].stations); event.preventDefault(); }
});

const charts = document.getElementById("charts");
if (known.length) for (const chart of data.charts) addChart(charts, chart);
addNumbers(document.getElementById("now"));
addTable(document.getElementById("steps"), words.steps, data.step_columns, data.steps, false);
addTable(document.getElementById("points"), words.table, data.columns, data.points, true);
addTable(document.getElementById("pareto"), words.pareto, data.columns, data.pareto, false);
choose(chosen);
document.body.dataset.ready = "yes";

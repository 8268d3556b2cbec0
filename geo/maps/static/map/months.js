/** The roll-out, month by month: estates in the colour of their stage, a slider, a button that plays the months. */

import { area, data, extras, number, percent, state, style, t } from "./words.js";
import { estates, largestFirst } from "./tables.js";
import { isFaded, isSeen, onScreen, radiusOf, requestDraw, view } from "./view.js";
import { drawCircle, drawCircles } from "./symbols.js";
import { block, button, el, figure, swatch } from "./elements.js";
import { isCalm } from "./choosing.js";
import { applyFilters, declareClass } from "./filters.js";
import { open } from "./cards.js";
import { renderLegend } from "./legend.js";
import { TABS, render, shell } from "./panel.js";

export const rollout = data.rollout;
export const STAGE_NAMES = ["none", "survey", "plan", "cleanup", "entered"];
export const MONTH_MS = 900;
export const CALM_MONTH_MS = 1600; // for readers who asked for less motion
export const NEWCOMERS_SHOWN = 60;
export const lastMonth = rollout.first + rollout.labels.length - 1;
export const monthState = { month: Math.min(Math.max(-1, rollout.first), lastMonth), isPlaying: false, timer: 0 };

estates.forEach((estate, i) => {
  estate.months = ["survey", "plan", "cleanup", "entry"].map((name) => rollout.stages[name][i]);
  estate.isLate = rollout.late.includes(i);
});

export const labelOf = (month) => rollout.labels[month - rollout.first] ?? "";
export const isRolloutShown = () => Boolean(state.shown.rollout);

/** The stage of an estate at the end of a month: 0 not begun … 4 entered. */
export function stageAt(estate, month) {
  for (let stage = 4; stage > 0; stage -= 1) {
    const begins = estate.months[stage - 1];
    if (begins !== null && begins <= month) return stage;
  }
  return 0;
}

export function countsAt(month) {
  const counts = STAGE_NAMES.map(() => 0);
  const done = { estates: 0, households: 0, area: 0 };
  const all = { estates: estates.length, households: 0, area: 0 };
  for (const estate of estates) {
    const stage = stageAt(estate, month);
    counts[stage] += 1;
    all.households += estate.households || 0;
    all.area += estate.floor_area_m2 || 0;
    if (stage < 4) continue;
    done.estates += 1;
    done.households += estate.households || 0;
    done.area += estate.floor_area_m2 || 0;
  }
  return { counts, done, all };
}

export function drawStages(c) {
  if (!isRolloutShown()) return;
  const looks = new Map();
  for (const estate of largestFirst) {
    if (!estate.point || estate.isOut || !isSeen(estate.box)) continue;
    const stage = stageAt(estate, monthState.month);
    const alpha = isFaded(estate.region) ? 0.25 : 1;
    const key = `${stage} ${alpha}`;
    if (!looks.has(key)) looks.set(key, [stage, alpha, []]);
    looks.get(key)[2].push([...onScreen(estate.point), radiusOf(estate.households) + 0.8]);
  }
  // what has entered is painted first, so that what is still to come lies on top
  for (const [stage, alpha, circles] of [...looks.values()].sort((a, b) => b[0] - a[0]))
    drawCircles(c, circles, stageLook(stage, alpha));
  c.globalAlpha = 1;
}

/** Regions stand back, so that the colours are the stages'. */
export function drawVeil(c) {
  if (!isRolloutShown()) return;
  c.globalAlpha = 0.72;
  c.fillStyle = style.land;
  c.fillRect(0, 0, view.width, view.height);
  c.globalAlpha = 1;
}

/** Not begun is a ring, everything else a disc: the colour is not the only sign. */
export function stageLook(stage, alpha = 1) {
  return { ink: stage ? rollout.colours[STAGE_NAMES[stage]] : "#8b8678", isHollow: stage === 0, alpha };
}

export function stageRows() {
  if (!isRolloutShown()) return [];
  const { counts } = countsAt(monthState.month);
  return STAGE_NAMES.map((name, stage) => {
    const look = stageLook(stage);
    return [swatch((c, x, y) => drawCircle(c, x, y, 6, look.ink, look.isHollow)), t(`months.stage.${name}`), counts[stage], { off: `stage:${stage}` }];
  });
}

export function buildMonths() {
  shell.months = el("div", { class: "months", role: "group", hidden: true });
  shell.stage.append(shell.months);
}

export function renderMonths() {
  shell.months.hidden = !isRolloutShown() || state.isPrinting;
  shell.root.classList.toggle("in-months", isRolloutShown());
  if (!isRolloutShown()) {
    pauseMonths();
    return;
  }
  const hadFocus = shell.months.contains(document.activeElement) ? document.activeElement.id : null;
  shell.months.setAttribute("aria-label", t("months.player"));
  shell.months.replaceChildren(
    button({ id: "linli-months-play", class: "play", onclick: toggleMonths }),
    el("output", { id: "linli-month-label", for: "linli-month" }),
    el("input", {
      type: "range", id: "linli-month", min: rollout.first, max: lastMonth, step: 1, value: monthState.month, "aria-label": t("months.slider"),
      oninput: (event) => {
        const month = Number(event.target.value);
        pauseMonths();
        setMonth(month);
      },
    }),
    el("b", { id: "linli-month-share" }),
    button({ class: "off", id: "linli-months-off", "aria-label": t("months.hide"), title: t("months.hide"), onclick: hideMonths }, "×"),
  );
  showMonth();
  if (hadFocus) document.getElementById(hadFocus)?.focus();
}

export function showMonth() {
  const slider = document.getElementById("linli-month");
  if (!slider) return;
  const { done, all } = countsAt(monthState.month);
  const said = t("months.said", { month: labelOf(monthState.month), n: number(done.estates), all: number(all.estates) });
  slider.value = monthState.month;
  slider.setAttribute("aria-valuetext", said);
  document.getElementById("linli-month-label").textContent = labelOf(monthState.month);
  document.getElementById("linli-month-share").textContent = `${number(done.estates)} / ${number(all.estates)}`;
  const play = document.getElementById("linli-months-play");
  play.title = monthState.isPlaying ? t("months.pause") : t("months.play");
  play.setAttribute("aria-label", play.title);
  play.textContent = monthState.isPlaying ? "❚❚" : "▶";
}

export function setMonth(month) {
  monthState.month = Math.max(rollout.first, Math.min(lastMonth, month));
  showMonth();
  applyFilters();
  renderLegend();
  refreshMonthPage();
}

export function pauseMonths() {
  monthState.isPlaying = false;
  clearTimeout(monthState.timer);
  showMonth();
}

export function toggleMonths() {
  if (monthState.isPlaying) {
    pauseMonths();
    return;
  }
  monthState.isPlaying = true;
  if (monthState.month >= lastMonth) setMonth(rollout.first);
  showMonth();
  nextMonth();
}

/** Step on by a month after a while; with less motion the steps are slower, and nothing ever moves between them. */
export function nextMonth() {
  monthState.timer = setTimeout(() => {
    if (!monthState.isPlaying) return;
    setMonth(monthState.month + 1);
    if (monthState.month >= lastMonth) pauseMonths();
    else nextMonth();
  }, isCalm ? CALM_MONTH_MS : MONTH_MS);
}

export function hideMonths() {
  state.shown.rollout = false;
  render();
  requestDraw();
  document.getElementById(`linli-tab-${state.tab}`)?.focus({ preventScroll: true });
}

export function rolloutTab() {
  return [el("div", { id: "linli-months-page" }, monthPage())];
}

export function refreshMonthPage() {
  document.getElementById("linli-months-page")?.replaceChildren(...monthPage());
}

export function monthPage() {
  const { done, all } = countsAt(monthState.month);
  const share = (name) => (all[name] ? done[name] / all[name] : null);
  const label = labelOf(monthState.month);
  const newcomers = largestFirst.filter((estate) => estate.months[3] === monthState.month);
  const more = newcomers.length - NEWCOMERS_SHOWN;
  return [
    el("h2", { class: "month-title" }, t("months.end", { month: label })),
    el("div", { class: "figures" },
      figure(percent(share("estates")), t("months.of.estates", { n: number(done.estates), all: number(all.estates) })),
      figure(percent(share("area")), t("months.of.area", { n: area(done.area) })),
      figure(percent(share("households")), t("months.of.households", { n: number(done.households) }))),
    rollout.deadline ? el("p", { class: "fine" }, t("months.deadline", { month: rollout.deadline, n: number(rollout.late.length) })) : null,
    el("p", { class: "fine" }, t("months.signed")),
    block(t("months.newcomers", { n: number(newcomers.length) }),
      newcomers.length
        ? el("ul", { class: "list" }, newcomers.slice(0, NEWCOMERS_SHOWN).map((estate) => el("li", {}, open("estate", estate))), more > 0 ? el("li", { class: "fine" }, t("months.more", { n: number(more) })) : null)
        : el("p", { class: "fine" }, t("months.nobody"))),
  ].filter(Boolean);
}

/** Only one bar at the foot of the map: the months give way to the day of the crews, and the other way round. */
export function takeTurns() {
  const openedRounds = extras.opened.rounds;
  if (!openedRounds) return;
  extras.opened.rounds = () => {
    state.shown.rollout = false;
    openedRounds();
  };
}

/** Numbers of regions would be taken for counts. */
export function keepQuiet() {
  const wasQuiet = extras.isQuiet;
  extras.isQuiet = () => isRolloutShown() || wasQuiet();
}

/** The month under the layer's switch. */
export function monthControl() {
  const said = el("output", { for: "linli-month-set" }, labelOf(monthState.month));
  const pick = (event) => {
    pauseMonths();
    setMonth(Number(event.target.value));
    said.textContent = labelOf(monthState.month);
  };
  return el("div", { class: "control" }, el("label", { for: "linli-month-set" }, t("months.slider")), said,
    el("input", { type: "range", id: "linli-month-set", min: rollout.first, max: lastMonth, step: 1, value: monthState.month, oninput: pick }));
}

STAGE_NAMES.forEach((name, stage) => declareClass(`stage:${stage}`, "estate", (estate) => isRolloutShown() && stageAt(estate, monthState.month) === stage));
TABS.splice(2, 0, "rollout");
extras.controls.rollout = monthControl;
extras.tabs.rollout = rolloutTab;
extras.opened.rollout = () => {
  state.shown.rollout = true;
  if ("rounds" in state.shown) state.shown.rounds = false;
};
extras.counts.rollout = estates.length;
extras.between.push(drawVeil);
extras.above.push(drawStages);
extras.legend.push(stageRows);
extras.started.push(buildMonths);
extras.rendered.push(renderMonths);
takeTurns();
keepQuiet();

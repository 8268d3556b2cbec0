/** The bar under the map that plays a day: a button, a slider over the time of day, and the time in figures. */

import { state, t } from "./words.js";
import { requestDraw } from "./view.js";
import { button, el } from "./elements.js";
import { isCalm } from "./choosing.js";
import { render, shell } from "./panel.js";
import { choiceOfRounds, clock, days, isDrawn } from "./crews.js";

export const MINUTES_A_SECOND = 14; // of the day, in a second of watching
export const CALM_STEP = { minutes: 10, ms: 800 }; // for readers who asked for less motion
export let lastFrame = 0;

/** Hours in which any crew is out, whole ones. */
export function span() {
  const first = Math.min(...days.map((day) => day.start));
  const last = Math.max(...days.map((day) => day.finish));
  return days.length ? [Math.floor(first / 30) * 30, Math.ceil(last / 30) * 30] : [0, 1440];
}

export function buildPlayer() {
  shell.player = el("div", { class: "player", role: "group", hidden: true });
  shell.stage.append(shell.player);
}

export function renderPlayer() {
  shell.player.hidden = !isDrawn();
  shell.root.classList.toggle("playing", isDrawn());
  if (!isDrawn()) {
    pause();
    return;
  }
  const [first, last] = span();
  const hadFocus = shell.player.contains(document.activeElement) ? document.activeElement.id : null;
  shell.player.setAttribute("aria-label", t("rounds.player"));
  shell.player.replaceChildren(
    button({ id: "linli-play", class: "play", onclick: toggle }),
    el("b", { class: "day" }, t(`rounds.weekday.${choiceOfRounds.weekday}`)),
    el("input", {
      type: "range", id: "linli-clock", min: first, max: last, step: 1, value: choiceOfRounds.minute ?? first, "aria-label": t("rounds.clock"),
      oninput: (event) => {
        const minute = Number(event.target.value);
        pause();
        setMinute(minute);
      },
    }),
    el("output", { id: "linli-time", for: "linli-clock" }),
    button({ class: "off", id: "linli-rounds-off", "aria-label": t("rounds.hide"), title: t("rounds.hide"), onclick: hide }, "×"),
  );
  showTime();
  if (hadFocus) document.getElementById(hadFocus)?.focus();
}

export function hide() {
  state.shown.rounds = false;
  choiceOfRounds.minute = null;
  render();
  requestDraw();
  document.getElementById(`linli-tab-${state.tab}`)?.focus({ preventScroll: true });
}

export function showTime() {
  const [first] = span();
  const said = clock(choiceOfRounds.minute ?? first);
  const slider = document.getElementById("linli-clock");
  if (!slider) return;
  slider.value = choiceOfRounds.minute ?? first;
  slider.setAttribute("aria-valuetext", said);
  document.getElementById("linli-time").textContent = said;
  const play = document.getElementById("linli-play");
  play.title = choiceOfRounds.isPlaying ? t("rounds.pause") : t("rounds.play");
  play.setAttribute("aria-label", play.title);
  play.textContent = choiceOfRounds.isPlaying ? "❚❚" : "▶";
}

export function setMinute(minute) {
  choiceOfRounds.minute = minute;
  showTime();
  requestDraw();
}

export function pause() {
  choiceOfRounds.isPlaying = false;
  showTime();
}

export function toggle() {
  if (choiceOfRounds.isPlaying) {
    pause();
    return;
  }
  const [first, last] = span();
  choiceOfRounds.isPlaying = true;
  if (choiceOfRounds.minute === null || choiceOfRounds.minute >= last) setMinute(first);
  lastFrame = 0;
  showTime();
  if (isCalm) step();
  else requestAnimationFrame(frame);
}

export function frame(now) {
  if (!choiceOfRounds.isPlaying) return;
  const passed = lastFrame ? Math.min(0.1, (now - lastFrame) / 1000) : 0;
  lastFrame = now;
  forward(passed * MINUTES_A_SECOND);
  requestAnimationFrame(frame);
}

export function step() {
  if (!choiceOfRounds.isPlaying) return;
  forward(CALM_STEP.minutes);
  setTimeout(step, CALM_STEP.ms);
}

export function forward(minutes) {
  const [, last] = span();
  setMinute(Math.min(last, choiceOfRounds.minute + minutes));
  if (choiceOfRounds.minute >= last) pause();
}

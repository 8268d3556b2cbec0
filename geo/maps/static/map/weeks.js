/** Weeks on cards: who comes to an estate and when, a crew's days with their stops, a station's crews, answers, rosters. */

import { data, number, percent, state, t } from "./words.js";
import { displayName, estateOf } from "./tables.js";
import { requestDraw } from "./view.js";
import { block, button, el, figure } from "./elements.js";
import { choose } from "./choosing.js";
import { render } from "./panel.js";
import { choiceOfRounds, clock, crews, patrols, responses, rosters, stopsOf, unserved, visitsOf, weekdays } from "./crews.js";

export const roleName = (role) => (data.words[`rounds.role.${role}`] ? t(`rounds.role.${role}`) : String(role || ""));
export const modeName = (mode) => (data.words[`rounds.mode.${mode}`] ? t(`rounds.mode.${mode}`) : String(mode || ""));
export const km = (metres) => t("rounds.km", { n: number(metres / 1000, 1) });
export const crewChip = (crew) => el("span", { class: "crew-chip", style: { "--ink": crew.ink }, "aria-hidden": "true" });
export const visitCount = (day) => stopsOf(day).filter((stop) => stop.number !== null).length;

export function pickWeekday(weekday) {
  choiceOfRounds.weekday = weekday;
  state.shown.rounds = true;
  render();
  requestDraw();
}

/** A table of roles and weekdays, with the hours at which each crew is there. */
export function estateWeek(estate) {
  const visits = visitsOf(estate);
  const lost = unserved.filter((row) => row.estate_id === estate.estate_id);
  if (!visits.length && !lost.length) return null;
  const present = [...new Set(visits.map(({ day }) => day.crew.role))];
  return block(t("rounds.week"),
    visits.length ? el("div", { class: "week-scroll" }, el("table", { class: "week", "aria-label": t("rounds.week.label", { name: displayName(estate) }) },
      el("thead", {}, el("tr", {}, el("td", {}), weekdays.map((weekday) => el("th", { scope: "col" }, t(`rounds.short.${weekday}`))))),
      el("tbody", {}, present.map((role) => el("tr", {}, el("th", { scope: "row" }, roleName(role)),
        weekdays.map((weekday) => el("td", {}, visits.filter(({ day }) => day.crew.role === role && day.weekday === weekday).map(visitButton)))))))) : null,
    lost.length ? el("ul", { class: "list" }, lost.map(lostRow)) : null);
}

export function visitButton({ day, stop }) {
  const said = t("rounds.visit", { crew: displayName(day.crew), weekday: t(`rounds.weekday.${day.weekday}`), start: clock(stop.start), leave: clock(stop.leave) });
  const go = () => {
    pickWeekday(day.weekday);
    choose("crew", day.crew);
  };
  return button({ class: "when", style: { "--ink": day.crew.ink }, title: said, onclick: go }, el("b", {}, clock(stop.start)), el("small", {}, clock(stop.leave)), el("span", { class: "unseen" }, said));
}

export function lostRow(row) {
  const estate = estateOf.get(row.estate_id);
  const words = [
    el("b", {}, t("rounds.lost", { name: row.name || row.estate_id, role: roleName(row.role), n: number(row.visits_missing) })),
    row.reason ? el("small", {}, row.reason) : null,
    row.remedy ? el("small", {}, t("problems.remedy", { remedy: row.remedy })) : null,
  ];
  return el("li", {}, estate ? button({ class: "entry", onclick: () => choose("estate", estate) }, words) : el("div", { class: "entry" }, words));
}

export function crewCard(crew) {
  const sum = (value) => crew.days.reduce((whole, day) => whole + value(day), 0);
  const shown = crew.days.find((day) => day.weekday === choiceOfRounds.weekday);
  return {
    chip: crewChip(crew),
    where: [roleName(crew.role), modeName(crew.mode), crew.people && t("rounds.people", { n: number(crew.people) }), t("rounds.from", { name: crew.depot }), crew.crew_id],
    body: [
      el("div", { class: "figures" },
        figure(number(sum(visitCount)), t("rounds.visits")),
        figure(number(sum((day) => day.metres) / 1000, 1), t("rounds.way")),
        figure(t("rounds.hours", { n: number(sum((day) => day.finish - day.start) / 60, 1) }), t("rounds.out"))),
      block(t("rounds.crew.week"), el("ul", { class: "list days" }, crew.days.map((day) => dayRow(day, day === shown)))),
      shown ? block(t("rounds.day", { weekday: t(`rounds.weekday.${shown.weekday}`) }), el("ol", { class: "stops" }, stopsOf(shown).map((stop) => stopRow(shown, stop)))) : null,
    ],
  };
}

export function dayRow(day, isShown) {
  return el("li", {}, button({ class: "entry", id: `linli-day-${day.weekday}`, "aria-pressed": String(isShown), onclick: () => {
    pickWeekday(day.weekday);
    document.getElementById(`linli-day-${day.weekday}`)?.focus({ preventScroll: true });
  } },
    el("b", {}, t(`rounds.weekday.${day.weekday}`)),
    el("small", {}, t("rounds.day.sums", { start: clock(day.start), finish: clock(day.finish), stops: number(visitCount(day)), km: km(day.metres) }))));
}

export function stopRow(day, stop) {
  const name = stop.estate ? displayName(stop.estate) : stop.name;
  const said = stop.kind === "visit" ? stop.task : t(`rounds.kind.${stop.kind}`);
  const times = stop.kind === "return" ? clock(stop.arrive) : `${clock(stop.start)}–${clock(stop.leave)}`;
  const wait = stop.start - stop.arrive > 1 && stop.kind === "visit" ? t("rounds.wait", { n: number(stop.start - stop.arrive) }) : null;
  const words = [
    el("span", { class: "number", style: { "--ink": day.crew.ink } }, stop.number ?? ""),
    el("span", { class: "words" }, el("b", {}, name), el("small", {}, [said, wait].filter(Boolean).join(" · "))),
    el("small", {}, times),
  ];
  return el("li", { class: stop.kind }, stop.estate ? button({ class: "stop", onclick: () => choose("estate", stop.estate) }, words) : el("div", { class: "stop" }, words));
}

export function stationWeek(station) {
  const own = crews.filter((crew) => crew.depot_id === station.station_id);
  const answers = responses.filter((row) => row.station_id === station.station_id);
  const held = rosters.filter((row) => row.station_id === station.station_id);
  const walked = patrols.filter((row) => row.station_id === station.station_id);
  return [
    own.length ? block(t("rounds.station.crews"), el("ul", { class: "list" }, own.map((crew) => el("li", {}, crewLink(crew))))) : null,
    answers.length ? block(t("rounds.answers"), answers.map(answerRows)) : null,
    held.length ? block(t("rounds.rosters"), el("ul", { class: "list" }, held.map((row) => el("li", {}, el("div", { class: "entry" },
      el("b", {}, roleName(row.role)),
      el("small", {}, t("rounds.roster", { posts: number(row.posts), heads: number(row.heads), hours: number(row.hours_week), pooled: number(row.posts_pooled) }))))))) : null,
    walked.length ? block(t("layer.patrols"), el("ul", { class: "list" }, walked.map((row) => el("li", {}, el("div", { class: "entry" },
      el("b", {}, t("rounds.patrol", { n: number(row.number) })),
      el("small", {}, t("rounds.patrol.sums", { street: km(row.street_m), km: km(row.distance_m), n: number(row.minutes) }))))))) : null,
  ];
}

export function answerRows(row) {
  return el("div", {},
    el("div", { class: "figures" }, ["10", "20", "30"].map((limit) => figure(percent(row[`share_${limit}`]), t("rounds.within", { n: limit })))),
    el("p", { class: "fine" }, t("rounds.answer", { mode: modeName(row.mode), mean: number(row.minutes_mean, 1), p90: number(row.minutes_p90, 1), max: number(row.minutes_max, 1) })));
}

export function crewLink(crew, day = null) {
  const sums = day
    ? t("rounds.day.sums", { start: clock(day.start), finish: clock(day.finish), stops: number(visitCount(day)), km: km(day.metres) })
    : t("rounds.crew.sums", { role: roleName(crew.role), n: number(crew.days.reduce((whole, one) => whole + visitCount(one), 0)) });
  return button({ class: "entry crew", id: `linli-crew-${crews.indexOf(crew)}`, onclick: () => {
    state.shown.rounds = true;
    choose("crew", crew);
  } },
    crewChip(crew), el("span", { class: "words" }, el("b", {}, displayName(crew)), el("small", {}, day ? `${roleName(crew.role)} · ${sums}` : sums)));
}

/** The page of rounds: role and weekday, the crews of that day, what nobody serves; and the hooks of all team modules. */

import { extras, number, state, style, t } from "./words.js";
import { requestDraw } from "./view.js";
import { block, button, el, figure, swatch } from "./elements.js";
import { boxAround, goTo } from "./choosing.js";
import { declareClass, kinds } from "./filters.js";
import { searchable, entryOf } from "./search.js";
import { lineSwatch, plainLine } from "./legend.js";
import { displayName } from "./tables.js";
import { LISTS, column, wide } from "./columns.js";
import { render, TABS } from "./panel.js";
import { boxOfCrew, choiceOfRounds, crews, days, isDrawn, patrols, places, rings, roles, shownDays, unserved, weekdays } from "./crews.js";
import { drawPatrols, drawRings, drawStops, drawTracks, PATROL, RINGS, tourAt, trackAt } from "./tours.js";
import { buildPlayer, renderPlayer } from "./player.js";
import { crewCard, crewChip, crewLink, estateWeek, lostRow, pickWeekday, roleName, stationWeek, visitCount } from "./weeks.js";

export const LOST_SHOWN = 30;

/** Which rounds are shown: of a role, of a place, of a day. */
export function roundsControl() {
  return [
    roles.length > 1 ? picks("role", ["", ...roles], (role) => (role ? roleName(role) : t("rounds.all"))) : null,
    places.length > 1 ? placeSelect() : null,
    picks("weekday", weekdays, (weekday) => t(`rounds.short.${weekday}`), (weekday) => t(`rounds.weekday.${weekday}`)),
  ];
}

export function roundsTab() {
  const shown = shownDays();
  const sum = (value) => shown.reduce((whole, day) => whole + value(day), 0);
  return [
    roundsControl(),
    el("div", { class: "figures" },
      figure(number(shown.length), t("rounds.crews")),
      figure(number(sum(visitCount)), t("rounds.stops")),
      figure(number(sum((day) => day.metres) / 1000, 1), t("rounds.way"))),
    shown.length
      ? el("ul", { class: "list" }, shown.map((day) => el("li", {}, crewLink(day.crew, day))))
      : el("p", { class: "notice plain" }, t("rounds.none")),
    unserved.length ? block(t("rounds.unserved", { n: number(unserved.length) }), el("ul", { class: "list" }, unserved.slice(0, LOST_SHOWN).map(lostRow)),
      unserved.length > LOST_SHOWN ? el("p", { class: "fine" }, t("beyond", { n: number(unserved.length - LOST_SHOWN) })) : null) : null,
  ];
}

/** The sub-district whose crews are shown; the map goes there. */
export function placeSelect() {
  const pick = (event) => {
    choiceOfRounds.place = event.target.value;
    state.shown.rounds = true;
    render();
    requestDraw();
    if (choiceOfRounds.place) goTo(boxAround(shownDays().map((day) => ({ box: boxOfCrew(day.crew) }))));
    document.getElementById("linli-place")?.focus({ preventScroll: true });
  };
  const option = (value, words) => el("option", { value, selected: choiceOfRounds.place === value }, words);
  return el("select", { id: "linli-place", class: "place", "aria-label": t("rounds.pick.place"), onchange: pick }, option("", t("rounds.everywhere")), places.map((name) => option(name, name)));
}

/** A row of buttons of which one is pressed. */
export function picks(name, values, words, label = words) {
  const pick = (value) => {
    if (name === "weekday") pickWeekday(value);
    else {
      choiceOfRounds[name] = value;
      state.shown.rounds = true;
      render();
      requestDraw();
    }
    document.getElementById(`linli-${name}-${values.indexOf(value)}`)?.focus({ preventScroll: true });
  };
  return el("div", { class: "picks", role: "group", "aria-label": t(`rounds.pick.${name}`) }, values.map((value, i) =>
    button({ id: `linli-${name}-${i}`, "aria-pressed": String(choiceOfRounds[name] === value), "aria-label": label(value), onclick: () => pick(value) }, words(value))));
}

export function teamLegend() {
  const rows = [];
  if (isDrawn()) {
    rows.push([swatch(drawColors), t("rounds.legend"), shownDays().length]);
    rows.push([swatch((c, x, y) => drawSign(c, x, y)), t("rounds.legend.stop"), null]);
  }
  if (state.shown.patrols && patrols.length) rows.push([lineSwatch(plainLine(PATROL, 2.2, [7, 3])), t("layer.patrols"), patrols.length]);
  if (state.shown.isochrones) {
    const limits = [...new Set(rings.map((ring) => ring.metres))].sort((a, b) => a - b);
    limits.forEach((metres, i) => rows.push([lineSwatch(plainLine(RINGS[Math.min(i, RINGS.length - 1)], 1.6)), t("rounds.ring", { m: number(metres) }), rings.filter((ring) => ring.metres === metres).length, { off: `ring:${metres}` }]));
  }
  return rows;
}

/** Three lines of three colours: a colour tells a crew, not a role. */
export function drawColors(c, x, y) {
  style.crews.slice(0, 3).forEach((color, i) => {
    c.fillStyle = color;
    c.fillRect(x - 13 + i * 2, y - 6 + i * 5, 22, 2.4);
  });
}

export function drawSign(c, x, y) {
  c.beginPath();
  c.arc(x, y, 8, 0, 2 * Math.PI);
  c.fillStyle = "#ffffff";
  c.fill();
  c.lineWidth = 1.8;
  c.strokeStyle = style.ink;
  c.stroke();
  c.fillStyle = style.ink;
  c.font = "700 10px sans-serif";
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillText("2", x, y + 0.5);
}

/** Numbers of regions would be taken for numbers of stops. */
export function standBack() {
  const calm = extras.isQuiet;
  extras.isQuiet = () => isDrawn() || calm();
}

if (days.length) {
  TABS.splice(2, 0, "rounds");
  extras.tabs.rounds = roundsTab;
  extras.opened.rounds = () => {
    state.shown.rounds = true; // the tours stay until they are switched off
  };
  LISTS.crews = {
    kind: "crew",
    items: () => crews,
    place: (crew) => crew.subdistrict,
    lead: crewChip,
    columns: [
      { ...column("crew", (crew) => displayName(crew)), isName: true },
      { ...column("role", (crew) => roleName(crew.role), (crew) => roleName(crew.role)), isText: true },
      column("visits", (crew) => crew.days.reduce((whole, day) => whole + visitCount(day), 0)),
      wide("way", (crew) => crew.days.reduce((whole, day) => whole + day.metres / 1000, 0)),
      wide("out", (crew) => crew.days.reduce((whole, day) => whole + (day.finish - day.start) / 60, 0)),
    ],
  };
  searchable.push(...crews.map((item) => entryOf({ kind: "crew", item, id: item.crew_id })));
}
kinds.ring = () => rings;
for (const { metres } of rings) declareClass(`ring:${metres}`, "ring", (ring) => ring.metres === metres);
extras.controls.rounds = roundsControl;
extras.cards.crew = crewCard;
extras.boxes.crew = boxOfCrew;
extras.counts.rounds = crews.length;
extras.counts.patrols = patrols.length;
extras.counts.isochrones = rings.length;
extras.between.push(drawRings);
extras.above.push(drawPatrols, drawTracks);
extras.over.push(drawStops);
extras.legend.push(teamLegend);
extras.things.push(tourAt, trackAt);
extras.estate.push(estateWeek);
extras.station.push(stationWeek);
extras.started.push(buildPlayer);
extras.rendered.push(renderPlayer);
standBack();
extras.room = () => (isDrawn() ? 56 : 0);

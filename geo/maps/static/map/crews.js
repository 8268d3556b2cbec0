/** Crews, their days and stops, read from the block (geo/maps/teams.py); what takes room is read when first asked for. */

import { data, state, style } from "./words.js";
import { boxOf, drawable, estates, lineOf, linesOf } from "./tables.js";

export const teams = data.teams;
export const KINDS = ["visit", "break", "reload", "return"];

export function rowsOf(table) {
  const rows = Array.from({ length: table.rows }, () => ({}));
  for (const [column, values] of Object.entries(table.columns)) {
    for (let i = 0; i < rows.length; i += 1) rows[i][column] = values.of ? values.of[values.at[i]] : values[i];
  }
  return rows;
}

export const crews = rowsOf(teams.crews);
export const legTexts = teams.legs.split(" ");
export const legLines = new Map();

for (const crew of crews) {
  const index = crew.color ?? -1;
  crew.ink = index < 0 ? style.quiet : style.crews[index % style.crews.length];
  crew.point = crew.at ? [...lineOf(crew.at)] : null;
  crew.days = [];
}
export const days = teams.days.map(([crew, weekday, start, finish, metres, text]) => {
  const day = { crew: crews[crew], weekday, start, finish, metres, text };
  crews[crew].days.push(day);
  return day;
});
export const weekdays = [...new Set(days.map((day) => day.weekday))].sort((a, b) => a - b);
export const places = [...new Set(crews.map((crew) => crew.subdistrict).filter(Boolean))];
export const roles = [...new Set(crews.map((crew) => crew.role))];

/** What the rounds tab and the bar under the map have chosen; `minute` is the time of day shown, null for none. */
export const choiceOfRounds = { role: "", place: "", weekday: weekdays[0] ?? 1, minute: null, isPlaying: false };

export const shownDays = () => {
  const { role, place, weekday } = choiceOfRounds;
  return days.filter((day) => day.weekday === weekday && (!role || day.crew.role === role) && (!place || day.crew.subdistrict === place));
};

/** The crews that stand out because of what the card is about; null where all do. */
export function crewsInFocus() {
  if (!state.chosen) return null;
  const { kind, item } = state.chosen;
  if (kind === "crew") return [item];
  if (kind === "station" || kind === "office") {
    const own = crews.filter((crew) => crew.depot_id === (item.station_id || item.office_id));
    return own.length ? own : null;
  }
  if (kind !== "estate") return null;
  const visits = visitsOf(item);
  const today = visits.filter(({ day }) => day.weekday === choiceOfRounds.weekday);
  return visits.length ? today.map(({ day }) => day.crew) : null;
}

export function legOf(index) {
  if (index === 0) return null;
  if (!legLines.has(index)) legLines.set(index, lineOf(legTexts[index - 1]));
  return legLines.get(index);
}

/** The stops of a day: kind, number, estate or name, task, minutes of the day, the line that leads there. */
export function stopsOf(day) {
  if (day.stops) return day.stops;
  const numbers = integers(day.text);
  const stops = [];
  let minute = day.start;
  let count = 0;
  let here = day.crew.point;
  for (let i = 0; i + 7 < numbers.length; i += 8) {
    const [kind, place, task, leg, toArrive, toStart, toLeave, tenths] = numbers.slice(i, i + 8);
    const arrive = minute + toArrive;
    const start = arrive + toStart;
    minute = start + toLeave;
    const estate = place > 0 ? estates[place - 1] : null;
    const line = legOf(leg);
    here = line ? [line[line.length - 2], line[line.length - 1]] : estate?.point || here;
    if (kind === 0) count += 1;
    stops.push({
      kind: KINDS[kind], number: kind === 0 ? count : null, estate, name: estate ? null : teams.places[-place - 1],
      task: teams.tasks[task] || "", arrive, start, leave: minute, line, ride: tenths / 10, point: here,
    });
  }
  day.stops = stops;
  return stops;
}

export const linesOfDay = (day) => stopsOf(day).map((stop) => stop.line).filter(Boolean);

export function pathOfDay(day) {
  day.path ??= drawable(linesOfDay(day), false);
  return day.path;
}

export function boxOfCrew(crew) {
  const lines = crew.days.flatMap(linesOfDay);
  const points = crew.point ? [crew.point] : [];
  return lines.length || points.length ? boxOf([...lines, ...points]) : null;
}

/** Where a crew is at a minute of the day; before it leaves and after it is back at its depot. */
export function placeAt(day, minute) {
  let here = day.crew.point;
  for (const stop of stopsOf(day)) {
    const sets = Math.max(stop.arrive - stop.ride, day.start);
    if (minute < sets) return here;
    if (minute < stop.arrive && stop.line) return along(stop.line, (minute - sets) / (stop.arrive - sets));
    here = stop.point || here;
  }
  return here;
}

export function along(line, share) {
  const steps = [];
  let whole = 0;
  for (let i = 2; i < line.length; i += 2) {
    const step = Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
    steps.push(step);
    whole += step;
  }
  let left = share * whole;
  for (let i = 0; i < steps.length; i += 1) {
    if (left <= steps[i] && steps[i] > 0) {
      const part = left / steps[i];
      return [line[2 * i] + (line[2 * i + 2] - line[2 * i]) * part, line[2 * i + 1] + (line[2 * i + 3] - line[2 * i + 1]) * part];
    }
    left -= steps[i];
  }
  return [line[line.length - 2], line[line.length - 1]];
}

export let visitsByEstate = null;

/** Who comes to an estate and when: its visits of the whole week. */
export function visitsOf(estate) {
  if (!visitsByEstate) {
    visitsByEstate = new Map();
    for (const day of days) {
      for (const stop of stopsOf(day)) {
        if (stop.kind !== "visit" || !stop.estate) continue;
        if (!visitsByEstate.has(stop.estate)) visitsByEstate.set(stop.estate, []);
        visitsByEstate.get(stop.estate).push({ day, stop });
      }
    }
  }
  return visitsByEstate.get(estate) || [];
}

export const clock = (minute) => {
  const whole = Math.max(0, Math.round(minute));
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
};

export const rings = rowsOf(teams.isochrones);
export const patrols = rowsOf(teams.patrols);
export const pathOfWay = (item, isClosed) => {
  item.path ??= drawable(linesOf(item.way), isClosed);
  return item.path;
};
export const responses = rowsOf(teams.responses);
export const rosters = rowsOf(teams.rosters);
export const unserved = rowsOf(teams.unserved);
export const isDrawn = () => state.shown.rounds && days.length > 0;

/** The lists beside the map and their columns: how each is named, sorted and said. */

import { area, choice, money, number, percent, t } from "./words.js";
import { displayName, estates, regions, stations } from "./tables.js";
import { chip, el } from "./elements.js";

/** A column: its name (a word `col.…`), its value for sorting, how it is said; `isWide` only where there is room. */
export const column = (name, value, say = (item) => number(value(item)), isWide = false) => ({ name, value, say, isWide });
export const wide = (name, value, say) => column(name, value, say, true);
export const words = (name, value, isWide = true) => ({ ...column(name, value, (item) => value(item) || t("none"), isWide), isText: true });

export const CHECKS = ["has_place", "has_facilities", "has_signs", "has_rules"];
export const isChecked = (station) => CHECKS.some((name) => station[name] !== null && station[name] !== undefined);
export const checksDone = (station) => (isChecked(station) ? CHECKS.filter((name) => station[name] === true).length : null);

export const LISTS = {
  regions: {
    kind: "region",
    items: () => regions,
    place: (region) => region.subdistrict,
    lead: (region) => chip(region),
    columns: [
      { ...column("region", (region) => [region.subdistrict || "", region.number ?? 0]), isName: true },
      column("estates", (region) => region.estates),
      column("households", (region) => region.households),
      column("walk", (region) => region.walk_m_p90),
      wide("floor_area", (region) => region.floor_area_m2, (region) => area(region.floor_area_m2)),
      wide("walk_max", (region) => region.walk_m_max),
      wide("posts", (region) => region.posts),
      wide("cost", (region) => region.monthly_cost_cny, (region) => money(region.monthly_cost_cny)),
      words("lead", (region) => region.lead_community),
    ],
  },
  estates: {
    kind: "estate",
    items: () => estates,
    place: (estate) => estate.subdistrict,
    lead: (estate) => (estate.region ? chip(estate.region) : null),
    columns: [
      { ...column("estate", (estate) => displayName(estate)), isName: true },
      column("households", (estate) => estate.households),
      column("walk_own", (estate) => estate.walk_m),
      wide("floor_area", (estate) => estate.floor_area_m2, (estate) => area(estate.floor_area_m2)),
      wide("built", (estate) => estate.build_year, (estate) => (estate.build_year ? String(estate.build_year) : t("none"))),
      wide("second", (estate) => estate.second_price_cny, (estate) => (estate.second_price_cny === null || estate.second_price_cny === undefined ? t("none") : number(estate.second_price_cny))),
      wide("fee", (estate) => estate.fee_cny_m2_month, (estate) => number(estate.fee_cny_m2_month, 2)),
      { ...wide("eligibility", (estate) => choice("estates.eligibility", estate.eligibility), (estate) => choice("estates.eligibility", estate.eligibility)), isText: true },
      words("community", (estate) => estate.community),
    ],
  },
  stations: {
    kind: "station",
    items: () => stations,
    place: (station) => station.region?.subdistrict,
    lead: (station) => (station.region ? chip(station.region) : null),
    columns: [
      { ...column("station", (station) => displayName(station)), isName: true },
      column("households", (station) => station.load_households),
      column("walk_max", (station) => station.region?.walk_m_max),
      wide("estates", (station) => station.region?.estates),
      wide("room", (station) => station.room_floor_area_m2, (station) => area(station.room_floor_area_m2)),
      wide("needed", (station) => station.needed_floor_area_m2, (station) => area(station.needed_floor_area_m2)),
      wide("load", (station) => loadShare(station), (station) => percent(loadShare(station))),
      wide("checks", (station) => checksDone(station), (station) => (isChecked(station) ? `${checksDone(station)} / ${CHECKS.length}` : t("none"))),
      { ...wide("kind", (station) => choice("rooms.kind", station.kind), (station) => choice("rooms.kind", station.kind)), isText: true },
    ],
  },
};

/** Households over what the room may serve; null where that is not known. */
export const loadShare = (station) => (station.capacity_households ? station.load_households / station.capacity_households : null);

/** The columns that hold anything; the first ones always. */
export function columnsOf(list, isWide) {
  const items = list.items();
  const hasValue = (one) => items.some((item) => ![null, undefined, ""].includes(one.value(item)) && one.say(item) !== t("none"));
  return list.columns.filter((one) => !one.isWide || (isWide && hasValue(one)));
}

export function nameCell(list, item, id) {
  return (open) => el("button", { type: "button", class: "row", id, onclick: open }, list.lead?.(item), el("span", { class: "words" }, displayName(item)));
}

/** The plans that are compared: their names, signs and colours, the tables of the comparison, and each plan's own map. */

import { data } from "../map/words.js";

export const SIGNS = ["A", "B", "C", "D"];
export const DASHES = ["", "7 4", "2 3", "9 3 2 3"];
export const names = data.names;
export const first = names[0];
export const signOf = (name) => SIGNS[names.indexOf(name)];
export const inkOf = (name) => data.inks[names.indexOf(name)];
export const others = names.slice(1);

/** Turn a packed table (geo/maps/columns.py) into rows. */
export function rowsOf(name) {
  const table = data.tables[name];
  const rows = Array.from({ length: table.rows }, () => ({}));
  for (const [column, values] of Object.entries(table.columns))
    rows.forEach((row, i) => {
      row[column] = values.of ? values.of[values.at[i]] : values[i];
    });
  return rows;
}

export const measures = rowsOf("measures");
export const moved = rowsOf("moved");
export const stationChanges = rowsOf("stations");
export const curves = rowsOf("curves");
export const claims = rowsOf("claims");
export const equity = rowsOf("equity");
export const lorenz = rowsOf("lorenz");
export const gaps = rowsOf("gaps");
export const ties = rowsOf("ties");
export const settings = rowsOf("settings");
export const differences = rowsOf("differences");

/** A plan's own data: the first plan's, with what is different put over it. */
export function dataOf(position) {
  const own = data.plans[position];
  const tables = {};
  for (const [name, table] of Object.entries(data.common.tables)) {
    const over = own.tables[name];
    const columns = { ...table.columns, ...(over ? over.columns : {}) };
    for (const [column, values] of Object.entries(columns)) if (values === null) delete columns[column];
    tables[name] = { rows: over ? over.rows : table.rows, columns };
  }
  return { ...data.common, ...own, tables };
}

export const plans = []; // of planMap: one for each plan, once the maps are built

/** What the page shows beside what a map remembers by itself. */
export const page = {
  view: window.innerWidth > 760 ? "beside" : "swipe",
  isOnlyChanges: false,
  other: 1, // the plan that the first one's map is held against
  swiped: 50, // share of the width that shows the first plan, per cent
  distance: 500,
  chosen: null, // id of the estate that the card is about
  isLong: { moved: false, stations: false },
};

/** What the page was given: one JSON block and the folium map. A page of several maps gives each of them its own. */

import { readBlock } from "./block.js";

export const given = readGiven();

export function readGiven() {
  const data = readBlock("linli-data");
  return { data, map: window[data.map] };
}

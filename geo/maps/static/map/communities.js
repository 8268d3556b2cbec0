/** Communities as outlines around their estates, firms as colours of their regions. */

import { extras, state, style, t } from "./words.js";
import { cut, estates, firms, regions } from "./tables.js";
import { FONT, inLocal, isFaded, isSeen, onScreen, view } from "./view.js";
import { swatch } from "./elements.js";
import { around, haloed, makeSpace } from "./labels.js";
import { lineSwatch, plainLine } from "./legend.js";
import { declareClass } from "./filters.js";
import { hullAround } from "./outlines.js";

export const COMMUNITY_INK = "#7a3e9d";
export let communities = null; // made when first shown

export const communityKey = (estate) => (estate.community && estate.point ? `${estate.subdistrict || ""} ${estate.community}` : "");
export const communityCount = new Set(estates.map(communityKey).filter(Boolean)).size;

export function communitiesNow() {
  if (communities) return communities;
  const members = new Map();
  for (const estate of estates) {
    const key = communityKey(estate);
    if (!key) continue;
    if (!members.has(key)) members.set(key, []);
    members.get(key).push(estate);
  }
  communities = [...members.values()].map((own) => {
    const corners = hullAround(own.flatMap(({ box: [left, top, right, bottom] }) => [[left, top], [right, top], [right, bottom], [left, bottom]]));
    const path = new Path2D();
    corners.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
    path.closePath();
    const [xs, ys] = [corners.map((one) => one[0]), corners.map((one) => one[1])];
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    return { name: own[0].community, path, box, point: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] };
  });
  return communities;
}

export function drawCommunities(c) {
  if (!state.shown.communities) return;
  inLocal(c, (px) => {
    c.lineJoin = "round";
    c.strokeStyle = COMMUNITY_INK;
    c.lineWidth = 1.8 * px;
    c.setLineDash([2 * px, 4 * px]);
    for (const one of communitiesNow()) if (isSeen(one.box)) c.stroke(one.path);
    c.setLineDash([]);
  });
  if (view.zoom >= 13.5) nameCommunities(c);
}

export function nameCommunities(c) {
  const space = makeSpace();
  c.font = `600 12px ${FONT}`;
  c.textAlign = "center";
  c.textBaseline = "middle";
  for (const one of communitiesNow()) {
    if (!isSeen(one.box)) continue;
    const said = cut(one.name, 14);
    const [x, y] = onScreen([one.point[0], one.box[1]]);
    const box = around(x, y - 9, c.measureText(said).width + 6, 16);
    if (!space.isFree(box)) continue;
    space.take(box);
    haloed(c, said, x, y - 9, COMMUNITY_INK);
  }
}

export const firmInk = (index) => style.crews[index % style.crews.length];
firms.forEach((firm, i) => declareClass(`firm:${i}`, "region", (region) => region.firm === firm.name));

export function drawFirms(c) {
  if (!state.shown.firms) return;
  inLocal(c, () => {
    for (const region of regions) {
      const index = firms.findIndex((firm) => firm.name === region.firm);
      if (index < 0 || !region.area || !isSeen(region.box)) continue;
      c.globalAlpha = isFaded(region) ? 0.12 : 0.75;
      c.fillStyle = firmInk(index);
      c.fill(region.area, "evenodd");
    }
    c.globalAlpha = 1;
  });
}

export function groupRows() {
  const rows = [];
  if (state.shown.communities && communityCount) rows.push([lineSwatch(plainLine(COMMUNITY_INK, 1.8, [2, 4])), t("layer.communities"), communityCount]);
  if (state.shown.firms) firms.forEach((firm, i) => rows.push([swatch((c, x, y) => {
    c.fillStyle = firmInk(i);
    c.globalAlpha = 0.75;
    c.fillRect(x - 12, y - 7, 24, 14);
  }), firm.name || firm.firm_id, firm.members.length, { off: `firm:${i}` }]));
  return rows;
}

extras.counts.communities = communityCount;
extras.counts.firms = firms.length;
extras.between.unshift(drawFirms, drawCommunities);
extras.legend.push(groupRows);

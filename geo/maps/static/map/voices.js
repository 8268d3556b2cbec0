/** What residents say: hot spots of orders and partners as layers, satisfaction, needs and orders in an estate's card. */

import { choice, data, extras, number, percent, state, style, t, unit } from "./words.js";
import { estateOf, estates, readTable } from "./tables.js";
import { inLocal, isSeen, onScreen, symbolSize } from "./view.js";
import { block, el, field, figure, swatch } from "./elements.js";
import { isInside } from "./choosing.js";
import { open } from "./cards.js";

export const voices = data.surveys;
export const partners = readTable("partners");
export const hotSpots = readTable("hot_spots");
export const HOT = "#b4341c";
export const PARTNER_INKS = { partner: "#1d5f8a", volunteers: "#8a4b00", public_room: "#4b3f8f" };

hotSpots.forEach((spot) => {
  spot.name = spot.names;
});
estates.forEach((estate, i) => {
  estate.voices = { satisfaction: voices.satisfaction[i] || [], needs: voices.needs[i] || [], orders: (voices.orders[i] || [])[0] };
});
// Several partners of one place stand beside it in a row, so that none hides another or the estate itself.
export const crowd = new Map();
partners.filter((one) => one.point).forEach((one) => {
  const place = one.point.join();
  one.turn = crowd.get(place) || 0;
  crowd.set(place, one.turn + 1);
});

/** Square, triangle, pentagon: the kind is told by the shape, the colour only repeats it. */
export function drawPartner(c, x, y, size, kind) {
  const corners = { partner: 4, volunteers: 3, public_room: 5 }[kind] || 4;
  const turned = corners === 4 ? Math.PI / 4 : 0;
  c.beginPath();
  for (let i = 0; i < corners; i += 1) {
    const angle = (2 * Math.PI * i) / corners - Math.PI / 2 + turned;
    c.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
  }
  c.closePath();
  c.fillStyle = PARTNER_INKS[kind] || style.ink;
  c.strokeStyle = "#ffffff";
  c.lineJoin = "round";
  c.lineWidth = 2;
  c.stroke();
  c.fill();
}

export function partnerPlace(one) {
  const [x, y] = onScreen(one.point);
  const size = symbolSize();
  return [x + (12 + 13 * one.turn) * size, y - 11 * size];
}

export function drawPartners(c) {
  if (!state.shown.partners) return;
  for (const one of partners) if (one.point && isSeen(one.box)) drawPartner(c, ...partnerPlace(one), 8 * symbolSize(), one.kind);
}

/** All are filled as one, so that those over one another do not darken each other. */
export function drawHotSpots(c) {
  if (!state.shown.hot_spots) return;
  inLocal(c, (px) => {
    c.strokeStyle = HOT;
    c.fillStyle = HOT;
    c.lineWidth = 2.2 * px;
    c.setLineDash([8 * px, 4 * px]);
    const seen = hotSpots.filter((spot) => spot.area && isSeen(spot.box));
    const whole = new Path2D();
    for (const spot of seen) whole.addPath(spot.area);
    c.globalAlpha = 0.14;
    c.fill(whole, "nonzero");
    c.globalAlpha = 1;
    for (const spot of seen) c.stroke(spot.area);
    c.setLineDash([]);
  });
}

export function partnerAt(x, y, reach) {
  if (!state.shown.partners) return null;
  const item = partners.find((one) => one.point && Math.hypot(partnerPlace(one)[0] - x, partnerPlace(one)[1] - y) <= 8 * symbolSize() + reach);
  return item ? { kind: "partner", item } : null;
}

/** A hot spot is found by its rim alone: what lies inside stays in reach. */
export function hotSpotAt(x, y) {
  if (!state.shown.hot_spots) return null;
  const item = hotSpots.find((spot) => isInside(spot, x, y, 4) && !isInside(spot, x - 9, y) + !isInside(spot, x + 9, y) + !isInside(spot, x, y - 9) + !isInside(spot, x, y + 9) > 0);
  return item ? { kind: "hot_spot", item } : null;
}

export function partnerCard(one) {
  const home = estateOf.get(one.estate_id);
  return {
    where: [choice("partners.kind", one.kind), one.community, one.partner_id],
    body: [
      one.people ? el("p", { class: "notice plain" }, t("voices.people", { n: number(one.people) })) : null,
      el("dl", { class: "facts" },
        field(t("voices.services"), one.services || t("none")),
        field(t("voices.home"), home ? open("estate", home) : one.estate_id || t("none"))),
    ],
  };
}

export function hotSpotCard(spot) {
  const members = String(spot.estates || "").split(",").map((id) => estateOf.get(id)).filter(Boolean);
  return {
    where: [choice("hot_spots.kind", spot.kind), spot.hot_spot_id],
    body: [
      el("div", { class: "figures" },
        figure(number(spot.count), t("voices.orders")),
        figure(number(spot.expected, 1), t("voices.expected")),
        figure(number(spot.ratio, 1), t("voices.ratio"))),
      el("p", { class: "fine" }, t("voices.spot.why", { q: number(spot.q_value, 3) })),
      el("dl", { class: "facts" },
        field(t("card.households"), number(spot.households)),
        field(t("voices.median"), unit("day", spot.days_to_close_median))),
      block(t("card.members"), el("ul", { class: "list" }, members.map((estate) => el("li", {}, open("estate", estate))))),
    ],
  };
}

export function yearRow(figures) {
  const told = figures.low === null
    ? t("voices.no_n", { basis: choice("satisfaction.basis", figures.basis) })
    : t("voices.interval", { low: percent(figures.low), high: percent(figures.high), n: number(figures.answered) });
  const silent = figures.response_rate === null || figures.low === null ? null
    : t("voices.silent", { rate: percent(figures.response_rate), low: percent(figures.worst_low), high: percent(figures.worst_high) });
  return el("li", {}, `${figures.year} `, el("b", {}, percent(figures.rate)), told,
    figures.change_is ? ` · ${choice("satisfaction.change_is", figures.change_is)}` : null,
    silent ? el("small", {}, el("br"), silent) : null);
}

export function estateVoices(estate) {
  const { satisfaction, needs, orders } = estate.voices;
  return [
    satisfaction.length ? block(t("voices.satisfaction"), el("ul", { class: "why" }, satisfaction.map(yearRow))) : null,
    needs.length ? block(t("voices.needs"), el("ul", { class: "why" }, needs.map((need) =>
      el("li", {}, t("voices.need", { need: choice("hot_spots.kind", need.complaint), named: number(need.named), answers: number(need.answers) }))))) : null,
    orders ? block(t("voices.orders"), el("ul", { class: "why" },
      el("li", {}, t("voices.counted", { orders: number(orders.orders), open: number(orders.open), expected: number(orders.expected, 1), rate: number(orders.per_1000, 1) })),
      el("li", {}, orders.above ? t("voices.above") : t("voices.not_above")),
      orders.median_days === null ? null : el("li", {}, t("voices.closed_in", { days: number(orders.median_days) })))) : null,
  ];
}

export function voiceRows() {
  const kinds = state.shown.partners ? Object.keys(PARTNER_INKS).filter((kind) => partners.some((one) => one.kind === kind)) : [];
  const hot = swatch((c, x, y) => {
    c.beginPath();
    c.roundRect(x - 12, y - 8, 24, 16, 6);
    c.fillStyle = HOT;
    c.strokeStyle = HOT;
    c.globalAlpha = 0.14;
    c.fill();
    c.globalAlpha = 1;
    c.setLineDash([5, 3]);
    c.lineWidth = 1.8;
    c.stroke();
  });
  return [
    state.shown.hot_spots && hotSpots.length && [hot, t("layer.hot_spots"), hotSpots.length],
    ...kinds.map((kind) => [swatch((c, x, y) => drawPartner(c, x, y, 7, kind)), choice("partners.kind", kind), partners.filter((one) => one.kind === kind).length]),
  ];
}

extras.cards.partner = partnerCard;
extras.cards.hot_spot = hotSpotCard;
extras.between.push(drawHotSpots);
extras.over.push(drawPartners);
extras.legend.push(voiceRows);
extras.things.push(partnerAt, hotSpotAt);
extras.estate.push(estateVoices);

/** The card of what is chosen. */

import { area, both, choice, data, extras, money, number, percent, state, t, unit } from "./words.js";
import { displayName, estateOf, exceptionsOf, firmOf, firms, groups, officeOf, stationOf, stations } from "./tables.js";
import { block, button, chip, el, field, figure } from "./elements.js";
import { choose, chooseNothing } from "./choosing.js";
import { checklist, loadBlock, walkAndSecond } from "./loads.js";
import { exceptionRow, problemItem } from "./problems.js";

export function card() {
  const { kind, item } = state.chosen;
  const parts = { ...extras.cards, region: regionCard, estate: estateCard, station: stationCard, office: officeCard, firm: firmCard, reject: leftOutCard, to_locate: leftOutCard }[kind](item);
  return el("article", { class: "body card", "aria-labelledby": "linli-card-name" },
    el("header", {}, parts.chip || el("span", { class: `kind ${kind}` }, t(`kind.${kind}`)),
      el("h2", { id: "linli-card-name", tabindex: "-1" }, displayName(item)),
      button({ class: "close", id: "linli-close", "aria-label": t("close"), onclick: chooseNothing }, "×")),
    el("p", { class: "where" }, parts.where.filter(Boolean).join(" · ")),
    parts.body,
  );
}

export function open(kind, item, extra = null) {
  if (!item) return t("none");
  return button({ class: "link", onclick: () => choose(kind, item) }, kind === "region" ? chip(item) : null, el("span", { class: "words" }, displayName(item)), extra);
}

export function regionCard(region) {
  const own = exceptionsOf(region);
  const roles = Object.keys(data.words).filter((key) => key.startsWith("role.")).map((key) => key.slice(5));
  return {
    chip: chip(region),
    where: [region.subdistrict, region.lead_community && t("card.lead", { name: region.lead_community }), region.region_id],
    body: [
      el("div", { class: "figures" },
        figure(number(region.estates), t("card.estates")),
        figure(money(region.monthly_cost_cny), t("card.monthly_cost")),
      ),
      loadBlock(region, stationOf.get(region.station_id)),
      block(t("card.walk"), walkStrip(region)),
      region.posts ? block(t("card.posts"), el("ul", { class: "roles" }, roles.filter((role) => region[`posts_${role}`]).map((role) =>
        el("li", {}, t(`role.${role}`), " ", el("b", {}, number(region[`posts_${role}`])))))) : null,
      shapedBlock(region),
      block(t("card.proof"), el("p", { class: "proof" }, t("card.proof.of", { name: region.subdistrict, proof: both(region.proof) }))),
      block(t("card.exceptions"), own.length ? el("ul", { class: "list" }, own.map((row) => problemItem({ ...exceptionRow(row, region), open: null }))) : el("p", { class: "fine" }, t("card.no_exceptions"))),
      el("dl", { class: "facts" },
        field(t("card.station"), open("station", stationOf.get(region.station_id))),
        field(t("card.office"), open("office", officeOf.get(region.office_id))),
        ofFirm(region.firm),
        region.lead_community ? field(t("card.lead.of"), region.lead_community) : [],
        field(t("card.communities"), region.communities || region.lead_community || t("none")),
      ),
      block(t("card.members"), el("ul", { class: "list" }, region.members.map((estate) => el("li", {}, open("estate", estate,
        el("small", {}, [unit("household", estate.households), unit("m", estate.walk_m)].join(" · "))))))),
    ],
  };
}

/** Which rule stopped the region's next best change. */
export function shapedBlock(region) {
  if (!region.shaped_why) return null;
  const by = region.shaped_by;
  const title = data.words[`rule.${by}`] ? t("card.shaped.rule", { rule: t(`rule.${by}`) }) : t(`card.shaped.${by === "better" ? "better" : "cost"}`);
  return block(t("card.shaped"), el("p", {}, el("b", {}, title)), el("p", { class: "fine" }, region.shaped_why));
}

/** Mean, p90 and farthest walk on a scale with the service distances marked. */
export function walkStrip(region) {
  const reach = Math.max(1100, (region.walk_m_max || 0) * 1.08);
  const at = (m) => `${((m || 0) / reach) * 100}%`;
  const marks = [["mean", region.walk_m_mean], ["p90", region.walk_m_p90], ["max", region.walk_m_max]].filter(([, m]) => m !== null && m !== undefined);
  if (!marks.length) return el("p", { class: "fine" }, t("estate.unclaimed"));
  return el("div", { class: "walk" },
    el("div", { class: "strip", "aria-hidden": "true" },
      [300, 500, 1000].map((m) => el("i", { class: "tick", style: { left: at(m) } }, el("span", {}, number(m)))),
      el("i", { class: "span", style: { width: at(region.walk_m_max) } }),
      marks.map(([name, m]) => el("i", { class: `mark ${name}`, style: { left: at(m) } }))),
    el("ul", {}, marks.map(([name, m]) => el("li", { class: name }, el("i", { class: `mark ${name}`, "aria-hidden": "true" }), t(`card.walk.${name}`), " ", el("b", {}, unit("m", m))))));
}

export function estateCard(estate) {
  const filled = String(estate.filled || "").split(/[;；,、]/).map((name) => name.trim()).filter(Boolean);
  const second = stationOf.get(estate.second_station_id);
  const price = estate.second_price_cny;
  const serves = estate.station ? displayName(estate.station) : t("none");
  const group = groups().find((one) => one.group_id === estate.group_id);
  const reasons = String(estate.reason || "").split(/[；;]\s*/).filter(Boolean);
  const isTold = (station) => station && reasons.some((reason) => reason.includes(displayName(station)));
  const why = [
    estate.walk_m === null || estate.walk_m === undefined ? t("estate.unreachable", { station: serves }) : t("estate.station", { station: serves, walk: unit("m", estate.walk_m) }),
    ...reasons,
    second && price !== null && price !== undefined
      ? !isTold(second) && t(price >= 0 ? "estate.second" : "estate.second.less", { station: displayName(second), cny: number(Math.abs(price)) })
      : !reasons.length && t("estate.second.none"),
    estate.locked && t("estate.locked"),
    estate.rung && t("estate.rung", { rung: choice("assignments.rung", estate.rung) }),
  ];
  return {
    where: [estate.subdistrict, estate.community, estate.estate_id],
    body: [
      estate.point ? null : el("p", { class: "notice plain" }, t("estate.no_place")),
      estate.isHollow ? el("p", { class: "notice plain" }, t("estate.unclaimed")) : null,
      el("div", { class: "figures" },
        figure(number(estate.households), t("card.households"), filled.includes("households") ? "guessed" : ""),
        figure(area(estate.floor_area_m2), t("card.floor_area"), filled.includes("floor_area_m2") ? "guessed" : ""),
        figure(estate.walk_m === null || estate.walk_m === undefined ? t("none") : unit("m", estate.walk_m), t("card.walk"))),
      block(t("estate.why"), el("ul", { class: "why" }, why.filter(Boolean).map((line) => el("li", {}, line)))),
      el("dl", { class: "facts" },
        field(t("card.region"), open("region", estate.region)),
        field(t("card.station"), open("station", estate.station)),
        group ? field(t("legend.group"), displayName(group)) : []),
      extras.estate.map((part) => part(estate)),
      block(t("estate.about"), el("dl", { class: "facts" },
        field(t("estate.eligibility"), choice("estates.eligibility", estate.eligibility), estate.eligibility_reason ? el("small", {}, estate.eligibility_reason) : null),
        field(t("estate.place"), choice("estates.place_quality", estate.place_quality)),
        field(t("estate.built"), estate.build_year ? String(estate.build_year) : t("none")),
        field(t("estate.filled"), filled.length ? filled.map((name) => choice("field", name)).join(state.lang === "zh" ? "、" : ", ") : t("none")),
        estate.alias ? field(t("estate.alias"), estate.alias) : [],
        estate.address ? field(t("estate.address"), estate.address) : [],
        estate.source_file ? field(t("estate.source"), source(estate)) : [])),
    ],
  };
}

export const source = (row) => t("estate.source.row", { file: row.source_file || "", sheet: row.source_sheet || "", row: row.source_row ?? "" });

export function stationCard(station) {
  return {
    where: [station.region?.subdistrict, station.station_id],
    body: [
      el("div", { class: "figures" },
        figure(number(station.load_households), t("station.load")),
        figure(number(station.region?.estates), t("card.estates"))),
      el("dl", { class: "facts" },
        field(t("card.region"), open("region", station.region)),
        station.region?.lead_community ? field(t("card.lead.of"), station.region.lead_community) : [],
        field(t("station.in"), open("estate", estateOf.get(station.estate_id))),
        field(t("station.kind"), choice("rooms.kind", station.kind)),
        field(t("station.area"), `${area(station.room_floor_area_m2)} / ${area(station.needed_floor_area_m2)}`),
        station.capacity_households ? field(t("station.capacity"), unit("household", station.capacity_households)) : [],
        field(t("station.rent"), money(station.rent_cny_month)),
        station.contact ? field(t("station.contact"), station.contact) : [],
        field(t("card.office"), open("office", officeOf.get(station.region?.office_id)))),
      checklist(station),
      extras.station.map((part) => part(station)),
      station.region ? block(t("station.estates"), el("ul", { class: "list" }, station.region.members.map((estate) => el("li", {}, open("estate", estate, el("small", {}, walkAndSecond(estate))))))) : null,
    ],
  };
}

export function officeCard(office) {
  const own = stations.filter((station) => station.region?.office_id === office.office_id);
  return {
    where: [office.subdistricts, office.office_id],
    body: [
      el("div", { class: "figures" },
        figure(number(office.stations), t("office.stations")),
        figure(number(office.households), t("card.households")),
        figure(number(office.posts), t("office.posts"))),
      el("dl", { class: "facts" },
        field(t("office.of"), office.subdistricts || t("none")),
        ofFirm(office.firm),
        field(t("card.floor_area"), area(office.floor_area_m2)),
        field(t("card.estates"), number(office.estates))),
      block(t("office.stations"), el("ul", { class: "list" }, own.map((station) => el("li", {}, open("station", station))))),
    ],
  };
}

export const ofFirm = (name) => (firms.length ? field(t("card.firm"), open("firm", firmOf.get(name))) : []);
export const signed = (share) => `${share > 0 ? "+" : ""}${percent(share)}`;

export function firmCard(firm) {
  return {
    where: [firm.subdistricts, firm.firm_id],
    body: [
      el("div", { class: "figures" },
        figure(area(firm.floor_area_m2), t("card.floor_area")),
        figure(percent(firm.load_share), t("firm.share")),
        figure(signed(firm.deviation), t("firm.deviation"))),
      el("dl", { class: "facts" },
        field(t("office.of"), firm.subdistricts || t("none")),
        field(t("firm.seat"), firm.seat || t("none")),
        field(t("firm.way"), unit("m", firm.way_m_mean)),
        field(t("card.estates"), number(firm.estates)),
        field(t("card.households"), number(firm.households)),
        field(t("card.posts"), number(firm.posts)),
        field(t("summary.offices"), number(firm.offices)),
        field(t("firm.pilots"), number(firm.pilots))),
      block(t("card.proof"), el("p", { class: "proof" }, firm.status === "gap" ? firm.proof : t(`firm.proof.${firm.status}`))),
      block(t("summary.regions"), el("ul", { class: "list" }, firm.members.map((region) => el("li", {}, open("region", region))))),
    ],
  };
}

export function leftOutCard(row) {
  return {
    where: [row.subdistrict, row.community, row.estate_id],
    body: [
      el("dl", { class: "facts" },
        field(t("left.evidence"), row.evidence || t("none")),
        field(t("left.remedy"), row.remedy || t("none")),
        field(t("left.rule"), row.rule || t("none")),
        field(t("card.households"), unit("household", row.households)),
        field(t("card.floor_area"), area(row.floor_area_m2)),
        row.source_file ? field(t("estate.source"), source(row)) : []),
    ],
  };
}

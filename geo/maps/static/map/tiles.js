/**
 * Base maps from tile servers, where the page was made with them: none is asked before a person switches it on.
 *
 * Tiles drawn in GCJ-02 are each put where their corners lie in WGS-84, and stretched by the pixel that this may take,
 * so that the plan stands right on them and no gap opens.
 */

import { L, data, extras, map, state, style, t } from "./words.js";
import { requestDraw } from "./view.js";
import { el } from "./elements.js";
import { fromGcj, toGcj } from "./gcj.js";

export const servers = data.online;
export const layers = new Map(); // of those that are on
export const keys = {}; // of servers that want one: kept in this browser, never in the page
export const pane = el("div", { class: "online" });

export const isWithKey = (server) => server.url.includes("{key}");
export const isOn = (server) => state.shown[`online_${server.name}`] && (!isWithKey(server) || Boolean(keyOf(server)));

export function keyOf(server) {
  if (keys[server.name] === undefined) keys[server.name] = stored((store) => store.getItem(`linli-key-${server.name}`)) || "";
  return keys[server.name];
}

/** Some browsers keep nothing for pages from a file, and say so by an error. */
export function stored(use) {
  try {
    return use(window.localStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

export function setKey(server, key) {
  keys[server.name] = key.trim();
  if (keys[server.name]) stored((store) => store.setItem(`linli-key-${server.name}`, keys[server.name]));
  else stored((store) => store.removeItem(`linli-key-${server.name}`));
  switchOff(server);
  requestDraw();
}

/** Where a tile's corner is on the map, in the pixels of its level. */
export function cornerOf(map1, coords, size) {
  const drawn = map1.unproject(coords.scaleBy(size), coords.z);
  const [lon, lat] = fromGcj(drawn.lng, drawn.lat);
  return map1.project([lat, lon], coords.z).round();
}

export const GcjLayer = L.TileLayer.extend({
  initialize(url, options) {
    L.TileLayer.prototype.initialize.call(this, url, options);
    this.on("tileloadstart", ({ tile, coords }) => {
      const next = L.point(coords.x + 1, coords.y + 1);
      next.z = coords.z;
      const size = cornerOf(this._map, next, this.getTileSize()).subtract(cornerOf(this._map, coords, this.getTileSize()));
      tile.style.width = `${size.x}px`;
      tile.style.height = `${size.y}px`;
    });
  },
  _getTilePos(coords) {
    return cornerOf(this._map, coords, this.getTileSize()).subtract(this._level.origin);
  },
  /** The tiles to ask for are those of the same view in GCJ-02. */
  _getTiledPixelBounds(center) {
    const [lon, lat] = toGcj(center.lng, center.lat);
    return L.TileLayer.prototype._getTiledPixelBounds.call(this, L.latLng(lat, lon));
  },
});

export function layerOf(server) {
  const Kind = server.is_gcj02 ? GcjLayer : L.TileLayer;
  const options = {
    pane: "online", subdomains: server.parts, maxNativeZoom: server.most_zoom, maxZoom: 20, attribution: server.attribution, key: keyOf(server),
  };
  return [server.url, server.overlay].filter(Boolean).map((url) => new Kind(url, options));
}

export function switchOff(server) {
  layers.get(server.name)?.forEach((layer) => layer.remove());
  layers.delete(server.name);
}

/** Bring the map's tile layers in line with the switches. */
export function follow() {
  for (const server of servers) {
    if (isOn(server) && !layers.has(server.name)) {
      const own = layerOf(server);
      layers.set(server.name, own);
      own.forEach((layer) => layer.addTo(map));
    } else if (!isOn(server)) switchOff(server);
  }
  pane.style.transform = map.getPane("mapPane").style.transform; // the canvas lies between the two
}

export function keyField(server) {
  const set = (event) => setKey(server, event.target.value);
  return el("label", { class: "key" }, el("span", {}, t("online.key")), el("input", { type: "text", id: `linli-key-${server.name}`, autocomplete: "off", spellcheck: "false", value: keyOf(server), onchange: set }), el("small", {}, t("online.key.kept")));
}

export const isOverTiles = () => servers.some(isOn);

map.getContainer().append(pane);
map.createPane("online", pane);
L.control.attribution({ prefix: false, position: "bottomright" }).addTo(map);
for (const server of servers) if (isWithKey(server)) extras.controls[`online_${server.name}`] = () => keyField(server);
extras.isSeeThrough = isOverTiles;
extras.before.push(follow);
extras.legend.push(() => servers.filter(isOn).map((server) => [el("span", { class: "swatch online-sign", "aria-hidden": "true", style: { color: style.quiet } }, "▦"), t(`layer.online_${server.name}`), null]));

/** GCJ-02, in which some servers draw their tiles: the published formulas and the way back (as in geo/io/datum.py). */

// Krasovsky 1940, the ellipsoid of the published routine.
const AXIS_M = 6378245.0;
const ECCENTRICITY2 = 0.00669342162296594323;
const CHINA = [72.004, 0.8293, 137.8347, 55.8271];

export const isInChina = (lon, lat) => lon >= CHINA[0] && lat >= CHINA[1] && lon <= CHINA[2] && lat <= CHINA[3];

export function toGcj(lon, lat) {
  if (!isInChina(lon, lat)) return [lon, lat];
  const [x, y] = [lon - 105, lat - 35];
  const wave = (value, part) => Math.sin((value / part) * Math.PI);
  const ripple = ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;
  let north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple;
  north += ((20 * wave(y, 1) + 40 * wave(y, 3)) * 2) / 3 + ((160 * wave(y, 12) + 320 * wave(y, 30)) * 2) / 3;
  let east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple;
  east += ((20 * wave(x, 1) + 40 * wave(x, 3)) * 2) / 3 + ((150 * wave(x, 12) + 300 * wave(x, 30)) * 2) / 3;
  const turned = (lat * Math.PI) / 180;
  const squeeze = 1 - ECCENTRICITY2 * Math.sin(turned) ** 2;
  const meridian = (AXIS_M * (1 - ECCENTRICITY2)) / (squeeze * Math.sqrt(squeeze));
  const parallel = (AXIS_M / Math.sqrt(squeeze)) * Math.cos(turned);
  return [lon + ((east / parallel) * 180) / Math.PI, lat + ((north / meridian) * 180) / Math.PI];
}

/** The way back, by repeated correction: no inverse is published. */
export function fromGcj(lon, lat) {
  if (!isInChina(lon, lat)) return [lon, lat];
  let [x, y] = [lon, lat];
  for (let i = 0; i < 6; i += 1) {
    const [movedX, movedY] = toGcj(x, y);
    [x, y] = [x + lon - movedX, y + lat - movedY];
  }
  return [x, y];
}

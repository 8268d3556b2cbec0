/** Names by their sounds: initials, whole syllables or a mixture, from any character on (geo/maps/pinyin.py). */

import { data } from "./words.js";

export const readingsOf = new Map();
for (const [reading, characters] of Object.entries(data.readings || {})) {
  for (const character of characters) {
    if (!readingsOf.has(character)) readingsOf.set(character, []);
    readingsOf.get(character).push(reading);
  }
}

export const isSpelling = (wanted) => /^[a-z0-9' ]*[a-z][a-z0-9' ]*$/.test(wanted);

/** Where in a name its characters begin to sound like `wanted`; -1 where they nowhere do. */
export function spelledAt(name, wanted) {
  const letters = wanted.replace(/[' ]/g, "");
  const characters = [...name.toLowerCase()];
  return characters.findIndex((character, i) => readingsOf.has(character) && isRead(characters, i, letters, 0));
}

/** Whether the characters from `at` on sound like the letters from `done` on; signs without a sound may stand between. */
export function isRead(characters, at, letters, done) {
  if (done === letters.length) return true;
  if (at === characters.length) return false;
  const character = characters[at];
  const readings = readingsOf.get(character);
  if (readings) return readings.some((reading) => isSyllable(reading, characters, at, letters, done));
  if (character === letters[done]) return isRead(characters, at + 1, letters, done + 1);
  return !/[a-z0-9]/.test(character) && isRead(characters, at + 1, letters, done);
}

/** A character is spelled by its whole syllable or by any beginning of it. */
export function isSyllable(reading, characters, at, letters, done) {
  for (let length = 1; length <= reading.length && reading[length - 1] === letters[done + length - 1]; length += 1) {
    if (isRead(characters, at + 1, letters, done + length)) return true;
  }
  return false;
}

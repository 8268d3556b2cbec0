/**
 * The block of data: JSON as it stands, or deflated and written in base64 where it is large (geo/maps/blocks.py).
 *
 * Browsers have an unpacker of their own (DecompressionStream), but only one to wait for: the page would be said to be
 * loaded before anything is on it, and older browsers lack it. RFC 1951 is short enough.
 */

export function readBlock(id) {
  const node = document.getElementById(id);
  const text = node.textContent;
  if (!node.dataset.bytes) return JSON.parse(text);
  node.remove(); // it takes as much memory again
  const signs = atob(text);
  const packed = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i += 1) packed[i] = signs.charCodeAt(i);
  return JSON.parse(new TextDecoder().decode(inflated(packed, Number(node.dataset.bytes))));
}

/** Unpack bytes in RFC 1951's raw format; `size` is how many come out. */
export function inflated(packed, size) {
  const out = new Uint8Array(size);
  const tape = { packed, at: 0, bits: 0, held: 0 };
  let filled = 0;
  for (let isLast = false; !isLast; ) {
    isLast = take(tape, 1) === 1;
    const kind = take(tape, 2);
    if (kind === 0) filled = copyPlain(tape, out, filled);
    else filled = unpackRuns(tape, out, filled, ...(kind === 1 ? fixedCodes() : readCodes(tape)));
  }
  return out;
}

export function take(tape, count) {
  while (tape.held < count) {
    tape.bits |= tape.packed[tape.at++] << tape.held;
    tape.held += 8;
  }
  const value = tape.bits & ((1 << count) - 1);
  tape.bits >>>= count;
  tape.held -= count;
  return value;
}

export function copyPlain(tape, out, filled) {
  const start = tape.at - (tape.held >> 3); // whole bytes that were taken too early
  const size = tape.packed[start] | (tape.packed[start + 1] << 8);
  out.set(tape.packed.subarray(start + 4, start + 4 + size), filled);
  Object.assign(tape, { at: start + 4 + size, bits: 0, held: 0 });
  return filled + size;
}

/** A table to look codes up in: the next `most` bits give the symbol and, in the lowest four bits, its code's length. */
export function codesOf(lengths) {
  const most = Math.max(1, ...lengths);
  const table = new Uint16Array(1 << most);
  let code = 0;
  for (let length = 1; length <= most; length += 1) {
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      let turned = 0;
      for (let bit = 0; bit < length; bit += 1) turned |= ((code >> bit) & 1) << (length - 1 - bit);
      for (let at = turned; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
      code += 1;
    }
    code <<= 1;
  }
  return { table, mask: table.length - 1, most };
}

export function symbolOf(tape, codes) {
  while (tape.held < codes.most) {
    tape.bits |= tape.packed[tape.at++] << tape.held; // beyond the end: nothing is added
    tape.held += 8;
  }
  const found = codes.table[tape.bits & codes.mask];
  tape.bits >>>= found & 15;
  tape.held -= found & 15;
  return found >> 4;
}

export const fixedCodes = () => [
  codesOf(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
  codesOf(new Array(30).fill(5)),
];

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

export function readCodes(tape) {
  const runs = take(tape, 5) + 257;
  const backs = take(tape, 5) + 1;
  const given = new Array(19).fill(0);
  const count = take(tape, 4) + 4;
  for (let i = 0; i < count; i += 1) given[ORDER[i]] = take(tape, 3);
  const codes = codesOf(given);
  const lengths = [];
  while (lengths.length < runs + backs) {
    const symbol = symbolOf(tape, codes);
    if (symbol < 16) lengths.push(symbol);
    else {
      const value = symbol === 16 ? lengths[lengths.length - 1] : 0;
      const times = symbol === 16 ? 3 + take(tape, 2) : symbol === 17 ? 3 + take(tape, 3) : 11 + take(tape, 7);
      for (let i = 0; i < times; i += 1) lengths.push(value);
    }
  }
  return [codesOf(lengths.slice(0, runs)), codesOf(lengths.slice(runs))];
}

/** First values of the codes and the bits that follow them: of lengths from 3, of distances from 1. */
export function spans(first, count, shift) {
  const more = Array.from({ length: count }, (_, i) => Math.max(0, (i >> shift) - 1));
  const firsts = [first];
  for (let i = 1; i < count; i += 1) firsts.push(firsts[i - 1] + 2 ** more[i - 1]);
  return { firsts, more };
}
const LENGTHS = spans(3, 28, 2);
LENGTHS.firsts.push(258);
LENGTHS.more.push(0);
const DISTANCES = spans(1, 30, 1);

export function unpackRuns(tape, out, start, literals, backs) {
  let filled = start;
  for (;;) {
    const symbol = symbolOf(tape, literals);
    if (symbol === 256) return filled;
    if (symbol < 256) {
      out[filled++] = symbol;
      continue;
    }
    const length = LENGTHS.firsts[symbol - 257] + take(tape, LENGTHS.more[symbol - 257]);
    const code = symbolOf(tape, backs);
    let from = filled - DISTANCES.firsts[code] - take(tape, DISTANCES.more[code]);
    for (const end = filled + length; filled < end; ) out[filled++] = out[from++];
  }
}

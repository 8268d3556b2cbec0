/** The block of data: JSON as it stands, or deflated and written in base64 where it is large (geo/maps/blocks.py). */

export async function readBlock(id) {
  const node = document.getElementById(id);
  const text = node.textContent;
  if (!node.dataset.packed) return JSON.parse(text);
  node.remove(); // it takes as much memory again
  const signs = atob(text);
  const bytes = new Uint8Array(signs.length);
  for (let i = 0; i < signs.length; i += 1) bytes[i] = signs.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(node.dataset.packed));
  return new Response(stream).json();
}

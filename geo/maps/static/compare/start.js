/** Start: build the frame and the maps, draw, listen. */

import { page, plans } from "./plans.js";
import { build, choose, render } from "./frame.js";
import { buildMaps, renderMaps, showAll, stage } from "./maps.js";
import { root } from "./frame.js";

build();
buildMaps((id) => choose(id));
root.querySelector(".stage").insertBefore(stage, root.querySelector(".card"));
render();
showAll();
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && page.chosen) choose(null);
});
for (const name of ["beforeprint", "afterprint"]) window.addEventListener(name, renderMaps);
new ResizeObserver(() => plans.forEach((plan) => plan.map.invalidateSize({ animate: false }))).observe(stage);
window.addEventListener("resize", renderMaps);
document.documentElement.dataset.ready = "true";

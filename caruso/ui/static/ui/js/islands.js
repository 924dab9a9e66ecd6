// Binds every [data-island="room/name"] to the module static/<room>/js/<name>.js, now and after each htmx swap.
// A module exports `default function (element)`; it may return a function that undoes it.
import "./shell.js";
import "./shortcuts.js";
import "./messages.js";
import "./confirm.js";
import "./hover.js";
import "./sent.js";

const base = new URL("../../", import.meta.url);
const bound = new WeakMap();

async function bind(element) {
  if (bound.has(element)) return;
  bound.set(element, null);
  const name = element.dataset.island;
  const [room, file] = name.includes("/") ? name.split("/") : ["ui", name];
  const module = await import(new URL(`${room}/js/${file}.js`, base));
  if (element.isConnected) bound.set(element, await module.default(element));
}

function bindAll(root) {
  const found = [...root.querySelectorAll("[data-island]")];
  if (root.matches?.("[data-island]")) found.push(root);
  return Promise.all(found.map(bind));
}

document.addEventListener("htmx:load", (event) => bindAll(event.detail.elt));
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  const undo = bound.get(event.target);
  if (typeof undo === "function") undo();
  bound.delete(event.target);
});
// Says that everything on the page answers by now: to tests, and to whoever watches it.
bindAll(document).finally(() => { document.documentElement.dataset.ready = ""; });

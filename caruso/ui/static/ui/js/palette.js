// Ctrl+K: results come as HTML options from the server while typing; arrows choose, Enter opens.
import { fragment } from "./http.js";

const dialog = document.getElementById("palette");
const input = dialog.querySelector("input");
const results = dialog.querySelector(".palette-results");
const address = dialog.dataset.url;
let running = null;
let timer = 0;
let answered = null; // what the results answer to

const options = () => [...results.querySelectorAll('[role="option"]')];

function choose(option) {
  results.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) {
    option.id ||= `option-${options().indexOf(option)}`;
    input.setAttribute("aria-activedescendant", option.id);
  } else input.removeAttribute("aria-activedescendant");
}

// Other databases are asked once one has stopped typing; what they hold follows, and nobody waits for it.
async function askApart(signal) {
  const place = results.querySelector("[data-apart]");
  if (!place) return;
  await new Promise((resolve) => setTimeout(resolve, 250));
  if (signal.aborted) return;
  try {
    place.outerHTML = await fragment(place.dataset.apart, signal);
    if (!results.querySelector('[aria-selected="true"]')) choose(options()[0]);
  } catch {
    place.remove();
  }
}

async function search() {
  if (!address) return;
  running?.abort();
  running = new AbortController();
  const asked = input.value;
  try {
    results.innerHTML = await fragment(`${address}?${new URLSearchParams({ q: asked })}`, running.signal);
    answered = asked;
    choose(options()[0]);
    askApart(running.signal);
  } catch (error) {
    if (error.name !== "AbortError") results.replaceChildren(Object.assign(document.createElement("p"), { textContent: dialog.dataset.failed }));
  }
}

// Whoever types quickly and presses Enter means what was typed, not what still stands there.
async function enter(inAnother) {
  clearTimeout(timer);
  if (answered !== input.value) await search();
  if (answered !== input.value) return;
  const link = results.querySelector('[aria-selected="true"]');
  if (link && inAnother) window.open(link.href);
  else link?.click();
}

export function open() {
  if (dialog.open) return;
  dialog.showModal();
  input.select();
  search();
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 60);
});
dialog.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp", "Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  if (event.key === "Escape") return dialog.close(); // at once, where a search field would only empty itself
  const all = options();
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Enter") enter(event.ctrlKey || event.metaKey);
  else choose(all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
});
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

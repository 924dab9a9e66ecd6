// Keys: / and Ctrl+K search, c new, j/k move, Enter open, space peek, x select, e edit, Ctrl+S save, ? help.
import { closePeek } from "./shell.js";

const typing = (element) => element.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-rows] > [data-id]")];

export async function openPalette() {
  const { open } = await import("./palette.js");
  open();
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.hasAttribute("data-cursor"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all[at]?.removeAttribute("data-cursor");
  next.setAttribute("data-cursor", "");
  next.scrollIntoView({ block: "nearest" });
  if (document.getElementById("peek")?.childElementCount) next.dispatchEvent(new CustomEvent("peek", { bubbles: true }));
}

const cursor = () => document.querySelector("[data-cursor]");
const press = (selector) => {
  const target = document.querySelector(selector);
  target?.click();
  return target;
};

const keys = {
  "/": () => (document.querySelector('.toolbar input[type="search"]') ?? { focus: openPalette }).focus(),
  c: () => press('[data-key="new"]'),
  n: () => press('[data-key="new"]'),
  e: () => press('[data-key="edit"]'),
  j: () => move(1),
  k: () => move(-1),
  x: () => cursor()?.querySelector('input[type="checkbox"]')?.click(),
  " ": () => cursor() && (cursor().dispatchEvent(new CustomEvent("peek", { bubbles: true })), true),
  Enter: () => document.activeElement === document.body && cursor()?.querySelector("a[href]")?.click(),
  "[": () => press('[data-key="previous"]'),
  "]": () => press('[data-key="next"]'),
  "?": () => document.getElementById("shortcuts")?.showModal(),
};

function save(event) {
  const form = event.target.closest?.("form") ?? document.querySelector("main form[data-save]");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
  } else if (command && (event.key.toLowerCase() === "s" || event.key === "Enter")) save(event);
  else if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (typing(event.target)) event.target.blur();
    else closePeek() || press(".bulk:not([hidden]) [data-clear]");
  } else if (!command && !event.altKey && !typing(event.target) && !event.target.closest?.("dialog, [popover]")) {
    if (event.target.closest?.("button, a, input, summary, label") && [" ", "Enter"].includes(event.key)) return;
    if (keys[event.key]?.() !== undefined || ["/", "j", "k", "?"].includes(event.key)) event.preventDefault();
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-palette]")) {
    event.preventDefault();
    openPalette();
  }
});

// Read before it is asked for, so that what is typed right after Ctrl+K goes into it.
if (document.getElementById("palette")) (window.requestIdleCallback ?? setTimeout)(() => import("./palette.js"));

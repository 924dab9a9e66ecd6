// The frame: folding the navigation, the drawer on a phone, theme and density, the dialog and peek hosts.
import { post } from "./http.js";

const root = document.documentElement;
const dialog = document.getElementById("dialog");
const peek = document.getElementById("peek");

function foldNavigation() {
  const folded = root.dataset.nav === "collapsed";
  if (folded) delete root.dataset.nav;
  else root.dataset.nav = "collapsed";
  localStorage.setItem("caruso.nav", folded ? "open" : "collapsed");
}

function toggleDrawer(open = !root.hasAttribute("data-nav-open")) {
  root.toggleAttribute("data-nav-open", open);
  if (open) document.querySelector("#nav a")?.focus();
  else if (location.hash === "#nav") history.replaceState(null, "", location.pathname + location.search);
}

function setLook(button) {
  const { look, value } = button.dataset;
  root.dataset[look] = value;
  for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button));
  const form = button.closest("form");
  if (form) post(form.action, { [look]: value }).catch(() => form.submit());
}

export function closePeek() {
  if (!peek?.childElementCount) return false;
  peek.replaceChildren();
  document.querySelector("tr[aria-current]")?.removeAttribute("aria-current");
  return true;
}

const acts = {
  "fold-nav": foldNavigation,
  "toggle-drawer": () => toggleDrawer(),
  "close-drawer": () => toggleDrawer(false),
  "close-peek": closePeek,
  "close-dialog": (button) => button.closest("dialog").close(),
  look: setLook,
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button || !acts[button.dataset.act]) return;
  event.preventDefault();
  acts[button.dataset.act](button);
});

// A fragment swapped into the dialog host opens it; an empty answer, or HX-Trigger "close-dialog", closes it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== dialog) return;
  if (!dialog.childElementCount) dialog.close();
  else if (!dialog.open) dialog.showModal();
});
document.addEventListener("close-dialog", () => dialog?.close());
// An answer that must ask first says where its dialog is: HX-Trigger {"ask": {"url": …}}.
document.addEventListener("ask", (event) => htmx.ajax("GET", event.detail.url, { target: dialog }));
dialog?.addEventListener("close", () => dialog.replaceChildren());
dialog?.addEventListener("click", (event) => event.target === dialog && dialog.close());

// Menus: arrows move, a choice closes.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu-items");
  if (!menu || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const items = [...menu.querySelectorAll('[role^="menuitem"]:not([disabled]), .item-line, .segments > button')];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 };
  items[to[event.key]]?.focus();
});
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(".menu-items")) return;
  const open = event.newState === "open";
  document.querySelector(`[popovertarget="${event.target.id}"]`)?.setAttribute("aria-expanded", String(open));
  if (open) event.target.querySelector('[role^="menuitem"], input:not([type=hidden]), .item-line')?.focus();
}, true);
document.addEventListener("click", (event) => {
  const item = event.target.closest('.menu-items [role="menuitem"]');
  item?.closest("[popover]")?.hidePopover();
});

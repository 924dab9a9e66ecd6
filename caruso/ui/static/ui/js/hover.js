// A card with the main facts when the pointer rests on a link to a record (/accounts/12 answers at /accounts/12/hover).
import { fragment } from "./http.js";

const RECORD = /^\/[a-z][a-z0-9-]*\/\d+$/;
const seen = new Map();
let card = null;
let timer = 0;
// After a click or a drop other links come under a pointer that nobody has moved.
let rests = false;

function hide() {
  clearTimeout(timer);
  card?.remove();
  card = null;
}

async function show(link) {
  const path = new URL(link.href).pathname;
  if (!seen.has(path)) seen.set(path, fragment(`${path}/hover`).catch(() => ""));
  const html = await seen.get(path);
  if (!html || !link.matches(":hover")) return;
  hide();
  card = document.createElement("div");
  card.className = "hover";
  card.popover = "manual";
  card.innerHTML = html;
  card.ariaHidden = "true"; // what it says is on the record's page; a pointer's comfort only
  document.body.append(card);
  const place = link.getBoundingClientRect();
  card.showPopover();
  const below = place.bottom + card.offsetHeight + 12 < innerHeight;
  card.style.insetInlineStart = `${Math.min(place.left, innerWidth - card.offsetWidth - 12)}px`;
  card.style.insetBlockStart = `${below ? place.bottom + 6 : place.top - card.offsetHeight - 6}px`;
}

if (matchMedia("(hover: hover)").matches) {
  document.addEventListener("pointerover", (event) => {
    const link = !rests && event.target.closest?.("main a[href], #peek a[href]");
    if (!link || link.closest(".peek-head, .modal") || !RECORD.test(link.pathname) || link.pathname === location.pathname) return;
    clearTimeout(timer);
    timer = setTimeout(show, 450, link);
    link.addEventListener("pointerleave", hide, { once: true });
  });
  document.addEventListener("pointermove", (event) => {
    if (event.buttons === 0) rests = false;
  });
  document.addEventListener("pointerdown", () => {
    rests = true;
    hide();
  });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
}

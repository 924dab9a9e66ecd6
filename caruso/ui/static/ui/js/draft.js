// What was typed into a form and not saved is offered again when the same form is opened in the same tab.
import { SENT } from "./sent.js";

const skipped = new Set(["csrfmiddlewaretoken", "version"]);

function read(form) {
  return JSON.stringify([...new FormData(form)].filter(([name, value]) => !skipped.has(name) && typeof value === "string"));
}

function fill(form, entries) {
  const rest = new Map();
  for (const [name, value] of entries) rest.set(name, [...(rest.get(name) ?? []), value]);
  for (const repeat of form.querySelectorAll(".repeat")) {
    const prefix = repeat.id.replace(/^id_/, "");
    const wanted = [...rest.keys()].filter((name) => name.startsWith(`${prefix}-`)).map((name) => Number(name.split("-")[1]) + 1 || 0);
    const missing = Math.max(0, ...wanted) - repeat.querySelectorAll(".repeat-row").length;
    for (let number = 0; number < missing; number += 1) repeat.querySelector("[data-add]")?.click();
  }
  for (const input of form.elements) {
    const values = rest.get(input.name);
    if (!input.name || skipped.has(input.name) || !values) continue;
    if (["checkbox", "radio"].includes(input.type)) input.checked = values.includes(input.value);
    else input.value = values.shift() ?? "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export default function draft(form) {
  const key = `caruso.draft.${location.pathname}`;
  const first = read(form);
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== first && !form.querySelector("[aria-invalid]")) {
    const banner = document.createElement("div");
    banner.className = "banner inset";
    banner.dataset.tone = "info";
    banner.setAttribute("role", "status");
    banner.append(form.dataset.draftText, " ");
    for (const [text, act] of [[form.dataset.restore, () => fill(form, JSON.parse(kept))], [form.dataset.discard, () => sessionStorage.removeItem(key)]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: text });
      button.dataset.size = "sm";
      button.dataset.variant = "outline";
      button.addEventListener("click", () => { act(); banner.remove(); });
      banner.append(button);
    }
    form.prepend(banner);
  }
  form.addEventListener("input", () => {
    const now = read(form);
    if (now === first) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, now);
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}

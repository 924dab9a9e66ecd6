// Toasts: those the server rendered with the page, and those it sends with an answer (HX-Trigger: {"toast": {...}}).
const region = document.getElementById("toasts");
const template = document.getElementById("toast-template");

function leaveLater(notice) {
  const seconds = notice.dataset.tone === "error" ? 12 : notice.querySelector("form, a") ? 9 : 5;
  let timer = setTimeout(() => notice.remove(), seconds * 1000);
  notice.addEventListener("pointerenter", () => clearTimeout(timer));
  notice.addEventListener("pointerleave", () => { timer = setTimeout(() => notice.remove(), 3000); });
}

/** Show a message; `undo` is an address that takes the change back by POST. */
export function toast({ text, tone = "success", undo = "" }) {
  if (!region) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  notice.dataset.tone = tone;
  notice.querySelector("p").textContent = text;
  const form = notice.querySelector("form");
  if (undo) {
    form.action = undo;
    form.querySelector("input").value = document.querySelector('meta[name="csrf-token"]').content;
    form.setAttribute("hx-post", undo);
    form.setAttribute("hx-swap", "none");
  } else form.remove();
  region.append(notice);
  globalThis.htmx?.process(notice);
  leaveLater(notice);
}

document.addEventListener("toast", (event) => toast(event.detail));
region?.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".notice").remove());
region?.addEventListener("submit", (event) => setTimeout(() => event.target.closest(".notice")?.remove(), 400));
region?.querySelectorAll(".notice").forEach(leaveLater);

const said = (name) => region?.dataset[name] ?? "";
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  toast({ text: status === 403 ? said("forbidden") : status === 404 ? said("missing") : said("failed"), tone: "error" });
});
document.addEventListener("htmx:sendError", () => toast({ text: said("offline"), tone: "error" }));

// The screen builder: pieces (fields, sections, panels) dragged between lists that take them, or moved by the buttons of
// each. The order of the hidden inputs named `item` is what is saved. After every change the page is shown anew as
// `data-preview` answers, without anything in it doing what it does.
import Sortable from "../../vendor/sortablejs/modular/sortable.esm.js";

const SETTLED = 400;
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

export default function builder(element) {
  const form = element.querySelector("form.canvas");
  const page = element.querySelector("[data-preview-page]");
  const leftOut = element.querySelector("[data-left-out]");
  const told = element.querySelector("[data-told]");
  const sorted = new Map();
  let added = 0;
  let timer = 0;
  let asked = null;
  let changed = false;
  const recent = {};

  const kindOf = (piece) => piece.dataset.piece;
  const listsOf = (kind) => [...form.querySelectorAll(`[data-list="${kind}"]`)];
  const trayOf = (kind) => element.querySelector(`[data-tray="${kind}"] > [data-list]`);
  const placeOf = (kind) => (recent[kind]?.isConnected ? recent[kind] : listsOf(kind).at(-1));
  const nameOf = (piece) => piece.querySelector("[data-what]").textContent.trim();

  function tell(piece, list) {
    // What is put on the page next stands where one has just been.
    if (form.contains(list)) recent[kindOf(piece)] = list;
    const words = { what: nameOf(piece), place: list.dataset.name, number: [...list.children].indexOf(piece) + 1, all: list.children.length };
    told.textContent = (form.contains(list) ? element.dataset.said : element.dataset.out).replace(/\{(\w+)\}/g, (_, name) => words[name]);
  }

  function bind(list) {
    if (sorted.has(list)) return;
    sorted.set(list, Sortable.create(list, {
      group: list.dataset.list,
      animation: 140,
      delay: 120,
      delayOnTouchOnly: true,
      filter: "button, input, select, textarea, summary, label",
      preventOnFilter: false,
      onEnd: ({ item, to }) => {
        tell(item, to);
        touched();
      },
    }));
  }

  function settle(piece) {
    // What a panel is about decides which of its fields are on offer, and a count needs none.
    piece.querySelectorAll("[data-source-of]").forEach((source) => {
      const key = source.dataset.sourceOf;
      piece.querySelectorAll("optgroup[data-source]").forEach((group) => {
        group.hidden = group.disabled = group.dataset.source !== source.value;
      });
      piece.querySelectorAll("select").forEach((select) => {
        if (select.selectedOptions[0]?.parentElement.disabled) select.value = "";
      });
      const counts = piece.querySelector(`[name="${key}-function"]`)?.value === "count";
      piece.querySelectorAll("[data-measured]").forEach((field) => { field.hidden = counts; });
    });
  }

  function touched() {
    changed = true;
    show();
  }

  function show() {
    clearTimeout(timer);
    timer = setTimeout(preview, SETTLED);
  }

  async function preview() {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(element.dataset.preview, {
        method: "POST",
        headers: { "X-CSRFToken": token() },
        body: new URLSearchParams(new FormData(form)),
        signal: asked.signal,
      });
      if (!answer.ok) {
        failed();
        return;
      }
      leftOut.hidden = !answer.headers.has("Caruso-Left-Out");
      const main = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#main");
      page.replaceChildren(...still(main).childNodes);
      page.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: page } }));
    } catch (problem) {
      if (problem.name !== "AbortError") failed();
    }
  }

  // What stands there is no longer what was arranged.
  function failed() {
    leftOut.hidden = true;
    page.replaceChildren(Object.assign(document.createElement("p"), { className: "preview-failed", textContent: element.dataset.failed }));
  }

  function still(main) {
    main.querySelectorAll("*").forEach((one) => {
      if (one.dataset.island !== "chart") delete one.dataset.island;
      ["id", "for", "accesskey", "autofocus", "data-key", "data-save", "hx-trigger"].forEach((name) => one.removeAttribute(name));
    });
    return main;
  }

  function move(piece, way) {
    const kind = kindOf(piece);
    const list = piece.parentElement;
    if (way === "up" && piece.previousElementSibling) piece.previousElementSibling.before(piece);
    else if (way === "down" && piece.nextElementSibling) piece.nextElementSibling.after(piece);
    else if (way === "up" || way === "down") {
      const lists = listsOf(kind).filter((one) => !piece.contains(one));
      const next = lists[lists.indexOf(list) + (way === "up" ? -1 : 1)];
      if (!next) return;
      if (way === "up") next.append(piece);
      else next.prepend(piece);
    } else if (way === "in") placeOf(kind)?.append(piece);
    else takeOut(piece);
    if (piece.isConnected) tell(piece, piece.parentElement);
  }

  function takeOut(piece) {
    const beside = piece.nextElementSibling ?? piece.previousElementSibling;
    piece.querySelectorAll('[data-piece="field"]').forEach((field) => trayOf("field").append(field));
    if (kindOf(piece) === "section" || "own" in piece.dataset) {
      told.textContent = element.dataset.out.replace("{what}", nameOf(piece));
      piece.remove();
    } else trayOf(kindOf(piece)).append(piece);
    (beside ?? form).querySelector("[data-move]")?.focus();
  }

  // A section stands where its button is: before all others, or after the one that the button belongs to.
  function put(piece, button) {
    const section = button.closest('form [data-piece="section"]');
    if (section) section.after(piece);
    else if ("first" in button.dataset) button.closest("[data-zone]").querySelector("[data-list]").prepend(piece);
    else placeOf(kindOf(piece))?.append(piece);
  }

  function add(button) {
    const kind = button.dataset.add;
    // After a mistake was told, pieces keep the names that they were given here.
    do added += 1; while (element.querySelector(`[name="item"][value$=":n${added}"]`));
    const blank = element.querySelector(`template[data-blank="${kind}"]`);
    const holder = document.createElement("ol");
    holder.innerHTML = blank.innerHTML.replaceAll("__key__", `n${added}`);
    const piece = holder.querySelector("[data-piece]");
    put(piece, button);
    piece.querySelectorAll("[data-list]").forEach(bind);
    settle(piece);
    htmx.process(piece);
    piece.scrollIntoView({ block: "nearest" });
    piece.querySelector("details input")?.focus();
    tell(piece, piece.parentElement);
    touched();
  }

  function clicked(event) {
    const adding = event.target.closest("[data-add]");
    if (adding) {
      add(adding);
      return;
    }
    if (event.target.closest("[data-remove-row]")) touched();
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const way = button.dataset.move;
    move(button.closest("[data-piece]"), way);
    if (way === "up" || way === "down") button.focus();
    touched();
  }

  function typed(event) {
    const piece = event.target.closest("[data-piece]");
    if (piece) settle(piece);
    if (form.contains(event.target)) changed = true;
    show();
  }

  function leaving(event) {
    if (changed) event.preventDefault();
  }

  const sent = (event) => { if (!event.submitter?.formTarget) changed = false; };
  element.addEventListener("click", clicked);
  element.addEventListener("input", typed);
  form.addEventListener("submit", sent);
  window.addEventListener("beforeunload", leaving);
  element.querySelectorAll("[data-list]").forEach(bind);
  element.querySelectorAll("[data-piece]").forEach(settle);
  form.querySelector("[data-invalid]")?.scrollIntoView({ block: "center" });
  preview();
  return () => {
    clearTimeout(timer);
    asked?.abort();
    window.removeEventListener("beforeunload", leaving);
    sorted.forEach((one) => one.destroy());
  };
}

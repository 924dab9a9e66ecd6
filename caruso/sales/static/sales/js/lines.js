// The lines of a document: rows are dragged by their handle, or moved with Alt and the arrows; Enter goes to the next
// row; totals follow what is typed, and a product that is chosen fills its row. All else is plain buttons.
import Sortable from "../../vendor/sortablejs/modular/sortable.esm.js";

const WAIT = 350;

export default function lines(form) {
  let timer = 0;
  let typed = 0; // how often something was typed, so that an answer to what stood there before is not shown
  let asked = 0;
  let sortable = null;
  const rows = () => [...form.querySelectorAll("[data-row]")];
  const press = (selector) => form.querySelector(selector)?.click();
  const say = (row) => {
    const all = rows();
    const [number, count] = [all.indexOf(row) + 1, all.length];
    form.querySelector("[data-said]").textContent = form.dataset.moved.replace("{number}", number).replace("{count}", count);
  };

  function reckon() {
    clearTimeout(timer);
    timer = setTimeout(() => press("[data-reckon]"), WAIT);
  }

  function bind() {
    const body = form.querySelector("[data-rows-here]");
    if (sortable?.el === body) return;
    sortable?.destroy();
    sortable = Sortable.create(body, { handle: ".handle", animation: 140, onEnd: ({ item }) => say(item) });
  }

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    const held = document.activeElement;
    if (step < 0) other.before(row);
    else other.after(row);
    held.focus();
    say(row);
  }

  function next(input) {
    const column = input.name.slice(input.name.indexOf("-"));
    const row = input.closest("[data-row]");
    const below = rows().slice(rows().indexOf(row) + 1).map((one) => one.querySelector(`[name$="${column}"]`)).find(Boolean);
    if (below) {
      below.focus();
      below.select?.();
    } else press('[value="add"]');
  }

  form.addEventListener("input", (event) => {
    typed += 1;
    // Somebody who looks for a product has not chosen one yet: what is being typed must not be taken for a description.
    if (event.target.type !== "hidden" && !event.target.name?.endsWith("-find")) reckon();
  });
  form.addEventListener("htmx:beforeRequest", () => {
    asked = typed;
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig?.elt?.matches("[data-reckon]") && asked !== typed) event.detail.shouldSwap = false;
  });
  form.addEventListener("change", (event) => {
    if (event.target.name?.endsWith("-product")) {
      clearTimeout(timer);
      event.target.closest("[data-row]").querySelector('[name$="-quantity"]').focus();
      press("[data-fill]");
    } else if (!event.target.name?.endsWith("-find")) reckon();
  });
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!row) return;
    if (event.altKey && step) move(row, step);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input, select")) next(event.target);
    else return;
    event.preventDefault();
  });
  form.addEventListener("htmx:afterSettle", bind);
  bind();
  return () => {
    clearTimeout(timer);
    sortable?.destroy();
  };
}

// A field that points at a record: type, choose; the last choice may make a new one in the dialog.
//
// data-url answers `?q=` with <li role="option" data-value="12">Name</li> and, where making is allowed,
// <li role="option" data-create="/contacts/quick?name=…">. The dialog's answer says HX-Trigger:
// {"created": {"value": "12", "title": "Name"}}.
import { fragment } from "./http.js";

export default function lookup(element) {
  const value = element.querySelector('input[type="hidden"]');
  const input = element.querySelector('[role="combobox"]');
  const list = element.querySelector('[role="listbox"]');
  let running = null;
  let timer = 0;
  let title = input.value;
  let answered = null; // what the options in the list answer to

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const current = () => list.querySelector('[aria-selected="true"]');

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) input.removeAttribute("aria-activedescendant");
  }

  function mark(option) {
    current()?.removeAttribute("aria-selected");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) {
      option.id ||= `${list.id}-${options().indexOf(option)}`;
      input.setAttribute("aria-activedescendant", option.id);
    }
  }

  function set(chosen, text) {
    const changed = value.value !== chosen;
    value.value = chosen;
    input.value = title = text;
    show(false);
    if (changed) value.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function create(address) {
    show(false);
    const take = (event) => set(String(event.detail.value), event.detail.title);
    document.addEventListener("created", take, { once: true });
    document.getElementById("dialog").addEventListener("close", () => document.removeEventListener("created", take), { once: true });
    htmx.ajax("GET", address, { target: "#dialog", swap: "innerHTML" });
  }

  function choose(option) {
    if (!option) return;
    if (option.dataset.create) create(option.dataset.create);
    else set(option.dataset.value, option.dataset.title ?? option.textContent.trim());
  }

  // What another field of the form has chosen, so that what belongs to it comes first.
  function near() {
    const name = element.dataset.near;
    const number = name && element.closest("form")?.querySelector(`input[type="hidden"][name="${name}"]`)?.value;
    return number ? { near: name, number } : {};
  }

  async function search() {
    running?.abort();
    running = new AbortController();
    const asked = input.value;
    try {
      list.innerHTML = await fragment(`${element.dataset.url}?${new URLSearchParams({ q: asked === title ? "" : asked, ...near() })}`, running.signal);
      answered = asked;
      show(options().length > 0);
      mark(options()[0]);
      return true;
    } catch (error) {
      if (error.name !== "AbortError") show(false);
      return false;
    }
  }

  // Whoever types quickly and presses Enter means what was typed, not what the list still says.
  async function enter() {
    clearTimeout(timer);
    if (answered === input.value || (await search())) choose(current());
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 80);
  });
  input.addEventListener("click", () => list.hidden && search());
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    running?.abort();
    show(false);
    if (!input.value.trim()) set("", "");
    else input.value = title;
  });
  input.addEventListener("keydown", (event) => {
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) search();
    else if (step) mark(all[(all.indexOf(current()) + step + all.length) % all.length]);
    else if (event.key === "Enter" && (!list.hidden || (input.value.trim() && input.value !== title))) enter();
    else if (event.key === "Escape" && !list.hidden) show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest('[role="option"]')));
}

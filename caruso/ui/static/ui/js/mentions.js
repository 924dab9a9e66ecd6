// Completes the name of a colleague after an @ in a text.
//
// data-url answers `?q=` with <li role="option" data-name="Petra Nová">. Holds a textarea and a listbox.
import { fragment } from "./http.js";

const BEGUN = /(?:^|[\s(])@([\p{L}\p{N}’'-]*(?: [\p{L}’'-]+)?)$/u;

export default function mentions(element) {
  const text = element.querySelector("textarea");
  const list = element.querySelector('[role="listbox"]');
  let running = null;

  const options = () => [...list.children];
  const current = () => list.querySelector('[aria-selected="true"]');
  const begun = () => text.value.slice(0, text.selectionStart).match(BEGUN)?.[1];

  function show(open) {
    list.hidden = !open;
    if (!open) text.removeAttribute("aria-activedescendant");
  }

  function mark(option) {
    current()?.removeAttribute("aria-selected");
    option.setAttribute("aria-selected", "true");
    option.id ||= `${list.id}-${options().indexOf(option)}`;
    text.setAttribute("aria-activedescendant", option.id);
  }

  function choose(option) {
    const end = text.selectionStart;
    text.setRangeText(`${option.dataset.name} `, end - begun().length, end, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    show(false);
  }

  async function search() {
    running?.abort();
    const words = begun();
    if (words === undefined) return show(false);
    running = new AbortController();
    try {
      list.innerHTML = await fragment(`${element.dataset.url}?${new URLSearchParams({ q: words })}`, running.signal);
      show(options().length > 0);
      if (!list.hidden) mark(list.children[0]);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  text.addEventListener("input", search);
  text.addEventListener("blur", () => show(false));
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const all = options();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(all[(all.indexOf(current()) + step + all.length) % all.length]);
    else if (event.key === "Enter" || event.key === "Tab") choose(current());
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.closest('[role="option"]') && choose(event.target.closest('[role="option"]')));
}

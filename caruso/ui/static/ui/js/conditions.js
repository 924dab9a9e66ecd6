// The filter builder: rows are fetched from the server, added after the last one, taken away by their cross.
// What somebody types while a row is on its way stands in the new one.
function values(row) {
  return new Map([...row.querySelectorAll("input, textarea")].map((one) => [one.name, one.value]));
}

function keepTyped(fieldset) {
  const asked = new WeakMap();
  let typed = [];
  fieldset.addEventListener("htmx:beforeRequest", (event) => {
    const row = event.target.closest(".condition");
    if (row) asked.set(row, values(row));
  });
  fieldset.addEventListener("htmx:beforeSwap", (event) => {
    const before = asked.get(event.detail.target);
    typed = before ? [...values(event.detail.target)].filter(([name, value]) => before.has(name) && before.get(name) !== value) : [];
  });
  fieldset.addEventListener("htmx:load", (event) => {
    for (const [name, value] of typed) {
      const input = event.detail.elt.querySelector(`[name="${CSS.escape(name)}"]`);
      if (input) input.value = value;
    }
    typed = [];
  });
}

export default function conditions(fieldset) {
  keepTyped(fieldset);
  const add = fieldset.querySelector("[data-add-row]");
  let next = Math.max(-1, ...[...fieldset.querySelectorAll("[data-row]")].map((row) => Number(row.dataset.row.split("-r").at(-1)))) + 1;

  add.addEventListener("click", () => {
    const holder = document.createElement("div");
    add.before(holder);
    htmx.ajax("GET", `${fieldset.dataset.rowUrl}?prefix=${fieldset.dataset.group}-r${next++}`, { target: holder, swap: "outerHTML" })
      .then(() => add.previousElementSibling?.querySelector("select")?.focus());
  });
  fieldset.addEventListener("click", (event) => event.target.closest("[data-remove-row]")?.closest(".condition").remove());
}

// The filter builder: rows are fetched from the server, added after the last one, taken away by their cross.
export default function conditions(fieldset) {
  const add = fieldset.querySelector("[data-add-row]");
  let next = Math.max(-1, ...[...fieldset.querySelectorAll("[data-row]")].map((row) => Number(row.dataset.row.split("-r")[1]))) + 1;

  add.addEventListener("click", () => {
    const holder = document.createElement("div");
    add.before(holder);
    htmx.ajax("GET", `${fieldset.dataset.rowUrl}?prefix=${fieldset.dataset.group}-r${next++}`, { target: holder, swap: "outerHTML" })
      .then(() => add.previousElementSibling?.querySelector("select")?.focus());
  });
  fieldset.addEventListener("click", (event) => event.target.closest("[data-remove-row]")?.closest(".condition").remove());
}

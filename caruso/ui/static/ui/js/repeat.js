// Rows that repeat (phones, addresses …): a <template> with __prefix__ is copied, as Django's formsets expect.
export default function repeat(element) {
  const template = element.querySelector("template");
  const total = element.querySelector('input[name$="-TOTAL_FORMS"]');
  let next = Number(total?.value ?? element.querySelectorAll(".repeat-row").length); // never used twice

  element.addEventListener("click", (event) => {
    if (event.target.closest("[data-add], [data-remove]")) event.preventDefault();
    if (event.target.closest("[data-add]")) {
      const number = next;
      next += 1;
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__prefix__", number);
      const row = holder.content.firstElementChild;
      template.before(row);
      if (total) total.value = next;
      globalThis.htmx?.process(row);
      row.querySelector("input:not([type=hidden]), select")?.focus();
    }
    const remove = event.target.closest("[data-remove]");
    if (remove) {
      const row = remove.closest(".repeat-row");
      const mark = row.querySelector('input[name$="-DELETE"]');
      if (mark) {
        mark.checked = true;
        mark.value = "on";
        row.hidden = true;
      } else row.remove();
    }
  });
}

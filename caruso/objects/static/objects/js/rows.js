// Rows that are put into order by buttons, for those who do not drag: [data-up] and [data-down] in a .repeat-row.
export default function rows(element) {
  const onClick = (event) => {
    const button = event.target.closest("[data-up], [data-down]");
    if (!button) return;
    event.preventDefault(); // where it is a button of a form, for those without scripts
    const row = button.closest(".repeat-row");
    if ("up" in button.dataset) row.previousElementSibling?.before(row);
    else if (row.nextElementSibling?.matches(".repeat-row")) row.nextElementSibling.after(row);
    button.focus();
  };
  element.addEventListener("click", onClick);
  return () => element.removeEventListener("click", onClick);
}

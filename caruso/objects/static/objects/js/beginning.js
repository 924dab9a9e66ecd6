// The list from which the first choice is chosen follows the choices that are typed on the same page.
function choices(form) {
  return [...form.querySelectorAll(".choice-row")].flatMap((row) => {
    const labels = [...row.querySelectorAll('input[maxlength="80"]')].map((one) => one.value.trim());
    const label = labels.find(Boolean);
    const value = row.querySelector('[name="choice-value"]').value || label;
    return label && !row.querySelector('[name="choice-archived"]').value ? [[value, label]] : [];
  });
}

export default function beginning(select) {
  const form = select.closest("form");
  const refresh = (event) => {
    if (!event.target.closest(".choice-row, [data-remove], [data-up], [data-down]")) return;
    const chosen = new Set([...select.selectedOptions].map((one) => one.value));
    const blank = select.multiple ? [] : [select.options[0]];
    const offered = choices(form).map(([value, label]) => new Option(label, value, false, chosen.has(value)));
    select.replaceChildren(...blank, ...offered);
  };
  form.addEventListener("input", refresh);
  form.addEventListener("click", refresh);
  return () => {
    form.removeEventListener("input", refresh);
    form.removeEventListener("click", refresh);
  };
}

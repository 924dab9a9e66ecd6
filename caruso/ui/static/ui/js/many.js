// Many values to tick: what is typed leaves those with a word that begins so, beside the ticked; Enter ticks the first.
const fold = (text) => text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");

export default function many(element) {
  const search = element.querySelector('input[type="search"]');
  const none = element.querySelector("[data-none]");
  const choices = [...element.querySelectorAll("label")].map((label) => {
    return { label, box: label.querySelector("input"), name: ` ${fold(label.textContent.trim())}` };
  });
  const met = (one) => one.name.includes(` ${fold(search.value.trim())}`);

  function look() {
    for (const one of choices) one.label.hidden = !met(one) && !one.box.checked;
    none.hidden = choices.some(met);
  }

  function pick(event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const first = search.value.trim() && choices.find((one) => met(one) && !one.box.checked);
    if (!first) return;
    first.label.parentElement.prepend(first.label);
    first.box.click();
    search.value = "";
    look();
  }

  search.hidden = false;
  search.addEventListener("input", look);
  search.addEventListener("keydown", pick);
}

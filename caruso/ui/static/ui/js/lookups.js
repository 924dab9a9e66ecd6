// A field that points at several records: each one chosen in the lookup below becomes a ticked box above it.
export default function lookups(element) {
  const chosen = element.querySelector("[data-chosen]");
  const blank = element.querySelector("template");
  if (!blank) return;
  element.addEventListener("change", (event) => {
    const value = event.target;
    if (value.type !== "hidden" || !value.value) return;
    event.stopPropagation();
    const input = element.querySelector('[role="combobox"]');
    const there = [...chosen.querySelectorAll("input")].find((box) => box.value === value.value);
    if (there) there.checked = true;
    else {
      const label = blank.content.firstElementChild.cloneNode(true);
      label.querySelector("input").value = value.value;
      label.append(input.value);
      chosen.append(label);
    }
    value.value = input.value = "";
    chosen.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// Tags as chips over a plain input of names parted by commas, which is what the form sends.
// data-url may answer `?q=` with <option value="…"> for suggestions.
import { fragment } from "./http.js";

export default function tags(input) {
  if (input.disabled) return undefined;
  const box = document.createElement("div");
  box.className = "tag-input";
  const entry = document.createElement("input");
  entry.autocomplete = "off";
  entry.id = input.id;
  input.id = "";
  for (const name of ["aria-label", "aria-describedby", "aria-invalid"]) {
    if (input.hasAttribute(name)) entry.setAttribute(name, input.getAttribute(name));
  }
  if (input.dataset.url) {
    const known = document.createElement("datalist");
    known.id = `${entry.id}-known`;
    entry.setAttribute("list", known.id);
    box.append(known);
    entry.addEventListener("input", async () => { known.innerHTML = await fragment(`${input.dataset.url}?${new URLSearchParams({ q: entry.value })}`); });
  }
  input.hidden = true;
  input.before(box);
  box.append(entry);

  const names = () => input.value.split(",").map((name) => name.trim()).filter(Boolean);

  function keep(list) {
    input.value = [...new Set(list)].join(", ");
    input.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
  }

  function draw() {
    box.querySelectorAll(".chip").forEach((chip) => chip.remove());
    for (const name of names()) {
      const chip = document.createElement("span");
      chip.className = "chip tag gray";
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.ariaLabel = `× ${name}`;
      remove.addEventListener("click", () => {
        keep(names().filter((other) => other !== name));
        entry.focus();
      });
      chip.append(name, remove);
      entry.before(chip);
    }
  }

  const add = () => {
    if (entry.value.trim()) keep([...names(), ...entry.value.split(",").map((name) => name.trim()).filter(Boolean)]);
    entry.value = "";
  };
  entry.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" && entry.value) || event.key === ",") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && !entry.value) keep(names().slice(0, -1));
  });
  entry.addEventListener("blur", add);
  input.form?.addEventListener("submit", add);
  draw();
  return () => box.remove();
}

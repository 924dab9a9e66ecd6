// Formatted text: what is seen is what is kept. The textarea stays what the form sends; the server cleans it.
// data-words names the buttons in this order.
const COMMANDS = [["bold", "B"], ["italic", "I"], ["formatBlock", "H", "h3"], ["insertUnorderedList", "•"], ["insertOrderedList", "1."], ["createLink", "↗"]];

export default function rich(element) {
  const area = element.querySelector("textarea");
  if (area.disabled) return undefined;
  const words = element.dataset.words.split("|");
  const bar = Object.assign(document.createElement("div"), { className: "rich-bar" });
  bar.setAttribute("role", "toolbar");
  const page = Object.assign(document.createElement("div"), { className: "rich-text", contentEditable: "true" });
  page.setAttribute("role", "textbox");
  page.setAttribute("aria-multiline", "true");
  page.setAttribute("aria-label", document.querySelector(`label[for="${area.id}"]`)?.textContent ?? "");
  for (const name of ["aria-invalid", "aria-describedby"]) if (area.hasAttribute(name)) page.setAttribute(name, area.getAttribute(name));
  // What the server sent is clean already, and a document without scripts is what it is read in.
  const kept = new DOMParser().parseFromString(area.value, "text/html");
  page.append(...kept.body.childNodes);

  COMMANDS.forEach(([command, sign, value], place) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: sign, title: words[place], ariaLabel: words[place] });
    button.dataset.variant = "ghost";
    button.dataset.size = "sm";
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      page.focus();
      const given = command === "createLink" ? prompt(element.dataset.ask, "https://") : value;
      if (command !== "createLink" || given) document.execCommand(command, false, given);
      write();
    });
    bar.append(button);
  });

  function write() {
    area.value = page.textContent.trim() ? page.innerHTML : "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  page.addEventListener("input", write);
  page.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  area.hidden = true;
  element.prepend(bar, page);
  return () => { bar.remove(); page.remove(); area.hidden = false; };
}

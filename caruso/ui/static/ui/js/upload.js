// Files chosen or dropped are sent at once; those refused are told by name, then the page is shown anew.
import { toast } from "./messages.js";

export default function upload(form) {
  const input = form.querySelector('input[type="file"]');

  async function send(files) {
    const data = new FormData(form);
    data.delete("file");
    for (const file of files) data.append("file", file);
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const { files: added = [], errors = [] } = await answer.json();
      errors.forEach((text) => toast({ text, tone: "error" }));
      if (added.length && !errors.length) location.reload();
      else if (added.length) setTimeout(() => location.reload(), 4000);
    } catch {
      toast({ text: form.dataset.failed, tone: "error" });
    } finally {
      form.removeAttribute("aria-busy");
      input.value = "";
    }
  }

  input.addEventListener("change", () => input.files.length && send(input.files));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
}

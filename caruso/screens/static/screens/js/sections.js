// Sections of a form that come and go with what is answered: after every change `data-url` says which are absent.
import { post } from "../../ui/js/http.js";

export default function sections(element) {
  const form = element.closest("form");
  let asked = 0;
  async function ask() {
    asked += 1;
    const mine = asked;
    const answer = await post(element.dataset.url, new FormData(form));
    const { absent } = await answer.json();
    if (mine !== asked) return;
    element.querySelectorAll("[data-section]").forEach((section) => {
      section.hidden = absent.includes(Number(section.dataset.section));
    });
  }
  const listen = () => ask().catch(() => {});
  form.addEventListener("change", listen);
  return () => form.removeEventListener("change", listen);
}

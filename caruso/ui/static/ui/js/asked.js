// Fields of a form that hang on what is in others come and go while it is filled in. The server says which.
import { post } from "./http.js";

const PAUSE = 200;

export default function asked(element) {
  const form = element.closest("form");
  let timer, latest = 0;

  async function look() {
    const turn = (latest += 1);
    const fields = new FormData(form);
    if (element.dataset.record) fields.set("record", element.dataset.record);
    let answer;
    try {
      answer = await (await post(element.dataset.address, fields)).json();
    } catch {
      return; // The server says it again, beside the field, when the form is sent.
    }
    if (turn !== latest) return;
    for (const field of form.querySelectorAll("[data-field]")) {
      field.hidden = answer.hidden.includes(field.dataset.field);
      const star = field.querySelector(".required");
      if (star) star.hidden = !answer.required.includes(field.dataset.field);
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  return () => {
    clearTimeout(timer);
    form.removeEventListener("input", later);
    form.removeEventListener("change", later);
  };
}

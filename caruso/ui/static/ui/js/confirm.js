// Asks before a form with data-confirm="question" is sent, and for htmx's hx-confirm.
const dialog = document.getElementById("confirm");

function ask(question) {
  dialog.querySelector("p").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

let agreed = null;
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || agreed === form || !dialog) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(question))) return;
  agreed = form;
  form.requestSubmit(event.submitter);
  agreed = null;
}, true);

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.detail.question || !dialog) return;
  event.preventDefault();
  if (await ask(event.detail.question)) event.detail.issueRequest(true);
});

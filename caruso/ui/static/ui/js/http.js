// Requests that carry the CSRF token, by fetch and by htmx alike.
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

/** POST form fields; rejects when the server does not answer with success. */
export async function post(url, fields) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
    body: new URLSearchParams(fields),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
}

/** GET a fragment of HTML. */
export async function fragment(url, signal) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.text();
}

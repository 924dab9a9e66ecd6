// Requests that carry the CSRF token, by fetch and by htmx alike.
const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token();
});

// What an answer asks for by HX-Trigger, as htmx would raise it; true if it says something to the reader.
function announce(answer) {
  const events = Object.entries(JSON.parse(answer.headers.get("HX-Trigger") ?? "{}"));
  for (const [name, detail] of events) document.body.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  return events.some(([name]) => name === "toast");
}

/** POST form fields; rejects when the server does not answer with success, `told` where it has said why itself. */
export async function post(url, fields) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" },
    body: new URLSearchParams(fields),
  });
  const told = announce(answer);
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${url}`), { told });
  return answer;
}

/** GET a fragment of HTML. */
export async function fragment(url, signal) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.text();
}

// The bell counts on while a page stays open: every half minute, and at once when the tab comes back.
import { fragment } from "./http.js";

export default function unread(element) {
  async function count() {
    if (document.hidden) return;
    try {
      const number = Number(await fragment(element.dataset.url));
      element.textContent = number;
      element.hidden = !number;
    } catch { /* the next round may do better */ }
  }
  const timer = setInterval(count, 30_000);
  document.addEventListener("visibilitychange", count);
  document.addEventListener("notified", count);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", count);
    document.removeEventListener("notified", count);
  };
}

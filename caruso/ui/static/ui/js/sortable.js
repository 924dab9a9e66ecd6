// Cards dragged between lanes, or lines within a list. Sends {id, lane, before} by htmx; on refusal the card goes back.
// data-move-url, and on each lane data-lane.
import Sortable from "../../vendor/sortablejs/modular/sortable.esm.js";
import { post } from "./http.js";
import { toast } from "./messages.js";

export default function sortable(element) {
  const lanes = element.matches("[data-lane]") ? [element] : [...element.querySelectorAll("[data-lane]")];
  const made = lanes.map((lane) => Sortable.create(lane, {
    group: element.dataset.moveUrl,
    animation: 140,
    delay: 120,
    delayOnTouchOnly: true,
    filter: "button, .btn",
    preventOnFilter: false,
    onEnd: async ({ item, from, to, oldIndex, newIndex }) => {
      if (from === to && oldIndex === newIndex) return;
      try {
        await post(element.dataset.moveUrl, { id: item.dataset.id, lane: to.dataset.lane, before: item.nextElementSibling?.dataset.id ?? "" });
        element.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
      } catch {
        from.insertBefore(item, from.children[oldIndex] ?? null);
        toast({ text: element.dataset.refused ?? "", tone: "error" });
      }
    },
  }));
  return () => made.forEach((one) => one.destroy());
}

// Cards dragged between lanes (data-lane on each), or lines within one list. With data-move-url it is told
// {id, lane, before} by POST, and on refusal the card goes back; without, the order is sent by the form around it.
import Sortable from "../../vendor/sortablejs/modular/sortable.esm.js";
import { post } from "./http.js";
import { toast } from "./messages.js";

export default function sortable(element) {
  const found = [...element.querySelectorAll("[data-lane]")];
  const lanes = found.length ? found : [element];
  const { moveUrl, refused } = element.dataset;
  const made = lanes.map((lane) => Sortable.create(lane, {
    group: moveUrl ?? "lines",
    animation: 140,
    delay: 120,
    delayOnTouchOnly: true,
    filter: "button, .btn",
    preventOnFilter: false,
    onEnd: async ({ item, from, to, oldIndex, newIndex }) => {
      if (!moveUrl || (from === to && oldIndex === newIndex)) return;
      try {
        await post(moveUrl, { id: item.dataset.id, lane: to.dataset.lane ?? "", before: item.nextElementSibling?.dataset.id ?? "" });
        element.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
      } catch {
        from.insertBefore(item, from.children[oldIndex] ?? null);
        toast({ text: refused ?? "", tone: "error" });
      }
    },
  }));
  return () => made.forEach((one) => one.destroy());
}

// Cards dragged between lanes (data-lane on each), or lines within one list. With data-move-url it is told
// {id, lane, before} by POST; on refusal, or while a dialog asks first (204), the card goes back; without, the order is
// sent by the form around it.
// Without a mouse a card's <details> opens the form of the <template data-move>, of which one page needs only one.
import Sortable from "../../vendor/sortablejs/modular/sortable.esm.js";
import { post } from "./http.js";
import { toast } from "./messages.js";

function openMove(event, form) {
  const details = event.target;
  if (!form || !details.open || details.querySelector("form")) return;
  const made = form.content.firstElementChild.cloneNode(true);
  made.elements.id.value = details.closest("[data-id]").dataset.id;
  made.elements.lane.value = details.closest("[data-lane]").dataset.lane;
  details.append(made);
  window.htmx.process(made);
}

export default function sortable(element) {
  const found = [...element.querySelectorAll("[data-lane]")];
  const lanes = found.length ? found : [element];
  const { moveUrl, refused } = element.dataset;
  const made = lanes.map((lane) => Sortable.create(lane, {
    group: moveUrl ?? "lines",
    animation: 140,
    delay: 120,
    delayOnTouchOnly: true,
    filter: "button, .btn, [data-fixed]",
    preventOnFilter: false,
    onEnd: async ({ item, from, to, oldIndex, newIndex }) => {
      if (!moveUrl || (from === to && oldIndex === newIndex)) return;
      const back = () => from.insertBefore(item, from.children[oldIndex] ?? null);
      try {
        const answer = await post(moveUrl, { id: item.dataset.id, lane: to.dataset.lane ?? "", before: item.nextElementSibling?.dataset.id ?? "" });
        if (answer.status === 204) back();
      } catch (problem) {
        back();
        if (!problem.told) toast({ text: refused ?? "", tone: "error" });
      }
    },
  }));
  const form = element.querySelector("template[data-move]");
  // A toggle does not bubble; it is caught on its way down.
  element.addEventListener("toggle", (event) => openMove(event, form), true);
  return () => made.forEach((one) => one.destroy());
}

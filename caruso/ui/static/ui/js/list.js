// A table of records: selection, peeking, editing in place, widths of columns.
//
// data-cell-url="/accounts/{id}/cell/{field}"  where a cell is edited (th[data-field][data-editable])
// data-peek-url="/accounts/{id}/peek"          what is shown beside the list
// data-width-url, data-view                    where {field, width, view} is kept by POST
import { post } from "./http.js";
import resizable from "./columns.js";
import { remember } from "./neighbours.js";
import selectable from "./selection.js";

export default function list(table) {
  const heads = [...table.tHead.rows[0].cells];
  const fill = (address, row, field = "") => address.replace("{id}", row.dataset.id).replace("{field}", field);

  function peek(row) {
    if (!table.dataset.peekUrl) return;
    table.querySelector("tr[aria-current]")?.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    htmx.ajax("GET", fill(table.dataset.peekUrl, row), { target: "#peek", swap: "innerHTML" });
  }

  function edit(cell) {
    const head = heads[cell.cellIndex];
    if (!table.dataset.cellUrl || !head?.hasAttribute("data-editable") || cell.querySelector("form")) return;
    htmx.ajax("GET", fill(table.dataset.cellUrl, cell.parentElement, head.dataset.field), { target: cell, swap: "innerHTML" })
      .then(() => cell.querySelector("input:not([type=hidden]), select, textarea")?.focus());
  }

  // Told once per column, marked on the cells only when the pointer comes near.
  table.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("td");
    if (cell && heads[cell.cellIndex]?.hasAttribute("data-editable")) cell.dataset.editable = "";
  });
  let peeking = 0;
  table.addEventListener("dblclick", (event) => {
    clearTimeout(peeking);
    if (event.target.closest("td")) edit(event.target.closest("td"));
  });
  table.addEventListener("click", (event) => {
    if (event.target.closest("a, button, input, form, label, select") || !event.target.closest("tbody tr[data-id]")) return;
    if (event.detail === 1 && getSelection().isCollapsed) peeking = setTimeout(() => !table.querySelector("td > form") && peek(event.target.closest("tr")), 220);
  });
  table.addEventListener("peek", (event) => peek(event.target.closest("tr")));
  table.addEventListener("keydown", (event) => {
    const form = event.target.closest("td > form");
    if (form && event.key === "Escape") {
      event.stopPropagation();
      const cell = form.parentElement;
      htmx.ajax("GET", `${fill(table.dataset.cellUrl, cell.parentElement, heads[cell.cellIndex].dataset.field)}?show`, { target: cell, swap: "innerHTML" });
    }
  });

  const scroller = table.closest(".list-scroll");
  scroller?.addEventListener("scroll", () => scroller.toggleAttribute("data-scrolled", scroller.scrollLeft > 0), { passive: true });

  selectable(table);
  resizable(table, (field, width) => table.dataset.widthUrl && post(table.dataset.widthUrl, { field, width, view: table.dataset.view ?? "" }));
  addEventListener("pagehide", () => remember(table.tBodies[0]));
}

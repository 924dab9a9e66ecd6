// Widths of columns, by pointer; `keep(field, width)` is told in the end.
export default function resizable(table, keep) {
  const columns = table.querySelectorAll("colgroup > col");

  function setWidth(index, width) {
    const column = columns[index];
    const before = Number(column.width);
    column.width = Math.round(Math.min(Math.max(width, 64), 900));
    table.width = Number(table.width) + Number(column.width) - before;
  }

  // A table narrower than its page is stretched; what is dragged starts from what is seen.
  function takeSeenWidths() {
    const cells = [...table.tHead.rows[0].cells];
    const seen = cells.map((cell) => cell.offsetWidth);
    seen.forEach((width, index) => { if (index) columns[index].width = width; });
    table.width = seen.reduce((sum, width) => sum + width, 0);
  }

  [...table.tHead.rows[0].cells].forEach((head, index) => {
    if (!head.dataset.field || !columns[index]?.width) return;
    const grip = document.createElement("span");
    grip.className = "grip";
    head.append(grip);
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      grip.dataset.held = "";
      takeSeenWidths();
      const from = event.clientX;
      const width = Number(columns[index].width);
      const move = (moved) => setWidth(index, width + moved.clientX - from);
      grip.addEventListener("pointermove", move);
      grip.addEventListener("pointerup", () => {
        grip.removeEventListener("pointermove", move);
        delete grip.dataset.held;
        keep(head.dataset.field, columns[index].width);
      }, { once: true });
    });
    grip.addEventListener("click", (event) => event.stopPropagation());
  });
}

// Ticking rows: shift takes a range, the head takes the page, "all matching" takes what the filter finds.
export default function selectable(table) {
  const all = table.tHead.querySelector('input[type="checkbox"]');
  const bar = document.querySelector(table.dataset.bulk ?? ".bulk");
  if (!all || !bar) return;
  const count = bar.querySelector("output");
  const everything = bar.querySelector('input[name="all_matching"]');
  const boxes = () => [...table.tBodies[0].querySelectorAll('td:first-child > input[type="checkbox"]')];
  let last = null;

  function show() {
    const ticked = boxes().filter((box) => box.checked).length;
    const whole = ticked > 0 && ticked === boxes().length;
    all.checked = whole;
    all.indeterminate = ticked > 0 && !whole;
    bar.hidden = ticked === 0;
    if (everything && !whole) everything.checked = false;
    count.textContent = everything?.checked ? bar.dataset.allText : bar.dataset.text.replace("{n}", ticked);
    bar.querySelector(".all-matching")?.toggleAttribute("hidden", !whole || everything?.checked);
  }

  table.addEventListener("click", (event) => {
    const box = event.target.closest('input[type="checkbox"]');
    if (!box) return;
    if (box === all) boxes().forEach((each) => { each.checked = all.checked; });
    else {
      const each = boxes();
      if (event.shiftKey && last) {
        const [from, to] = [each.indexOf(last), each.indexOf(box)].sort((a, b) => a - b);
        each.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
      }
      last = box;
    }
    show();
  });
  bar.addEventListener("click", (event) => {
    if (event.target.closest(".all-matching") && everything) everything.checked = true;
    else if (event.target.closest("[data-clear]")) boxes().forEach((box) => { box.checked = false; });
    else return;
    show();
  });
  document.addEventListener("htmx:afterSwap", (event) => table.contains(event.detail.target) && show());
  // Ticked before this module was there.
  if (all.checked) boxes().forEach((box) => { box.checked = true; });
  show();
}

// The records before and after this one, in the list or board that one came from.
//
// data-list="/accounts/"  whose records they are
// data-id="12"            the record shown
// Its links with rel="prev" and rel="next" get their addresses; it stays hidden where there is nowhere to go.
const KEY = "caruso-neighbours";

// Called by what shows records when one leaves it.
export function remember(rows) {
  const numbers = [...rows.querySelectorAll(":scope > [data-id]")].map((row) => row.dataset.id);
  sessionStorage.setItem(KEY, JSON.stringify({ list: location.pathname, numbers }));
}

export default function neighbours(element) {
  const { list, numbers = [] } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  const at = list === element.dataset.list ? numbers.indexOf(element.dataset.id) : -1;
  if (at < 0 || numbers.length < 2) return;
  for (const [rel, number] of [["prev", numbers[at - 1]], ["next", numbers[at + 1]]]) {
    const link = element.querySelector(`[rel="${rel}"]`);
    if (number) link.href = element.dataset.list + number;
    else link.setAttribute("aria-disabled", "true");
  }
  element.hidden = false;
}

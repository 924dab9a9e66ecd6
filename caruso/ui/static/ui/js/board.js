// The board: cards are dragged between lanes; by keys the arrows walk from card to card, and with Shift the left and
// right ones take the card into the next lane. Where one was is found again after the board was read anew.
import { post } from "./http.js";
import { toast } from "./messages.js";
import sortable from "./sortable.js";

const places = new Map();
const lanesOf = (board) => [...board.querySelectorAll("[data-lane]")];
const cardsOf = (lane) => [...lane.querySelectorAll("[data-id]")];

function neighbour(lanes, lane, step) {
  for (let at = lanes.indexOf(lane) + step; lanes[at]; at += step) if (cardsOf(lanes[at]).length) return lanes[at];
}

function walk(lanes, card, lane, key) {
  if (key === "ArrowUp") return card.previousElementSibling;
  if (key === "ArrowDown") return card.nextElementSibling;
  const next = neighbour(lanes, lane, key === "ArrowLeft" ? -1 : 1);
  return next && cardsOf(next)[Math.min(cardsOf(lane).indexOf(card), cardsOf(next).length - 1)];
}

async function take(board, card, to) {
  if (!to || !board.dataset.moveUrl) return;
  try {
    await post(board.dataset.moveUrl, { id: card.dataset.id, lane: to.dataset.lane });
  } catch (problem) {
    if (!problem.told) toast({ text: board.dataset.refused ?? "", tone: "error" });
  }
}

// Heard by the document, so that keys are not lost while the board is read anew.
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.('[data-island="board"] [data-id]');
  if (!card || event.target.closest("form") || !event.key.startsWith("Arrow")) return;
  const board = card.closest('[data-island="board"]');
  const [lanes, lane] = [lanesOf(board), card.closest("[data-lane]")];
  const sideways = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
  event.preventDefault();
  if (event.shiftKey && sideways) take(board, card, lanes[lanes.indexOf(lane) + sideways]);
  else if (!event.shiftKey) walk(lanes, card, lane, event.key)?.querySelector("a")?.focus();
});

export default function board(element) {
  const scrolled = [["", element], ...lanesOf(element).map((lane) => [lane.dataset.lane, lane])];
  for (const [name, one] of scrolled) [one.scrollLeft, one.scrollTop] = places.get(name) ?? [0, 0];
  const undo = element.dataset.moveUrl ? sortable(element) : () => {};
  return () => {
    for (const [name, one] of scrolled) places.set(name, [one.scrollLeft, one.scrollTop]);
    undo();
  };
}

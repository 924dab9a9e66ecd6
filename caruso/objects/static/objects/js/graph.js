// The list of objects and what they lead to, drawn as a graph: zoomed by wheel, two fingers, buttons and + −, moved by
// dragging. Each node is a link; the arrow keys go to the nearest node that way. What leads where is named on the lines of
// the node that one points at or is on, and below the graph. Without scripts the list is what one sees.
import place from "./graph_layout.js";
import View from "./graph_view.js";

const SVG = "http://www.w3.org/2000/svg";
const NODE = { height: 34, side: 14, letter: 7.2 };

function make(name, attributes = {}, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

function read(list) {
  const nodes = [...list.children].map((item) => {
    const link = item.querySelector("a");
    const label = link.textContent.trim();
    return { key: item.dataset.key, hue: item.dataset.hue, modelled: "modelled" in item.dataset, href: link.href, label, width: label.length * NODE.letter + NODE.side * 2 };
  });
  const known = new Map(nodes.map((node) => [node.key, node]));
  return { nodes, edges: joined(list, known) };
}

// One line for all that leads from one to the other.
function joined(list, known) {
  const found = new Map();
  for (const item of list.querySelectorAll("[data-target]")) {
    const [from, to] = [known.get(item.closest("[data-key]").dataset.key), known.get(item.dataset.target)];
    if (!to) continue;
    const name = `${from.key}→${to.key}`;
    if (!found.has(name)) found.set(name, { from, to, labels: [] });
    found.get(name).labels.push(item.dataset.label);
  }
  return [...found.values()];
}

// Where the line from the middle of a node leaves its box.
function edgeOf(node, towards, gap) {
  const dx = towards.x - node.x;
  const dy = towards.y - node.y;
  const scale = Math.min((node.width / 2 + gap) / Math.abs(dx || 0.01), (NODE.height / 2 + gap) / Math.abs(dy || 0.01));
  return [node.x + dx * scale, node.y + dy * scale];
}

// From one to the other; what leads to itself is a loop at the corner. The name stands nearer to where the line begins, so
// that two that lead to each other keep theirs apart.
function lineOf({ from, to }) {
  if (from === to) {
    const [x, y] = [from.x + from.width / 2, from.y - NODE.height / 2];
    return { d: `M${x - 22} ${y} C${x - 22} ${y - 30} ${x + 30} ${y - 22} ${x} ${y + 12}`, x: x + 4, y: y - 24 };
  }
  const [x1, y1] = edgeOf(from, to, 0);
  const [x2, y2] = edgeOf(to, from, 4);
  return { d: `M${x1} ${y1} L${x2} ${y2}`, x: x1 + (x2 - x1) * 0.42, y: y1 + (y2 - y1) * 0.42 };
}

function draw({ nodes, edges }) {
  const [lines, names, boxes] = ["edges", "edge-names", "nodes"].map((name) => make("g", { class: name }));
  for (const edge of edges) {
    const { d, x, y } = lineOf(edge);
    edge.line = make("path", { d, "marker-end": "url(#model-arrow)" });
    edge.name = make("text", { x, y, "text-anchor": "middle", dy: "0.35em" }, edge.labels.join(", "));
    lines.append(edge.line);
    names.append(edge.name);
  }
  for (const node of nodes) {
    const link = make("a", { href: node.href, class: `model-node ${node.hue}`, transform: `translate(${node.x} ${node.y})` });
    if (node.modelled) link.dataset.modelled = "";
    link.append(make("rect", { x: -node.width / 2, y: -NODE.height / 2, width: node.width, height: NODE.height, rx: 9 }));
    link.append(make("text", { "text-anchor": "middle", dy: "0.35em" }, node.label));
    node.link = link;
    boxes.append(link);
  }
  return [lines, boxes, names];
}

function light(data, node) {
  const near = new Set([node]);
  for (const edge of data.edges) {
    const own = edge.from === node || edge.to === node;
    for (const drawn of [edge.line, edge.name]) {
      drawn.classList.toggle("lit", Boolean(node) && own);
      drawn.classList.toggle("dim", Boolean(node) && !own);
    }
    if (own) { near.add(edge.from); near.add(edge.to); }
  }
  for (const one of data.nodes) one.link.classList.toggle("dim", Boolean(node) && !near.has(one));
}

function nearest(nodes, from, key) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  const cost = (node) => {
    const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
    const aside = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
    return along > 4 ? along + aside * 2 : Infinity;
  };
  const found = nodes.filter((node) => node !== from).sort((a, b) => cost(a) - cost(b))[0];
  return found && cost(found) < Infinity ? found : null;
}

function button(label, sign, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: sign, ariaLabel: label, title: label });
  made.dataset.variant = "outline";
  made.dataset.size = "icon-sm";
  made.addEventListener("click", act);
  return made;
}

// What leads where, in words, with the way in.
function tell(note, data, node) {
  const told = data.edges.filter((edge) => edge.from === node || edge.to === node)
    .map((edge) => `${edge.from === node ? "" : `${edge.from.label}: `}${edge.labels.join(", ")} → ${edge.to.label}`);
  const way = Object.assign(document.createElement("a"), { href: node.href, textContent: node.label, className: "link" });
  note.replaceChildren(way, told.length ? `: ${told.join(" · ")}` : "");
}

export default function graph(element) {
  const list = element.querySelector(".graph-list");
  const data = read(list);
  if (!data.nodes.length) return undefined;
  place({ nodes: data.nodes, edges: data.edges.filter((edge) => edge.from !== edge.to) });
  const svg = make("svg", { class: "model-canvas", role: "group", "aria-label": element.dataset.label });
  const marker = make("marker", { id: "model-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto-start-reverse" });
  marker.append(make("path", { d: "M0 0 8 4 0 8z" }));
  const definitions = make("defs");
  definitions.append(marker);
  svg.append(definitions, ...draw(data));
  const view = new View(svg);

  const whole = () => {
    const left = Math.min(...data.nodes.map((node) => node.x - node.width / 2)) - 24;
    const top = Math.min(...data.nodes.map((node) => node.y)) - 40;
    const width = Math.max(...data.nodes.map((node) => node.x + node.width / 2)) + 24 - left;
    const height = Math.max(...data.nodes.map((node) => node.y)) + 40 - top;
    view.show({ x: left, y: top, width, height });
  };
  // A phone begins near what most leads to, in letters that can be read.
  const begin = () => {
    whole();
    const readable = svg.clientWidth / 0.8;
    if (view.box.width * 0.6 < readable) return;
    const uses = (node) => data.edges.filter((edge) => edge.to === node).length;
    const middle = data.nodes.reduce((best, node) => (uses(node) > uses(best) ? node : best));
    const height = svg.clientHeight / 0.8;
    view.show({ x: middle.x - readable / 2, y: middle.y - height / 2, width: readable, height });
  };

  const note = Object.assign(document.createElement("p"), { className: "graph-note", textContent: element.dataset.hint });
  let chosen = null;
  const choose = (node) => {
    chosen = node;
    light(data, node);
    if (node) tell(note, data, node);
  };
  svg.addEventListener("click", (event) => { if (!event.target.closest("a")) choose(null); });
  for (const node of data.nodes) {
    let byFinger = false;
    node.link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") choose(node); });
    node.link.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") choose(null); });
    node.link.addEventListener("focus", () => { if (!byFinger && node.link.matches(":focus-visible")) { choose(node); view.reveal(node); } });
    node.link.addEventListener("blur", () => choose(null));
    node.link.addEventListener("pointerdown", (event) => { byFinger = event.pointerType !== "mouse"; });
    // A finger cannot point: it first shows what leads where, then opens.
    node.link.addEventListener("click", (event) => {
      if (byFinger && chosen !== node) { event.preventDefault(); choose(node); }
      byFinger = false;
    });
    node.link.addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        nearest(data.nodes, node, event.key)?.link.focus();
      } else if (event.key === "+" || event.key === "-") view.zoom(event.key === "+" ? 1 / 1.25 : 1.25, node);
      else if (event.key === "0") whole();
    });
  }
  const bar = document.createElement("div");
  bar.className = "graph-bar";
  bar.append(
    button(element.dataset.zoomIn, "+", () => view.zoom(1 / 1.3)),
    button(element.dataset.zoomOut, "−", () => view.zoom(1.3)),
    button(element.dataset.whole, "⤢", whole),
  );
  list.hidden = true;
  element.append(svg, bar, note);
  begin();
  return () => {
    for (const one of [svg, bar, note]) one.remove();
    list.hidden = false;
  };
}

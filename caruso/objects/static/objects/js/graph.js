// The list of objects and what they lead to, drawn as a graph: zoomed by wheel, buttons and + −, moved by dragging.
// Each node is a link; the arrow keys go to the nearest node that way. Without scripts the list is what one sees.
const SVG = "http://www.w3.org/2000/svg";
const ROUNDS = 420;
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
  const edges = [...list.querySelectorAll("[data-target]")].map((item) => ({
    from: known.get(item.closest("[data-key]").dataset.key),
    to: known.get(item.dataset.target),
    label: item.textContent.split("→")[0].trim(),
  })).filter((edge) => edge.to && edge.from !== edge.to);
  return { nodes, edges };
}

// Springs along the edges, repulsion between nodes; begun from a spiral of the best linked, so it is the same each time.
function place({ nodes, edges }) {
  const degree = new Map(nodes.map((node) => [node, 0]));
  for (const { from, to } of edges) for (const end of [from, to]) degree.set(end, degree.get(end) + 1);
  [...nodes].sort((one, other) => degree.get(other) - degree.get(one)).forEach((node, at) => {
    const angle = at * 2.4;
    const far = 60 * Math.sqrt(at + 0.5);
    Object.assign(node, { x: Math.cos(angle) * far * 1.6, y: Math.sin(angle) * far });
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const heat = 18 * (1 - round / ROUNDS);
    const pull = new Map(nodes.map((node) => [node, [-node.x * 0.012, -node.y * 0.02]]));
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const [a, b] = [nodes[i], nodes[j]];
        const dx = (a.x - b.x) / 1.7 || 0.1;
        const dy = a.y - b.y || 0.1;
        const force = 7200 / (dx * dx + dy * dy + 40);
        const length = Math.hypot(dx, dy);
        pull.get(a)[0] += (dx / length) * force; pull.get(a)[1] += (dy / length) * force;
        pull.get(b)[0] -= (dx / length) * force; pull.get(b)[1] -= (dy / length) * force;
      }
    }
    for (const { from, to } of edges) {
      const dx = to.x - from.x;
      const dy = to.y - from.y;
      const force = (Math.hypot(dx, dy) - 130) * 0.02;
      const length = Math.hypot(dx, dy) || 1;
      pull.get(from)[0] += (dx / length) * force; pull.get(from)[1] += (dy / length) * force;
      pull.get(to)[0] -= (dx / length) * force; pull.get(to)[1] -= (dy / length) * force;
    }
    for (const node of nodes) {
      const [x, y] = pull.get(node);
      const step = Math.min(1, heat / (Math.hypot(x, y) || 1));
      node.x += x * step;
      node.y += y * step;
    }
  }
  part(nodes);
}

// Labels never lie over each other.
function part(nodes) {
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const [a, b] = [nodes[i], nodes[j]];
        const overX = (a.width + b.width) / 2 + 18 - Math.abs(a.x - b.x);
        const overY = NODE.height + 18 - Math.abs(a.y - b.y);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        if (overX < overY) { const by = (overX / 2) * Math.sign(a.x - b.x || 1); a.x += by; b.x -= by; }
        else { const by = (overY / 2) * Math.sign(a.y - b.y || 1); a.y += by; b.y -= by; }
      }
    }
    if (!moved) return;
  }
}

// Where the line from the middle of a node leaves its box.
function edgeOf(node, towards, gap) {
  const dx = towards.x - node.x;
  const dy = towards.y - node.y;
  const scale = Math.min((node.width / 2 + gap) / Math.abs(dx || 0.01), (NODE.height / 2 + gap) / Math.abs(dy || 0.01));
  return [node.x + dx * scale, node.y + dy * scale];
}

function draw({ nodes, edges }) {
  const lines = make("g", { class: "edges" });
  for (const edge of edges) {
    const [x1, y1] = edgeOf(edge.from, edge.to, 0);
    const [x2, y2] = edgeOf(edge.to, edge.from, 4);
    const line = make("line", { x1, y1, x2, y2, "marker-end": "url(#model-arrow)" });
    line.append(make("title", {}, `${edge.from.label}: ${edge.label} → ${edge.to.label}`));
    edge.line = line;
    lines.append(line);
  }
  const boxes = make("g", { class: "nodes" });
  for (const node of nodes) {
    const link = make("a", { href: node.href, class: `model-node ${node.hue}`, transform: `translate(${node.x} ${node.y})` });
    if (node.modelled) link.dataset.modelled = "";
    link.append(make("rect", { x: -node.width / 2, y: -NODE.height / 2, width: node.width, height: NODE.height, rx: 9 }));
    link.append(make("text", { "text-anchor": "middle", dy: "0.35em" }, node.label));
    node.link = link;
    boxes.append(link);
  }
  return [lines, boxes];
}

function light(data, node) {
  const near = new Set([node]);
  for (const edge of data.edges) {
    const own = edge.from === node || edge.to === node;
    edge.line.classList.toggle("lit", Boolean(node) && own);
    edge.line.classList.toggle("dim", Boolean(node) && !own);
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

export default function graph(element) {
  const list = element.querySelector(".graph-list");
  const data = read(list);
  if (!data.nodes.length) return undefined;
  place(data);
  const svg = make("svg", { class: "model-canvas", role: "group", "aria-label": element.dataset.label });
  const marker = make("marker", { id: "model-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" });
  marker.append(make("path", { d: "M0 0 8 4 0 8z" }));
  const definitions = make("defs");
  definitions.append(marker);
  svg.append(definitions, ...draw(data));

  const box = { x: 0, y: 0, width: 1, height: 1 };
  const show = () => svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  const whole = () => {
    const left = Math.min(...data.nodes.map((node) => node.x - node.width / 2)) - 24;
    const top = Math.min(...data.nodes.map((node) => node.y)) - 40;
    const width = Math.max(...data.nodes.map((node) => node.x + node.width / 2)) + 24 - left;
    const height = Math.max(...data.nodes.map((node) => node.y)) + 40 - top;
    Object.assign(box, { x: left, y: top, width, height });
    show();
  };
  // A phone begins near what most leads to, in letters that can be read.
  const begin = () => {
    whole();
    const readable = svg.clientWidth / 0.8;
    if (box.width * 0.6 < readable) return;
    const uses = (node) => data.edges.filter((edge) => edge.to === node).length;
    const middle = data.nodes.reduce((best, node) => (uses(node) > uses(best) ? node : best));
    const height = svg.clientHeight / 0.8;
    Object.assign(box, { x: middle.x - readable / 2, y: middle.y - height / 2, width: readable, height });
    show();
  };
  const zoom = (by, at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }) => {
    const width = Math.min(6000, Math.max(220, box.width * by));
    const real = width / box.width;
    Object.assign(box, { x: at.x - (at.x - box.x) * real, y: at.y - (at.y - box.y) * real, width, height: box.height * real });
    show();
  };
  const pointOf = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.12 : 1 / 1.12, pointOf(event));
  }, { passive: false });
  let grabbed = null;
  svg.addEventListener("pointerdown", (event) => { if (event.button === 0) grabbed = { at: pointOf(event), moved: false, id: event.pointerId }; });
  svg.addEventListener("pointermove", (event) => {
    if (!grabbed) return;
    const now = pointOf(event);
    if (!grabbed.moved && Math.hypot(now.x - grabbed.at.x, now.y - grabbed.at.y) < 5) return;
    if (!grabbed.moved) svg.setPointerCapture(grabbed.id);
    grabbed.moved = true;
    box.x += grabbed.at.x - now.x;
    box.y += grabbed.at.y - now.y;
    show();
  });
  let dragged = false;
  svg.addEventListener("pointerup", () => { dragged = Boolean(grabbed?.moved); grabbed = null; });
  svg.addEventListener("pointercancel", () => { grabbed = null; });
  svg.addEventListener("click", (event) => { if (dragged) event.preventDefault(); dragged = false; }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  for (const node of data.nodes) {
    node.link.addEventListener("pointerenter", () => light(data, node));
    node.link.addEventListener("pointerleave", () => light(data, null));
    node.link.addEventListener("focus", () => light(data, node));
    node.link.addEventListener("blur", () => light(data, null));
    node.link.addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow")) {
        event.preventDefault();
        nearest(data.nodes, node, event.key)?.link.focus();
      } else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1 / 1.25 : 1.25, node);
    });
  }
  const bar = document.createElement("div");
  bar.className = "graph-bar";
  bar.append(
    button(element.dataset.zoomIn, "+", () => zoom(1 / 1.3)),
    button(element.dataset.zoomOut, "−", () => zoom(1.3)),
    button(element.dataset.whole, "⤢", whole),
  );
  list.hidden = true;
  element.append(svg, bar);
  begin();
  return () => {
    svg.remove();
    bar.remove();
    list.hidden = false;
  };
}

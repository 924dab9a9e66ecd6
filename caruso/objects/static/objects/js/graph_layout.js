// Where the nodes of a graph stand.
const ROUNDS = 420;

// Springs along the edges, repulsion between nodes; begun from a spiral of the best linked, so it is the same each time.
export default function place({ nodes, edges }) {
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
function part(nodes, height = 34) {
  for (let round = 0; round < 60; round += 1) {
    let moved = false;
    for (let i = 0; i < nodes.length; i += 1) {
      for (let j = i + 1; j < nodes.length; j += 1) {
        const [a, b] = [nodes[i], nodes[j]];
        const overX = (a.width + b.width) / 2 + 18 - Math.abs(a.x - b.x);
        const overY = height + 18 - Math.abs(a.y - b.y);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        if (overX < overY) { const by = (overX / 2) * Math.sign(a.x - b.x || 1); a.x += by; b.x -= by; }
        else { const by = (overY / 2) * Math.sign(a.y - b.y || 1); a.y += by; b.y -= by; }
      }
    }
    if (!moved) return;
  }
}

// The window onto a drawing: moved by dragging, zoomed by wheel, by two fingers and by whoever asks.
const WIDEST = 6000;
const NARROWEST = 220;
const STILL = 5;

export default class View {
  constructor(svg) {
    this.svg = svg;
    this.box = { x: 0, y: 0, width: 1, height: 1 };
    this.fingers = new Map();
    this.dragged = false;
    svg.addEventListener("wheel", (event) => this.wheeled(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => this.touched(event));
    svg.addEventListener("pointermove", (event) => this.moved(event));
    for (const kind of ["pointerup", "pointercancel"]) svg.addEventListener(kind, (event) => this.released(event));
    svg.addEventListener("click", (event) => { if (this.dragged) { event.preventDefault(); event.stopPropagation(); } this.dragged = false; }, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
  }

  show(box) {
    Object.assign(this.box, box);
    const { x, y, width, height } = this.box;
    this.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  }

  zoom(by, at = this.middle) {
    const { x, y, width, height } = this.box;
    const wider = Math.min(WIDEST, Math.max(NARROWEST, width * by));
    const real = wider / width;
    this.show({ x: at.x - (at.x - x) * real, y: at.y - (at.y - y) * real, width: wider, height: height * real });
  }

  // What somebody reaches by the keyboard comes into sight.
  reveal(node) {
    const { x, y, width, height } = this.box;
    const inside = Math.abs(node.x - this.middle.x) < (width - node.width) / 2 && Math.abs(node.y - this.middle.y) < height / 2 - 30;
    if (!inside) this.show({ x: node.x - width / 2, y: node.y - height / 2 });
  }

  get middle() {
    return { x: this.box.x + this.box.width / 2, y: this.box.y + this.box.height / 2 };
  }

  pointOf({ clientX, clientY }) {
    return new DOMPoint(clientX, clientY).matrixTransform(this.svg.getScreenCTM().inverse());
  }

  wheeled(event) {
    event.preventDefault();
    this.zoom(event.deltaY > 0 ? 1.12 : 1 / 1.12, this.pointOf(event));
  }

  touched(event) {
    if (event.button !== 0) return;
    if (!this.fingers.size) this.dragged = false;
    this.fingers.set(event.pointerId, { clientX: event.clientX, clientY: event.clientY });
    this.begun = { clientX: event.clientX, clientY: event.clientY };
  }

  moved(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = { clientX: event.clientX, clientY: event.clientY };
    if (!this.dragged && this.fingers.size === 1 && Math.hypot(now.clientX - this.begun.clientX, now.clientY - this.begun.clientY) < STILL) return;
    if (!this.dragged) this.svg.setPointerCapture(event.pointerId);
    this.dragged = true;
    const other = [...this.fingers].find(([number]) => number !== event.pointerId)?.[1];
    if (other) this.pinched(before, now, other);
    else this.pulled(before, now);
    this.fingers.set(event.pointerId, now);
  }

  pulled(before, now) {
    const [from, to] = [this.pointOf(before), this.pointOf(now)];
    this.show({ x: this.box.x + from.x - to.x, y: this.box.y + from.y - to.y });
  }

  pinched(before, now, other) {
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
    this.zoom(apart(before) / apart(now), this.pointOf({ clientX: (now.clientX + other.clientX) / 2, clientY: (now.clientY + other.clientY) / 2 }));
  }

  released(event) {
    this.fingers.delete(event.pointerId);
  }
}

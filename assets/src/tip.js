// The tooltip at the pointer. Names come from the cluster: inserted as text nodes, never as markup (XSS).

import { format } from "./units.js";
import { moment } from "./clock.js";

const gap = 12;
const edge = 4;

export class Tip {
  #box = document.createElement("div");
  #time = document.createElement("div");
  #marks = document.createElement("div");
  #rows = [];

  constructor(over) {
    this.#box.className = "chart-tip";
    this.#box.setAttribute("aria-hidden", "true");
    this.#time.className = "chart-tip-time";
    this.#marks.className = "chart-tip-marks";
    this.#box.append(this.#time, this.#marks);
    this.#box.hidden = true;
    over.append(this.#box);
  }

  /** One row per series, in their order. */
  name(names) {
    for (const row of this.#rows) row.row.remove();
    this.#rows = names.map((name, index) => {
      const row = document.createElement("div");
      const swatch = document.createElement("i");
      const label = document.createElement("span");
      const value = document.createElement("b");
      swatch.className = `chart-swatch chart-color-${index % 8}`;
      label.append(document.createTextNode(name));
      row.append(swatch, label, value);
      this.#box.append(row);
      return { row, value };
    });
  }

  /** The annotations at the pointer. */
  tell(marks) {
    this.#marks.replaceChildren(...marks.map((mark) => {
      const line = document.createElement("div");
      line.append(document.createTextNode(`${mark.words}, ${moment(mark.at)}`));
      return line;
    }));
  }

  show(seconds, unit, values, left, width) {
    this.#time.textContent = moment(seconds);
    this.#rows.forEach((row, index) => {
      row.value.textContent = format(unit, values[index] ?? NaN);
    });
    this.#box.hidden = false;
    this.#place(left, width);
  }

  // Beside the pointer, on the side with more room, and clamped to the viewport: below the fixed top bar of a phone.
  #place(left, width) {
    const over = this.#box.parentElement.getBoundingClientRect();
    const { width: wide, height: high } = this.#box.getBoundingClientRect();
    const bar = document.querySelector(".top-bar")?.getBoundingClientRect().bottom ?? 0;
    const x = over.left + (left > width / 2 ? left - gap - wide : left + gap);
    const y = Math.min(over.top + edge, innerHeight - edge - high);
    this.#box.style.left = `${Math.max(edge, Math.min(x, document.documentElement.clientWidth - edge - wide)) - over.left}px`;
    this.#box.style.top = `${Math.max(Math.max(0, bar) + edge, y) - over.top}px`;
  }

  hide() {
    this.#box.hidden = true;
  }
}

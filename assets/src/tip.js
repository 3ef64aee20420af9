// The box beside the pointer. Names come from the cluster: they become text nodes, never markup.

import { format } from "./units.js";
import { moment } from "./clock.js";

export class Tip {
  #box = document.createElement("div");
  #time = document.createElement("div");
  #rows = [];

  constructor(over) {
    this.#box.className = "chart-tip";
    this.#box.setAttribute("aria-hidden", "true");
    this.#time.className = "chart-tip-time";
    this.#box.append(this.#time);
    this.#box.hidden = true;
    over.append(this.#box);
  }

  /** One row per line, in their order. */
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

  show(seconds, unit, values, left, width) {
    this.#time.textContent = moment(seconds);
    this.#rows.forEach((row, index) => {
      row.value.textContent = format(unit, values[index] ?? NaN);
    });
    this.#box.hidden = false;
    const right = left > width / 2;
    this.#box.style.left = right ? "" : `${left + 12}px`;
    this.#box.style.right = right ? `${width - left + 12}px` : "";
  }

  hide() {
    this.#box.hidden = true;
  }
}

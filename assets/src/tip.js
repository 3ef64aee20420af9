// The box beside the pointer. Names come from the cluster: they become text nodes, never markup.

import { format } from "./units.js";
import { moment } from "./clock.js";

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

  /** What happened where the pointer is. */
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
    const right = left > width / 2;
    this.#box.style.left = right ? "" : `${left + 12}px`;
    this.#box.style.right = right ? `${width - left + 12}px` : "";
  }

  hide() {
    this.#box.hidden = true;
  }
}

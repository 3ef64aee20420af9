// One time series chart. The server sends all points once, then only changed ones (incremental update); the canvas draws them.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./charts.css";
import { format, increments } from "./units.js";
import { tick } from "./clock.js";
import { drawMarks, marksNear } from "./marks.js";
import { onThemeChange, palette } from "./palette.js";
import { Tip } from "./tip.js";

const height = 160;

// A limit far above the series would flatten them; its value is then shown in the legend only.
const farAbove = 3;

class TimeChart {
  #host;
  #server;
  #unit;
  #start;
  #step;
  #values;
  #limits;
  #marks;
  #plot;
  #tip;
  #resize;
  #hovered = false;
  #colors;
  #forgetTheme;

  constructor(host, server, chart) {
    this.#host = host;
    this.#server = server;
    this.#unit = chart.unit;
    this.#take(chart);
    this.#colors = palette(host);
    this.#plot = new uPlot(this.#options(chart.names), this.#data(), host);
    this.#tip = new Tip(this.#plot.over);
    this.#tip.name(chart.names);
    this.#plot.over.addEventListener("mouseenter", () => { this.#hovered = true; });
    this.#plot.over.addEventListener("mouseleave", () => { this.#hovered = false; this.#tip.hide(); });
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(host);
    this.#forgetTheme = onThemeChange(() => {
      this.#colors = palette(this.#host);
      this.#plot.redraw(false, true);
    });
  }

  /** Replaces the newest points: those from index `from` of a grid that starts at `start`. */
  extend(change) {
    const shift = Math.round((change.start - this.#start) / this.#step);
    this.#values = this.#values.map((kept, line) => kept.slice(shift, shift + change.from).concat(change.values[line]));
    this.#start = change.start;
    this.#limits = change.limits;
    this.#marks = change.marks;
    this.#plot.setData(this.#data());
  }

  dispose() {
    this.#resize.disconnect();
    this.#forgetTheme();
    this.#plot.destroy();
  }

  #take(chart) {
    this.#start = chart.start;
    this.#step = chart.step;
    this.#values = chart.values;
    this.#limits = chart.limits;
    this.#marks = chart.marks;
  }

  #data() {
    const times = Array.from({ length: this.#values[0]?.length ?? 0 }, (_, index) => this.#start + index * this.#step);
    return [times, ...this.#values];
  }

  #options(names) {
    const axis = { stroke: () => this.#colors.text, font: "11px system-ui, sans-serif", ticks: { show: false } };
    const grid = { stroke: () => this.#colors.grid, width: 1 };
    return {
      width: Math.max(this.#host.clientWidth, 50),
      height,
      legend: { show: false },
      padding: [8, 20, 0, 0],
      scales: { x: { time: true }, y: { range: (_, low, high) => this.#range(low, high) } },
      axes: [
        { ...axis, grid, size: 24, space: 60, values: (_, at, __, ___, apart) => at.map((seconds) => tick(seconds, apart)) },
        {
          ...axis, grid, size: 72, space: 28, incrs: increments(this.#unit),
          values: (_, at) => at.map((value) => format(this.#unit, value)),
        },
      ],
      series: [{}, ...names.map((name, index) => ({
        label: name,
        width: 1.5,
        stroke: () => this.#colors.series[index % this.#colors.series.length],
        points: { size: 3 },
      }))],
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        points: { size: 6 },
        // A shared crosshair over all charts of a page; a drag selects in its own chart only.
        sync: { key: "page", scales: ["x", null], filters: { pub: (type) => type === "mousemove" || type === "mouseleave" } },
      },
      hooks: {
        draw: [(plot) => this.#drawLimits(plot), (plot) => drawMarks(plot, this.#marks, this.#colors.mark)],
        setCursor: [(plot) => this.#point(plot)],
        setSelect: [(plot) => this.#select(plot)],
      },
    };
  }

  #range(low, high) {
    const shown = this.#limits.map((limit) => limit.value).filter((value) => value <= farAbove * (high ?? 0));
    const top = Math.max(high ?? 0, ...shown);
    return [Math.min(0, low ?? 0), top > 0 ? top * 1.08 : 1];
  }

  #drawLimits(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = this.#colors.limit;
    ctx.fillStyle = this.#colors.text;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    for (const limit of this.#limits) {
      const y = Math.round(plot.valToPos(limit.value, "y", true));
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      const above = y - bbox.top > 14 * devicePixelRatio;
      ctx.textBaseline = above ? "bottom" : "top";
      ctx.fillText(limit.name, bbox.left + bbox.width - 4 * devicePixelRatio, y + (above ? -2 : 3) * devicePixelRatio);
    }
    ctx.restore();
  }

  #point(plot) {
    const index = plot.cursor.idx;
    if (!this.#hovered || index == null) return this.#tip?.hide();
    this.#tip.tell(marksNear(plot, this.#marks, plot.cursor.left));
    this.#tip.show(plot.data[0][index], this.#unit, this.#values.map((line) => line[index]), plot.cursor.left, plot.over.clientWidth);
  }

  #select(plot) {
    const { left, width } = plot.select;
    if (width < 4) return;
    const from = plot.posToVal(left, "x");
    const to = plot.posToVal(left + width, "x");
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#server.invokeMethodAsync("Zoomed", from, to);
  }

  #fit() {
    const width = this.#host.clientWidth;
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height });
  }
}

/** Draws a chart into an empty element. */
export function mount(host, server, chart) {
  return new TimeChart(host, server, chart);
}

// Annotations: vertical lines at events (a rollout, a container's end), each with a flag at the top.

const flag = 5;

// Hit tolerance in pixels, for a line of one pixel.
const reach = 6;

/** Draws the annotations over the series. */
export function drawMarks(plot, marks, color) {
  const { ctx, bbox } = plot;
  const size = flag * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 2 * devicePixelRatio]);
  for (const mark of marks) {
    const x = Math.round(plot.valToPos(mark.at, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(x - size, bbox.top - size);
    ctx.lineTo(x + size, bbox.top - size);
    ctx.lineTo(x, bbox.top + size / 2);
    ctx.fill();
  }
  ctx.restore();
}

/** The annotations near the pointer, at `left` pixels from the plot's edge. */
export function marksNear(plot, marks, left) {
  return marks.filter((mark) => Math.abs(plot.valToPos(mark.at, "x") - left) <= reach);
}

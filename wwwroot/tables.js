// Browser side of live lists: visible columns, hover and focus among the rows, download of an export, persisted columns.
const idle = 30_000;
const year = 31_536_000;
let pointed = null;
let focused = null;
let held = null;
let active = 0;
let watch = null;

Blazor.registerCustomEventType("tablehold", { createEventArgs: event => event.detail });

// Frozen order: rows keep their position while the pointer or the focus is among them. A row's menu belongs to its row; a touch ends before
// anything moves.
const bodyOf = element => element?.closest?.(".live-table tbody")
  ?? element?.closest?.(".row-menu")?.closest(".live")?.querySelector("tbody") ?? null;

document.addEventListener("pointerover", event => { pointed = event.pointerType === "touch" ? null : bodyOf(event.target); stir(); });
document.addEventListener("pointermove", stir, { passive: true });
document.documentElement.addEventListener("pointerleave", () => { pointed = null; update(); });
document.addEventListener("focusin", event => {
  focused = event.target.matches(":focus-visible") || event.target.closest(".row-menu") ? bodyOf(event.target) : null;
  stir();
});
document.addEventListener("focusout", event => { if (!event.relatedTarget) { focused = null; update(); } });
document.addEventListener("keydown", stir, true);

function stir() {
  active = performance.now();
  update();
}

// Idle timeout: the pointer of a wall display must not freeze the order forever.
function update() {
  const rest = active + idle - performance.now();
  const now = rest > 0 ? (pointed ?? focused) : null;
  if (now !== held) {
    notify(held, false);
    notify(now, true);
    held = now;
  }

  if (held && !watch) watch = setTimeout(() => { watch = null; update(); }, Math.max(rest, 1000));
}

function notify(body, hold) {
  if (body?.isConnected) body.dispatchEvent(new CustomEvent("tablehold", { bubbles: true, detail: { held: hold } }));
}

// Attributes shared by all rows are copied from the header before the next paint, since the server would keep each of them per row: ARIA
// roles, which the layout of a phone removes from table elements, and the column titles that a phone shows before the values.
function copyHeader(row) {
  const heads = row.closest("table").tHead?.rows[0].cells ?? [];
  row.setAttribute("role", "row");
  for (const [place, cell] of [...row.cells].entries()) {
    cell.setAttribute("role", place === 0 ? "rowheader" : "cell");
    if (place > 0) cell.dataset.title = heads[place]?.textContent.trim() ?? "";
  }
  row.querySelector(".row-actions button")?.setAttribute("aria-haspopup", "menu");
}

const rows = ".live-table tbody tr[aria-label]";
new MutationObserver(changes => {
  const fresh = new Set();
  for (const { target, addedNodes } of changes) {
    if (addedNodes.length > 0 && target.matches?.(rows)) fresh.add(target);
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches(rows)) fresh.add(node);
      for (const row of node.querySelectorAll(rows)) fresh.add(row);
    }
  }
  fresh.forEach(copyHeader);
}).observe(document.body, { subtree: true, childList: true });

globalThis.dashboardTables = {
  // The indices of the visible columns; null without rows.
  shown(table) {
    const row = table?.isConnected ? table.querySelector("tbody tr[aria-label]") : null;
    return row && [...row.cells].flatMap((cell, place) => getComputedStyle(cell).display === "none" ? [] : [place]);
  },

  async save(name, stream) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: "text/csv" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), idle);
  },

  remember(name, value) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? year : 0}; samesite=strict${secure}`;
  },
};

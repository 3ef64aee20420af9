// Column widths by content. Each column of a live table gets the width of the widest content that it has shown (a high watermark, so that
// an update or a row that scrolls out of view moves nothing); spare room is divided in proportion. Where there is too little, narrow
// columns keep their width and the widest ones share the remainder equally (max-min fairness): nothing is truncated while another column is
// half empty.
const sizings = new WeakMap();
// Weight 2: the row's name, its status and free text.
const doubled = "th:first-child, .is-doubled";
// The maximum width of an explicitly chosen column; beyond, the page scrolls horizontally.
const mostRoom = 240;

const resizes = new ResizeObserver(changes => {
  for (const { target } of changes) {
    const table = target.querySelector(":scope > .live-table");
    if (table) size(table);
  }
});

/** Whether content is truncated: wider than its element, in a cell or in a descendant of it. */
export function isCut(cell) {
  return !cell.matches(".row-actions")
    && [cell, ...cell.children].some(part => part.scrollWidth > part.clientWidth && part.clientWidth > 0);
}

function size(table) {
  if (getComputedStyle(table).display !== "table") return;
  const heads = [...table.tHead.rows[0].querySelectorAll("th")];
  const before = sizings.get(table);
  const known = before?.list === list() ? before.natural : new Map();
  const natural = new Map();
  for (const [place, width] of measure(table, heads).entries()) {
    const title = heads[place].textContent.trim();
    // A column hidden for lack of room has no width.
    natural.set(title, width === 0 ? 0 : Math.max(Math.ceil(width), known.get(title) ?? 0));
  }

  if (!before) resizes.observe(table.parentElement);
  sizings.set(table, { list: list(), natural });
  apply(table, heads, [...natural.values()]);
}

// The high watermark is reset for another page or other namespaces, which have other rows; a filter only hides some.
function list() {
  return `${location.pathname}?${new URLSearchParams(location.search).get("ns") ?? ""}`;
}

// The browser's max-content width: an automatic layout without a bound, undone before the next paint.
function measure(table, heads) {
  const page = table.closest("main") ?? document.scrollingElement;
  const left = page.scrollLeft;
  for (const head of heads) head.style.width = "auto";
  table.classList.add("is-measured");
  const widths = heads.map(head => head.getBoundingClientRect().width);
  table.classList.remove("is-measured");
  page.scrollLeft = left;
  return widths;
}

function apply(table, heads, natural) {
  if (table.classList.contains("is-chosen")) {
    table.style.setProperty("--room", `${natural.reduce((sum, width) => sum + Math.min(width, mostRoom), 0)}px`);
  }

  const columns = heads.map((head, place) => ({
    natural: natural[place],
    weight: head.matches(doubled) ? 2 : 1,
  }));
  const widths = divide(columns, table.clientWidth - (table.tHead.querySelector(".row-actions")?.offsetWidth ?? 0));
  for (const [place, head] of heads.entries()) {
    const style = getComputedStyle(head);
    const padding = style.boxSizing === "border-box" ? 0 : parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
    head.style.width = `${Math.max(0, widths[place] - padding)}px`;
  }
}

/**
 * Widths that add up to the room, by weighted max-min fairness: see the head of this file.
 * @param {{natural: number, weight: number}[]} columns the wanted width (0 for a hidden column) and the weight of each
 */
export function divide(columns, room) {
  const wanted = columns.reduce((sum, { natural }) => sum + natural, 0);
  if (wanted === 0) return columns.map(() => 0);
  if (wanted <= room) return columns.map(({ natural }) => natural * room / wanted);
  const widths = columns.map(() => 0);
  const ascending = columns.map((column, place) => ({ ...column, place }))
    .sort((one, other) => one.natural / one.weight - other.natural / other.weight);
  let left = room;
  let weights = columns.reduce((sum, { weight }) => sum + weight, 0);
  for (const { place, natural, weight } of ascending) {
    widths[place] = Math.min(natural, left * weight / weights);
    left -= widths[place];
    weights -= weight;
  }

  return widths;
}

// Mutation observers run before the next paint: no layout shift.
new MutationObserver(changes => {
  const stale = new Set();
  for (const { target, addedNodes } of changes) {
    const place = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
    const table = place?.closest(".live-table");
    if (table && !stale.has(table) && isStale(table, place, addedNodes)) stale.add(table);
    if (table) continue;
    for (const node of addedNodes) {
      for (const fresh of node.nodeType === Node.ELEMENT_NODE ? [node, ...node.querySelectorAll(".live-table")] : []) {
        if (fresh.matches(".live-table")) stale.add(fresh);
      }
    }
  }

  stale.forEach(table => table.isConnected && size(table));
}).observe(document.body, { subtree: true, childList: true, characterData: true });

function isStale(table, place, addedNodes) {
  const known = sizings.get(table);
  if (known?.list !== list() || place.closest("thead")) return true;
  const cell = place.closest("tbody :is(th, td)");
  if (cell) return isWider(cell, known);
  return [...addedNodes].some(row => row.nodeType === Node.ELEMENT_NODE && [...(row.cells ?? [])].some(fresh => isWider(fresh, known)));
}

// A truncated cell wider than its column's watermark: a column without room for it is not measured again.
function isWider(cell, { natural }) {
  if (!isCut(cell)) return false;
  const padding = cell.clientWidth - (cell.firstElementChild?.clientWidth ?? 0);
  const wide = Math.max(cell.scrollWidth, ...[...cell.children].map(part => part.scrollWidth + padding));
  return wide > ([...natural.values()][cell.cellIndex] ?? Infinity) + 1;
}

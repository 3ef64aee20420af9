// Client-side parts of the shell: theme, navigation drawer, keyboard shortcuts. No cluster data.
const root = document.documentElement;
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: not remembered */ } };

/** The browser's time zone, in which the page's times are shown. */
export const zone = () => ({ name: Intl.DateTimeFormat().resolvedOptions().timeZone, offsetMinutes: -new Date().getTimezoneOffset() });

function setDrawer(open) {
  root.toggleAttribute("data-drawer", open);
  document.querySelector("button[data-nav-drawer]")?.setAttribute("aria-expanded", String(open));
}

document.addEventListener("click", event => {
  const target = event.target.closest?.("[data-theme-toggle],[data-nav-collapse],[data-nav-drawer],.main-nav a");
  if (!target) return;
  if ("themeToggle" in target.dataset) {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    remember("theme", root.dataset.theme);
    document.dispatchEvent(new CustomEvent("themechange"));
  } else if ("navCollapse" in target.dataset) {
    const narrow = root.dataset.nav !== "narrow";
    if (narrow) root.dataset.nav = "narrow"; else delete root.dataset.nav;
    remember("nav", narrow ? "narrow" : "wide");
  } else if ("navDrawer" in target.dataset) setDrawer(!root.hasAttribute("data-drawer"));
  else setDrawer(false);
});

// A click anywhere in a row opens its page, unless text was selected or an interactive element was clicked.
document.addEventListener("click", event => {
  const row = event.target.closest?.("tr.is-link");
  if (!row || event.target.closest("a, button, input, label") || String(getSelection())) return;
  row.querySelector("th a")?.dispatchEvent(new MouseEvent("click", {
    bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey,
  }));
});

document.addEventListener("keydown", event => {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  // A modal dialog has no shortcut to the search.
  if (document.querySelector(".mud-dialog, dialog[open]")) return;
  if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !writing)) {
    const search = document.getElementById("search");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  } else if (event.key === "Escape") setDrawer(false);
  // preventDefault: the arrow keys select a hit; by default they would also move the caret to either end.
  else if (event.target.id === "search" && (event.key === "ArrowUp" || event.key === "ArrowDown")) event.preventDefault();
  else if (event.target.matches?.(".live-table tbody th a")) moveInTable(event);
});

// Arrow keys move the focus between rows; scrolling the focused row into view makes a virtualized list render the next ones.
function moveInTable(event) {
  const row = event.target.closest("tr");
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!step) return;
  const link = row[step]?.querySelector("th a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}

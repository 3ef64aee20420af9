// What the frame does in the browser alone: theme, navigation drawer, keys. No cluster data passes here.
const root = document.documentElement;
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private mode: not remembered */ } };

/** Whose clock the page's times are to be read off: the reader's. */
export const zone = () => ({ name: Intl.DateTimeFormat().resolvedOptions().timeZone, offsetMinutes: -new Date().getTimezoneOffset() });

function setDrawer(open) {
  root.toggleAttribute("data-drawer", open);
  document.querySelector("button[data-nav-drawer]")?.setAttribute("aria-expanded", String(open));
}

document.addEventListener("click", event => {
  const target = event.target.closest?.("[data-theme-toggle],[data-nav-collapse],[data-nav-drawer],[data-reconnect],.main-nav a");
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
  else if ("reconnect" in target.dataset) retry();
  else setDrawer(false);
});

// A press anywhere in a row opens its page, unless it marked text or met something that can be pressed itself.
document.addEventListener("click", event => {
  const row = event.target.closest?.("tr.is-link");
  if (!row || event.target.closest("a, button, input, label") || String(getSelection())) return;
  row.querySelector("th a")?.dispatchEvent(new MouseEvent("click", {
    bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey,
  }));
});

document.addEventListener("keydown", event => {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if ((event.key === "k" && (event.ctrlKey || event.metaKey)) || (event.key === "/" && !writing)) {
    const search = document.getElementById("search");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  } else if (event.key === "Escape") setDrawer(false);
  // The arrows choose a hit; left to the browser, they would also move what is typed next to the other end.
  else if (event.target.id === "search" && (event.key === "ArrowUp" || event.key === "ArrowDown")) event.preventDefault();
  else if (event.target.matches?.(".live-table tbody th a")) moveInTable(event);
});

// Arrows walk the rows of a list; a virtual list brings the next rows in as the focused one scrolls.
function moveInTable(event) {
  const row = event.target.closest("tr");
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!step) return;
  const link = row[step]?.querySelector("th a");
  if (!link) return;
  event.preventDefault();
  link.focus();
}

// blazor.web.js sets the dialog's class; a server that started anew knows nothing of this page, so it is loaded again.
const dialog = document.getElementById("components-reconnect-modal");
dialog?.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "show") { dialog.showModal(); watchDoor(); }
  else if (detail.state === "hide") dialog.close();
  else if (detail.state === "failed") document.addEventListener("visibilitychange", retryWhenVisible);
  else if (detail.state === "rejected") location.reload();
});

/** A server that was started anew knows this page's session no more and refuses to be reconnected to: its door says what to do. */
async function watchDoor() {
  while (dialog.open) {
    await new Promise(rest => setTimeout(rest, 2000));
    const behindTheDoor = await fetch("/shell.js", { cache: "no-store" }).catch(() => null);
    if (behindTheDoor?.status === 401) location.reload();
  }
}

async function retry() {
  document.removeEventListener("visibilitychange", retryWhenVisible);
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit()) location.reload();
    else dialog.close();
  } catch { document.addEventListener("visibilitychange", retryWhenVisible); }
}

async function retryWhenVisible() {
  if (document.visibilityState === "visible") await retry();
}

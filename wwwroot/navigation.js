// Scroll restoration and focus of a single-page app: the page scrolls in <main>, which the browser does not restore. Each history entry
// keeps its own position, for Back and Forward, after a reload too.
const saveAfter = 100;
// Bounds the observer alone: the first key, click or touch of the user ends the wait too.
const longestWait = 60_000;
const main = () => document.getElementById("main");
let timer = 0;
let wanted = position();
let giveUp = () => {};

history.scrollRestoration = "manual";

function position() {
  const top = history.state?.scrollTop;
  return Number.isFinite(top) && top > 0 ? top : 0;
}

function save() {
  clearTimeout(timer);
  timer = 0;
  const top = Math.round(main()?.scrollTop ?? 0);
  if (top !== position()) history.replaceState({ ...history.state, scrollTop: top }, "");
}

document.addEventListener("scroll", event => {
  if (event.target.id !== "main") return;
  clearTimeout(timer);
  timer = setTimeout(save, saveAfter);
}, true);

// Events that may navigate: the current position is saved first.
for (const type of ["click", "keydown"]) {
  document.addEventListener(type, event => {
    wanted = 0;
    if (timer && (type === "click" || event.key === "Enter")) save();
  }, true);
}
addEventListener("pagehide", () => { if (timer) save(); });

addEventListener("popstate", () => {
  // A pending save would be for the entry that was left.
  clearTimeout(timer);
  timer = 0;
  wanted = position();
});

// No focus ring on headings after a click: they are focused for screen readers and as the starting point of Tab.
addEventListener("keydown", event => {
  if (!["Shift", "Control", "Alt", "Meta"].includes(event.key)) document.documentElement.dataset.keyboard = "";
}, true);
addEventListener("pointerdown", () => delete document.documentElement.dataset.keyboard, true);

/** Called after another page was rendered. */
function arrive() {
  const heading = document.querySelector("h1");
  // Blurred first: an element that already has the focus would not be announced again.
  heading?.blur();
  heading?.focus({ preventScroll: true });
  scrollTo(wanted);
  wanted = 0;
}

// A list gets its height with its rows: the position is set again until then, or until the user scrolls.
function scrollTo(top) {
  giveUp();
  const page = main();
  if (!page) return;
  page.scrollTop = top;
  if (page.scrollTop >= top - 1) return;
  const ended = new AbortController();
  const observer = new MutationObserver(() => {
    page.scrollTop = top;
    if (page.scrollTop >= top - 1) giveUp();
  });
  const timeout = setTimeout(() => giveUp(), longestWait);
  giveUp = () => {
    giveUp = () => {};
    clearTimeout(timeout);
    observer.disconnect();
    ended.abort();
  };
  observer.observe(page, { subtree: true, childList: true, attributes: true, attributeFilter: ["style"] });
  for (const type of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    addEventListener(type, () => giveUp(), { capture: true, passive: true, signal: ended.signal });
  }
}

globalThis.dashboardNavigation = { arrive };

// On a phone the bar is gone while one scrolls down, and back when one scrolls up (phone.css has the rest).
const root = document.documentElement;
const step = 8;
let last = 0;
let height = 0;

document.addEventListener("scroll", event => {
  const page = event.target;
  if (page.id !== "main") return;
  // The rubber band of a phone goes beyond both ends.
  const top = Math.max(0, Math.min(page.scrollTop, page.scrollHeight - page.clientHeight));
  const bar = document.querySelector(".top-bar")?.offsetHeight ?? 0;
  // Scroll anchoring: where rows came or went, the browser moved the page, and nobody scrolled.
  const isAnchored = height !== 0 && page.scrollHeight !== height;
  height = page.scrollHeight;
  if (top <= bar) root.removeAttribute("data-scrolled");
  else if (!isAnchored && Math.abs(top - last) < step) return;
  else if (!isAnchored) root.toggleAttribute("data-scrolled", top > last);
  last = top;
}, true);

// On a phone the bar is gone while one scrolls down, and back when one scrolls up (phone.css has the rest).
const root = document.documentElement;
const step = 8;
let last = 0;

document.addEventListener("scroll", event => {
  const page = event.target;
  if (page.id !== "main") return;
  // The rubber band of a phone goes beyond both ends.
  const top = Math.max(0, Math.min(page.scrollTop, page.scrollHeight - page.clientHeight));
  const bar = document.querySelector(".top-bar")?.offsetHeight ?? 0;
  if (top <= bar) root.removeAttribute("data-scrolled");
  else if (Math.abs(top - last) < step) return;
  else root.toggleAttribute("data-scrolled", top > last);
  last = top;
}, true);

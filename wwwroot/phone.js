// Hides a phone's top bar on scrolling down and shows it on scrolling up (styles in phone.css).
const root = document.documentElement;
const step = 8;
let last = 0;
let height = 0;

document.addEventListener("scroll", event => {
  const page = event.target;
  if (page.id !== "main") return;
  // Clamped: overscroll (rubber banding) exceeds both ends.
  const top = Math.max(0, Math.min(page.scrollTop, page.scrollHeight - page.clientHeight));
  const bar = document.querySelector(".top-bar")?.offsetHeight ?? 0;
  // Scroll anchoring: after rows were added or removed the browser scrolled, not the user.
  const isAnchored = height !== 0 && page.scrollHeight !== height;
  height = page.scrollHeight;
  if (top <= bar) root.removeAttribute("data-scrolled");
  else if (!isAnchored && Math.abs(top - last) < step) return;
  else if (!isAnchored) root.toggleAttribute("data-scrolled", top > last);
  last = top;
}, true);

// The tooltip: the full text of a truncated cell, and the text of data-tip. The pointer shows that of the cell under it, a long press and
// the keyboard those of the whole row. It can be hovered, persists, and Escape dismisses it (WCAG 1.4.13).
import { isCut } from "./columns.js";

const tooltip = document.getElementById("tooltip");
const pointerDelay = 300;
const focusDelay = 600;
const pressDelay = 500;
const tremble = 10;
const gap = 4;
const edge = 8;
const cells = ".live-table tbody :is(th, td)";
let owner = null;
let timer = null;
let press = null;
let isPressed = false;

function wordsOf(element) {
  const tips = [element, ...element.querySelectorAll("[data-tip]")].map(part => part.dataset.tip).filter(Boolean);
  const whole = element.matches(cells) && isCut(element) ? [element.textContent.replace(/\s+/g, " ").trim()] : [];
  return [...whole, ...tips.filter(tip => !whole.includes(tip))].join("\n");
}

function linesOf(row) {
  const shown = [...row.cells].filter(cell => getComputedStyle(cell).display !== "none");
  return shown.map(cell => ({ title: cell.dataset.title, words: wordsOf(cell) })).filter(line => line.words)
    .map(({ title, words }) => title ? `${title}: ${words}` : words).join("\n");
}

function show(element, words) {
  hide();
  if (!words || !element.isConnected) return;
  owner = element;
  tooltip.replaceChildren(...words.split("\n").map(line => Object.assign(document.createElement("div"), { textContent: line })));
  tooltip.showPopover();
  place(element.getBoundingClientRect());
}

function place(at) {
  const { width, height } = tooltip.getBoundingClientRect();
  const left = Math.max(edge, Math.min(at.left, innerWidth - width - edge));
  const below = at.bottom + gap;
  tooltip.style.setProperty("--x", `${left}px`);
  tooltip.style.setProperty("--y", `${below + height + edge <= innerHeight ? below : Math.max(edge, at.top - gap - height)}px`);
}

function hide() {
  clearTimeout(timer);
  timer = null;
  document.querySelector("[aria-describedby=tooltip]")?.removeAttribute("aria-describedby");
  owner = null;
  if (tooltip.matches(":popover-open")) tooltip.hidePopover();
}

function later(delay, act) {
  clearTimeout(timer);
  timer = setTimeout(act, delay);
}

document.addEventListener("pointerover", event => {
  if (event.pointerType === "touch" || tooltip.contains(event.target)) return;
  const target = event.target.closest?.(`${cells}, [data-tip]`);
  const element = target?.closest(cells) ?? target;
  if (element && element === owner) return;
  if (!element) later(pointerDelay, hide);
  else later(pointerDelay, () => show(element, wordsOf(element)));
});

document.addEventListener("focusin", event => {
  const focused = event.target;
  if (!focused.matches(":focus-visible")) return;
  const row = focused.closest(".live-table tbody tr");
  if (!row && !focused.matches("[data-tip]")) return;
  later(focusDelay, () => {
    const words = row ? linesOf(row) : wordsOf(focused);
    show(row ?? focused, words);
    if (words) focused.setAttribute("aria-describedby", "tooltip");
  });
});
document.addEventListener("focusout", hide);

// A long press shows truncated text and does not open the row.
document.addEventListener("pointerdown", event => {
  if (!tooltip.contains(event.target)) hide();
  isPressed = false;
  if (event.pointerType !== "touch") return;
  const element = event.target.closest?.(".live-table tbody tr") ?? event.target.closest?.("[data-tip]");
  if (!element || event.target.closest("button")) return;
  press = { x: event.clientX, y: event.clientY };
  later(pressDelay, () => {
    const words = element.matches("tr") ? linesOf(element) : wordsOf(element);
    isPressed = Boolean(words);
    if (words) show(element, words);
  });
});
document.addEventListener("pointermove", event => {
  if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > tremble) release();
}, { passive: true });
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, event => { if (event.pointerType === "touch") release(); });
}

function release() {
  press = null;
  if (!owner) clearTimeout(timer);
}

for (const follow of ["click", "contextmenu"]) {
  document.addEventListener(follow, event => {
    if (!isPressed) return;
    isPressed = follow === "contextmenu";
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

document.addEventListener("keydown", event => { if (event.key === "Escape" && owner) hide(); }, true);
document.addEventListener("scroll", event => { if (event.target !== tooltip) hide(); }, { capture: true, passive: true });
new MutationObserver(() => { if (owner && !owner.isConnected) hide(); }).observe(document.body, { subtree: true, childList: true });

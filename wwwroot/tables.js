// What live lists need of the browser: where the person is.
const idle = 30_000;
let pointed = null;
let focused = null;
let held = null;
let active = 0;
let watch = null;

Blazor.registerCustomEventType("tablehold", { createEventArgs: event => event.detail });

// The rows that somebody is about to press keep their places. A row's menu belongs to its row; a touch is over before anything moves.
const bodyOf = element => element?.closest?.(".live-table tbody") ?? element?.closest?.(".row-menu")?.closest(".live")?.querySelector("tbody") ?? null;

document.addEventListener("pointerover", event => { pointed = event.pointerType === "touch" ? null : bodyOf(event.target); stir(); });
document.addEventListener("pointermove", stir, { passive: true });
document.documentElement.addEventListener("pointerleave", () => { pointed = null; look(); });
document.addEventListener("focusin", event => {
  focused = event.target.matches(":focus-visible") || event.target.closest(".row-menu") ? bodyOf(event.target) : null;
  stir();
});
document.addEventListener("focusout", event => { if (!event.relatedTarget) { focused = null; look(); } });
document.addEventListener("keydown", stir, true);

function stir() {
  active = performance.now();
  look();
}

// Who has not stirred for a while has left without saying so: a wall display's pointer must not stop the order for good.
function look() {
  const rest = active + idle - performance.now();
  const now = rest > 0 ? (pointed ?? focused) : null;
  if (now !== held) {
    tell(held, false);
    tell(now, true);
    held = now;
  }

  if (held && !watch) watch = setTimeout(() => { watch = null; look(); }, Math.max(rest, 1000));
}

function tell(body, hold) {
  if (body?.isConnected) body.dispatchEvent(new CustomEvent("tablehold", { bubbles: true, detail: { held: hold } }));
}

// Debounce of text fields: while the user types, the browser owns the value and sends it on a pause. A value written back by the server
// would be one round trip old, and overwrite later keystrokes.
const pause = 150;
const pending = new Map();

document.addEventListener("input", event => {
  const field = event.target;
  if (!field.matches?.("input[data-debounced]") || event.detail?.flushed) return;
  event.stopImmediatePropagation();
  clearTimeout(pending.get(field));
  pending.set(field, setTimeout(() => flush(field), pause));
}, true);

// Flushes pending input before the key that acts on it, and on blur.
for (const type of ["keydown", "change", "focusout"]) {
  document.addEventListener(type, event => {
    if (pending.has(event.target) && (type !== "keydown" || event.key.length > 1)) flush(event.target);
  }, true);
}

function flush(field) {
  clearTimeout(pending.get(field));
  pending.delete(field);
  if (field.isConnected) field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { flushed: true } }));
}

// A value set by the server: a filter of the URL, or empty after the field was left.
new MutationObserver(changes => {
  for (const { target } of changes) {
    clearTimeout(pending.get(target));
    pending.delete(target);
    target.value = target.dataset.text ?? "";
  }
}).observe(document, { subtree: true, attributeFilter: ["data-version"] });

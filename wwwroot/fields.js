// Debounce of text fields: while somebody types, the browser owns the value and tells it when they pause; the server is a round trip away,
// and each of its answers would be older than the keys since then.
const pause = 150;
const pending = new Map();

document.addEventListener("input", event => {
  const field = event.target;
  if (!field.matches?.("input[data-debounced]") || event.detail?.told) return;
  event.stopImmediatePropagation();
  clearTimeout(pending.get(field));
  pending.set(field, setTimeout(() => tell(field), pause));
}, true);

// What was typed goes before the key that acts on it, and before the field is left.
for (const type of ["keydown", "change", "focusout"]) {
  document.addEventListener(type, event => {
    if (pending.has(event.target) && (type !== "keydown" || event.key.length > 1)) tell(event.target);
  }, true);
}

function tell(field) {
  clearTimeout(pending.get(field));
  pending.delete(field);
  if (field.isConnected) field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: { told: true } }));
}

// A text that the server puts in: a filter of the address, or nothing where the field was left.
new MutationObserver(changes => {
  for (const { target } of changes) {
    clearTimeout(pending.get(target));
    pending.delete(target);
    target.value = target.dataset.text ?? "";
  }
}).observe(document, { subtree: true, attributeFilter: ["data-version"] });

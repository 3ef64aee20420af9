// Where a dialog begins, and the keys of one. MudBlazor's dialogs are told to leave the focus alone: its trap has an element of its own
// that nobody sees.
const dialog = ".mud-dialog";
const field = "input:enabled, select:enabled, textarea:enabled";
const scrolled = ".mud-dialog-content";
const keys = () => document.getElementById("keys");

/** Who had the focus when a dialog opened; they get it back. */
const openers = new Map();

new MutationObserver(() => {
  for (const open of document.querySelectorAll(dialog)) {
    if (!openers.has(open)) openers.set(open, document.activeElement);
    if (open.dataset.begun !== "field") begin(open);
  }
  for (const [open, opener] of openers) if (!open.isConnected) giveBack(open, opener);
}).observe(document.body, { subtree: true, childList: true });

// The first field, as soon as it is there: some come only when something was read. Who has gone on by then is left alone.
function begin(open) {
  const first = open.querySelector(field);
  const active = document.activeElement;
  const isElsewhere = open.contains(active) && active.matches("a, button, input, select, textarea");
  if (first && !isElsewhere) {
    first.focus();
    first.select?.();
  } else if (!open.dataset.begun) open.querySelector("[data-dialog-start]")?.focus();
  open.dataset.begun = first ? "field" : "start";
}

function giveBack(open, opener) {
  openers.delete(open);
  if (document.activeElement === document.body && opener.isConnected) opener.focus();
}

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-keys]")) showKeys();
  else if (event.target.closest?.("#keys [data-close]")) keys().close();
});

document.addEventListener("keydown", event => {
  const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "?" && !writing && !document.querySelector(`${dialog}, dialog[open]`)) {
    event.preventDefault();
    showKeys();
  } else if (event.key === "Escape") cancelDialog(event);
  else if (event.key === "PageDown" || event.key === "PageUp") scrollDialog(event);
});

// Escape presses Cancel. MudBlazor's own handler is attached a round trip after the dialog is on the screen, and the key of who is quicker
// would be lost.
function cancelDialog(event) {
  const open = [...document.querySelectorAll(dialog)].at(-1);
  if (!open || event.defaultPrevented) return;
  event.preventDefault();
  open.querySelector("[data-cancel]")?.click();
}

// A long comparison is no Tab stop: it is read by these keys, wherever in the dialog the focus is.
function scrollDialog(event) {
  const content = event.target.closest?.(dialog)?.querySelector(scrolled);
  if (!content) return;
  event.preventDefault();
  content.scrollBy({ top: (event.key === "PageDown" ? 0.9 : -0.9) * content.clientHeight });
}

function showKeys() {
  if (!keys()?.open) keys()?.showModal();
}

// Initial focus of dialogs, and their keys. MudBlazor's focus management is off: its focus trap has an invisible focusable element.
const dialog = ".mud-dialog";
const field = "input:enabled, select:enabled, textarea:enabled";
const scrolled = ".mud-dialog-content";
const keys = () => document.getElementById("keys");

/** The element that had the focus when a dialog opened, to restore it. */
const openers = new Map();

new MutationObserver(() => {
  for (const open of document.querySelectorAll(dialog)) {
    if (!openers.has(open)) openers.set(open, document.activeElement);
    if (open.dataset.begun !== "field") begin(open);
  }
  for (const [open, opener] of openers) if (!open.isConnected) giveBack(open, opener);
}).observe(document.body, { subtree: true, childList: true });

// Focuses the first field when it is rendered, since some fields need data first; not if the user has moved the focus by then.
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

// Escape clicks Cancel. MudBlazor's own handler is attached one round trip after the dialog is shown, and an earlier key would be lost.
function cancelDialog(event) {
  const open = [...document.querySelectorAll(dialog)].at(-1);
  if (!open || event.defaultPrevented) return;
  event.preventDefault();
  open.querySelector("[data-cancel]")?.click();
}

// A long diff is not focusable: these keys scroll it, wherever in the dialog the focus is.
function scrollDialog(event) {
  const content = event.target.closest?.(dialog)?.querySelector(scrolled);
  if (!content) return;
  event.preventDefault();
  content.scrollBy({ top: (event.key === "PageDown" ? 0.9 : -0.9) * content.clientHeight });
}

function showKeys() {
  if (!keys()?.open) keys()?.showModal();
}

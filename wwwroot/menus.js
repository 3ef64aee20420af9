// Menus beside their button. The server renders the items and calls show; position, keyboard navigation and closing are handled here.
const edge = 8;
const open = ":popover-open";
const rowButton = ".row-actions button";
const buttons = `${rowButton}, [data-menu]`;
let last = {};
let pressed = null;
let down = false;
let onRelease = () => {};

const buttonOf = event => event.target.closest?.(buttons);

document.addEventListener("pointerdown", event => {
  down = true;
  const button = buttonOf(event);
  pressed = button?.getAttribute("aria-expanded") === "true" ? button : null;
}, true);
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    down = false;
    setTimeout(onRelease);
  }, true);
}

document.addEventListener("click", event => {
  const button = buttonOf(event);
  if (!button) return;
  // The pointerdown on an open menu's button has closed the menu (light dismiss); the click must not reopen it.
  if (button === pressed) event.stopPropagation();
  pressed = null;
  last = { button };
}, true);

// The right button opens a row's menu at the pointer. Links, selected text and Shift keep the browser's context menu.
document.addEventListener("contextmenu", event => {
  const button = event.target.closest?.(".live-table tbody tr")?.querySelector(rowButton);
  if (!button || event.shiftKey || event.target.closest("a, input") || String(getSelection())) return;
  event.preventDefault();
  button.click();
  last.point = { x: event.clientX, y: event.clientY };
});

document.addEventListener("click", event => {
  const item = event.target.closest?.("[role=menuitem]");
  if (!item) return;
  if (item.getAttribute("aria-disabled") === "true") event.preventDefault();
  // Deferred: the item must receive the click first.
  else setTimeout(() => close(item.closest("[popover]")));
});

document.addEventListener("keydown", event => {
  const menu = event.target.closest?.("[role=menu][popover]");
  if (menu) moveIn(menu, event);
  else if (event.key === "ArrowDown" && event.target.matches?.(buttons)) {
    event.preventDefault();
    event.target.click();
  }
});

// A menu does not follow its button: it closes when the button scrolls. A phone's sheet is at the lower edge and stays.
document.addEventListener("scroll", event => {
  const menu = document.querySelector(`.menu${open}`);
  if (menu && event.target !== menu && getComputedStyle(menu).bottom !== "0px") close(menu);
}, true);

function moveIn(menu, event) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const begins = item => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase());
  const next = {
    ArrowDown: () => items[(at + 1) % items.length],
    ArrowUp: () => items.at(at > 0 ? at - 1 : -1),
    Home: () => items[0],
    End: () => items.at(-1),
  }[event.key] ?? (/^\S$/.test(event.key) ? () => [...items.slice(at + 1), ...items].find(begins) : null);
  if (event.key === "Tab") close(menu);
  else if (next) {
    event.preventDefault();
    next()?.focus();
  }
}

function close(menu) {
  if (menu?.isConnected && menu.matches(open)) menu.hidePopover();
}

async function show(menu) {
  const { button, point } = last;
  // A menu opened while the button is pressed would be light-dismissed by its release.
  if (down) await new Promise(released => { onRelease = released; });
  if (!button?.isConnected || !menu?.isConnected) return;
  // The browser restores the focus to the element that had it.
  button.focus({ preventScroll: true });
  if (!menu.matches(open)) menu.showPopover();
  place(menu, button.getBoundingClientRect(), point);
  button.setAttribute("aria-expanded", "true");
  const turn = Number(menu.dataset.turn);
  menu.addEventListener("toggle", function closed({ newState }) {
    if (newState !== "closed") return;
    menu.removeEventListener("toggle", closed);
    button.setAttribute("aria-expanded", "false");
    if (menu.isConnected && turn) menu.dispatchEvent(new CustomEvent("menuclosed", { bubbles: true, detail: { turn } }));
  });
  menu.querySelector("[role=menuitem], input:enabled")?.focus({ preventScroll: true });
}

function place(menu, at, point) {
  const { width, height } = menu.getBoundingClientRect();
  const left = point?.x ?? (at.left + width + edge <= innerWidth ? at.left : at.right - width);
  const top = point?.y ?? at.bottom + 4;
  const above = (point?.y ?? at.top - 4) - height;
  menu.style.setProperty("--x", `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`);
  menu.style.setProperty("--y", `${top + height + edge <= innerHeight ? top : Math.max(edge, above)}px`);
}

Blazor.registerCustomEventType("menuclosed", { createEventArgs: event => event.detail });
globalThis.dashboardMenus = { show };

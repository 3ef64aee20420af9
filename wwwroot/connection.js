// Connection of the circuit: started here, with endless reconnects; a disconnected page must never look alive.

/** Server timeout: keep-alives come every 5 seconds (ScreenHosting); more than two missed ones mean a lost connection. */
const serverTimeout = 12_000;

/** Timeout of a connection attempt: over a network that drops all packets it would block the next attempt, for which the network may be
   back. */
const attemptTimeout = 10_000;

const lost = document.getElementById("components-reconnect-modal");
const stopped = document.getElementById("page-stopped");
const fault = document.getElementById("blazor-error-ui");
const pause = time => new Promise(rest => setTimeout(rest, time));

Blazor.start({
  circuit: {
    configureSignalR: hub => hub.withUrl("_blazor", { timeout: attemptTimeout }).withServerTimeout(serverTimeout),
    // Reconnects without limit, the first three times immediately.
    reconnectionOptions: { maxRetries: Infinity, retryIntervalMilliseconds: tried => tried < 3 ? 0 : 2000 },
  },
});

// Events of blazor.web.js. A server that no longer has the circuit rejects it, and the page is reloaded.
lost.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "show") { hold(lost); watchSession(); markWhenLong(); }
  else if (detail.state === "hide") release(lost);
  else if (detail.state === "rejected") location.reload();
});

// An unhandled exception ended the circuit: blazor.web.js shows an element for it, and never reconnects.
new MutationObserver(() => hold(stopped)).observe(fault, { attributes: true, attributeFilter: ["style"] });
stopped.querySelector("button").addEventListener("click", () => location.reload());

/** Nothing behind a modal dialog can be clicked; Escape closes one (close watchers allow preventing it once only), so it is reopened. */
function hold(dialog) {
  if (dialog.open) return;
  dialog.onclose = () => dialog.showModal();
  dialog.showModal();
}

function release(dialog) {
  dialog.onclose = null;
  dialog.close();
  dialog.classList.remove("is-long");
}

async function markWhenLong() {
  await pause(30_000);
  if (lost.open) lost.classList.add("is-long");
}

/** A restarted server has no session of this page and rejects its reconnects: its sign-in page has the instructions. */
async function watchSession() {
  while (lost.open) {
    await pause(2000);
    const response = await fetch("/shell.js", { cache: "no-store", signal: AbortSignal.timeout(attemptTimeout) }).catch(() => null);
    if (response?.status === 401) location.reload();
  }
}

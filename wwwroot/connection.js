// The page's connection to its server: started here, tried again for as long as it is lost, and never a page that only looks alive.

/** The server says something each 5 seconds (ScreenHosting); what is silent for longer than two of these is lost. */
const longestSilence = 12_000;

/** An attempt over a network that swallows everything ends by itself, so that the next one meets the network that is back. */
const longestAttempt = 10_000;

const lost = document.getElementById("components-reconnect-modal");
const stopped = document.getElementById("page-stopped");
const fault = document.getElementById("blazor-error-ui");
const pause = time => new Promise(rest => setTimeout(rest, time));

Blazor.start({
  circuit: {
    configureSignalR: hub => hub.withUrl("_blazor", { timeout: longestAttempt }).withServerTimeout(longestSilence),
    // Whoever looks at the page waits for its return: without end, and at once at first.
    reconnectionOptions: { maxRetries: Infinity, retryIntervalMilliseconds: tried => tried < 3 ? 0 : 2000 },
  },
});

// blazor.web.js tells the dialog what happens. A server that knows this page no more refuses it, and the page is loaded again.
lost.addEventListener("components-reconnect-state-changed", ({ detail }) => {
  if (detail.state === "show") { hold(lost); watchDoor(); tellWhenLong(); }
  else if (detail.state === "hide") release(lost);
  else if (detail.state === "rejected") location.reload();
});

// A fault that ended the page's part on the server: blazor.web.js shows an element for it, and never connects again.
new MutationObserver(() => hold(stopped)).observe(fault, { attributes: true, attributeFilter: ["style"] });
stopped.querySelector("button").addEventListener("click", () => location.reload());

/** Nothing behind a modal dialog can be pressed; Escape closes one, at the latest when it is pressed twice, and so it opens again. */
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

async function tellWhenLong() {
  await pause(30_000);
  if (lost.open) lost.classList.add("is-long");
}

/** A server that was started anew knows this page's session no more and refuses to be reconnected to: its door says what to do. */
async function watchDoor() {
  while (lost.open) {
    await pause(2000);
    const behindTheDoor = await fetch("/shell.js", { cache: "no-store", signal: AbortSignal.timeout(longestAttempt) }).catch(() => null);
    if (behindTheDoor?.status === 401) location.reload();
  }
}

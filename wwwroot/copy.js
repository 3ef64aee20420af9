// Copies the text of a button's data-copy, and confirms it. In the browser only: after a round trip the click's user activation for the
// clipboard would have expired.
const note = document.getElementById("copy-note");
const readable = 3000;
let timer;

document.addEventListener("click", async event => {
  const text = event.target.closest?.("[data-copy]")?.dataset.copy;
  if (text === undefined) return;
  if (await copied(text)) say(`Copied ${text}`);
  else offer(text);
});

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch { return copiedFromField(text); } // Denied, or not available: plain http on a host other than localhost.
}

function copiedFromField(text) {
  const before = document.activeElement;
  const field = fieldOf(text);
  field.className = "hidden-words";
  document.body.append(field);
  field.select();
  try { return document.execCommand("copy"); } catch { return false; } finally {
    field.remove();
    before?.focus?.({ preventScroll: true });
  }
}

function fieldOf(text) {
  const field = document.createElement("input");
  field.value = text;
  field.readOnly = true;
  field.setAttribute("aria-label", "Text to copy");
  return field;
}

function say(words) {
  clearTimeout(timer);
  note.replaceChildren(words);
  timer = setTimeout(() => note.replaceChildren(), readable);
}

// Stays until it loses the focus: the user copies manually what the browser denied.
function offer(text) {
  clearTimeout(timer);
  const field = fieldOf(text);
  note.replaceChildren("The browser refused to copy. Copy it from here:", field);
  field.focus();
  field.select();
  field.addEventListener("blur", () => note.replaceChildren(), { once: true });
}

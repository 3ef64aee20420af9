// Copies what a button names in data-copy, and says so. All of it here: a trip to the server would cost the click its right to the clipboard.
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
  } catch { return copiedFromField(text); } // Refused, or not there: plain http under another name than localhost.
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

// Stays until it is left: the person copies by hand what the browser would not.
function offer(text) {
  clearTimeout(timer);
  const field = fieldOf(text);
  note.replaceChildren("The browser refused to copy. Copy it from here:", field);
  field.focus();
  field.select();
  field.addEventListener("blur", () => note.replaceChildren(), { once: true });
}

// Runs in the head before the first paint: the persisted theme, else the system's (prefers-color-scheme).
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const apply = () => { document.documentElement.dataset.theme = remembered() ?? (system.matches ? "dark" : "light"); };
  apply();
  system.addEventListener("change", apply);
  // Without storage: the default width.
  try { if (localStorage.getItem("nav") === "narrow") document.documentElement.dataset.nav = "narrow"; } catch { }
})();

// Runs in the head, before the first paint: the remembered theme, else the one that the system asks for.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const apply = () => { document.documentElement.dataset.theme = remembered() ?? (system.matches ? "dark" : "light"); };
  apply();
  system.addEventListener("change", apply);
  try { if (localStorage.getItem("nav") === "narrow") document.documentElement.dataset.nav = "narrow"; } catch { /* no storage: the wide one */ }
})();

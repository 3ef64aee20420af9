// The page's colours as the canvas needs them: resolved, since it knows neither var() nor light-dark().

const series = 8;

/** Reads the tokens as they are for this element now. */
export function palette(host) {
  const probe = document.createElement("span");
  probe.hidden = true;
  host.append(probe);
  const resolve = (token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colors = {
    series: Array.from({ length: series }, (_, index) => resolve(`--series-${index + 1}`)),
    text: resolve("--ink-quiet"),
    grid: resolve("--hairline"),
    limit: resolve("--ink"),
    mark: resolve("--chart-mark"),
  };
  probe.remove();
  return colors;
}

/** Calls back whenever the theme changes, by its switch or by the system; the result ends that. */
export function onThemeChange(call) {
  const root = new MutationObserver(call);
  root.observe(document.documentElement, { attributes: true });
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", call);
  return () => {
    root.disconnect();
    system.removeEventListener("change", call);
  };
}

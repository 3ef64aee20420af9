// The page's colours as computed values: a canvas supports neither var() nor light-dark().

const series = 8;

/** Reads the tokens' current values for this element. */
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

/** Calls back on each change of the theme, by its switch or by the system; returns a function that unsubscribes. */
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

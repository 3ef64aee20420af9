// Ages in the format of kubectl's AGE column, counted in the browser: a passing second costs the server nothing, and all ages advance
// together. Based on the server's clock, sent in #server-time: a browser's may be off by hours.
const units = { d: 86_400, h: 3_600, m: 60 };
let ahead = 0;

/** duration.HumanDuration of k8s.io/apimachinery: two units for small values, one otherwise. */
export function kubectlAge(milliseconds) {
  const seconds = Math.trunc(milliseconds / 1000);
  const minutes = Math.trunc(seconds / units.m);
  const hours = Math.trunc(seconds / units.h);
  const days = Math.trunc(seconds / units.d);
  const two = (large, largeUnit, small, smallUnit) => small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
  // kubectl tolerates a clock skew below two seconds.
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return `${seconds}s`;
  if (minutes < 10) return two(minutes, "m", seconds % 60, "s");
  if (minutes < 180) return `${minutes}m`;
  if (hours < 8) return two(hours, "h", minutes % 60, "m");
  if (hours < 48) return `${hours}h`;
  if (days < 8) return two(days, "d", hours % 24, "h");
  if (days < 730) return `${days}d`;
  const years = Math.trunc(days / 365);
  return years < 8 ? two(years, "y", days % 365, "d") : `${years}y`;
}

/** A time in the user's time zone, with the date before it on any day but today. */
function wall(moment, now) {
  const part = (value, width = 2) => String(value).padStart(width, "0");
  const date = at => `${part(at.getFullYear(), 4)}-${part(at.getMonth() + 1)}-${part(at.getDate())}`;
  const time = `${part(moment.getHours())}:${part(moment.getMinutes())}:${part(moment.getSeconds())}`;
  return date(moment) === date(now) ? time : `${date(moment)} ${time}`;
}

function draw(age) {
  const now = Date.now() + ahead;
  const since = Date.parse(age.dateTime);
  const text = kubectlAge(now - since);
  if (age.textContent === text) return;
  age.textContent = text;
  age.dataset.tip = wall(new Date(since), new Date(now));
}

function drawAll() {
  for (const age of document.getElementsByClassName("age")) draw(age);
}

function update(element) {
  if (element.id === "server-time") {
    ahead = Date.parse(element.dateTime) - Date.now();
    drawAll();
  } else if (element.classList?.contains("age")) draw(element);
}

// Mutation observers run before the next paint: an age is never painted empty.
new MutationObserver(changes => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") update(target);
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      update(node);
      for (const time of node.getElementsByTagName("time")) update(time);
    }
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["datetime"] });

setInterval(drawAll, 1000);

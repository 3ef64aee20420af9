// Times on the axis and in the tooltip, in the user's time zone and on a 24-hour clock.

const two = (number) => String(number).padStart(2, "0");
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** The label of one tick: the date at midnight and where ticks are days apart, otherwise the time. */
export function tick(seconds, apart) {
  const at = new Date(seconds * 1000);
  if (apart >= 86400 || (at.getHours() === 0 && at.getMinutes() === 0 && at.getSeconds() === 0)) return day.format(at);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return apart < 60 ? `${time}:${two(at.getSeconds())}` : time;
}

/** A time with its date. */
export function moment(seconds) {
  const at = new Date(seconds * 1000);
  return `${day.format(at)} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

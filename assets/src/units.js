// Numbers with units, by the same rules as the server's UnitFormat, so that axis and legend agree.

const binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const rates = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];

function digits(value) {
  const size = Math.abs(value);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.001 ? 3 : 6;
  return String(Number(value.toFixed(places)));
}

function scaled(value, factor, names) {
  let step = 0;
  while (step < names.length - 1 && Math.round(Math.abs(value)) >= factor) {
    value /= factor;
    step++;
  }
  return `${digits(value)} ${names[step]}`;
}

function duration(seconds) {
  const size = Math.abs(seconds);
  if (size === 0) return "0 s";
  if (size < 1) return `${digits(seconds * 1000)} ms`;
  if (size < 120) return `${digits(seconds)} s`;
  if (size < 7200) return `${digits(seconds / 60)} min`;
  if (size < 172800) return `${digits(seconds / 3600)} h`;
  return `${digits(seconds / 86400)} d`;
}

/** The formatted value; a dash where there is none. */
export function format(unit, value) {
  if (!Number.isFinite(value)) return "–";
  switch (unit) {
    case "Cores": return value !== 0 && Math.abs(value) < 1 ? `${digits(value * 1000)}m` : `${digits(value)} cores`;
    case "Bytes": return scaled(value, 1024, binary);
    case "BytesPerSecond": return scaled(value, 1000, rates);
    case "PacketsPerSecond": return `${digits(value)} /s`;
    case "Seconds": return duration(value);
    case "Percent": return `${digits(value * 100)} %`;
    default: return digits(value);
  }
}

/** Increments of an axis: powers of two for bytes, so that ticks are at 64, 128, 256 MiB. */
export function increments(unit) {
  return unit === "Bytes" ? Array.from({ length: 51 }, (_, power) => 2 ** power) : undefined;
}

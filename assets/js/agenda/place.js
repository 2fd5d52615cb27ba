// Between places of the grid and hours: rows of five minutes under the first instant of each column.
const PASO = 5;

const number = (element, letter) => Number(element.className.match(new RegExp(`\\b${letter}(\\d+)`))?.[1]);
export const starts = (piece) => (number(piece, "f") - 1) * PASO;
export const lasts = (piece) => number(piece, "d") * PASO;
export const track = (column) => column.querySelector(".pista");
export const row = (column) => parseFloat(getComputedStyle(track(column)).gridAutoRows);

/** Minutes under the top of a column, loose. */
const under = (column, y) => ((y - track(column).getBoundingClientRect().top) / row(column)) * PASO;

export const whole = (minutes) => Math.round(minutes / PASO) * PASO;

/** The start of a slot at `y`: steps count from where the professional's hours begin. */
export function slot(column, y, round = Math.round) {
  const minutes = under(column, y);
  const blocks = [...column.querySelectorAll(".abierto")].map(starts).filter((start) => start <= minutes);
  const from = blocks.length > 0 ? Math.max(...blocks) : 0;
  const step = Number(column.dataset.paso) || PASO;
  return Math.max(0, from + round((minutes - from) / step) * step);
}

const instant = (column, minutes) => new Date(Date.parse(column.dataset.cero) + minutes * 60_000).toISOString().replace(".000Z", "Z");

/** As forms name a slot: `12@2026-11-23T12:00:00Z`. */
export const hour = (column, minutes) => `${column.dataset.p}@${instant(column, minutes)}`;

/** What the wall of the clinic says then. */
export function wall(minutes) {
  const label = document.querySelectorAll(".horas span")[Math.floor(minutes / 60)]?.textContent ?? "";
  return label.replace(/\d\d$/, String(minutes % 60).padStart(2, "0"));
}

/** `url` with a parameter more, or another. */
export function asking(url, values) {
  const asked = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) asked.searchParams.set(name, value);
  return asked.pathname + asked.search;
}

// What the grid links to opens over it, as the links themselves lead to pages. Free time books where it was pressed.
import { asking, hour, slot, starts } from "./place.js";

export const open = (url, source) => htmx.ajax("GET", url, { target: "#dialogo", swap: "innerHTML", source });

const stop = (event) => { event.preventDefault(); event.stopPropagation(); };

/** The click that follows a drag is of the drag, and opens nothing. */
export function swallowClick() {
  document.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", stop, true));
}

let pressed = null;
document.addEventListener("pointerdown", (event) => { pressed = event; }, true);

/** A press of the keyboard has no place: the link's own hour it is. */
function booking(link, event) {
  const column = link.closest(".columna");
  if (event.detail === 0 || pressed?.target.closest?.(".libre") !== link) return bookingOf(link, {});
  const minutes = Math.max(starts(link), slot(column, pressed.clientY, Math.floor));
  return bookingOf(link, minutes === starts(link) ? {} : { hora: hour(column, minutes) });
}

/** Booked from here, one stays here. */
export const bookingOf = (link, values) => asking(link.getAttribute("href"), { desde: "rejilla", ...values });

document.addEventListener("click", (event) => {
  const link = event.target.closest(".rejilla :is(a.cita, a.libre)");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
  event.preventDefault();
  open(link.matches(".libre") ? booking(link, event) : link.getAttribute("href"), link);
});

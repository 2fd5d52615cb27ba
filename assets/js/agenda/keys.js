// Arrows walk among the pieces of the grid and the rows of the list; a key of a change acts on the cita that has the focus, as
// its own dialog offers it: what is drawn may be older than what is.
import { open } from "./links.js";

const PIECES = ".rejilla :is(a.cita, a.libre)";
const middle = (one) => { const box = one.getBoundingClientRect(); return box.top + box.height / 2; };

function beside(piece, step) {
  let column = piece.closest(".columna");
  do column = step > 0 ? column.nextElementSibling : column.previousElementSibling;
  while (column && !column.querySelector?.(PIECES));
  const there = [...(column?.querySelectorAll(PIECES) ?? [])];
  const from = middle(piece);
  return there.sort((a, b) => Math.abs(middle(a) - from) - Math.abs(middle(b) - from))[0];
}

function along(piece, step) {
  const all = [...piece.closest(".columna, tbody").querySelectorAll(`${PIECES}, tr[data-fila]`)];
  return all[all.indexOf(piece) + step];
}

const arrows = {
  ArrowDown: (piece) => along(piece, 1),
  ArrowUp: (piece) => along(piece, -1),
  ArrowRight: (piece) => piece.matches("a") && beside(piece, 1),
  ArrowLeft: (piece) => piece.matches("a") && beside(piece, -1),
};

document.addEventListener("keydown", (event) => {
  const piece = event.target.matches?.(`${PIECES}, tr[data-fila]`) && event.target;
  const next = piece && !event.altKey && !event.ctrlKey && !event.metaKey && arrows[event.key]?.(piece);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

/** The form that the cita's dialog has for a key, if it has one now. */
async function offered(cita, key) {
  const answer = await fetch(cita.getAttribute("href"), { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
  const dialog = new DOMParser().parseFromString(await answer.text(), "text/html");
  const button = dialog.querySelector(`[data-tecla="${CSS.escape(key)}"]`);
  return button && { form: button.closest("form"), link: button.closest("a") };
}

async function act(cita, key) {
  cita.setAttribute("aria-busy", "true");
  const found = await offered(cita, key).catch(() => null);
  cita.removeAttribute("aria-busy");
  const url = found?.link?.getAttribute("href") ?? cita.getAttribute("href");
  if (!found?.form) return open(url, cita);
  const values = Object.fromEntries(new FormData(found.form));
  return htmx.ajax("POST", found.form.getAttribute("action"), { target: "#dialogo", swap: "innerHTML", source: cita, values });
}

document.addEventListener("fila:tecla", (event) => {
  const cita = event.target.closest(".rejilla a.cita");
  if (!cita || !"lafnm".includes(event.detail)) return;
  event.preventDefault();
  if (cita.getAttribute("aria-busy") !== "true") act(cita, event.detail);
});

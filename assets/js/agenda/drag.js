// A cita dragged to another hour or column, or by its lower edge to another length: it only fills the form that asks for the same.
import { open, swallowClick } from "./links.js";
import { asking, hour, lasts, row, slot, starts, wall, whole } from "./place.js";

const FAR = 5;
const EDGE = 7;
const LONG_PRESS = 400;
const NEAR = 36;

let drag = null;
let guide = null;

const atEdge = (cita, y) => { const { bottom, height } = cita.getBoundingClientRect(); return height > 2 * EDGE && bottom - y < EDGE; };
const movable = (element) => element.closest?.(".rejilla[data-nueva] a.cita");
const columnAt = (x, y) => document.elementFromPoint(x, y)?.closest(".columna");

function press(event) {
  const cita = movable(event.target);
  if (!cita || event.button !== 0 || drag) return;
  const { top } = cita.getBoundingClientRect();
  drag = { cita, x: event.clientX, y: event.clientY, grip: event.clientY - top, stretch: atEdge(cita, event.clientY), on: false, pointer: event.pointerId };
  if (event.pointerType !== "mouse") drag.timer = setTimeout(begin, LONG_PRESS);
}

function begin() {
  drag.on = true;
  drag.home = drag.cita.closest(".columna");
  drag.grid = drag.cita.closest(".rejilla");
  drag.scroll = drag.grid.scrollTop;
  // A copy over the page: the column of the cita would clip it.
  const box = drag.cita.getBoundingClientRect();
  drag.copy = drag.cita.cloneNode(true);
  drag.copy.removeAttribute("id");
  drag.copy.className = `${drag.cita.className} arrastrada`;
  Object.assign(drag.copy.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px` });
  drag.from = box;
  drag.cita.classList.add("en-viaje");
  document.body.append(drag.copy);
  guide = document.createElement("div");
  guide.className = "rejilla-guia";
  document.body.append(guide);
  follow(drag.x, drag.y);
}

function end() {
  if (!drag) return;
  clearTimeout(drag.timer);
  drag.cita.classList.remove("en-viaje");
  drag.copy?.remove();
  guide?.remove();
  [drag, guide] = [null, null];
}

/** Where it would go if it were let go now. */
function target(x, y) {
  if (drag.stretch) {
    const minutes = Math.max(5, whole(lasts(drag.cita) + ((y - drag.y + drag.grid.scrollTop - drag.scroll) / row(drag.home)) * 5));
    return { text: `${minutes} min`, values: { duracion: minutes }, same: minutes === lasts(drag.cita) };
  }
  const column = columnAt(x, y);
  if (!column) return null;
  const minutes = slot(column, y - drag.grip);
  const who = column.querySelector("h2").textContent;
  const same = column === drag.home && Math.abs(minutes - starts(drag.cita)) < 5;
  return { text: `${wall(minutes)} · ${who}`, values: { hora: hour(column, minutes) }, same };
}

function follow(x, y) {
  if (drag.stretch) drag.copy.style.height = `${Math.max(12, drag.from.height + y - drag.y + drag.grid.scrollTop - drag.scroll)}px`;
  else Object.assign(drag.copy.style, { left: `${drag.from.left + x - drag.x}px`, top: `${drag.from.top + y - drag.y}px` });
  guide.textContent = target(x, y)?.text ?? "";
  guide.style.left = `${x + 14}px`;
  guide.style.top = `${y + 14}px`;
}

/** Near the edge of the frame there is more to see. */
function scroll(x, y) {
  const frame = drag.grid.getBoundingClientRect();
  const way = (at, from, to) => (at < from + NEAR ? -NEAR / 3 : at > to - NEAR ? NEAR / 3 : 0);
  drag.grid.scrollBy(way(x, frame.left, frame.right), way(y, frame.top, frame.bottom));
}

function move(event) {
  if (!drag) return movable(event.target)?.classList.toggle("estirable", atEdge(movable(event.target), event.clientY));
  if (event.pointerId !== drag.pointer) return;
  const far = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > FAR;
  if (!drag.on && far) {
    if (event.pointerType !== "mouse") return end();
    begin();
  }
  if (!drag.on) return;
  scroll(event.clientX, event.clientY);
  follow(event.clientX, event.clientY);
}

function drop(event) {
  if (!drag || event.pointerId !== drag.pointer) return;
  const { cita, on } = drag;
  const where = on ? target(event.clientX, event.clientY) : null;
  end();
  if (!on) return;
  swallowClick();
  if (where && !where.same) open(asking(`${cita.getAttribute("href")}/reagendamiento`, where.values), cita);
}

document.addEventListener("pointerdown", press);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drag?.on) end(); });
document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".rejilla")) event.preventDefault(); });
document.addEventListener("contextmenu", (event) => { if (drag?.on) event.preventDefault(); });
document.addEventListener("touchmove", (event) => { if (drag?.on) event.preventDefault(); }, { passive: false });

// Free time drawn with the mouse, from one hour down to another, books that long.
import { bookingOf, open, swallowClick } from "./links.js";
import { hour, slot, starts, track, wall } from "./place.js";

const FAR = 5;

let drawn = null;

function press(event) {
  const free = event.target.closest?.(".rejilla[data-nueva] a.libre");
  if (!free || event.button !== 0 || event.pointerType !== "mouse") return;
  const column = free.closest(".columna");
  drawn = { free, column, y: event.clientY, from: Math.max(starts(free), slot(column, event.clientY, Math.floor)) };
}

const until = (y) => Math.max(drawn.from, slot(drawn.column, y, Math.ceil));

function move(event) {
  if (!drawn || (!drawn.mark && Math.abs(event.clientY - drawn.y) < FAR)) return;
  if (!drawn.mark) {
    drawn.mark = document.createElement("span");
    track(drawn.column).append(drawn.mark);
  }
  const to = until(event.clientY);
  drawn.mark.className = `trazo f${drawn.from / 5 + 1} d${Math.max(1, (to - drawn.from) / 5)}`;
  drawn.mark.textContent = `${wall(drawn.from)}–${wall(to)}`;
}

function end() {
  drawn?.mark?.remove();
  drawn = null;
}

function drop(event) {
  if (!drawn?.mark) return end();
  const { free, column, from } = drawn;
  const minutes = until(event.clientY) - from;
  end();
  swallowClick();
  if (minutes > 0) open(bookingOf(free, { hora: hour(column, from), duracion: minutes }), free);
}

document.addEventListener("pointerdown", press);
document.addEventListener("pointermove", move);
document.addEventListener("pointerup", drop);
document.addEventListener("pointercancel", end);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drawn?.mark) end(); });

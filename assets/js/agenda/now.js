// The line of now: the server puts it, each minute moves it. A day that opens, opens there.
const ROW = 5 * 60 * 1000;
const line = () => document.getElementById("ahora");

function move() {
  const from = document.querySelector(".columna[data-cero]");
  if (!line() || !from) return;
  line().className = `f${Math.floor((Date.now() - Date.parse(from.dataset.cero)) / ROW) + 1}`;
}

const grid = document.querySelector(".rejilla");
if (grid && line() && !location.hash) grid.scrollTop = line().offsetTop - grid.clientHeight / 3;
setInterval(move, 60_000);

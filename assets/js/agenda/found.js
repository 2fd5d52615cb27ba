// What was just booked or changed takes the focus once it is drawn, unless something else was opened meanwhile.
let awaited = null;

document.addEventListener("agenda:cambio", ({ detail }) => { awaited = detail?.foco ?? awaited; });

document.addEventListener("htmx:after:swap", () => {
  const piece = awaited && document.getElementById(awaited);
  if (!piece || document.querySelector("dialog[open]")) return;
  awaited = null;
  piece.focus();
});

// Toasts leave by themselves, but not while somebody reads them, and not when they are errors or offer an action.
const STAY = 6000;
const region = document.getElementById("tostadas");

function expire(toast) {
  let timer = 0;
  const start = () => { timer = setTimeout(() => toast.remove(), STAY); };
  const hold = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("focusout", start);
  start();
}

function watch(node) {
  if (node.dataset?.tostada === "pasa") expire(node);
}

function close(toast) {
  const next = toast.nextElementSibling ?? toast.previousElementSibling;
  toast.remove();
  (next?.querySelector("[data-cierra-tostada]") ?? document.getElementById("contenido"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const toast = event.target.closest("[data-cierra-tostada]")?.closest("[data-tostada]");
  if (toast) close(toast);
});

// No answer at all: the server could not say it, so the page does, once.
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  const offline = document.getElementById("tostada-sin-conexion");
  if (!ctx || ctx.response || !offline || region.querySelector("[data-sin-conexion]")) return;
  const toast = offline.content.firstElementChild.cloneNode(true);
  toast.dataset.sinConexion = "";
  region.append(toast);
});

if (region) {
  [...region.children].forEach(watch);
  new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(watch))).observe(region, { childList: true });
}

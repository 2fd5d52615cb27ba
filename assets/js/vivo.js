// Live places: they say when they are not, and come back. `data-espera` counts the minutes on between two of them.
const RETRY = 5000;
const TICK = 10_000;
const MINUTE = 60_000;
const OVER = [401, 403, 404];

const stream = (element) => element?.closest?.("[data-vivo]");

function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function lost(element, status) {
  if (OVER.includes(status)) {
    element.dataset.fin = "";
    return tell(element, "Esta pantalla dejó de actualizarse: recárgala para seguir.");
  }
  tell(element, "Sin conexión en vivo; reintentando…");
}

document.addEventListener("htmx:sse:after:connection", ({ target }) => stream(target) && tell(target, ""));
document.addEventListener("htmx:sse:error", ({ target, detail }) => stream(target) && lost(target, detail.status));
document.addEventListener("htmx:sse:before:connection", (event) => {
  if (stream(event.target) && "fin" in event.target.dataset) event.preventDefault();
});

// The extension comes back to a stream that broke; to one that never began, we do.
function again({ detail: { ctx } }) {
  const element = ctx && stream(ctx.sourceElement);
  if (!element) return;
  lost(element, ctx.response?.status);
  if ("fin" in element.dataset) return;
  setTimeout(() => element.isConnected && htmx.trigger(element, "vivo:otra-vez"), RETRY * (0.5 + Math.random()));
}
document.addEventListener("htmx:response:error", again);
document.addEventListener("htmx:error", again);

const since = new WeakMap();

function count(element) {
  const known = since.get(element);
  const now = performance.now();
  if (known?.minutes !== element.dataset.espera) return since.set(element, { minutes: element.dataset.espera, at: now });
  tell(element, String(Number(known.minutes) + Math.floor((now - known.at) / MINUTE)));
}

const countAll = () => document.querySelectorAll("[data-espera]").forEach(count);
countAll();
setInterval(countAll, TICK);
document.addEventListener("htmx:after:swap", countAll);

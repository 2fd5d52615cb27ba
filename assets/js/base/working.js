// A button whose request is in flight says so and cannot be pressed again. It stays focusable: `disabled` would drop the
// focus of a keyboard user and the button's own name and value.
const busy = (element) => element?.getAttribute("aria-busy") === "true";

function start(button) {
  if (!button || busy(button)) return;
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  const text = button.querySelector("[data-texto]");
  if (!text || !button.dataset.trabajando) return;
  text.dataset.texto = text.textContent;
  text.textContent = button.dataset.trabajando;
}

function stop(button) {
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  const text = button.querySelector("[data-texto]");
  if (!text?.dataset.texto) return;
  text.textContent = text.dataset.texto;
  text.dataset.texto = "";
}

const refuse = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

document.addEventListener("click", (event) => {
  if (event.target.closest("[aria-busy=true]:is(button, a), [aria-disabled=true]:is(button, a)")) refuse(event);
}, true);

// Plain forms. Those that htmx sends arrive here already prevented.
const sent = new Map();

document.addEventListener("submit", (event) => {
  if (sent.has(event.target)) refuse(event);
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || "descarga" in form.dataset) return;
  sent.set(form, event.submitter);
  setTimeout(() => start(event.submitter));
});

// Back from the next page, or its loading was stopped: the form can be sent again.
window.addEventListener("pageshow", () => {
  for (const button of sent.values()) if (button) stop(button);
  sent.clear();
});

// What htmx sends.
const working = new WeakMap();

function pressed({ sourceElement, sourceEvent }) {
  if (sourceEvent?.submitter) return sourceEvent.submitter;
  if (sourceElement.matches("form")) return sourceElement.querySelector("button[type=submit]");
  return sourceElement.closest("button, a.btn");
}

document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const button = pressed(ctx);
  if (event.defaultPrevented || !button) return;
  start(button);
  working.set(ctx, button);
});

document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail;
  const button = working.get(ctx);
  if (button && !ctx.keepIndicators) stop(button);
});

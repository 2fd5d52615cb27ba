// The focus goes to what is wrong, and is never lost when a fragment replaces what had it.
const wrong = (root) => root.querySelector("[data-enfoca]") ?? root.querySelector("[aria-invalid=true]");

let held = null;

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const active = document.activeElement;
  held = active === document.body ? null : { element: active, id: active.id, name: active.name, target: ctx.target };
});

const STOPS = "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, [tabindex='0']";

// Of what replaced the target: its own first stop, or where there is none the last one before it, so that the next Tab goes on.
function stop(place) {
  const before = [...document.querySelectorAll(STOPS)].filter((one) => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING);
  return place.querySelector(STOPS) ?? before.filter((one) => one.checkVisibility()).at(-1);
}

function regain({ element, id, target }) {
  if (element.isConnected || (document.activeElement && document.activeElement !== document.body)) return;
  const same = id && document.getElementById(id);
  const heir = !target?.isConnected && target?.id && document.getElementById(target.id);
  const near = same || (target?.isConnected ? target : heir && stop(heir)) || document.getElementById("contenido");
  if (!near) return;
  if (near.tabIndex < 0 && !near.hasAttribute("tabindex")) near.setAttribute("tabindex", "-1");
  near.focus({ preventScroll: true });
}

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const status = ctx.response?.status;
  const error = status >= 400 && ctx.swap !== "none" && wrong(document.querySelector("dialog[open]") ?? document);
  if (error) error.focus();
  else if (held) regain(held);
  held = null;
});

// A page that comes back with an error begins there, not where a fresh one would.
if (!document.querySelector("[data-sin-foco]")) wrong(document.getElementById("contenido") ?? document)?.focus();

// Dialogs open from a button (`data-abre`) or by arriving in the holder, and give the focus back to where it was.
// What the person came for, before the button that closes.
const FIRST = "[autofocus], .dialogo-cuerpo :is(input:not([type=hidden]), select, textarea, button, a)";
const openers = new WeakMap();

/** A button inside a closed menu cannot take the focus: its menu's button does. */
function focusable(element) {
  if (!element?.isConnected) return null;
  const menu = element.closest("[popover]:not(:popover-open)");
  const button = menu && document.querySelector(`[popovertarget="${menu.id}"]`);
  return button?.checkVisibility() ? button : element;
}

function giveBack(opener) {
  const active = document.activeElement;
  if (active && active !== document.body && active.checkVisibility()) return;
  (focusable(opener) ?? document.getElementById("contenido"))?.focus();
}

function open(dialog, opener) {
  openers.set(dialog, opener);
  dialog.showModal();
  dialog.querySelector(FIRST)?.focus();
  dialog.addEventListener("close", () => giveBack(openers.get(dialog)), { once: true });
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-abre]");
  const dialog = opener && document.getElementById(opener.dataset.abre);
  // The button's own command would open it a second time.
  if (dialog) event.preventDefault();
  if (dialog && !dialog.open) open(dialog, opener);
  if (event.target.closest("[data-cierra]")) event.target.closest("dialog")?.close();
});

const holder = document.getElementById("dialogo");
let opener = null;

// The focus may be gone by the time the answer arrives: who asked is noted when the request leaves.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!holder?.contains(ctx.sourceElement)) opener = ctx.sourceElement;
});

function arrived() {
  const dialog = holder.querySelector("dialog");
  if (!dialog) return giveBack(opener);
  if (dialog.open) return;
  open(dialog, opener);
  dialog.addEventListener("close", () => holder.replaceChildren(), { once: true });
}

if (holder) new MutationObserver(arrived).observe(holder, { childList: true });

// One that comes in the place of another of its id is lent that one's `open` while it settles, and is opened once it has.
document.addEventListener("htmx:after:settle", ({ target }) => {
  if (target === holder && holder.querySelector("dialog:not([open])")) arrived();
});

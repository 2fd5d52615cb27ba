// Single-key shortcuts: what has `data-tecla` is pressed by its key ("n") or sequence ("g a"). On a focused `[data-fila]` the
// row's own keys come first: its buttons', or those of whoever hears `fila:tecla`. They act only outside inputs and dialogs, and can be switched off on this device
// or, by the server, for the person.
const STORE = "atajos";
const PATIENCE = 1200;
const dialog = document.getElementById("atajos");

const off = document.querySelector("[data-sin-atajos]") !== null;
const active = () => !off && localStorage.getItem(STORE) !== "no";
const typing = (element) => element.closest("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");
const reachable = (element) => element.checkVisibility() || element.closest("[popover]");

function holders(keys, from) {
  const row = from.closest("[data-fila]");
  const selector = `[data-tecla="${CSS.escape(keys)}"]`;
  const inRow = row?.querySelector(selector);
  if (inRow) return inRow;
  return [...document.querySelectorAll(selector)].find((one) => !one.closest("[data-fila]") && reachable(one));
}

const begins = (keys) => document.querySelector(`[data-tecla^="${CSS.escape(keys)} "]`);

let pending = "";
let timer = 0;

function forget() {
  clearTimeout(timer);
  pending = "";
}

function press(event) {
  if (event.key === "/") return document.getElementById("buscador")?.focus() ?? true;
  const keys = pending + event.key.toLowerCase();
  const row = event.target.closest("[data-fila]");
  if (row && !row.dispatchEvent(new CustomEvent("fila:tecla", { bubbles: true, cancelable: true, detail: keys }))) return true;
  const button = holders(keys, event.target);
  if (button) return button.click() ?? true;
  forget();
  if (!begins(keys)) return false;
  pending = `${keys} `;
  timer = setTimeout(forget, PATIENCE);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (!active() || typing(event.target) || document.querySelector("dialog[open]")) return;
  const waited = pending;
  if (press(event)) event.preventDefault();
  if (waited) forget();
});

const name = (element) => (element.querySelector("[data-texto], .visually-hidden") ?? element).textContent.trim();

function entry(keys, text) {
  const div = document.createElement("div");
  const term = document.createElement("dt");
  for (const key of keys.split(" ")) {
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    term.append(kbd, " ");
  }
  const meaning = document.createElement("dd");
  meaning.textContent = text;
  div.append(term, meaning);
  return div;
}

function list() {
  const place = dialog.querySelector("[data-atajos]");
  for (const old of place.querySelectorAll("[data-propio]")) old.remove();
  const seen = new Map();
  for (const one of document.querySelectorAll("[data-tecla]")) {
    if (!seen.has(one.dataset.tecla)) seen.set(one.dataset.tecla, `${name(one)}${one.closest("[data-fila]") ? " (en la fila)" : ""}`);
  }
  for (const [keys, text] of seen) {
    const div = entry(keys, text);
    div.dataset.propio = "";
    place.append(div);
  }
}

if (dialog) {
  const box = dialog.querySelector("[data-atajos-activos]");
  if (box) box.checked = active();
  box?.addEventListener("change", () => localStorage.setItem(STORE, box.checked ? "si" : "no"));
  document.querySelector('[data-abre="atajos"]')?.addEventListener("click", list);
}

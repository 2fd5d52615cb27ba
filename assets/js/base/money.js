// Money inputs show thousands while typing and send what was meant: "12.340" goes as "12340", "1.250,5" as "1250,5".
// What is not clearly an amount is left as typed, so that the server refuses it instead of guessing.
const CLEAR = /^\s*\$?\s*(\d{1,3}(?:\.\d{3})+|\d+)(,\d*)?\s*$/;
const shown = new WeakMap();

const decimals = (input) => Number(input.dataset.dinero);
const grouped = (digits) => digits.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".");

/** The amount in `text` as [digits, ",part"], or null. Points typed into our own text are thousands out of place. */
function amount(input, text) {
  const loose = shown.has(input) ? text.replaceAll(".", "") : text;
  const [, whole, part = ""] = loose.match(CLEAR) ?? [];
  if (whole === undefined || part.length > (decimals(input) ? decimals(input) + 1 : 0)) return null;
  return [whole.replaceAll(".", ""), part];
}

function caretAfter(text, figures) {
  let seen = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (seen === figures) return at;
    if (text[at] !== ".") seen += 1;
  }
  return text.length;
}

function show(input) {
  const parts = amount(input, input.value);
  if (!parts) {
    shown.delete(input);
    return;
  }
  const text = grouped(parts[0]) + parts[1];
  const figures = input.value.slice(0, input.selectionStart).replace(/[^\d,]/g, "").length;
  shown.set(input, text);
  if (text === input.value) return;
  input.value = text;
  if (document.activeElement === input) {
    const caret = caretAfter(text, figures);
    input.setSelectionRange(caret, caret);
  }
}

document.addEventListener("beforeinput", (event) => {
  const input = event.target.closest?.("[data-dinero]");
  if (!input || !decimals(input) || event.data !== "." || event.inputType !== "insertText") return;
  // The point of the numeric keypad means the decimals.
  event.preventDefault();
  input.setRangeText(",", input.selectionStart, input.selectionEnd, "end");
  show(input);
});

document.addEventListener("input", (event) => {
  const input = event.target.closest?.("[data-dinero]");
  if (!input) return;
  if (event.inputType === "insertFromPaste" || input.value === "") shown.delete(input);
  show(input);
});

document.addEventListener("formdata", ({ target: form, formData }) => {
  const names = new Set([...form.elements].filter((one) => "dinero" in one.dataset && one.name).map((one) => one.name));
  for (const name of names) {
    formData.delete(name);
    for (const input of form.elements) {
      if (input.name !== name || input.disabled) continue;
      const parts = amount(input, input.value);
      formData.append(name, parts ? parts.join("") : input.value);
    }
  }
});

const showAll = () => document.querySelectorAll("[data-dinero]").forEach((input) => shown.has(input) || show(input));
document.addEventListener("htmx:after:swap", showAll);
showAll();

// How a person finds things on a page: by the words on them. The harness calls these by name, inside its own script.
const words = (text) => text.replace(/\s+/g, " ").trim();

const seen = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });

function spoken(one) {
  const copy = one.cloneNode(true);
  for (const silent of copy.querySelectorAll("[aria-hidden=true]")) silent.remove();
  return words(copy.textContent);
}

function named(one) {
  const labels = [...(one.labels ?? [])].map(spoken).join(" ");
  return one.getAttribute("aria-label") ?? (labels || spoken(one) || one.title);
}

/** The open dialog hides the rest; inside a page its content comes before the frame. */
function places() {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  return dialog ? [dialog] : [document.querySelector("main"), document.body];
}

function first(selector, matches, roots = places()) {
  for (const root of roots) {
    const found = [...(root?.querySelectorAll(selector) ?? [])].find((one) => seen(one) && matches(one));
    if (found) return found;
  }
  return null;
}

/** The smallest thing of a list that says `text`. */
function row(text) {
  const rows = [...document.querySelectorAll("tr, li, article, [data-fila], .ficha-fila")].filter((one) => seen(one) && words(one.innerText).includes(text));
  return rows.filter((one) => !rows.some((other) => other !== one && one.contains(other)))[0] ?? null;
}

const PRESSED = "button, a[href], summary, label, [role=button], [role=option], [role=tab], input[type=submit]";

const pantalla = {
  boton: (name) => first(PRESSED, (one) => named(one) === name),
  fila: (text) => row(text),
  seccion: (name) => first("a", (one) => named(one) === name, [document.getElementById("lateral")]),
  campo: (name) => first("input, select, textarea", (one) => named(one) === name),
  pone: (name, value) => {
    const field = pantalla.campo(name);
    if (!field) return false;
    field.value = value;
    for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    return true;
  },
  elemento: (selector) => first(selector, () => true, [document]),
  dice: (text) => words((document.querySelector("dialog[open]:last-of-type") ?? document.body).innerText).includes(text),
  enfocado: () => (document.activeElement === document.body ? "" : named(document.activeElement)),
  foco_visible: () => {
    // The parts of a date draw their own.
    const active = document.activeElement;
    if (active.matches("body, [type=date], [type=time]")) return true;
    const drawn = (one) => getComputedStyle(one).outlineStyle !== "none" || getComputedStyle(one).boxShadow !== "none";
    return [active, active.closest("label")].some((one) => one && drawn(one));
  },
  parada: () => {
    const row = document.activeElement.closest("tr, li");
    return { oido: pantalla.enfocado(), fila: row ? words(row.innerText) : "", visible: pantalla.foco_visible() };
  },
  enlaces: () => {
    const links = [...document.links].filter((one) => one.origin === location.origin && !one.hasAttribute("download"));
    return [...new Set(links.map((one) => one.pathname + one.search))];
  },
  sobra: () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
};

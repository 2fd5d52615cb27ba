// Global search: the list under the box, walked with the arrows while the focus stays in the box.
const box = document.querySelector("[data-buscador]");

function listen(input, list) {
  let active = null;
  let before = null;

  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

  function mark(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.id ||= `hallazgo-${options().indexOf(option)}`;
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(visible) {
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    mark(null);
  }

  function move(step) {
    const all = options();
    if (list.hidden && all.length > 0) show(true);
    if (all.length === 0) return;
    const from = active ? all.indexOf(active) : step > 0 ? -1 : all.length;
    mark(all[(from + step + all.length) % all.length]);
  }

  function escape() {
    if (!list.hidden) return show(false);
    input.value = "";
    input.blur();
    if (before?.isConnected) before.focus();
  }

  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Escape: escape,
    Enter: () => active?.click(),
  };

  input.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || (event.key === "Enter" && !active)) return;
    event.preventDefault();
    act();
  });
  input.addEventListener("focus", (event) => {
    if (event.relatedTarget) before = event.relatedTarget;
  });
  input.addEventListener("input", () => {
    if (input.value.trim().length < 2) show(false);
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) show(false);
  });
  // One letter finds half the clinic.
  input.addEventListener("htmx:before:request", (event) => {
    if (input.value.trim().length < 2) event.preventDefault();
  });
  input.addEventListener("htmx:after:swap", () => show(input.value.trim().length >= 2 && document.activeElement === input));
}

if (box) listen(box.querySelector("input"), box.querySelector("[role=listbox]"));

// What the grid links to opens over it, as the links themselves lead to pages.
const HOLDER = "#dialogo";

export const open = (url, source) => htmx.ajax("GET", url, { target: HOLDER, swap: "innerHTML", source });

document.addEventListener("click", (event) => {
  const link = event.target.closest(".rejilla :is(a.cita, a.libre)");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
  event.preventDefault();
  open(link.getAttribute("href"), link);
});

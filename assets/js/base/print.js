// The button that prints is of no use without scripts: it comes hidden.
for (const button of document.querySelectorAll("[data-imprime]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

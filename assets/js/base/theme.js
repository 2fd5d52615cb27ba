// The switch of colours answers at once; without scripts its form sets the same cookie and comes back.
const YEAR = 31_536_000;

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-tema] button[name=tema]");
  if (!chosen) return;
  event.preventDefault();
  const { value } = chosen;
  document.documentElement.dataset.bsTheme = value;
  document.querySelector("meta[name=color-scheme]").content = value === "auto" ? "light dark" : value;
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `tema=${value}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  for (const button of chosen.form.querySelectorAll("button[name=tema]")) button.setAttribute("aria-pressed", String(button === chosen));
});

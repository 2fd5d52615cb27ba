// What an open form holds (`data-suelta`, inside it) is given back when its dialog closes or its page goes away.
function release(root) {
  for (const held of root.querySelectorAll("[data-suelta]")) {
    navigator.sendBeacon(held.dataset.suelta, new URLSearchParams(new FormData(held.closest("form"))));
  }
}

document.addEventListener("close", (event) => release(event.target), true);
addEventListener("pagehide", () => release(document));

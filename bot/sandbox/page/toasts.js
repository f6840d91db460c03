// Short notices at the bottom; the container is a live region.

import { el } from "./dom.js";

const STAYS = 4500; // milliseconds

/** Show a notice for some seconds; `isBad` makes it red. */
export function toast(text, isBad = false) {
  const node = el("div", { class: isBad ? "toast bad" : "toast", text });
  const container = document.getElementById("toasts");
  while (container.childElementCount > 2) container.firstChild.remove();
  container.append(node);
  setTimeout(() => node.remove(), STAYS);
}

/** Tell screen readers about something that eyes see anyway. */
export function announce(text) {
  const announcer = document.getElementById("announcer");
  announcer.append(el("p", { text }));
  while (announcer.childElementCount > 6) announcer.firstChild.remove();
}

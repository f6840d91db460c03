// Menus of buttons: opened at a point or under a node, moved through with arrows, closed with Escape.

import { el, icon } from "./dom.js";
import { say } from "./words.js";

const REACTIONS = ["👍", "👎", "❤", "🔥", "🎉", "😁", "🤔", "🙏", "👌"];

let opened = null;

/**
 * Open a menu of `items` ({label, icon, danger, onChoose}; null is a line) at `anchor`, a node or a mouse event.
 * An item with `isChosen` is one of several of which one holds; `lang` is that of its label.
 * `reactions` ({chosen, onChoose}) puts a row of emoji on top.
 */
export function openMenu(anchor, items, reactions = null) {
  closeMenu();
  const back = document.activeElement;
  const node = el("div", { class: "menu", role: "menu", popover: "manual" });
  const choose = (action) => () => {
    closeMenu();
    action();
  };
  if (reactions) node.append(reactionRow(reactions, choose));
  for (const item of items) {
    if (!item) node.append(el("hr"));
    else {
      const button = el("button", { type: "button", class: item.danger ? "menu-item danger" : "menu-item", lang: item.lang, ...role(item), on: { click: choose(item.onChoose) } });
      button.append(icon(item.icon), item.label);
      node.append(button);
    }
  }
  document.body.append(node);
  node.showPopover?.();
  put(node, anchor);
  opened = { node, back };
  node.addEventListener("keydown", onKey);
  (node.querySelector("[role=menuitemradio][aria-checked=true]") ?? node.querySelector(".menu-item"))?.focus();
  setTimeout(() => document.addEventListener("pointerdown", onPointer), 0);
}

function role({ isChosen }) {
  return isChosen === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": String(isChosen) };
}

export function closeMenu() {
  if (!opened) return;
  document.removeEventListener("pointerdown", onPointer);
  const { node, back } = opened;
  opened = null;
  const hadFocus = node.contains(document.activeElement);
  node.remove();
  if (hadFocus && back?.isConnected) back.focus({ preventScroll: true });
}

function reactionRow({ chosen, onChoose }, choose) {
  const buttons = REACTIONS.map((emoji) =>
    el("button", {
      type: "button",
      role: "menuitemcheckbox",
      "aria-checked": String(chosen.includes(emoji)),
      "aria-label": say("react-with", { emoji }),
      text: emoji === "❤" ? "❤\ufe0f" : emoji,
      on: { click: choose(() => onChoose(emoji)) },
    }),
  );
  return el("div", { class: "menu-reactions", role: "group", "aria-label": say("reactions") }, buttons);
}

function put(node, anchor) {
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.clientX, bottom: anchor.clientY, top: anchor.clientY };
  const { offsetWidth: width, offsetHeight: height } = node;
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const isBelow = box.bottom + height + 8 < innerHeight;
  const top = isBelow ? box.bottom + 4 : Math.max(8, Math.min(box.top - height - 4, innerHeight - height - 8));
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

function onPointer(event) {
  if (!opened?.node.contains(event.target)) closeMenu();
}

function onKey(event) {
  const buttons = [...opened.node.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const inRow = document.activeElement.closest(".menu-reactions");
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (event.key === "ArrowDown" || (event.key === "ArrowRight" && inRow)) buttons[(at + 1) % buttons.length].focus();
  else if (event.key === "ArrowUp" || (event.key === "ArrowLeft" && inRow)) buttons.at(at - 1).focus();
  else if (event.key === "Home") buttons[0].focus();
  else if (event.key === "End") buttons.at(-1).focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

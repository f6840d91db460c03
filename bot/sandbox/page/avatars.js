// Round pictures with initials, in Telegram's seven colours (darkened so that white letters can be read).

import { el } from "./dom.js";

const FILLS = ["#c4453e", "#b8620c", "#7a55c0", "#2f7d32", "#0f7b8a", "#2269b3", "#b8407a"];
const NAMES_LIGHT = ["#b5332c", "#a35408", "#7347be", "#2a7430", "#0d7180", "#1f65ad", "#ac336d"];
const NAMES_DARK = ["#ff8f86", "#f5ac5d", "#c3a3ff", "#84d98a", "#5fd3e0", "#7abfff", "#ff93c0"];

/** A circle with the initials of somebody. */
export function avatar(who, extra = "") {
  const letters = [who.first_name, who.last_name].filter(Boolean).map((name) => [...name][0]);
  const node = el("span", { class: `avatar ${extra}`, "aria-hidden": "true", text: letters.join("").toUpperCase() });
  if (who.is_bot) node.classList.add("is-bot");
  else node.style.backgroundColor = FILLS[who.id % FILLS.length];
  return node;
}

/** The colour of somebody's name in the present theme. */
export function nameColor({ id, is_bot: isBot }) {
  if (isBot) return "var(--accent)";
  const isDark = document.documentElement.dataset.theme === "dark";
  return (isDark ? NAMES_DARK : NAMES_LIGHT)[id % FILLS.length];
}

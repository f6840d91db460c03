// Formatted text: entities of the Bot API become elements. Offsets are UTF-16 units, as JavaScript's are.

import { el } from "./dom.js";
import { fullDate } from "./dates.js";
import { say } from "./words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const SAFE = /^(https?|mailto|tel):/i;

/** Nodes for `text`; `onLink(url)` may take a link over by returning a handler, `onCommand(text)` a command. */
export function formatted(text, entities = [], { onLink, onCommand } = {}) {
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return nodes(text, 0, text.length, sorted, { onLink, onCommand });
}

/** Cuts the range at its entities and goes inside them; an entity that reaches beyond its parent is clipped. */
function nodes(text, start, end, entities, links) {
  const found = [];
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (from >= to) continue;
    if (from > at) found.push(text.slice(at, from));
    const inside = entities.slice(index + 1).filter((other) => other.offset < to);
    found.push(element(entity, nodes(text, from, to, inside, links), text.slice(from, to), links));
    at = to;
  }
  if (at < end) found.push(text.slice(at, end));
  return found;
}

function element(entity, children, text, links) {
  const { type } = entity;
  if (TAGS[type]) return el(TAGS[type], {}, children);
  if (type === "pre") return el("pre", { title: entity.language }, el("code", {}, children));
  if (type === "spoiler") return spoiler(children);
  if (type === "blockquote") return el("blockquote", {}, children);
  if (type === "expandable_blockquote") return folded(children);
  if (type === "date_time") return moment(entity, children);
  if (type === "text_link") return link(entity.url, children, links);
  if (type === "url") return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, children, links);
  if (type === "email") return link(`mailto:${text}`, children, links);
  if (type === "phone_number") return link(`tel:${text.replace(/[^\d+]/g, "")}`, children, links);
  if (type === "text_mention") return link(`tg://user?id=${entity.user.id}`, children, links);
  if (type === "bot_command") return command(text, children, links);
  return el("span", { class: type }, children);
}

function link(url, children, { onLink }) {
  const handler = onLink?.(url);
  if (handler) return el("button", { type: "button", class: "command", title: url, on: { click: handler } }, children);
  if (!SAFE.test(url)) return el("span", { class: "command", title: url }, children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, children);
}

function command(text, children, { onCommand }) {
  if (!onCommand) return el("span", { class: "command" }, children);
  return el("button", { type: "button", class: "command", on: { click: () => onCommand(text) } }, children);
}

function moment(entity, children) {
  const date = new Date(Number(entity.unix_time) * 1000);
  const isValid = !Number.isNaN(date.getTime());
  return el("time", { class: "moment", ...(isValid ? { datetime: date.toISOString(), title: fullDate(date) } : {}) }, children);
}

function spoiler(children) {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": say("spoiler") });
  const inside = el("span", {}, children);
  node.append(inside);
  const open = (event) => {
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    if (node.classList.contains("is-open")) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("is-open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
  };
  node.addEventListener("click", open);
  node.addEventListener("keydown", open);
  return node;
}

function folded(children) {
  const node = el("blockquote", { class: "is-folded", tabindex: "0", role: "button", "aria-expanded": "false" }, children);
  const turn = (event) => {
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    const isFolded = node.classList.toggle("is-folded");
    node.setAttribute("aria-expanded", String(!isFolded));
  };
  node.addEventListener("click", turn);
  node.addEventListener("keydown", turn);
  return node;
}

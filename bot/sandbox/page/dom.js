// Building elements. Text becomes text nodes and nothing else: no string here is ever parsed as HTML.

import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element: `class`, `text`, `on: {event: handler}`, `data: {…}`; other properties are set as attributes. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "value") node.value = value;
    else if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === "data") Object.assign(node.dataset, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

/** Append nodes, strings and nested lists of them; null and false are left out. */
export function append(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** Give `node` exactly these children. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** Make the children of `node` exactly `wanted`, moving as little as possible. */
export function arrange(node, wanted) {
  const kept = new Set(wanted);
  for (const child of [...node.childNodes]) if (!kept.has(child)) child.remove();
  let place = node.firstChild;
  for (const child of wanted) {
    if (child === place) place = place.nextSibling;
    else node.insertBefore(child, place);
  }
}

const ICONS = {
  attach: "M20 11.5 12 19.4a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.8-7.8",
  send: "M4 12 3 4.5 21 12 3 19.5zM4 12h9",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  reply: "M10 5 4 11l6 6v-4c5 0 8 1.5 10 5 0-6-3-10-10-10z",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  pin: "M9 4h6l-1 6 3 3v1H7v-1l3-3zM12 14v6",
  unpin: "M9 4h6l-1 6 3 3v1H7v-1l3-3zM12 14v6M4 4l16 16",
  forward: "M14 5l6 6-6 6v-4c-5 0-8 1.5-10 5 0-6 3-10 10-10z",
  remove: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
  close: "M6 6l12 12M18 6 6 18",
  back: "M14 5l-7 7 7 7",
  down: "M5 9l7 7 7-7",
  add: "M12 5v14M5 12h14",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  unlock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 5.6-1.5",
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9v.01",
  album: "M8 4h12v12H8zM8 13l3-3 3 3 2-2 4 4M4 8v12h12",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6 11a6 6 0 0 0 12 0M12 17v3",
  place: "M12 3a6.5 6.5 0 0 1 6.5 6.5C18.5 14.5 12 21 12 21s-6.5-6.5-6.5-11.5A6.5 6.5 0 0 1 12 3zM12 9.5v.01",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20a7.5 7.5 0 0 1 15 0",
  people: "M9 5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM3 19a6 6 0 0 1 12 0M16 6a3 3 0 0 1 0 6M17 14a5 5 0 0 1 4 5",
  poll: "M5 20V10M12 20V4M19 20v-7",
  dice: "M5 5h14v14H5zM9 9v.01M15 15v.01M12 12v.01",
  smile: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM8.5 14a4 4 0 0 0 7 0M9.5 10v.01M14.5 10v.01",
  block: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM6.5 6.5l11 11",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  language: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16",
  theme: "M12 4a8 8 0 1 0 8 8 6 6 0 0 1-8-8z",
  help: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM9.8 9.8a2.3 2.3 0 1 1 3.3 2c-.8.4-1.1.9-1.1 1.7M12 16.5v.01",
  check: "M5 13l4.5 4.5L19 7",
  group: "M4 6h12v9H9l-4 3v-3H4zM19 9v9l-3-2h-4",
  clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4l3 2",
  hash: "M9 4 7 20M17 4l-2 16M5 9h15M4 15h15",
  robot: "M6 9h12v10H6zM12 9V5M12 4v.01M9.5 13v.01M14.5 13v.01M10 16h4",
  read: "M3 13l4 4 8-9M11 16l1.5 1.5L21 8",
};

/** One of the line drawings above, hidden from screen readers. */
export function icon(name) {
  const drawing = svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" });
  drawing.append(svg("path", { d: ICONS[name] }));
  return drawing;
}

/** An SVG element with attributes. */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A round button with a drawing and a spoken name. */
export function iconButton(name, label, onClick, properties = {}) {
  const button = el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...properties });
  button.append(icon(name));
  if (onClick) button.addEventListener("click", onClick);
  return button;
}

/** One or two ticks. */
export function ticks(isSingle) {
  const drawing = svg("svg", {
    class: isSingle ? "icon ticks single" : "icon ticks",
    viewBox: isSingle ? "0 0 12 12" : "0 0 17 12",
    role: "img",
    "aria-label": say(isSingle ? "tick-sent" : "tick-received"),
  });
  drawing.append(svg("path", { d: isSingle ? "M1 6.5 4.5 10 11 2" : "M1 6.5 4.5 10 11 2M8 10 14.5 2" }));
  return drawing;
}

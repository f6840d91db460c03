// Small questions in the browser's own <dialog>: it keeps the focus inside and gives it back.

import { el } from "./dom.js";
import { say } from "./words.js";

let fields = 0;

/**
 * Ask for some fields: {name: {label, value, placeholder, required, options, icons, type}}.
 * Resolves with {name: text}, or with null when the question is dismissed.
 */
export function ask(title, questions, { confirm = say("ok"), note = "", isDangerous = false } = {}) {
  return new Promise((resolve) => {
    const inputs = Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, input(question)]));
    const form = el("form", { method: "dialog" }, el("h2", { id: "dialog-title", text: title }), note && el("p", { text: note }));
    for (const { field } of Object.values(inputs)) form.append(field);
    const dismiss = el("button", { type: "button", class: "button", text: say("cancel") });
    const accept = el("button", { type: "submit", class: isDangerous ? "button danger" : "button primary", text: confirm });
    form.append(el("div", { class: "dialog-buttons" }, dismiss, accept));
    const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
    let answer = null;
    dismiss.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", () => {
      answer = Object.fromEntries(Object.entries(inputs).map(([name, { value }]) => [name, value()]));
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function input(question) {
  if (question.icons) return icons(question);
  fields += 1;
  const id = `field-${fields}`;
  const node = question.options
    ? el("select", { id }, question.options.map(([value, text]) => el("option", { value, text })))
    : el("input", { id, type: question.type ?? "text", placeholder: question.placeholder, required: question.required, min: question.min, autocomplete: "off" });
  if (question.value !== undefined) node.value = question.value;
  return { field: el("label", { class: "field", for: id }, question.label, node), value: () => node.value };
}

/** A grid of emoji of which one is chosen; "" is none. */
function icons({ label, icons: choices, value }) {
  let chosen = value ?? "";
  const grid = el("div", { class: "icon-grid", role: "group", "aria-label": label });
  for (const emoji of ["", ...choices]) {
    const button = el("button", { type: "button", "aria-pressed": String(emoji === chosen), "aria-label": emoji || say("no-icon"), text: emoji || "∅" });
    button.addEventListener("click", () => {
      chosen = emoji;
      for (const other of grid.children) other.setAttribute("aria-pressed", String(other === button));
    });
    grid.append(button);
  }
  return { field: el("div", { class: "field" }, label, grid), value: () => chosen };
}

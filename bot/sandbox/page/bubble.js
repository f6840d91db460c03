// One message, or one album, as a bubble.

import { nameColor } from "./avatars.js";
import { fullDate, timeOf } from "./dates.js";
import { el, ticks } from "./dom.js";
import { formatted } from "./entities.js";
import { isBare, isPicture, media, mosaic, summary } from "./media.js";
import { author, fullName, messageAt } from "./store.js";
import { say, saying } from "./words.js";

/**
 * The bubble of `messages` (several are an album). `view` is the chat that shows it: its `viewer` (a person's id),
 * `isGroup`, `titleOf(id)`, and what happens on `jump(message)`, `press(message, button, node)`, `react(message, emoji)`,
 * `onLink(url)`, `onCommand(text)`.
 */
export function bubble(messages, { isFirst, isOwn, view }) {
  const message = messages[0];
  const pictures = messages.every(isPicture);
  const words = messages.find((one) => one.content.text ?? one.content.caption) ?? message;
  const text = words.content.text ?? words.content.caption ?? "";
  const node = el("div", { class: "bubble bubble-end" });
  if (isBare(message)) node.classList.add("is-bare");
  if (pictures) node.classList.add("has-picture");
  if (view.isGroup && !isOwn && isFirst) node.append(sender(message, view));
  if (message.only_for) node.append(el("div", { class: "whisper", text: say("only-you") }));
  if (message.origin) node.append(origin(message.origin));
  if (message.reply_to || message.external_reply) node.append(reply(message, view));
  node.append(...[contents(messages, pictures)].flat(Infinity).filter(Boolean));
  if (text) {
    node.classList.add("has-text-below");
    const entities = words.content.entities ?? words.content.caption_entities;
    node.append(el("div", { class: "text", dir: "auto" }, formatted(text, entities, view)));
  }
  const last = messages[messages.length - 1];
  const reacted = messages.filter((one) => one.reactions.length);
  if (reacted.length) node.append(...reacted.map((one) => reactions(one, view)));
  const isOver = (pictures && !text && !reacted.length) || isBare(message);
  if (isOver) node.classList.add("over-media");
  // The time stands inside the last line of the text if there is room.
  const isInside = ["text", "reactions"].some((name) => node.lastElementChild?.classList.contains(name));
  const end = isInside ? node.lastElementChild : node;
  end.append(meta(last, messages, isOwn));
  return node;
}

/** What a screen reader says for the message. */
export function spoken(messages, view) {
  const message = messages[0];
  const who = message.from === view.viewer ? say("you") : fullName(author(message.from));
  const words = messages.map(summary).join(", ");
  const edited = messages.some((one) => one.edited_at) ? `, ${say("edited")}` : "";
  const answered = message.reply_to && messageAt(message.chat, message.reply_to);
  const reply = answered ? `, ${say("spoken-reply", { words: summary(answered).slice(0, 60) })}` : "";
  const buttons = message.keyboard.flat().map((button) => button.text);
  const keyboard = buttons.length ? `. ${say("spoken-buttons", { buttons: buttons.join(", ") })}` : "";
  return `${who}: ${words}${reply}, ${timeOf(new Date(message.date * 1000))}${edited}${keyboard}`;
}

/** The rows of inline buttons under a bubble, null without any. */
export function keyboard(message, view) {
  if (!message.keyboard.length) return null;
  const rows = message.keyboard.map((row) => el("div", { class: "keyboard-row" }, row.map((button) => key(message, button, view))));
  return el("div", { class: "keyboard", role: "group", "aria-label": say("buttons") }, rows);
}

function key(message, button, view) {
  const properties = { data: button.style ? { style: button.style } : {} };
  if (button.url !== undefined) {
    const handler = view.onLink(button.url);
    if (!handler && /^https?:/i.test(button.url)) {
      return el("a", { ...properties, href: button.url, target: "_blank", rel: "noopener noreferrer", text: `${button.text} ↗` });
    }
    return el("button", { ...properties, type: "button", text: button.text, on: { click: handler || (() => {}) } });
  }
  const node = el("button", { ...properties, type: "button", text: button.text, disabled: Boolean(button.disabled) });
  node.addEventListener("click", () => view.press(message, button, node));
  return node;
}

function contents(messages, pictures) {
  if (messages.length > 1 && pictures) return mosaic(messages);
  return messages.map(media).filter(Boolean);
}

function sender(message, view) {
  const name = el("span", { text: message.as_chat ?? fullName(author(message.from)) });
  name.style.color = nameColor(author(message.from));
  return el("div", { class: "sender" }, name, el("span", { class: "sender-note", text: view.titleOf(message.from) }));
}

function origin(from) {
  const name = from.sender_user ? fullName(from.sender_user) : (from.sender_user_name ?? from.sender_chat?.title ?? from.chat?.title ?? say("somebody"));
  return el("div", { class: "origin" }, saying("forwarded-from", { name: el("strong", { text: name }) }));
}

function reply(message, view) {
  const target = message.reply_to && messageAt(message.chat, message.reply_to);
  const who = target ? author(target.from) : null;
  const words = message.quote?.text ?? (target ? summary(target) : say(message.external_reply ? "message-elsewhere" : "message-deleted"));
  const name = who ? (who.id === view.viewer ? say("you") : fullName(who)) : say("reply-name");
  const node = el(
    "button",
    { type: "button", class: "reply", "aria-label": say("in-reply", { name, words }) },
    el("strong", { text: name }),
    el("span", { dir: "auto", text: message.quote ? `❝ ${words}` : words }),
  );
  if (who) node.style.setProperty("--reply-color", nameColor(who));
  node.addEventListener("click", () => target && view.jump(target));
  return node;
}

function reactions(message, view) {
  const counted = new Map();
  for (const { emoji, by } of message.reactions) counted.set(emoji, [...(counted.get(emoji) ?? []), by]);
  const chips = [...counted].map(([emoji, by]) => {
    const names = by.map((id) => (id === view.viewer ? say("you-among") : fullName(author(id)))).join(", ");
    const chip = el(
      "button",
      { type: "button", class: "reaction", "aria-pressed": String(by.includes(view.viewer)), title: names, "aria-label": say("reaction-by", { emoji, names }) },
      el("span", { class: "emoji", text: colored(emoji) }),
      String(by.length),
    );
    chip.addEventListener("click", () => view.react(message, emoji));
    return chip;
  });
  return el("div", { class: "reactions" }, chips);
}

/** The Bot API's heart is a text character unless it is told to be an emoji. */
function colored(emoji) {
  return emoji === "❤" ? "❤\ufe0f" : emoji;
}

function meta(message, messages, isOwn) {
  const date = new Date(message.date * 1000);
  const isEdited = messages.some((one) => one.edited_at);
  const node = el("span", { class: "meta" });
  if (isEdited) node.append(`${say("edited")} `);
  node.append(el("time", { datetime: date.toISOString(), title: fullDate(date), text: timeOf(date) }));
  if (isOwn) node.append(ticks(messages.some((one) => one.is_unseen)));
  return node;
}

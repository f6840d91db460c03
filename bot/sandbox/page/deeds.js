// What one can do with a message or a link; the same on both sides.

import { choices, choose } from "./choices.js";
import { isEditable } from "./composer.js";
import { ask } from "./dialogs.js";
import { act } from "./link.js";
import { openMenu } from "./menus.js";
import { bots, chats, customers, group, messageAt, topics } from "./store.js";
import { toast } from "./toasts.js";
import { say } from "./words.js";

/** The menu of a message for somebody who sees it at `place`. */
export function messageMenu(message, anchor, place, composer) {
  const here = { as: place.viewer.id, chat: message.chat, message: message.id };
  const isOwn = message.from === place.viewer.id;
  const isPinned = chats.get(String(message.chat))?.pinned.includes(message.id);
  const words = message.content.text ?? message.content.caption;
  const quote = String(getSelection()).trim();
  const items = [
    { icon: "reply", label: say("reply"), onChoose: () => composer.answer(message) },
    quote && words?.includes(quote) && { icon: "reply", label: say("quote-selection"), onChoose: () => composer.answer(message, quote) },
    isOwn && isEditable(message) && { icon: "edit", label: say("edit"), onChoose: () => composer.edit(message) },
    words && { icon: "copy", label: say("copy-text"), onChoose: () => copy(words) },
    isPinned
      ? { icon: "unpin", label: say("unpin"), onChoose: () => act("unpin", here) }
      : { icon: "pin", label: say("pin"), onChoose: () => act("pin", here) },
    { icon: "forward", label: say("forward-item"), onChoose: () => forward(message, place) },
    null,
    { icon: "remove", label: say("delete"), danger: true, onChoose: () => act("delete", here) },
  ];
  const kept = message.is_service ? items.slice(-1) : items.filter((item) => item !== false && item !== undefined && item !== "");
  openMenu(anchor, kept, message.is_service ? null : { chosen: mine(message, place), onChoose: (emoji) => react(message, emoji, place) });
}

/** Set or take away one's reaction. */
export function react(message, emoji, place) {
  const chosen = mine(message, place);
  const wanted = chosen.includes(emoji) ? [] : [emoji];
  return act("react", { as: place.viewer.id, chat: message.chat, message: message.id, emoji: wanted });
}

function mine(message, place) {
  return message.reactions.filter(({ by }) => by === place.viewer.id).map(({ emoji }) => emoji);
}

/** Press an inline button; what the bot answers is shown as Telegram shows it. */
export async function press(message, button, node, place) {
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.callback_data === undefined) return toast(say("button-does-nothing"));
  node.setAttribute("aria-busy", "true");
  const answer = await act("press", { as: place.viewer.id, chat: message.chat, message: message.id, data: button.callback_data });
  node.removeAttribute("aria-busy");
  if (!answer) return undefined;
  if (!answer.answered) return toast(say("press-unanswered"), true);
  if (answer.alert && answer.text) return ask(answer.text, {}, {});
  return answer.text && toast(answer.text);
}

/** A handler for links that lead to something in this world, null for all others. */
export function insideLink(url) {
  const person = /^tg:\/\/user\?id=(\d+)$/.exec(url);
  if (person) return () => openCustomer(Number(person[1]));
  const message = /^https?:\/\/t\.me\/c\/(\d+)\/(\d+)(?:\/(\d+))?$/.exec(url);
  if (message && group() && String(group().id) === `-100${message[1]}`) return () => openTopic(Number(message[2]), message[3]);
  return null;
}

function openCustomer(id) {
  if (customers().some((customer) => customer.id === id)) choose({ customer: id, tab: "customers" });
  else toast(say("no-chat-with-bot"));
}

/** Open a topic, or the topic in which a message stands. */
export function openTopic(number, inside = null) {
  const chat = group().id;
  const found = topics.get(`${chat}/${number}`) ?? topics.get(`${chat}/${messageAt(chat, inside ?? number)?.topic}`);
  if (found) choose({ topic: found.id, isTopicOpen: true, tab: "operators" });
  else toast(say("no-topic-any-more"));
}

async function forward(message, place) {
  const targets = place.isGroup
    ? [...topics.values()].filter((topic) => topic.chat === message.chat).map((topic) => [`${topic.chat}/${topic.id}`, topic.name])
    : [[`${place.chat}/0`, say("this-chat", { bot: [...bots.values()][0].first_name })]];
  const answer = await ask(say("forward-to"), { to: { label: say("chat"), options: targets } }, { confirm: say("forward") });
  if (!answer) return;
  const [chat, topic] = answer.to.split("/").map(Number);
  await act("forward", { as: place.viewer.id, chat: message.chat, message: message.id, to_chat: chat, to_topic: topic });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"));
  } catch {
    toast(say("copy-refused"), true);
  }
}

/** The commands that the bot offers at a place. */
export function commandsFor(bot, place) {
  const scopes = place.isGroup ? ["chat", "all_chat_administrators", "all_group_chats", "default"] : ["chat", "all_private_chats", "default"];
  const languages = [place.viewer.language_code ?? "", ""];
  for (const scope of scopes) {
    for (const language of languages) {
      const found = bot.commands.find((one) => one.scope === scope && one.language === language && (scope !== "chat" || one.chat === place.chat));
      if (found) return found.commands;
    }
  }
  return [];
}

/** Tell the world that a place was read, once for each message. */
export function reader() {
  const told = new Map();
  return (place, number) => {
    const key = `${place.viewer?.id}/${place.chat}/${place.topic}`;
    const known = Math.max(told.get(key) ?? 0, place.viewer?.read[`${place.chat}/${place.topic}`] ?? 0);
    if (!place.viewer || number <= known) return;
    told.set(key, number);
    act("read", { as: place.viewer.id, chat: place.chat, topic: place.topic, message: number });
  };
}

export function isShown(tab) {
  return innerWidth >= 900 || choices.tab === tab;
}

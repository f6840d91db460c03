// What operators can do with a topic and with the group, the bot's place in it among them.

import { choose } from "./choices.js";
import { ask } from "./dialogs.js";
import { act } from "./link.js";
import { botMember, bots, group } from "./store.js";
import { say } from "./words.js";

let icons = null;

/** The free topic icons. */
async function topicIcons() {
  icons ??= (await (await fetch("/sandbox/icons")).json()).icons;
  return icons;
}

/** Items of a topic's menu. */
export function topicMenu(topic, operator) {
  const here = { as: operator.id, chat: topic.chat, topic: topic.id };
  const isGeneral = topic.id === 1;
  return [
    { icon: "edit", label: say(isGeneral ? "rename-item" : "rename-and-icon-item"), onChoose: () => editTopic(topic, here) },
    topic.is_closed
      ? { icon: "unlock", label: say("reopen"), onChoose: () => act("close_topic", { ...here, on: false }) }
      : { icon: "lock", label: say("close-topic"), onChoose: () => act("close_topic", { ...here, on: true }) },
    ...(isGeneral ? [] : [null, { icon: "remove", label: say("delete-topic-item"), danger: true, onChoose: () => deleteTopic(topic, here) }]),
  ];
}

async function editTopic(topic, here) {
  const questions = { name: { label: say("topic-name"), value: topic.name, required: true } };
  if (topic.id !== 1) questions.icon = { label: say("topic-icon"), icons: await topicIcons(), value: topic.icon };
  const answer = await ask(say("edit-topic"), questions, { confirm: say("save") });
  if (!answer) return;
  const changes = { name: answer.name };
  if (answer.icon !== undefined && answer.icon !== topic.icon) changes.icon = answer.icon;
  await act("edit_topic", { ...here, ...changes });
}

async function deleteTopic(topic, here) {
  const note = say("delete-topic-note");
  if (await ask(say("delete-topic", { name: topic.name }), {}, { confirm: say("delete"), note, isDangerous: true })) await act("delete_topic", here);
}

/** Items of the group's menu. */
export function groupMenu(operator) {
  const chat = group();
  const here = { as: operator.id, chat: chat.id };
  const { status } = botMember();
  const name = [...bots.values()][0]?.first_name ?? say("the-bot");
  const isThere = !["left", "kicked"].includes(status);
  return [
    { icon: "add", label: say("new-topic-item"), onChoose: () => createTopic(here) },
    { icon: "group", label: say(chat.is_forum ? "switch-topics-off" : "switch-topics-on"), onChoose: () => act("set_forum", { ...here, on: !chat.is_forum }) },
    { icon: "person", label: say("private-chat-of", { name: operator.first_name, bot: name }), onChoose: () => openPrivate(operator) },
    null,
    isThere && status === "administrator" && { icon: "person", label: say("demote-bot", { bot: name }), onChoose: () => act("demote_bot", { ...here, on: true }) },
    isThere && status !== "administrator" && { icon: "check", label: say("promote-bot", { bot: name }), onChoose: () => act("demote_bot", { ...here, on: false }) },
    isThere
      ? { icon: "block", label: say("kick-bot", { bot: name }), danger: true, onChoose: () => act("kick_bot", here) }
      : { icon: "robot", label: say("add-bot", { bot: name }), onChoose: () => act("add_bot", here) },
  ].filter((item) => item !== false);
}

/** There the bot tells admins about trouble, if they have pressed Start. */
async function openPrivate(operator) {
  if (await act("open_chat", { as: operator.id })) choose({ customer: operator.id, tab: "customers" });
}

async function createTopic(here) {
  const answer = await ask(say("new-topic"), { name: { label: say("topic-name"), required: true }, icon: { label: say("topic-icon"), icons: await topicIcons() } }, { confirm: say("create") });
  const created = answer && (await act("create_topic", { ...here, ...answer }));
  if (created) choose({ topic: created.topic, isTopicOpen: true });
}

// What operators can do with a topic and with the group, the bot's place in it among them.

import { choose } from "./choices.js";
import { ask } from "./dialogs.js";
import { act } from "./link.js";
import { botMember, bots, group } from "./store.js";

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
    { icon: "edit", label: isGeneral ? "Rename…" : "Rename, change icon…", onChoose: () => editTopic(topic, here) },
    topic.is_closed
      ? { icon: "unlock", label: "Reopen", onChoose: () => act("close_topic", { ...here, on: false }) }
      : { icon: "lock", label: "Close", onChoose: () => act("close_topic", { ...here, on: true }) },
    ...(isGeneral ? [] : [null, { icon: "remove", label: "Delete with all messages", danger: true, onChoose: () => deleteTopic(topic, here) }]),
  ];
}

async function editTopic(topic, here) {
  const questions = { name: { label: "Name", value: topic.name, required: true } };
  if (topic.id !== 1) questions.icon = { label: "Icon", icons: await topicIcons(), value: topic.icon };
  const answer = await ask("Edit the topic", questions, { confirm: "Save" });
  if (!answer) return;
  const changes = { name: answer.name };
  if (answer.icon !== undefined && answer.icon !== topic.icon) changes.icon = answer.icon;
  await act("edit_topic", { ...here, ...changes });
}

async function deleteTopic(topic, here) {
  const note = "Bots are told nothing: the desk notices at the next message.";
  if (await ask(`Delete “${topic.name}”?`, {}, { confirm: "Delete", note, isDangerous: true })) await act("delete_topic", here);
}

/** Items of the group's menu. */
export function groupMenu(operator) {
  const chat = group();
  const here = { as: operator.id, chat: chat.id };
  const { status } = botMember();
  const name = [...bots.values()][0]?.first_name ?? "the bot";
  const isThere = !["left", "kicked"].includes(status);
  return [
    { icon: "add", label: "New topic…", onChoose: () => createTopic(here) },
    { icon: "group", label: chat.is_forum ? "Switch topics off" : "Switch topics on", onChoose: () => act("set_forum", { ...here, on: !chat.is_forum }) },
    { icon: "person", label: `${operator.first_name}'s private chat with ${name}`, onChoose: () => openPrivate(operator) },
    null,
    isThere && status === "administrator" && { icon: "person", label: `Take ${name}'s admin rights`, onChoose: () => act("demote_bot", { ...here, on: true }) },
    isThere && status !== "administrator" && { icon: "check", label: `Make ${name} an admin`, onChoose: () => act("demote_bot", { ...here, on: false }) },
    isThere
      ? { icon: "block", label: `Kick ${name}`, danger: true, onChoose: () => act("kick_bot", here) }
      : { icon: "robot", label: `Add ${name} as admin`, onChoose: () => act("add_bot", here) },
  ].filter((item) => item !== false);
}

/** There the bot tells admins about trouble, if they have pressed Start. */
async function openPrivate(operator) {
  if (await act("open_chat", { as: operator.id })) choose({ customer: operator.id, tab: "customers" });
}

async function createTopic(here) {
  const answer = await ask("New topic", { name: { label: "Name", required: true }, icon: { label: "Icon", icons: await topicIcons() } }, { confirm: "Create" });
  const created = answer && (await act("create_topic", { ...here, ...answer }));
  if (created) choose({ topic: created.topic, isTopicOpen: true });
}

// Service messages: what happened, in a sentence.

import { summary } from "./media.js";
import { author, fullName, messageAt } from "./store.js";

/** The sentence for a service message, as an array of strings. */
export function sentence(message) {
  const who = fullName(author(message.from));
  const { content } = message;
  const names = (users) => users.map(fullName).join(", ");
  const sentences = {
    new_chat_members: () => joined(message, who, names),
    left_chat_member: () =>
      content.left_chat_member.id === message.from ? `${who} left the group` : `${who} removed ${fullName(content.left_chat_member)}`,
    new_chat_title: () => `${who} renamed the group to “${content.new_chat_title}”`,
    new_chat_photo: () => `${who} changed the group photo`,
    delete_chat_photo: () => `${who} removed the group photo`,
    pinned_message: () => pinned(message, who),
    forum_topic_created: () => `${who} created the topic “${content.forum_topic_created.name}”`,
    forum_topic_edited: () => edited(content.forum_topic_edited, who),
    forum_topic_closed: () => `${who} closed the topic`,
    forum_topic_reopened: () => `${who} reopened the topic`,
    general_forum_topic_hidden: () => `${who} hid General`,
    general_forum_topic_unhidden: () => `${who} shows General again`,
    migrate_to_chat_id: () => "The group became a supergroup",
    migrate_from_chat_id: () => "The group became a supergroup",
    write_access_allowed: () => "You allowed this bot to message you",
  };
  return (sentences[message.kind] ?? (() => message.kind.replaceAll("_", " ")))();
}

function joined(message, who, names) {
  const members = message.content.new_chat_members;
  if (members.length === 1 && members[0].id === message.from) return `${who} joined the group`;
  return `${who} added ${names(members)}`;
}

function pinned(message, who) {
  const target = messageAt(message.chat, message.content.pinned_message);
  if (!target) return `${who} pinned a message that was deleted`;
  const words = summary(target);
  return `${who} pinned “${words.length > 34 ? `${words.slice(0, 34)}…` : words}”`;
}

function edited(change, who) {
  if (change.name !== undefined) return `${who} renamed the topic to “${change.name}”`;
  return change.icon_custom_emoji_id ? `${who} changed the topic icon` : `${who} removed the topic icon`;
}

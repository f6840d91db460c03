// Service messages: what happened, in a sentence.

import { summary } from "./media.js";
import { author, fullName, messageAt } from "./store.js";
import { say } from "./words.js";

/** The sentence for a service message, as plain text. */
export function sentence(message) {
  const who = fullName(author(message.from));
  const { content } = message;
  const names = (users) => users.map(fullName).join(", ");
  const sentences = {
    new_chat_members: () => joined(message, who, names),
    left_chat_member: () =>
      content.left_chat_member.id === message.from ? say("service-left", { who }) : say("service-removed", { who, whom: fullName(content.left_chat_member) }),
    new_chat_title: () => say("service-title", { who, title: content.new_chat_title }),
    new_chat_photo: () => say("service-photo", { who }),
    delete_chat_photo: () => say("service-no-photo", { who }),
    pinned_message: () => pinned(message, who),
    forum_topic_created: () => say("service-topic-created", { who, topic: content.forum_topic_created.name }),
    forum_topic_edited: () => edited(content.forum_topic_edited, who),
    forum_topic_closed: () => say("service-topic-closed", { who }),
    forum_topic_reopened: () => say("service-topic-reopened", { who }),
    general_forum_topic_hidden: () => say("service-general-hidden", { who }),
    general_forum_topic_unhidden: () => say("service-general-shown", { who }),
    migrate_to_chat_id: () => say("service-supergroup"),
    migrate_from_chat_id: () => say("service-supergroup"),
    write_access_allowed: () => say("service-allowed"),
  };
  return (sentences[message.kind] ?? (() => say("service-other", { kind: message.kind.replaceAll("_", " ") })))();
}

function joined(message, who, names) {
  const members = message.content.new_chat_members;
  if (members.length === 1 && members[0].id === message.from) return say("service-joined", { who });
  return say("service-added", { who, whom: names(members) });
}

function pinned(message, who) {
  const target = messageAt(message.chat, message.content.pinned_message);
  if (!target) return say("service-pinned-gone", { who });
  const words = summary(target);
  return say("service-pinned", { who, words: words.length > 34 ? `${words.slice(0, 34)}…` : words });
}

function edited(change, who) {
  if (change.name !== undefined) return say("service-topic-renamed", { who, topic: change.name });
  return say(change.icon_custom_emoji_id ? "service-topic-icon" : "service-topic-no-icon", { who });
}

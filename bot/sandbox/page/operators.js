// The right window: the operator group with its topics, as one of the operators sees it.

import { Chat } from "./chat.js";
import { choices, choose } from "./choices.js";
import { Composer } from "./composer.js";
import { note } from "./customers.js";
import { commandsFor, insideLink, isShown, messageMenu, press, react, reader } from "./deeds.js";
import { ask } from "./dialogs.js";
import { el, fill, iconButton } from "./dom.js";
import { groupMenu, topicMenu } from "./group_menus.js";
import { act } from "./link.js";
import { topicIcon } from "./media.js";
import { openMenu } from "./menus.js";
import { PinnedBar } from "./pinned.js";
import { bots, botMember, group, operators, topics, unreadIn } from "./store.js";
import { TopicList } from "./topic_list.js";
import { say } from "./words.js";

const TITLES = { creator: say("owner"), administrator: say("admin") };

export class OperatorsWindow {
  constructor(section) {
    this.section = section;
    const read = reader();
    this.composer = new Composer(say("message-in-topic"), { up: () => this.chat.focusLast(), commands: (place) => commandsFor([...bots.values()][0], place) });
    this.chat = new Chat(say("messages-in-topic"), {
      openMenu: (message, anchor) => messageMenu(message, anchor, this.place, this.composer),
      answer: (message) => this.composer.answer(message),
      leave: () => this.composer.focus(),
      read: (number) => this.isReading() && read(this.place, number),
      press: (message, button, node) => press(message, button, node, this.place),
      react: (message, emoji) => react(message, emoji, this.place),
      onLink: insideLink,
      onCommand: (command) => this.composer.write(command),
      titleOf: (id) => TITLES[group()?.members.find((member) => member.id === id)?.status] ?? "",
    });
    this.pinned = new PinnedBar((message) => this.chat.jump(message));
    this.topicList = new TopicList(
      (topic) => choose({ topic: topic.id, isTopicOpen: true }),
      (topic, anchor) => openMenu(anchor, topicMenu(topic, this.operator)),
    );
    section.append(this.topicsPane(), this.chatPane());
  }

  topicsPane() {
    this.groupTitle = el("h2");
    this.groupNote = el("p");
    this.speaker = el("select", { id: "speaker" });
    this.speaker.addEventListener("change", () => choose({ operator: Number(this.speaker.value) }));
    const addOperator = iconButton("add", say("add-operator"), () => this.addOperator());
    this.groupMore = iconButton("more", say("group-menu"), () => openMenu(this.groupMore, groupMenu(this.operator)), { "aria-haspopup": "menu" });
    const mark = el("span", { class: "avatar", "aria-hidden": "true", text: "S" });
    mark.style.backgroundColor = "#2f7d6a";
    this.groupMark = mark;
    return el(
      "div",
      { class: "topics" },
      el("header", { class: "group-head" }, mark, el("div", { class: "head-text" }, this.groupTitle, this.groupNote), this.groupMore),
      el("div", { class: "speaker" }, el("label", { for: "speaker", text: say("speak-as") }), this.speaker, addOperator),
      this.topicList.node,
    );
  }

  chatPane() {
    this.face = el("span");
    this.title = el("h2");
    this.subtitle = el("p");
    this.more = iconButton("more", say("topic-menu"), () => openMenu(this.more, topicMenu(this.topic, this.operator)), { "aria-haspopup": "menu" });
    const back = iconButton("back", say("back-to-topics"), () => choose({ isTopicOpen: false }), { class: "icon-button back" });
    return el(
      "div",
      { class: "chat" },
      el("header", { class: "chat-head" }, back, this.face, el("div", { class: "head-text" }, this.title, this.subtitle), this.more),
      this.pinned.node,
      this.chat.node,
      this.composer.node,
    );
  }

  get operator() {
    const present = operators();
    return present.find((person) => person.id === choices.operator) ?? present[0];
  }

  get topic() {
    const chat = group();
    if (!chat) return null;
    return topics.get(`${chat.id}/${choices.topic}`) ?? this.newest();
  }

  newest() {
    return this.topicList.sorted()[0] ?? null;
  }

  isReading() {
    const isTopicShown = innerWidth >= 640 || choices.isTopicOpen;
    return isShown("operators") && isTopicShown;
  }

  draw() {
    const chat = group();
    const { operator, topic } = this;
    if (topic && choices.topic !== topic.id) choices.topic = topic.id;
    this.section.dataset.open = choices.isTopicOpen ? "chat" : "list";
    const isForum = chat?.is_forum;
    const number = isForum ? topic?.id : 0;
    this.place = chat && operator ? { chat: chat.id, topic: number ?? 0, viewer: operator, isGroup: true, hint: say("chat-empty") } : null;
    this.drawGroup(chat, operator);
    this.topicList.draw(operator, topic);
    this.drawHead(chat, topic);
    this.pinned.show(this.place);
    this.chat.show(this.place);
    this.composer.show(this.place, this.writing(chat, operator, topic));
  }

  drawGroup(chat, operator) {
    const bot = botMember();
    const isBotThere = !["left", "kicked"].includes(bot.status);
    const present = operators();
    const mark = [chat?.title, present.map(({ id, first_name: name, status }) => id + name + status), bot.status, operator?.id].join();
    if (mark === this.groupState) return;
    this.groupState = mark;
    this.groupTitle.textContent = chat?.title ?? say("no-group");
    this.groupMark.textContent = [...(chat?.title ?? "?")][0];
    const count = present.length + (isBotThere ? 1 : 0);
    this.groupNote.textContent = isBotThere ? say("members", { count }) : say("bot-not-in-group");
    fill(
      this.speaker,
      present.map((person) => el("option", { value: String(person.id), text: TITLES[person.status] ? `${person.first_name} (${TITLES[person.status]})` : person.first_name })),
    );
    this.speaker.value = String(operator?.id ?? "");
  }

  drawHead(chat, topic) {
    const mark = [topic?.id, topic?.name, topic?.icon, topic?.is_closed, chat?.is_forum, chat?.title].join();
    if (mark === this.headMark) return;
    this.headMark = mark;
    this.more.hidden = !chat?.is_forum;
    if (!chat?.is_forum) {
      this.face.replaceChildren();
      this.title.textContent = chat?.title ?? "";
      this.subtitle.textContent = say("topics-off");
      return;
    }
    this.face.replaceChildren(topicIcon(topic));
    this.title.textContent = topic.name;
    this.subtitle.textContent = say(topic.is_closed ? "topic-is-closed" : topic.id === 1 ? "general-note" : "topic-note");
  }

  /** Ordinary members cannot write into closed topics. */
  writing(chat, operator, topic) {
    if (!chat || !operator) return {};
    const isAdmin = operator.status === "creator" || operator.rights.includes("can_manage_topics");
    if (!chat.is_forum || !topic?.is_closed) return {};
    if (!isAdmin) return { instead: note("closed", say("closed-for-members")) };
    return {};
  }

  async addOperator() {
    const answer = await ask(say("add-operator"), {
      first_name: { label: say("first-name"), required: true },
      last_name: { label: say("last-name") },
      username: { label: say("username"), placeholder: say("username-hint") },
    }, { confirm: say("add") });
    const added = answer && (await act("add_operator", { chat: group().id, ...answer }));
    if (added) choose({ operator: added.person });
  }

  unread() {
    const { operator } = this;
    return [...topics.values()].reduce((sum, topic) => sum + unreadIn(operator, topic.chat, topic.id), 0);
  }
}


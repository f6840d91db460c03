// The list of topics: newest on top, with icons, last words and unread counts.

import { arrange, el, icon } from "./dom.js";
import { shortDate } from "./dates.js";
import { summary, topicIcon } from "./media.js";
import { sentence } from "./service.js";
import { author, group, messagesIn, topics, unreadIn } from "./store.js";
import { say } from "./words.js";

export class TopicList {
  constructor(open, openMenu) {
    this.open = open;
    this.openMenu = openMenu;
    this.rows = new Map();
    this.list = el("ul", { "aria-label": say("topics") });
    this.node = el("nav", { class: "topic-list", "aria-label": say("topics") }, this.list);
    this.list.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** Topics that people see, the one with the newest message first. */
  sorted() {
    const chat = group();
    return [...topics.values()]
      .filter((topic) => topic.chat === chat?.id && !topic.is_hidden)
      .map((topic) => ({ topic, last: messagesIn(chat.id, topic.id).at(-1) }))
      .sort((one, other) => (other.last?.date ?? 0) - (one.last?.date ?? 0) || (other.last?.id ?? 0) - (one.last?.id ?? 0))
      .map(({ topic }) => topic);
  }

  draw(operator, chosen) {
    const chat = group();
    const shown = chat?.is_forum ? this.sorted() : [];
    const wanted = shown.map((topic) => {
      const last = messagesIn(chat.id, topic.id).findLast((message) => !message.only_for || message.only_for === operator?.id);
      const unread = unreadIn(operator, chat.id, topic.id);
      const isChosen = topic.id === chosen?.id;
      const date = last ? shortDate(new Date(last.date * 1000)) : "";
      const mark = [topic.name, topic.icon, topic.is_closed, last?.version, unread, isChosen, date, operator?.id].join();
      const known = this.rows.get(topic.id);
      if (known?.mark === mark) return known.node;
      const node = this.row(topic, { last, unread, isChosen, date, operator }, known?.node);
      this.rows.set(topic.id, { mark, node });
      return node;
    });
    arrange(this.list, wanted);
  }

  row(topic, { last, unread, isChosen, date, operator }, old) {
    const words = last ? lastWords(last, operator) : { who: "", what: "" };
    const name = topic.is_closed ? say("with-closed", { name: topic.name }) : topic.name;
    const label = `${unread ? say("with-unread", { name, count: unread }) : name}. ${words.who} ${words.what}`;
    const button = el(
      "button",
      { type: "button", class: "topic-row", "aria-label": label, "aria-current": isChosen ? "true" : null },
      topicIcon(topic),
      el("span", { class: "topic-line" }, el("span", { class: "topic-name", text: topic.name }), topic.is_closed ? icon("lock") : null),
      el("span", { class: "topic-time", text: date }),
      el("span", { class: "topic-last" }, words.who && el("span", { class: "topic-who", text: `${words.who} ` }), words.what),
      unread ? el("span", { class: "badge", text: String(unread) }) : null,
    );
    button.addEventListener("click", () => this.open(topic));
    button.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      this.openMenu(topic, event);
    });
    const node = old ?? el("li");
    const hadFocus = node.contains(document.activeElement);
    node.replaceChildren(button);
    if (hadFocus) button.focus();
    return node;
  }

  onKey(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const moves = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: buttons.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    buttons[moves[event.key]]?.focus();
  }
}

function lastWords(message, operator) {
  if (message.is_service) return { who: "", what: sentence(message) };
  const who = `${message.from === operator?.id ? say("you") : author(message.from).first_name}:`;
  return { who, what: summary(message).replace(/\s+/g, " ").slice(0, 90) };
}

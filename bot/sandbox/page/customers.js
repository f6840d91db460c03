// The left window: customers with their private chats.

import { avatar } from "./avatars.js";
import { Chat } from "./chat.js";
import { choices, choose } from "./choices.js";
import { Composer } from "./composer.js";
import { commandsFor, insideLink, isShown, messageMenu, press, react, reader } from "./deeds.js";
import { ask } from "./dialogs.js";
import { arrange, el, iconButton } from "./dom.js";
import { act } from "./link.js";
import { openMenu } from "./menus.js";
import { PinnedBar } from "./pinned.js";
import { bots, chats, customers, fullName, people, staff, unreadIn } from "./store.js";
import { language, locale, say } from "./words.js";

const LANGUAGES = ["en", "ru", "de", "es"];

export class CustomersWindow {
  constructor(section) {
    this.items = new Map();
    const read = reader();
    this.composer = new Composer(say("message-to-bot"), { up: () => this.chat.focusLast(), commands: (place) => commandsFor(this.bot, place) });
    this.chat = new Chat(say("messages-with-bot"), {
      openMenu: (message, anchor) => messageMenu(message, anchor, this.place, this.composer),
      answer: (message) => this.composer.answer(message),
      leave: () => this.composer.focus(),
      read: (number) => isShown("customers") && read(this.place, number),
      press: (message, button, node) => press(message, button, node, this.place),
      react: (message, emoji) => react(message, emoji, this.place),
      onLink: insideLink,
      onCommand: (command) => this.composer.write(command),
      titleOf: () => "",
    });
    this.pinned = new PinnedBar((message) => this.chat.jump(message));
    this.list = el("ul", { "aria-label": say("tab-customers") });
    const add = iconButton("add", say("add-customer"), () => this.add(), { class: "icon-button rail-add" });
    this.face = el("span");
    this.title = el("h2");
    this.subtitle = el("p");
    this.more = iconButton("more", say("customer-menu"), () => this.openMore(), { "aria-haspopup": "menu" });
    section.append(
      el("nav", { class: "rail", "aria-label": say("tab-customers") }, el("h2", { class: "rail-title", text: say("tab-customers") }), this.list, add),
      el(
        "div",
        { class: "chat" },
        el("header", { class: "chat-head" }, this.face, el("div", { class: "head-text" }, this.title, this.subtitle), this.more),
        this.pinned.node,
        this.chat.node,
        this.composer.node,
      ),
    );
  }

  get bot() {
    return [...bots.values()][0];
  }

  get customer() {
    const isKnown = chats.has(String(choices.customer));
    return isKnown ? people.get(String(choices.customer)) : customers()[0];
  }

  draw() {
    const { customer } = this;
    choices.customer ??= customer?.id ?? null; // who is shown stays so when others come
    this.place = customer && { chat: customer.id, topic: 0, viewer: customer, isGroup: false, hint: say("chat-empty") };
    this.drawList(customer);
    this.drawHead(customer);
    this.pinned.show(this.place);
    this.chat.show(this.place ?? null);
    this.composer.show(this.place ?? null, this.writing(customer));
  }

  drawList(chosen) {
    const heading = (this.heading ??= el("li", { class: "rail-title", text: say("tab-operators") }));
    const present = staff();
    const ofStaff = present.length ? [heading, ...this.itemsOf(present, chosen)] : [];
    arrange(this.list, [...this.itemsOf(customers(), chosen), ...ofStaff]);
  }

  itemsOf(some, chosen) {
    return some.map((customer) => {
      const unread = unreadIn(customer, customer.id, 0);
      const chat = chats.get(String(customer.id));
      const isChosen = customer.id === chosen?.id;
      const mark = [fullName(customer), unread, isChosen, chat.is_blocked].join();
      const known = this.items.get(customer.id);
      if (known?.mark === mark) return known.node;
      const node = this.item(customer, { unread, isChosen, isBlocked: chat.is_blocked }, known?.node);
      this.items.set(customer.id, { mark, node });
      return node;
    });
  }

  item(customer, { unread, isChosen, isBlocked }, old) {
    const name = unread ? say("with-unread", { name: fullName(customer), count: unread }) : fullName(customer);
    const label = isBlocked ? say("with-blocked", { name }) : name;
    const button = el(
      "button",
      { type: "button", class: "rail-item", "aria-label": label, "aria-current": isChosen ? "true" : null, title: fullName(customer) },
      avatar(customer, isBlocked ? "is-gone" : ""),
      el("span", { class: "rail-name", text: customer.first_name }),
      unread ? el("span", { class: "badge", text: String(unread) }) : null,
    );
    button.addEventListener("click", () => choose({ customer: customer.id }));
    const node = old ?? el("li");
    const hadFocus = node.contains(document.activeElement);
    node.replaceChildren(button);
    if (hadFocus) button.focus();
    return node;
  }

  drawHead(customer) {
    const mark = customer ? [fullName(customer), customer.username, chats.get(String(customer.id)).is_blocked].join() : "";
    if (mark === this.headMark) return;
    this.headMark = mark;
    this.face.replaceChildren(customer ? avatar({ ...this.bot, last_name: "" }) : "");
    this.title.textContent = this.bot?.first_name ?? "";
    this.subtitle.textContent = customer ? say("bot-on-phone", { name: fullName(customer) }) : "";
    this.more.hidden = !customer;
  }

  /** What stands in the place of the input, if one cannot write now. */
  writing(customer) {
    if (!customer) return {};
    const chat = chats.get(String(customer.id));
    if (customer.is_deactivated) return { instead: note("gone", say("account-deleted")) };
    if (chat.is_blocked) return { instead: big("restart", say("restart-bot"), () => act("start", { as: customer.id })) };
    if (!chat.is_started) return { instead: big("start", say("start-bot"), () => act("start", { as: customer.id })) };
    return { keys: chat.keyboard?.keyboard };
  }

  openMore() {
    const { customer } = this;
    const { is_blocked: isBlocked } = chats.get(String(customer.id));
    openMenu(this.more, [
      { icon: "link", label: say("start-from-link-item"), onChoose: () => this.startFromLink() },
      isBlocked
        ? { icon: "check", label: say("unblock-bot"), onChoose: () => act("block", { as: customer.id, on: false }) }
        : { icon: "block", label: say("block-bot"), danger: true, onChoose: () => act("block", { as: customer.id, on: true }) },
    ]);
  }

  async startFromLink() {
    const answer = await ask(say("start-from-link"), {
      payload: { label: `t.me/${this.bot.username}?start=…`, value: "order-4471", required: true },
    }, { confirm: say("start") });
    if (answer) await act("start", { as: this.customer.id, payload: answer.payload });
  }

  async add() {
    const answer = await ask(say("add-customer"), {
      first_name: { label: say("first-name"), required: true },
      last_name: { label: say("last-name") },
      username: { label: say("username"), placeholder: say("username-hint") },
      language: { label: say("telegram-language"), options: languageOptions(), value: LANGUAGES.includes(language) ? language : "en" },
    }, { confirm: say("add") });
    const added = answer && (await act("add_customer", answer));
    if (added) choose({ customer: added.person });
  }
}

function languageOptions() {
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return [...LANGUAGES.map((tag) => [tag, names.of(tag)]), ["", say("language-unknown")]];
}

export function big(name, text, onClick) {
  return el("button", { type: "button", class: "big-button", data: { name }, text, on: { click: onClick } });
}

export function note(name, text) {
  return el("p", { class: "composer-note", data: { name }, text });
}


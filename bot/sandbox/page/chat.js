// A conversation on its wallpaper: rows of messages that follow the store, scrolling, reading, moving by keyboard.

import { avatar } from "./avatars.js";
import { bubble, keyboard, spoken } from "./bubble.js";
import { dayKey, dayName } from "./dates.js";
import { arrange, el, icon } from "./dom.js";
import { sentence } from "./service.js";
import { author, messageAt, messagesIn, unreadIn } from "./store.js";
import { say } from "./words.js";

const PAGE = 120; // messages drawn at first, and more at a time
const SAME_GROUP = 300; // seconds within which messages of one author belong together
const NEAR_END = 60; // pixels

/**
 * Shows one place for one viewer. `hooks`: `openMenu(message, anchor)`, `answer(message)`, `read(number)`,
 * `press`, `react`, `onLink`, `onCommand`, `titleOf`.
 */
export class Chat {
  constructor(label, hooks) {
    this.hooks = hooks;
    this.rows = new Map();
    this.list = el("ol", { class: "messages", "aria-label": label });
    this.scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": say("messages-region", { label }) }, this.list);
    this.empty = el("div", { class: "empty-chat" }, el("span"));
    this.jumpButton = el("button", { type: "button", class: "jump", "aria-label": say("to-newest") }, icon("down"));
    this.node = el("div", { class: "wall" }, this.scroller, this.empty, this.jumpButton);
    this.place = null;
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
    this.scroller.addEventListener("keydown", (event) => this.onKey(event));
    this.jumpButton.addEventListener("click", () => this.toEnd());
    const watch = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    watch.observe(this.scroller);
    watch.observe(this.list); // pictures come in after their rows
  }

  /** Show a place: {chat, topic, viewer (a person's view), isGroup, hint}. */
  show(place) {
    const name = place && `${place.chat}/${place.topic}/${place.viewer?.id}`;
    const isNew = name !== this.name;
    if (isNew) this.open(name, place);
    this.place = place;
    const messages = place ? visible(place) : [];
    const last = messages.at(-1);
    const isOwnNew = !isNew && last && last.key !== this.lastKey && last.from === place.viewer?.id;
    this.lastKey = last?.key;
    this.draw(messages);
    this.empty.hidden = messages.length > 0;
    this.empty.firstChild.textContent = place?.hint ?? say("nothing-open");
    if (isNew) this.toStart(messages);
    else if (this.isAtEnd || isOwnNew) this.toEnd();
    this.onScroll();
  }

  open(name, place) {
    this.name = name;
    this.limit = PAGE;
    this.rows.clear();
    this.list.replaceChildren();
    this.isAtEnd = true;
    const unread = place ? unreadIn(place.viewer, place.chat, place.topic) : 0;
    this.unreadAfter = unread ? (place.viewer.read[`${place.chat}/${place.topic}`] ?? 0) : null;
  }

  /** At the first unread message, or at the end. */
  toStart(messages) {
    const mark = this.unreadAfter === null ? null : this.list.querySelector(".unread-row");
    if (mark && messages.length) {
      mark.scrollIntoView({ block: "start" });
      this.isAtEnd = this.isNearEnd();
    } else this.toEnd();
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.isAtEnd = true;
  }

  isNearEnd() {
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_END;
  }

  onScroll() {
    this.isAtEnd = this.isNearEnd();
    this.jumpButton.hidden = this.isAtEnd;
    if (!this.place) return;
    const messages = messagesIn(this.place.chat, this.place.topic);
    const last = messages.findLast((message) => message.id);
    const isSeen = document.visibilityState === "visible" && this.node.offsetParent !== null;
    if (this.isAtEnd && last && isSeen) this.hooks.read(last.id);
  }

  draw(messages) {
    const shown = messages.slice(-this.limit);
    const wanted = [];
    if (shown.length < messages.length) wanted.push(this.row("earlier", "earlier", () => this.earlier()));
    let day = null;
    let isMarked = false;
    const groups = grouped(shown);
    groups.forEach((group, index) => {
      const message = group[0];
      const date = new Date(message.date * 1000);
      const isNewDay = dayKey(date) !== day;
      if (isNewDay) {
        day = dayKey(date);
        wanted.push(this.row(`day ${day}`, dayName(date), () => dayRow(dayName(date))));
      }
      const isUnread = this.unreadAfter !== null && message.id > this.unreadAfter && message.from !== this.place.viewer?.id;
      if (isUnread && !isMarked && !message.is_service) {
        isMarked = true;
        wanted.push(this.row("unread", "unread", unreadRow));
      }
      const isFirst = isNewDay || !belongs(groups[index - 1], group);
      const isLast = !belongs(group, groups[index + 1]);
      wanted.push(this.row(message.key, this.mark(group, isFirst, isLast), () => this.messageRow(group, isFirst, isLast)));
    });
    const height = this.scroller.scrollHeight;
    const focused = this.focused();
    arrange(this.list, wanted);
    this.refocus(focused);
    if (this.isGrowing) this.scroller.scrollTop += this.scroller.scrollHeight - height;
    this.isGrowing = false;
    const kept = new Set(wanted);
    for (const [key, row] of this.rows) if (!kept.has(row.node)) this.rows.delete(key);
  }

  /** The node of a row, made anew only when its mark differs. */
  row(key, mark, make) {
    const known = this.rows.get(key);
    if (known?.mark === mark) return known.node;
    const node = make();
    node.dataset.key = key;
    if (!known && this.isAtEnd && this.rows.size) node.classList.add("is-new");
    this.rows.set(key, { mark, node });
    return node;
  }

  /** Everything that a message's row depends on. */
  mark(group, isFirst, isLast) {
    const message = group[0];
    const target = message.reply_to ? messageAt(message.chat, message.reply_to)?.version : "";
    const pinned = message.kind === "pinned_message" ? messageAt(message.chat, message.content.pinned_message)?.version : "";
    const theme = document.documentElement.dataset.theme;
    const who = author(message.from);
    return [group.map((one) => one.version), isFirst, isLast, target, pinned, theme, who.first_name, who.last_name, this.hooks.titleOf(message.from)].join();
  }

  messageRow(group, isFirst, isLast) {
    const message = group[0];
    const view = this.view();
    if (message.is_service) return serviceRow(message);
    const isOwn = message.from === view.viewer && !message.as_chat;
    const classes = ["row", isOwn && "is-own", isFirst && "is-first", isLast && "is-last"].filter(Boolean).join(" ");
    const stack = el("div", { class: "stack" }, bubble(group, { isFirst, isOwn, view }), keyboard(message, view));
    const more = el("button", { type: "button", class: "row-menu", tabindex: "-1", "aria-label": say("message-menu") }, icon("more"));
    more.addEventListener("click", () => this.hooks.openMenu(message, more));
    const side = view.isGroup && !isOwn ? el("div", { class: "side" }, isLast ? avatar(author(message.from), "small") : null) : null;
    const row = el("li", { class: classes, tabindex: "-1", "aria-label": spoken(group, view) }, side, stack, more);
    row.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a")) return;
      event.preventDefault();
      this.hooks.openMenu(message, event);
    });
    stack.addEventListener("dblclick", (event) => {
      if (!event.target.closest("button, a, audio")) this.hooks.answer(message);
    });
    return row;
  }

  view() {
    const { press, react, onLink, onCommand, titleOf } = this.hooks;
    return { viewer: this.place.viewer?.id, isGroup: this.place.isGroup, jump: (message) => this.jump(message), press, react, onLink, onCommand, titleOf };
  }

  earlier() {
    const button = el("button", { type: "button", class: "earlier", text: say("earlier-messages") });
    button.addEventListener("click", () => {
      this.limit += PAGE;
      this.isGrowing = true;
      this.isAtEnd = false;
      this.draw(visible(this.place));
    });
    return el("li", { class: "row is-middle" }, button);
  }

  /** Scroll to a message and let it flash. */
  jump(message) {
    const messages = visible(this.place);
    const position = messages.findIndex((one) => one.key === message.key);
    if (position < 0) return;
    this.limit = Math.max(this.limit, messages.length - position + 10);
    this.draw(messages);
    const album = messages.find((one) => one.album && one.album === message.album);
    const row = this.rows.get((album ?? message).key)?.node;
    if (!row) return;
    this.isAtEnd = false;
    row.scrollIntoView({ block: "center" });
    row.classList.remove("is-flashing");
    void row.offsetWidth; // so that the animation starts again
    row.classList.add("is-flashing");
    row.focus({ preventScroll: true });
  }

  onKey(event) {
    if (event.target === this.scroller && event.key === "ArrowUp") {
      event.preventDefault();
      return this.focusLast();
    }
    const row = event.target.closest?.("li.row");
    if (!row || event.target !== row) return;
    const rows = [...this.list.querySelectorAll("li.row[tabindex]")];
    const at = rows.indexOf(row);
    const moves = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 };
    const message = messageByKey(this.place, row.dataset.key);
    if (event.key in moves) rows[moves[event.key]]?.focus();
    else if (["Enter", " ", "ContextMenu"].includes(event.key) && message) this.hooks.openMenu(message, row);
    else if (event.key === "Escape" || (event.key === "ArrowDown" && at === rows.length - 1)) this.hooks.leave();
    else return;
    event.preventDefault();
  }

  /** Let the keyboard go up into the messages. */
  focusLast() {
    [...this.list.querySelectorAll("li.row[tabindex]")].at(-1)?.focus();
  }

  /** Which part of which row has the focus, so that a redrawn row gets it back. */
  focused() {
    const row = document.activeElement?.closest?.("li.row");
    if (!row || !this.list.contains(row)) return null;
    return { key: row.dataset.key, index: focusable(row).indexOf(document.activeElement) };
  }

  refocus(focused) {
    if (!focused || this.list.contains(document.activeElement)) return;
    const row = this.rows.get(focused.key)?.node;
    if (row) (focusable(row)[focused.index] ?? row).focus({ preventScroll: true });
  }
}

function focusable(row) {
  return [...row.querySelectorAll("button, a, [tabindex]")];
}

function visible(place) {
  const mine = place.viewer?.id;
  return messagesIn(place.chat, place.topic).filter((message) => !message.only_for || message.only_for === mine);
}

function messageByKey(place, key) {
  return messagesIn(place.chat, place.topic).find((message) => message.key === key);
}

/** Albums become one group each, all other messages one of their own. */
function grouped(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1)?.[0];
    if (message.album && last?.album === message.album && last.from === message.from) groups.at(-1).push(message);
    else groups.push([message]);
  }
  return groups;
}

function belongs(one, other) {
  if (!one || !other) return false;
  const [before, after] = [one.at(-1), other[0]];
  return (
    !before.is_service &&
    !after.is_service &&
    before.from === after.from &&
    before.as_chat === after.as_chat &&
    after.date - before.date < SAME_GROUP &&
    dayKey(new Date(before.date * 1000)) === dayKey(new Date(after.date * 1000))
  );
}

function dayRow(name) {
  return el("li", { class: "row is-middle day-row" }, el("span", { class: "day", text: name }));
}

function unreadRow() {
  return el("li", { class: "row is-middle unread-row" }, el("span", { class: "unread-mark", text: say("unread-messages") }));
}

function serviceRow(message) {
  const words = sentence(message);
  return el("li", { class: "row is-middle", tabindex: "-1", "aria-label": words }, el("span", { class: "service", text: words }));
}

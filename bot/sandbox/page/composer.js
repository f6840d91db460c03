// Where one writes: text, replies, edits, files; with the bot's commands and reply keyboards.

import { el, fill, icon, iconButton } from "./dom.js";
import { act } from "./link.js";
import { parsed, typed } from "./markdown.js";
import { summary } from "./media.js";
import { openMenu } from "./menus.js";
import { ask } from "./dialogs.js";
import { describe, sampleDocument, samplePicture, sampleVoice } from "./samples.js";
import { author, fullName, messageAt, messagesIn, redraw } from "./store.js";
import { say } from "./words.js";

/** One composer serves many places; each keeps its draft, its reply and its edit. */
export class Composer {
  constructor(label, { up, commands }) {
    this.up = up;
    this.commands = commands;
    this.drafts = new Map();
    this.place = null;
    this.bar = el("div", { class: "composer-bar", hidden: true });
    this.suggestions = el("div", { class: "suggestions", role: "listbox", "aria-label": say("commands"), hidden: true });
    this.input = el("textarea", { rows: "1", placeholder: say("message"), "aria-label": label, autocomplete: "off", enterkeyhint: "send" });
    this.sendButton = iconButton("send", say("send"), () => this.send(), { class: "icon-button send" });
    this.attachButton = iconButton("attach", say("attach"), () => this.openAttachments(), { "aria-haspopup": "menu" });
    this.picker = el("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-label": say("files-to-send") });
    this.row = el("div", { class: "composer-row" }, this.attachButton, this.input, this.sendButton, this.picker);
    this.instead = el("div", { hidden: true });
    this.keys = el("div", { class: "reply-keyboard", role: "group", "aria-label": say("reply-keyboard"), hidden: true });
    this.node = el("div", { class: "composer" }, this.suggestions, this.bar, this.row, this.keys, this.instead);
    this.input.addEventListener("input", () => this.onInput());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("paste", (event) => this.onPaste(event));
    this.picker.addEventListener("change", () => this.sendFiles([...this.picker.files]));
  }

  /** Write to a place: {chat, topic, viewer}; `instead` is a node shown where one cannot write; `keys` are texts. */
  show(place, { instead = null, keys = null } = {}) {
    const name = place && `${place.chat}/${place.topic}/${place.viewer?.id}`;
    if (name !== this.name) {
      this.name = name;
      this.place = place;
      this.input.value = this.draft.text;
      this.fit();
    }
    this.place = place;
    this.row.hidden = Boolean(instead) || !place;
    this.instead.hidden = !instead;
    if (instead && this.instead.firstChild?.dataset.name !== instead.dataset.name) fill(this.instead, instead);
    if (!instead) this.instead.replaceChildren();
    this.drawBar();
    this.drawKeys(instead ? null : keys);
  }

  get draft() {
    if (!this.drafts.has(this.name)) this.drafts.set(this.name, { text: "", reply: null, edit: null });
    return this.drafts.get(this.name);
  }

  get target() {
    return { as: this.place.viewer.id, chat: this.place.chat, topic: this.place.topic };
  }

  focus() {
    this.input.focus();
  }

  /** Begin to answer a message, or with `quote` a part of it. */
  answer(message, quote = null) {
    Object.assign(this.draft, { reply: message.id, quote, edit: null });
    redraw();
    this.focus();
  }

  /** Begin to edit an own message. */
  edit(message) {
    Object.assign(this.draft, { edit: message.id, reply: null });
    const { content } = message;
    this.write(typed(content.text ?? content.caption ?? "", content.entities ?? content.caption_entities));
  }

  /** Put a text into the input. */
  write(text) {
    this.input.value = this.draft.text = text;
    this.fit();
    this.suggest();
    redraw();
    this.focus();
  }

  cancel() {
    if (this.draft.edit) this.write("");
    Object.assign(this.draft, { reply: null, quote: null, edit: null });
    redraw();
  }

  async send() {
    const { text: words, entities } = parsed(this.input.value);
    const { edit, reply, quote } = this.draft;
    if (!words.trim() && !edit) return this.focus();
    const kept = this.input.value;
    const name = this.name;
    this.write("");
    Object.assign(this.draft, { reply: null, quote: null, edit: null });
    const answer = edit
      ? await act("edit", { ...this.target, message: edit, text: words, entities })
      : await act("write", { ...this.target, text: words, entities, reply_to: reply, quote });
    // What was refused is not lost.
    if (!answer && this.name === name && !this.input.value) {
      Object.assign(this.draft, { reply, quote, edit });
      this.write(kept);
    }
  }

  /** Send files as what they are; several of one kind become an album. The text goes along as caption. */
  async sendFiles(files) {
    if (!files.length) return;
    const parts = await Promise.all(files.slice(0, 10).map(describe));
    await this.sendParts(parts.map(([kind]) => kind), parts.map(([, details]) => details), files.slice(0, 10));
    this.picker.value = "";
  }

  async sendParts(kinds, details, files = []) {
    const hasCaption = ["photo", "video", "document", "audio", "voice", "animation"].includes(kinds[0]);
    const { text: caption, entities } = hasCaption ? parsed(this.input.value) : { text: "", entities: [] };
    const { reply } = this.draft;
    const answer = await act("send", { ...this.target, kinds, details, caption, entities, reply_to: reply }, files);
    if (!answer) return;
    if (caption) this.write("");
    this.draft.reply = null;
    redraw();
  }

  openAttachments() {
    const send = (...parts) => () => this.sendParts(...parts);
    const sample = async (kind, details, ...files) => this.sendParts(files.map(() => kind), files.map(() => details), await Promise.all(files));
    const picture = { width: 960, height: 720 };
    openMenu(this.attachButton, [
      { icon: "attach", label: say("choose-files"), onChoose: () => this.picker.click() },
      null,
      { icon: "photo", label: say("sample-photo"), onChoose: () => sample("photo", picture, samplePicture("receipt")) },
      { icon: "album", label: say("sample-album"), onChoose: () => sample("photo", picture, ...["parcel", "receipt", "map"].map(samplePicture)) },
      { icon: "voice", label: say("sample-voice"), onChoose: () => sample("voice", { duration: 4 }, sampleVoice()) },
      { icon: "file", label: say("sample-document"), onChoose: () => sample("document", {}, sampleDocument()) },
      null,
      { icon: "place", label: say("location"), onChoose: send(["location"], [{}]) },
      { icon: "person", label: say("contact"), onChoose: send(["contact"], [{ first_name: say("sample-contact"), phone_number: "+15550100" }]) },
      { icon: "poll", label: say("poll"), onChoose: () => this.askPoll() },
      { icon: "smile", label: say("sticker"), onChoose: send(["sticker"], [{ emoji: "👍" }]) },
      { icon: "dice", label: say("dice"), onChoose: send(["dice"], [{}]) },
    ]);
  }

  async askPoll() {
    const answer = await ask(say("new-poll"), {
      question: { label: say("poll-question"), value: say("sample-question"), required: true },
      options: { label: say("poll-options"), value: say("sample-options"), required: true },
    });
    if (!answer) return;
    const options = answer.options.split(",").map((option) => option.trim()).filter(Boolean);
    await this.sendParts(["poll"], [{ question: answer.question, options }]);
  }

  // typing

  onInput() {
    this.draft.text = this.input.value;
    this.fit();
    this.suggest();
  }

  onKey(event) {
    if (!this.suggestions.hidden && this.onSuggestionKey(event)) return;
    const isPlain = !event.shiftKey && !event.altKey && !event.isComposing;
    if (event.key === "Enter" && isPlain) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && (this.draft.reply || this.draft.edit)) {
      event.preventDefault();
      this.cancel();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      event.preventDefault();
      const own = messagesIn(this.place.chat, this.place.topic).findLast((one) => one.from === this.place.viewer.id && isEditable(one));
      if (own && !event.ctrlKey) this.edit(own);
      else this.up();
    }
  }

  onPaste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.sendFiles(files);
  }

  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(180, this.input.scrollHeight)}px`;
  }

  // what is answered or edited

  drawBar() {
    const { reply, edit, quote } = this.place ? this.draft : {};
    const message = this.place && messageAt(this.place.chat, reply ?? edit);
    this.bar.hidden = !message;
    if (!message) return;
    const title = edit ? say("edit-message") : say("reply-to", { name: fullName(author(message.from)) });
    const words = el("div", { class: "reply" }, el("strong", { text: title }), el("span", { text: quote ? `❝ ${quote}` : summary(message) }));
    fill(this.bar, icon(edit ? "edit" : "reply"), words, iconButton("close", say("cancel"), () => this.cancel()));
  }

  drawKeys(keys) {
    this.keys.hidden = !keys;
    if (!keys) return;
    fill(
      this.keys,
      keys.map((row) =>
        el("div", { class: "keyboard-row" }, row.map((key) => {
          const text = typeof key === "string" ? key : key.text;
          return el("button", { type: "button", text, on: { click: () => act("write", { ...this.target, text }) } });
        })),
      ),
    );
  }

  // the bot's commands

  suggest() {
    const match = /^\/(\w*)$/.exec(this.input.value);
    const found = match ? this.commands(this.place).filter(({ command }) => command.startsWith(match[1].toLowerCase())) : [];
    this.suggestions.hidden = !found.length;
    this.chosen = 0;
    fill(
      this.suggestions,
      found.map(({ command, description }) => {
        const node = el("button", { type: "button", class: "suggestion", role: "option", tabindex: "-1" }, el("strong", { text: `/${command}` }), el("span", { text: description }));
        node.addEventListener("click", () => this.take(command));
        return node;
      }),
    );
    this.mark();
  }

  onSuggestionKey(event) {
    const nodes = [...this.suggestions.children];
    if (event.key === "ArrowDown") this.chosen = (this.chosen + 1) % nodes.length;
    else if (event.key === "ArrowUp") this.chosen = (this.chosen + nodes.length - 1) % nodes.length;
    else if (event.key === "Tab") nodes[this.chosen].click();
    else if (event.key === "Escape") this.suggestions.hidden = true;
    else return false;
    event.preventDefault();
    this.mark();
    return true;
  }

  mark() {
    [...this.suggestions.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === this.chosen)));
  }

  take(command) {
    this.suggestions.hidden = true;
    this.write(`/${command} `);
  }
}

/** Whether a client offers to edit it. */
export function isEditable(message) {
  const kinds = ["text", "photo", "video", "document", "audio", "animation", "voice"];
  return kinds.includes(message.kind) && !message.origin && !message.is_service;
}

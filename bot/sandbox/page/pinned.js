// The bar with the pinned message of a chat; each press goes to the one before.

import { el, fill, iconButton } from "./dom.js";
import { summary } from "./media.js";
import { act } from "./link.js";
import { chats, messageAt } from "./store.js";
import { say } from "./words.js";

export class PinnedBar {
  constructor(jump) {
    this.jump = jump;
    this.node = el("div", { class: "pinned", hidden: true });
    this.shown = 0;
  }

  /** Show what is pinned at {chat, topic, viewer}. */
  show(place) {
    const numbers = (place && chats.get(String(place.chat))?.pinned) ?? [];
    const found = numbers.map((number) => messageAt(place.chat, number)).filter((message) => message?.topic === place.topic);
    this.node.hidden = !found.length;
    const mark = found.map((message) => message.key + message.version).join() + place?.viewer?.id;
    if (!found.length || mark === this.mark) {
      this.mark = found.length ? mark : null;
      return;
    }
    this.mark = mark;
    this.shown = found.length - 1;
    this.draw(found, place);
  }

  draw(found, place) {
    const message = found[this.shown];
    const title = found.length > 1 ? say("pinned-number", { number: this.shown + 1 }) : say("pinned-message");
    const words = summary(message).replace(/\s+/g, " ");
    const open = el("button", { type: "button", class: "pinned-open", "aria-label": `${title}: ${words}` }, el("strong", { text: title }), el("span", { text: words }));
    open.addEventListener("click", () => {
      this.jump(message);
      this.shown = (this.shown + found.length - 1) % found.length;
      if (found.length > 1) this.draw(found, place);
    });
    const unpin = iconButton("close", say("unpin"), () => act("unpin", { as: place.viewer.id, chat: place.chat, message: message.id }));
    fill(this.node, open, unpin);
  }
}

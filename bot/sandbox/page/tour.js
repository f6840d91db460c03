// The first visit in three steps: write as customer, answer as operator, watch the clock.

import { choose } from "./choices.js";
import { el, fill } from "./dom.js";
import { bots, messagesIn, topics } from "./store.js";

const KEY = "forumdesk-sandbox-tour";
const STEPS = [
  {
    tab: "customers",
    target: () => document.querySelector("#customers .composer"),
    title: "Write as a customer.",
    text: "You are on a customer's phone. Write something below and press Enter: the real bot takes it to the operators.",
    isDone: ({ what, fields }) => ["write", "send"].includes(what) && fields.chat === fields.as,
  },
  {
    tab: "operators",
    target: () => document.querySelector("#operators .composer"),
    title: "Answer as an operator.",
    text: "It arrived in this topic of the group. Answer here, and the customer gets it. (What begins with // is a note and stays.)",
    isDone: ({ what, fields }) => ["write", "send"].includes(what) && fields.chat !== fields.as && !isNote(fields.text),
  },
  {
    tab: "backstage",
    target: () => document.querySelector("#skips"),
    title: "Watch the clock.",
    text: "Skip an hour, or go to Monday: dates move, and what waits for its time happens before your eyes.",
    isDone: ({ what }) => what.startsWith("skip"),
  },
];
const END = "That is the desk. Now try to break it: kill the bot while messages wait, delete a topic, switch limits on and write a lot.";

function isNote(text) {
  return /^\s*(\/\/|\/note\b)/.test(text ?? "");
}

export class Tour {
  constructor(section) {
    this.section = section;
    this.step = localStorage.getItem(KEY) === "done" ? -1 : 0;
    this.written = null;
    // Each step ends when it was really done.
    document.addEventListener("deed", ({ detail }) => {
      if (!STEPS[this.step]?.isDone(detail)) return;
      if (this.step === 0) this.written = detail.fields.text ?? detail.fields.caption ?? "";
      this.go(this.step + 1);
    });
  }

  /** Open the topic in which arrived what the visitor wrote as customer. */
  followWritten() {
    if (this.written === null || this.step !== 1) return;
    const found = [...topics.values()]
      .filter((topic) => topic.id !== 1)
      .map((topic) => messagesIn(topic.chat, topic.id).findLast((message) => bots.has(String(message.from)) && !message.is_service))
      .filter((message) => (message?.content.text ?? message?.content.caption ?? "").includes(this.written))
      .sort((one, other) => one.id - other.id)
      .at(-1);
    if (!found) return;
    this.written = null;
    choose({ topic: found.topic });
  }

  get isRunning() {
    return this.step >= 0;
  }

  begin() {
    this.go(0);
  }

  end() {
    localStorage.setItem(KEY, "done");
    this.go(-1);
  }

  go(step) {
    this.step = step;
    if (STEPS[step]) choose({ tab: STEPS[step].tab, ...(step === 1 ? { isTopicOpen: true } : {}) });
    else choose({});
  }

  draw() {
    this.followWritten();
    if (this.drawn === this.step) return this.mark();
    this.drawn = this.step;
    this.section.hidden = !this.isRunning;
    if (this.isRunning) this.drawStep();
    return this.mark();
  }

  drawStep() {
    const step = STEPS[this.step];
    const dots = STEPS.map((_, index) => {
      const isDone = index < this.step;
      return el("li", { class: isDone ? "tour-dot is-done" : "tour-dot", "aria-current": index === this.step ? "step" : null, text: isDone ? "✓" : String(index + 1) });
    });
    const text = step ? [el("strong", { text: `${step.title} ` }), step.text] : [el("strong", { text: "Done. " }), END];
    const next = step ? el("button", { type: "button", class: "button", text: "Next", on: { click: () => this.go(this.step + 1) } }) : null;
    const finish = el("button", { type: "button", class: step ? "button" : "button primary", text: step ? "Skip the tour" : "Close", on: { click: () => this.end() } });
    fill(
      this.section,
      el("ol", { class: "tour-steps", "aria-label": `Step ${Math.min(this.step + 1, 3)} of 3` }, dots),
      el("p", { class: "tour-text", role: "status" }, text),
      el("div", { class: "tour-buttons" }, next, finish),
    );
  }

  mark() {
    const target = STEPS[this.step]?.target() ?? null;
    if (this.marked === target) return;
    this.marked?.classList.remove("is-toured");
    target?.classList.add("is-toured");
    this.marked = target;
  }
}


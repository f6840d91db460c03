// The first visit in three steps: write as customer, answer as operator, watch the clock and what it brings.

import { choose } from "./choices.js";
import { el, fill } from "./dom.js";
import { bots, messagesIn, topics } from "./store.js";
import { say } from "./words.js";

const KEY = "forumdesk-sandbox-tour";
// Buttons of alerts serve once; those of cards stay.
const ALERT = /^t:\d+:(take|snooze:\w+):once$/;
const TAKE = /^t:\d+:take:once$/;

// Each step ends when it was really done. `alert` is the second half of the third.
const STEPS = [
  {
    name: "write",
    number: 1,
    tab: "customers",
    target: () => document.querySelector("#customers .composer"),
    isDone: ({ what, fields }) => ["write", "send"].includes(what) && fields.chat === fields.as,
  },
  {
    name: "answer",
    number: 2,
    tab: "operators",
    target: () => document.querySelector("#operators .composer"),
    isDone: ({ what, fields }) => isAnswer(what, fields),
  },
  {
    name: "clock",
    number: 3,
    tab: "backstage",
    target: () => document.querySelector("#skips"),
    isDone: ({ what }) => what.startsWith("skip"),
  },
  {
    name: "alert",
    number: 3,
    target: (alert) => alert && document.querySelector(`#operators .row[data-key="${CSS.escape(alert.key)}"] .stack`),
    isDone: ({ what, fields }, alert) => (what === "press" && ALERT.test(fields.data)) || (isAnswer(what, fields) && fields.topic === alert?.topic),
  },
];
const COUNT = 3;
const END = STEPS.length;
const [, ANSWER, CLOCK, AFTER_CLOCK] = STEPS.keys();

function isAnswer(what, { chat, as, text }) {
  return ["write", "send"].includes(what) && chat !== as && !/^\s*(\/\/|\/note\b)/.test(text ?? "");
}

function messagesOfTopics() {
  return [...topics.values()].filter((topic) => topic.id !== 1).flatMap((topic) => messagesIn(topic.chat, topic.id));
}

function alerts() {
  return messagesOfTopics().filter((message) => has(message, ALERT));
}

function has(message, data) {
  return message.keyboard.flat().some((button) => data.test(button.callback_data ?? ""));
}

export class Tour {
  constructor(section) {
    this.section = section;
    this.step = localStorage.getItem(KEY) === "done" ? -1 : 0;
    this.written = null;
    this.alert = null;
    this.known = new Set(); // alerts from before time was skipped
    document.addEventListener("deed", ({ detail }) => {
      if (!STEPS[this.step]?.isDone(detail, this.alert)) return;
      if (this.step === 0) this.written = detail.fields.text ?? detail.fields.caption ?? "";
      this.go(this.step + 1);
    });
  }

  /** Open the topic in which arrived what the visitor wrote as customer. */
  followWritten() {
    if (this.written === null || this.step !== ANSWER) return;
    const found = messagesOfTopics()
      .filter((message) => bots.has(String(message.from)) && !message.is_service)
      .filter((message) => (message.content.text ?? message.content.caption ?? "").includes(this.written))
      .reduce((newest, message) => (newest && newest.id > message.id ? newest : message), null);
    if (!found) return;
    this.written = null;
    choose({ topic: found.topic });
  }

  /** Open the topic in which the bot says that a promise has run out, best one that nobody has taken. */
  followAlert() {
    if (this.alert || this.step !== AFTER_CLOCK) return;
    const fresh = alerts().filter(({ key }) => !this.known.has(key));
    this.alert = fresh.find((message) => has(message, TAKE)) ?? fresh[0] ?? null;
    if (this.alert) choose({ tab: "operators", topic: this.alert.topic, isTopicOpen: true });
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
    this.alert = null;
    if (step === CLOCK) this.known = new Set(alerts().map(({ key }) => key));
    const tab = STEPS[step]?.tab;
    choose(tab ? { tab, ...(step === ANSWER ? { isTopicOpen: true } : {}) } : {});
  }

  draw() {
    this.followWritten();
    this.followAlert();
    const drawn = `${this.step} ${this.alert?.key ?? ""}`;
    if (this.drawn !== drawn) {
      this.drawn = drawn;
      this.section.hidden = !this.isRunning;
      if (this.isRunning) this.drawStep();
    }
    this.mark();
  }

  drawStep() {
    const step = STEPS[this.step];
    const number = step?.number ?? COUNT + 1;
    const dots = Array.from({ length: COUNT }, (_, index) => {
      const isDone = index + 1 < number;
      return el("li", { class: isDone ? "tour-dot is-done" : "tour-dot", "aria-current": index + 1 === number ? "step" : null, text: isDone ? "✓" : String(index + 1) });
    });
    const next = step ? el("button", { type: "button", class: "button", text: say("tour-next"), on: { click: () => this.next() } }) : null;
    const finish = el("button", { type: "button", class: step ? "button" : "button primary", text: say(step ? "tour-leave" : "tour-close"), on: { click: () => this.end() } });
    fill(
      this.section,
      el("ol", { class: "tour-steps", "aria-label": say("tour-step", { step: Math.min(number, COUNT), steps: COUNT }) }, dots),
      el("p", { class: "tour-text", role: "status" }, this.words()),
      el("div", { class: "tour-buttons" }, next, finish),
    );
  }

  words() {
    const name = STEPS[this.step]?.name ?? "end";
    if (name !== "alert") return [el("strong", { text: say(`tour-${name}`) }), " ", say(`tour-${name}-text`)];
    if (!this.alert) return [el("strong", { text: say("tour-clock") }), " ", say("tour-alert-awaited")];
    const button = has(this.alert, TAKE) ? "take" : "snooze";
    return [el("strong", { text: say("tour-alert") }), " ", say("tour-alert-text", { button })];
  }

  /** Whoever skips no time sees no alert. */
  next() {
    this.go(this.step === CLOCK ? END : this.step + 1);
  }

  mark() {
    const target = STEPS[this.step]?.target(this.alert) ?? null;
    if (this.marked === target) return;
    this.marked?.classList.remove("is-toured");
    target?.classList.add("is-toured");
    this.marked = target;
  }
}

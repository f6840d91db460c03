// Backstage: the world's clock, the bot's process, Telegram's moods, and the calls that the bot makes.

import { choices, choose } from "./choices.js";
import { duration, hoursAndMinutes, longDate, timeOf, timeWithSeconds } from "./dates.js";
import { ask } from "./dialogs.js";
import { el, fill, svg } from "./dom.js";
import { act } from "./link.js";
import { openMenu } from "./menus.js";
import { author, bots, calls, chats, fullName, group, loopTime, now, redraw, stage, topics } from "./store.js";
import { toast } from "./toasts.js";
import { locale, say } from "./words.js";

const SKIPS = [["skip-quarter", 900], ["skip-hour", 3600], ["skip-day", 86_400]];
const FAULTS = ["lost_response", "reset", "server_error", "bad_gateway", "slow", "duplicate_batch"];
const BAN = 15; // seconds

export class Backstage {
  constructor(section) {
    this.section = section;
    this.callList = el("div", { class: "calls", role: "region", tabindex: "0", "aria-label": say("calls-list"), hidden: true });
    section.append(el("div", { class: "dock" }, this.clockGroup(), this.botGroup(), this.telegramGroup(), this.callsGroup()), this.callList);
    setInterval(() => this.tick(), 500);
  }

  // time

  clockGroup() {
    this.hourHand = svg("line", { class: "hand", x1: "12", y1: "12", x2: "12", y2: "7.5" });
    this.minuteHand = svg("line", { class: "hand", x1: "12", y1: "12", x2: "12", y2: "5" });
    const face = svg("svg", { class: "icon clock-face", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("circle", { cx: "12", cy: "12", r: "10" }), this.hourHand, this.minuteHand);
    this.time = el("div", { class: "clock-time" });
    this.date = el("div", { class: "clock-date" });
    const skips = SKIPS.map(([key, seconds]) => button(say(key), say("skip-by", { amount: say(key).slice(1) }), () => this.skip("skip", { seconds })));
    const monday = button(say("skip-monday"), say("skip-monday-label"), () => this.skip("skip_to_weekday", { weekday: 0, time: "09:00" }));
    const other = button(say("skip-to"), say("skip-to-label"), () => this.askDate());
    this.skipButtons = el("div", { class: "dock-group", role: "group", "aria-label": say("skip-time"), id: "skips" }, skips, monday, other);
    return el("div", { class: "dock-group" }, el("h2", { text: say("time") }), el("div", { class: "clock" }, face, el("div", {}, this.time, this.date)), this.skipButtons);
  }

  async skip(what, fields) {
    const before = stage("clock").skipped ?? 0;
    for (const node of this.skipButtons.children) node.disabled = true;
    const answer = await act(what, fields);
    for (const node of this.skipButtons.children) node.disabled = false;
    if (!answer) return;
    const moment = new Date(answer.now);
    toast(say("skipped", { duration: duration(answer.skipped - before), date: longDate(moment), time: timeOf(moment) }));
  }

  async askDate() {
    const answer = await ask(say("skip-to"), { at: { label: say("date-and-time", { timezone: stage("clock").timezone }), type: "datetime-local", required: true } }, {
      confirm: say("skip"),
      note: say("forward-only"),
    });
    if (answer) await this.skip("skip_to", { at: answer.at });
  }

  // the bot

  botGroup() {
    this.light = el("span", { class: "light", "aria-hidden": "true" });
    this.botState = el("span", { class: "state-text", role: "status" });
    this.kill = button(say("kill"), say("kill-label"), () => act("bot", { order: "kill" }), "danger");
    this.start = button(say("start"), say("start-label"), () => act("bot", { order: "start" }), "primary");
    this.restart = button(say("restart"), say("restart-label"), () => act("bot", { order: "restart" }));
    return el("div", { class: "dock-group", role: "group", "aria-label": say("bot-process") }, el("h2", { text: say("bot") }), this.light, this.botState, this.kill, this.restart, this.start);
  }

  // Telegram

  telegramGroup() {
    this.outage = toggle(say("outage"), (on) => act("outage", { on }), "alarming");
    this.limits = toggle(say("limits"), (on) => act("limits", { on }));
    this.faults = button(say("faults"), say("faults-label"), () => this.openFaults());
    this.faults.setAttribute("aria-haspopup", "menu");
    this.gaugeText = el("span");
    this.gaugeBar = el("i");
    this.gauge = el("div", { class: "gauge" }, this.gaugeText, el("div", { class: "gauge-bar", "aria-hidden": "true" }, this.gaugeBar));
    return el("div", { class: "dock-group", role: "group", "aria-label": say("telegram-moods") }, el("h2", { text: say("telegram") }), this.outage.node, this.limits.node, this.gauge, this.faults);
  }

  openFaults() {
    const troubles = stage("troubles");
    openMenu(this.faults, [
      { icon: "clock", label: say("flood-group", { seconds: BAN }), onChoose: () => act("flood", { chat: group().id, seconds: BAN }) },
      ...FAULTS.map((kind) => ({ icon: "remove", label: say(`fault-${kind}`), onChoose: () => this.plan(kind) })),
      null,
      {
        icon: troubles.private_reactions ? "check" : "close",
        label: say("reactions-reach"),
        onChoose: () => act("private_reactions", { on: !troubles.private_reactions }),
      },
      { icon: "check", label: say("clear-faults"), onChoose: () => act("clear_faults") },
    ]);
  }

  async plan(kind) {
    const label = say(`fault-${kind}`);
    if (await act("fault", { kind })) toast(say("planned", { fault: label.charAt(0).toLocaleLowerCase(locale) + label.slice(1) }));
  }

  // calls

  callsGroup() {
    this.callsButton = button(say("calls"), say("calls-label"), () => choose({ showsCalls: !choices.showsCalls }));
    return el("div", { class: "dock-group dock-end" }, this.callsButton);
  }

  drawCalls() {
    this.callList.hidden = !choices.showsCalls;
    this.callsButton.setAttribute("aria-expanded", String(choices.showsCalls));
    if (!choices.showsCalls) return;
    const newest = [...calls.values()].sort((one, other) => other.at - one.at);
    const rows = newest.map((call) => {
      const when = timeWithSeconds(new Date(now().getTime() - 1000 * (loopTime() - call.at)));
      const result = call.ok ? say("call-ok") : call.code ? `${call.code} ${call.description}` : say("call-unanswered");
      const fault = call.fault ? ` (${say("call-fault", { kind: call.fault })})` : "";
      return el("tr", {}, [when, call.method, chatName(call.chat), topicName(call)].map((text) => el("td", { text: String(text) })), el("td", { class: call.ok ? "good" : "bad", text: result + fault }));
    });
    const head = el("tr", {}, ["at", "method", "chat", "topic", "answer"].map((name) => el("th", { scope: "col", text: say(`call-${name}`) })));
    fill(this.callList, el("table", {}, el("thead", {}, head), el("tbody", {}, rows)));
  }

  // drawing

  draw() {
    const { state } = stage("bot");
    this.light.dataset.state = state ?? "stopped";
    const waiting = [...bots.values()].reduce((sum, bot) => sum + bot.waiting, 0);
    const doing = say("bot-state", { state: state ?? "" });
    const words = waiting && state !== "running" ? say("bot-waiting", { state: doing, count: waiting }) : doing;
    if (this.botState.textContent !== words) this.botState.textContent = words;
    this.kill.hidden = this.restart.hidden = state === "stopped";
    this.start.hidden = state !== "stopped";
    const troubles = stage("troubles");
    this.outage.show(troubles.outage);
    this.limits.show(troubles.limits);
    const planned = troubles.planned?.length;
    this.faults.replaceChildren(planned ? say("faults-planned", { count: planned }) : say("faults"));
    this.drawCalls();
    this.tick();
  }

  /** What changes by itself: the clock, and how much of the group's minute is spent. */
  tick() {
    const moment = now();
    const { skipped = 0, timezone = "UTC" } = stage("clock");
    this.time.textContent = timeWithSeconds(moment);
    this.date.textContent = `${longDate(moment)} · ${timezone}${skipped ? ` · ${say("clock-ahead", { duration: duration(skipped) })}` : ""}`;
    const { hours, minutes } = hoursAndMinutes(moment);
    this.hourHand.style.rotate = `${(hours + minutes / 60) * 30}deg`;
    this.minuteHand.style.rotate = `${minutes * 6}deg`;
    this.drawGauge();
  }

  drawGauge() {
    const troubles = stage("troubles");
    const { of, seconds, spent = [] } = troubles.group ?? {};
    const used = spent.filter((at) => at > loopTime() - seconds).length;
    const ban = (troubles.bans ?? []).find(({ chat, until }) => chat === group()?.id && until > loopTime());
    this.gauge.hidden = !of;
    if (!of) return;
    this.gaugeText.textContent = ban ? say("gauge-ban", { seconds: Math.ceil(ban.until - loopTime()) }) : say("gauge", { used, allowed: of });
    this.gauge.title = say("gauge-label");
    this.gauge.dataset.full = String(Boolean(ban) || used >= of);
    this.gaugeBar.style.transform = `scaleX(${ban ? 1 : Math.min(1, used / of)})`;
  }
}

function chatName(id) {
  const chat = chats.get(String(id));
  if (!id || !chat) return id ? String(id) : "";
  return chat.title ?? fullName(author(id));
}

function topicName({ chat, thread }) {
  return thread ? (topics.get(`${chat}/${thread}`)?.name ?? say("call-topic-gone", { topic: String(thread) })) : "";
}

function button(text, label, onClick, kind = "") {
  // What is said aloud contains what is seen, for those who speak to their computer.
  const name = label.includes(text) ? label : `${text}: ${label}`;
  return el("button", { type: "button", class: `button ${kind}`, title: label, "aria-label": name, text, on: { click: onClick } });
}

function toggle(text, onChange, kind = "") {
  const input = el("input", { type: "checkbox", role: "switch", class: kind });
  // The box shows what the world says, except for what was just asked of it, until it has answered in its feed.
  let asked = null;
  input.addEventListener("change", async () => {
    asked = input.checked;
    if (!(await onChange(asked))) asked = null;
    redraw();
  });
  const show = (isOn) => {
    if (asked === Boolean(isOn)) asked = null;
    input.checked = asked ?? Boolean(isOn);
  };
  return { show, node: el("label", { class: "switch" }, input, text) };
}


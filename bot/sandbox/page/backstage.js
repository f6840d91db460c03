// Backstage: the world's clock, the bot's process, Telegram's moods, and the calls that the bot makes.

import { choices, choose } from "./choices.js";
import { duration, hoursAndMinutes, longDate, timeOf, timeWithSeconds } from "./dates.js";
import { ask } from "./dialogs.js";
import { el, fill, svg } from "./dom.js";
import { act } from "./link.js";
import { openMenu } from "./menus.js";
import { author, bots, calls, chats, fullName, group, loopTime, now, redraw, stage, topics } from "./store.js";
import { toast } from "./toasts.js";

const SKIPS = [["+15 min", 900], ["+1 h", 3600], ["+1 day", 86_400]];
const FAULTS = [
  ["lost_response", "Lose the answer to the next message"],
  ["reset", "Break the connection of the next message"],
  ["server_error", "Answer the next message with 500"],
  ["bad_gateway", "Answer the next message with 502 and HTML"],
  ["slow", "Be slow with the next message (3 s)"],
  ["duplicate_batch", "Deliver the last updates twice"],
];
const STATES = { running: "running", starting: "starting…", stopped: "stopped" };
const BAN = 15; // seconds

export class Backstage {
  constructor(section) {
    this.section = section;
    this.callList = el("div", { class: "calls", role: "region", tabindex: "0", "aria-label": "Calls of the bot, newest first", hidden: true });
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
    const skips = SKIPS.map(([text, seconds]) => button(text, `Skip ${text.slice(1)}`, () => this.skip("skip", { seconds })));
    const monday = button("Mon 09:00", "Skip to the next Monday, 09:00", () => this.skip("skip_to_weekday", { weekday: 0, time: "09:00" }));
    const other = button("Skip to…", "Skip to a date and time", () => this.askDate());
    this.skipButtons = el("div", { class: "dock-group", role: "group", "aria-label": "Skip time", id: "skips" }, skips, monday, other);
    return el("div", { class: "dock-group" }, el("h2", { text: "Time" }), el("div", { class: "clock" }, face, el("div", {}, this.time, this.date)), this.skipButtons);
  }

  async skip(what, fields) {
    const before = stage("clock").skipped ?? 0;
    for (const node of this.skipButtons.children) node.disabled = true;
    const answer = await act(what, fields);
    for (const node of this.skipButtons.children) node.disabled = false;
    if (!answer) return;
    const moment = new Date(answer.now);
    toast(`${duration(answer.skipped - before)} passed: it is ${longDate(moment)}, ${timeOf(moment)} now.`);
  }

  async askDate() {
    const answer = await ask("Skip to…", { at: { label: `Date and time (${stage("clock").timezone})`, type: "datetime-local", required: true } }, {
      confirm: "Skip",
      note: "Time goes forward only.",
    });
    if (answer) await this.skip("skip_to", { at: answer.at });
  }

  // the bot

  botGroup() {
    this.light = el("span", { class: "light", "aria-hidden": "true" });
    this.botState = el("span", { class: "state-text", role: "status" });
    this.kill = button("Kill -9", "Kill the bot's process without a warning", () => act("bot", { order: "kill" }), "danger");
    this.start = button("Start", "Start the bot", () => act("bot", { order: "start" }), "primary");
    this.restart = button("Restart", "Kill the bot and start it again", () => act("bot", { order: "restart" }));
    return el("div", { class: "dock-group", role: "group", "aria-label": "The bot's process" }, el("h2", { text: "Bot" }), this.light, this.botState, this.kill, this.restart, this.start);
  }

  // Telegram

  telegramGroup() {
    this.outage = toggle("Outage", (on) => act("outage", { on }), "alarming");
    this.limits = toggle("Limits", (on) => act("limits", { on }));
    this.faults = button("Faults…", "Let something go wrong", () => this.openFaults());
    this.faults.setAttribute("aria-haspopup", "menu");
    this.gaugeText = el("span");
    this.gaugeBar = el("i");
    this.gauge = el("div", { class: "gauge" }, this.gaugeText, el("div", { class: "gauge-bar", "aria-hidden": "true" }, this.gaugeBar));
    return el("div", { class: "dock-group", role: "group", "aria-label": "Telegram's moods" }, el("h2", { text: "Telegram" }), this.outage.node, this.limits.node, this.gauge, this.faults);
  }

  openFaults() {
    const troubles = stage("troubles");
    openMenu(this.faults, [
      { icon: "clock", label: `429 for the group, ${BAN} s`, onChoose: () => act("flood", { chat: group().id, seconds: BAN }) },
      ...FAULTS.map(([kind, label]) => ({ icon: "remove", label, onChoose: () => this.plan(kind, label) })),
      null,
      {
        icon: troubles.private_reactions ? "check" : "close",
        label: "Customers' reactions reach the bot",
        onChoose: () => act("private_reactions", { on: !troubles.private_reactions }),
      },
      { icon: "check", label: "Let all be well again", onChoose: () => act("clear_faults") },
    ]);
  }

  async plan(kind, label) {
    if (await act("fault", { kind })) toast(`Planned: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`);
  }

  // calls

  callsGroup() {
    this.callsButton = button("Calls", "Show the calls that the bot makes", () => choose({ showsCalls: !choices.showsCalls }));
    return el("div", { class: "dock-group dock-end" }, this.callsButton);
  }

  drawCalls() {
    this.callList.hidden = !choices.showsCalls;
    this.callsButton.setAttribute("aria-expanded", String(choices.showsCalls));
    if (!choices.showsCalls) return;
    const newest = [...calls.values()].sort((one, other) => other.at - one.at);
    const rows = newest.map((call) => {
      const when = timeWithSeconds(new Date(now().getTime() - 1000 * (loopTime() - call.at)));
      const result = call.ok ? "ok" : call.code ? `${call.code} ${call.description}` : "no answer";
      const fault = call.fault ? ` (${call.fault})` : "";
      return el("tr", {}, [when, call.method, chatName(call.chat), topicName(call)].map((text) => el("td", { text: String(text) })), el("td", { class: call.ok ? "good" : "bad", text: result + fault }));
    });
    const head = el("tr", {}, ["at", "method", "chat", "topic", "answer"].map((text) => el("th", { scope: "col", text })));
    fill(this.callList, el("table", {}, el("thead", {}, head), el("tbody", {}, rows)));
  }

  // drawing

  draw() {
    const { state } = stage("bot");
    this.light.dataset.state = state ?? "stopped";
    const waiting = [...bots.values()].reduce((sum, bot) => sum + bot.waiting, 0);
    const words = `Bot ${STATES[state] ?? ""}${waiting && state !== "running" ? `, ${waiting} waiting` : ""}`;
    if (this.botState.textContent !== words) this.botState.textContent = words;
    this.kill.hidden = this.restart.hidden = state === "stopped";
    this.start.hidden = state !== "stopped";
    const troubles = stage("troubles");
    this.outage.show(troubles.outage);
    this.limits.show(troubles.limits);
    this.faults.replaceChildren(troubles.planned?.length ? `Faults… (${troubles.planned.length})` : "Faults…");
    this.drawCalls();
    this.tick();
  }

  /** What changes by itself: the clock, and how much of the group's minute is spent. */
  tick() {
    const moment = now();
    const { skipped = 0, timezone = "UTC" } = stage("clock");
    this.time.textContent = timeWithSeconds(moment);
    this.date.textContent = `${longDate(moment)} · ${timezone}${skipped ? ` · ${duration(skipped)} ahead` : ""}`;
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
    this.gaugeText.textContent = ban ? `429: ${Math.ceil(ban.until - loopTime())} s to wait` : `${used} of ${of} a minute`;
    this.gauge.title = "Messages that the bot has made in the group in the last minute, and how many Telegram allows";
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
  return thread ? (topics.get(`${chat}/${thread}`)?.name ?? `${thread} (gone)`) : "";
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


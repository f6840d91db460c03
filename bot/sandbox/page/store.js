// What the page knows of the world: exactly what the sandbox's feed has told, nothing made up.

import { say } from "./words.js";

const kinds = ["people", "bots", "chats", "topics", "messages", "stage", "calls"];
const tables = Object.fromEntries(kinds.map((kind) => [kind, new Map()]));
const places = new Map(); // "chat/topic" → {byKey, sorted}
const listeners = new Set();
let version = 0;
let timeAhead = 0; // world's milliseconds minus ours
let loopAhead = 0; // sandbox's loop seconds minus ours
let isScheduled = false;

export const people = tables.people;
export const bots = tables.bots;
export const chats = tables.chats;
export const topics = tables.topics;
export const calls = tables.calls;

export const state = { isReady: false, isLinked: false, arrived: [] };

/** Take over one event of the feed. */
export function apply(event) {
  if (event.reset) forget();
  timeAhead = event.now - Date.now();
  loopAhead = event.loop - performance.now() / 1000;
  for (const [kind, changes] of Object.entries(event.things)) {
    for (const [key, view] of Object.entries(changes)) {
      if (kind === "messages") applyMessage(key, view);
      else if (view === null) tables[kind].delete(key);
      else tables[kind].set(key, view);
    }
  }
  state.isReady = true;
  redraw();
}

/** Call `listener` after changes, at most once a frame. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Let everything be drawn again. */
export function redraw() {
  if (isScheduled) return;
  isScheduled = true;
  // A hidden tab draws no frames, but it must not pile up work either.
  (document.hidden ? (draw) => setTimeout(draw, 200) : requestAnimationFrame)(() => {
    isScheduled = false;
    for (const listener of listeners) listener();
    state.arrived = [];
  });
}

/** The world's time as a Date. */
export function now() {
  return new Date(Date.now() + timeAhead);
}

/** The sandbox's loop time in seconds; bans and budgets are counted in it. */
export function loopTime() {
  return performance.now() / 1000 + loopAhead;
}

export function stage(name) {
  return tables.stage.get(name) ?? {};
}

/** The operator group, undefined while there is none. */
export function group() {
  return [...chats.values()].find((chat) => chat.type !== "private");
}

/** People outside of the group with a private chat, in the order in which they came. */
export function customers() {
  return withPrivateChat().filter(({ id }) => !isPresent(id));
}

/** People of the group who have a private chat with the bot too: there it tells admins about trouble. */
export function staff() {
  return withPrivateChat().filter(({ id }) => isPresent(id));
}

function withPrivateChat() {
  return [...chats.values()]
    .filter((chat) => chat.type === "private" && people.has(String(chat.id)))
    .map((chat) => people.get(String(chat.id)))
    .sort((one, other) => one.id - other.id);
}

function isPresent(id) {
  return operators().some((operator) => operator.id === id);
}

/** People who are in the group now, with their status. */
export function operators() {
  return (group()?.members ?? [])
    .filter((member) => !["left", "kicked"].includes(member.status) && people.has(String(member.id)))
    .map((member) => ({ ...people.get(String(member.id)), status: member.status, rights: member.rights }));
}

/** The bot's place in the group: a status of Telegram, or "left". */
export function botMember() {
  const bot = [...bots.keys()][0];
  return group()?.members.find((member) => String(member.id) === bot) ?? { status: "left", rights: [] };
}

/** Messages of a place, oldest first. */
export function messagesIn(chat, topic) {
  const place = places.get(`${chat}/${topic}`);
  if (!place) return [];
  place.sorted ??= [...place.byKey.values()].sort((one, other) => one.date - other.date || rank(one) - rank(other));
  return place.sorted;
}

/** The message with this number in a chat, undefined if it is gone. */
export function messageAt(chat, number) {
  return tables.messages.get(`${chat}/${number}`);
}

/** How many messages of others a person has not read in a place. */
export function unreadIn(person, chat, topic) {
  if (!person) return 0;
  const read = person.read[`${chat}/${topic}`] ?? 0;
  let count = 0;
  const messages = messagesIn(chat, topic);
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (message.id && message.id <= read) break;
    if (message.from !== person.id && !message.is_service) count += 1;
  }
  return count;
}

/** Who wrote it: a person, a bot, or somebody unknown. */
export function author(id) {
  return people.get(String(id)) ?? bots.get(String(id)) ?? { id, first_name: say("somebody") };
}

/** First and last name. */
export function fullName(who) {
  return [who.first_name, who.last_name].filter(Boolean).join(" ");
}

function rank(message) {
  return message.id || Number.MAX_SAFE_INTEGER;
}

function applyMessage(key, view) {
  const old = tables.messages.get(key);
  if (old) {
    const place = places.get(`${old.chat}/${old.topic}`);
    place.byKey.delete(key);
    place.sorted = null;
    tables.messages.delete(key);
  }
  if (view === null) return;
  version += 1;
  const message = { ...view, key, version };
  tables.messages.set(key, message);
  const name = `${view.chat}/${view.topic}`;
  if (!places.has(name)) places.set(name, { byKey: new Map(), sorted: null });
  const place = places.get(name);
  place.byKey.set(key, message);
  place.sorted = null;
  if (!old && state.isReady) state.arrived.push(message);
}

function forget() {
  for (const table of Object.values(tables)) table.clear();
  places.clear();
  state.isReady = false;
}

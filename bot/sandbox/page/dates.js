// Dates and times as Telegram shows them, in the time zone of the desk.

import { now, stage } from "./store.js";
import { locale, say } from "./words.js";

const FIXED = "en-GB"; // for what is compared and computed, not read
const formats = new Map();

function format(name, options, region = locale) {
  const timeZone = stage("clock").timezone ?? "UTC";
  const key = `${name} ${timeZone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(region, { timeZone, hourCycle: "h23", ...options }));
  return formats.get(key);
}

export function timeOf(date) {
  return format("time", { hour: "2-digit", minute: "2-digit" }).format(date);
}

export function timeWithSeconds(date) {
  return format("seconds", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(date);
}

/** A key that is equal for moments of one day. */
export function dayKey(date) {
  return format("key", { year: "numeric", month: "2-digit", day: "2-digit" }, FIXED).format(date);
}

/** "Today", "Yesterday", "23 November", with the year if it is another one; in the page's language. */
export function dayName(date) {
  const key = dayKey(date);
  if (key === dayKey(now())) return say("today");
  if (key === dayKey(new Date(now().getTime() - 86_400_000))) return say("yesterday");
  const isThisYear = key.slice(-4) === dayKey(now()).slice(-4);
  const year = isThisYear ? {} : { year: "numeric" };
  return format(isThisYear ? "day" : "dayyear", { day: "numeric", month: "long", ...year }).format(date);
}

/** The short form in lists: a time today, else weekday or date. */
export function shortDate(date) {
  if (dayKey(date) === dayKey(now())) return timeOf(date);
  if (now() - date < 6 * 86_400_000) return format("weekday", { weekday: "short" }).format(date);
  return format("short", { day: "2-digit", month: "2-digit", year: "2-digit" }).format(date);
}

export function longDate(date) {
  return format("long", { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(date);
}

export function fullDate(date) {
  return format("full", { dateStyle: "full", timeStyle: "medium" }).format(date);
}

/** Hours and minutes as numbers, for the hands of a clock. */
export function hoursAndMinutes(date) {
  const [hours, minutes] = format("hands", { hour: "2-digit", minute: "2-digit" }, FIXED).format(date).split(":").map(Number);
  return { hours, minutes };
}

/** "2 d 3 h", "45 min". */
export function duration(seconds) {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  const parts = [
    days && say("days", { count: days }),
    hours && say("hours", { count: hours }),
    !days && minutes && say("minutes", { count: minutes }),
  ].filter(Boolean);
  return parts.join(" ") || say("seconds", { count: Math.round(seconds) });
}

/** "0:05" for the length of a recording. */
export function recordingLength(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

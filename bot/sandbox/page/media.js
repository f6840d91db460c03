// Pictures, albums, sounds, documents, places and the rest of what Telegram can send.

import { el, icon, svg } from "./dom.js";
import { recordingLength } from "./dates.js";
import { say } from "./words.js";

const FILE_KINDS = ["video", "animation", "audio", "voice", "video_note", "document", "sticker"];
const PICTURES = new Set(["photo", "live_photo", "video", "animation"]);
const WAVE_BARS = 38;

/** Whether a message of this kind is shown as a picture that fills its bubble. */
export function isPicture(message) {
  return PICTURES.has(message.kind);
}

/** Whether nothing of a bubble is drawn around it (stickers, dice, round videos). */
export function isBare(message) {
  return ["sticker", "dice", "video_note"].includes(message.kind);
}

/** The short words that stand for a message in lists, pins and replies. */
export function summary(message) {
  const { kind, content } = message;
  const words = content.text ?? content.caption;
  const names = {
    photo: `🖼 ${say("photo")}`,
    live_photo: `🖼 ${say("live-photo")}`,
    video: `📹 ${say("video")}`,
    animation: "GIF",
    audio: `🎵 ${content.audio?.title ?? say("music")}`,
    voice: `🎤 ${say("voice-message")}`,
    video_note: `📹 ${say("video-message")}`,
    document: `📎 ${content.document?.file_name ?? say("file")}`,
    sticker: `${content.sticker?.emoji ?? ""} ${say("sticker")}`,
    location: `📍 ${say(content.location?.live_period ? "live-location" : "location")}`,
    venue: `📍 ${content.venue?.title ?? say("venue")}`,
    contact: `👤 ${content.contact?.first_name ?? say("contact")}`,
    poll: `📊 ${content.poll?.question ?? say("poll")}`,
    dice: content.dice?.emoji ?? "🎲",
    checklist: `☑️ ${content.checklist?.title ?? say("checklist")}`,
    story: say("story"),
    invoice: say("invoice"),
    game: `🎮 ${say("game")}`,
    paid_media: `⭐ ${say("paid-media")}`,
    giveaway: `🎁 ${say("giveaway")}`,
    rich_message: richWords(content.rich_message).join(" "),
  };
  if (kind === "text") return words ?? "";
  const name = names[kind] ?? say("message");
  return words ? `${name.split(" ")[0]} ${words}` : name;
}

/** The file of a message in the words of the Bot API, undefined without one. */
export function fileOf(message) {
  const { content } = message;
  if (content.photo && !content.live_photo) return content.photo[content.photo.length - 1];
  if (content.live_photo) return content.photo?.[content.photo.length - 1] ?? content.live_photo;
  const kind = FILE_KINDS.find((name) => name === message.kind && content[name]);
  return kind && content[kind];
}

export function fileUrl(file) {
  return `/sandbox/file/${encodeURIComponent(file.file_unique_id)}`;
}

/** The part of a bubble that shows the content, null for plain text. */
export function media(message) {
  const drawer = DRAWERS[message.kind];
  return drawer ? drawer(message) : null;
}

/** Several pictures as one. */
export function mosaic(messages) {
  const node = el("div", { class: "mosaic", data: { count: messages.length } });
  for (const message of messages) node.append(picture(message));
  return node;
}

const DRAWERS = {
  photo: (message) => alone(picture(message)),
  live_photo: (message) => alone(picture(message)),
  video: (message) => alone(picture(message)),
  animation: (message) => alone(picture(message)),
  audio: (message) => sound(message, message.content.audio),
  voice: (message) => sound(message, message.content.voice),
  video_note: (message) => el("img", { class: "round", src: fileUrl(fileOf(message)), alt: say("video-message") }),
  document: (message) => documentLink(message.content.document),
  sticker: (message) => el("div", { class: "sticker", role: "img", "aria-label": say("sticker"), text: message.content.sticker.emoji }),
  dice: ({ content: { dice } }) =>
    el("div", { class: "dice", role: "img", "aria-label": say("dice-shows", { emoji: dice.emoji, value: dice.value }), title: `${dice.value}`, text: dice.emoji }),
  location: (message) => place(message, message.content.location),
  venue: (message) => place(message, message.content.venue.location),
  contact: (message) => contact(message.content.contact),
  poll: (message) => poll(message.content.poll),
  checklist: (message) => checklist(message.content.checklist),
  rich_message: ({ content }) => richWords(content.rich_message).map((words) => el("p", { text: words })),
  paid_media: ({ content }) => el("p", { text: `${say("paid-media")}: ${content.paid_media.star_count} ⭐` }),
  story: () => el("p", { text: say("story") }),
  game: ({ content }) => el("p", { text: `🎮 ${content.game.title}` }),
  invoice: ({ content }) => el("p", { text: `${content.invoice.title} – ${content.invoice.description}` }),
};

function alone(node) {
  node.classList.add("alone");
  return node;
}

function picture(message) {
  const file = fileOf(message);
  const isMoving = message.kind === "video" || message.kind === "animation";
  const words = message.content.caption ?? (say(isMoving ? "video" : "photo"));
  const image = el("img", { src: fileUrl(file.thumbnail && isMoving ? file.thumbnail : file), alt: words, draggable: "false" });
  if (file.width && file.height) image.style.aspectRatio = `${file.width} / ${file.height}`;
  const node = el("button", { type: "button", class: "picture", "aria-label": say("open-picture", { words }) }, image);
  if (message.content.has_media_spoiler) node.classList.add("is-hidden");
  if (isMoving) node.append(el("span", { class: "picture-note", text: message.kind === "video" ? recordingLength(file.duration ?? 0) : "GIF" }));
  node.addEventListener("click", () => {
    if (node.classList.contains("is-hidden")) node.classList.remove("is-hidden");
    else view(file, words);
  });
  return node;
}

function view(file, words) {
  const dialog = el("dialog", { class: "viewer", "aria-label": words }, el("img", { src: fileUrl(file), alt: words }));
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function documentLink(file) {
  return el(
    "a",
    { class: "document", href: fileUrl(file), download: file.file_name ?? "file" },
    el("span", { class: "document-icon" }, icon("file")),
    el("span", {}, el("strong", { text: file.file_name ?? say("file") }), el("span", { class: "small-print", text: size(file.file_size) })),
  );
}

function size(bytes = 0) {
  const rounded = (number) => Math.round(number * 10) / 10;
  if (bytes < 1000) return say("size-bytes", { size: bytes });
  return bytes < 1_000_000 ? say("size-kilobytes", { size: rounded(bytes / 1000) }) : say("size-megabytes", { size: rounded(bytes / 1_000_000) });
}

function sound(message, file) {
  const bars = Array.from({ length: WAVE_BARS }, () => document.createElement("i"));
  const label = message.kind === "voice" ? say("voice-message") : `${file.performer ?? ""} – ${file.title ?? say("music")}`;
  const length = el("span", { class: "small-print", text: recordingLength(file.duration ?? 0) });
  const button = el("button", { type: "button", class: "sound-play", "aria-label": say("play", { label }) }, icon("play"));
  const body = message.kind === "voice" ? el("div", { class: "wave", "aria-hidden": "true" }, bars) : el("strong", { text: label });
  const player = new Audio();
  player.preload = "none";
  player.src = fileUrl(file);
  const show = () => {
    button.replaceChildren(icon(player.paused ? "play" : "pause"));
    button.setAttribute("aria-label", say(player.paused ? "play" : "pause", { label }));
  };
  button.addEventListener("click", () => (player.paused ? player.play().catch(() => {}) : player.pause()));
  for (const event of ["play", "pause", "ended"]) player.addEventListener(event, show);
  player.addEventListener("timeupdate", () => {
    const share = player.duration ? player.currentTime / player.duration : 0;
    bars.forEach((bar, index) => bar.classList.toggle("is-played", index / WAVE_BARS < share));
    length.textContent = recordingLength(player.paused ? (file.duration ?? 0) : player.currentTime);
  });
  if (message.kind === "voice") drawWave(file, bars);
  return el("div", { class: "sound" }, button, el("div", { class: "sound-body" }, body, length));
}

const waves = new Map();

/** The loudness of a recording, from its bytes if this browser can read them, else a flat line. */
async function drawWave(file, bars) {
  if (!waves.has(file.file_unique_id)) waves.set(file.file_unique_id, loudness(file));
  const heights = await waves.get(file.file_unique_id);
  bars.forEach((bar, index) => {
    bar.style.height = `${Math.max(8, Math.round(100 * (heights?.[index] ?? 0.12)))}%`;
  });
}

async function loudness(file) {
  try {
    const bytes = await (await fetch(fileUrl(file))).arrayBuffer();
    const samples = (await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes)).getChannelData(0);
    const width = Math.floor(samples.length / WAVE_BARS);
    const peaks = Array.from({ length: WAVE_BARS }, (_, index) => {
      let peak = 0;
      for (let at = index * width; at < (index + 1) * width; at += 16) peak = Math.max(peak, Math.abs(samples[at]));
      return peak;
    });
    const highest = Math.max(...peaks) || 1;
    return peaks.map((peak) => peak / highest);
  } catch {
    return null;
  }
}

function place(message, location) {
  const { venue } = message.content;
  const where = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
  const title = venue?.title ?? (say(location.live_period ? "live-location" : "location"));
  return el(
    "figure",
    { class: "place" },
    el("img", { src: "/page/samples/map.svg", alt: "" }),
    el("figcaption", {}, el("strong", { text: title }), el("div", { class: "small-print", text: venue ? venue.address : where })),
  );
}

function contact(card) {
  return el(
    "div",
    { class: "contact" },
    el("span", { class: "document-icon" }, icon("person")),
    el("span", {}, el("strong", { text: [card.first_name, card.last_name].filter(Boolean).join(" ") }), el("div", { class: "small-print", text: card.phone_number })),
  );
}

function poll(details) {
  const kind = say(details.type === "quiz" ? "quiz" : details.is_anonymous ? "anonymous-poll" : "poll");
  const options = details.options.map((option) => {
    const share = details.total_voter_count ? Math.round((100 * option.voter_count) / details.total_voter_count) : 0;
    return el("li", { class: "poll-option" }, el("strong", { text: `${share}%` }), el("span", { text: option.text }));
  });
  return el(
    "div",
    { class: "poll" },
    el("strong", { text: details.question }),
    el("span", { class: "small-print", text: details.is_closed ? say("final-results") : kind }),
    el("ul", {}, options),
  );
}

function checklist(list) {
  const tasks = list.tasks.map((task) => el("li", {}, task.completion_date ? "☑" : "☐", el("span", { text: task.text })));
  return el("div", { class: "poll checklist" }, el("strong", { text: list.title }), el("ul", {}, tasks));
}

function richWords(rich) {
  const hidden = ["type", "url", "file_id", "file_unique_id", "language"];
  const words = (value) => {
    if (typeof value === "string") return [value];
    if (Array.isArray(value)) return value.flatMap(words);
    if (value && typeof value === "object") return Object.entries(value).flatMap(([key, item]) => (hidden.includes(key) ? [] : words(item)));
    return [];
  };
  return words(rich?.blocks ?? []);
}

/** The icon of a topic: its emoji, or the coloured bubble with the first letter of its name. */
export function topicIcon(topic) {
  const node = el("span", { class: "topic-icon", "aria-hidden": "true" });
  if (topic.id === 1) node.append(icon("hash"));
  else if (topic.icon) node.textContent = topic.icon;
  else node.append(bubbleIcon(topic));
  return node;
}

function bubbleIcon(topic) {
  const drawing = svg("svg", { viewBox: "0 0 32 32" });
  const shape = svg("path", { d: "M16 3c7.7 0 13 4.7 13 11.5S23.7 26 16 26c-1 0-2-.1-3-.3L7 29.5l.6-6C4.7 21.4 3 18.2 3 14.5 3 7.7 8.3 3 16 3z" });
  shape.style.fill = shade(topic.color);
  const letter = svg("text", { x: "16", y: "19", "text-anchor": "middle" });
  letter.textContent = ([...topic.name][0] ?? "").toUpperCase();
  drawing.append(shape, letter);
  return drawing;
}

/** Telegram's topic colours, darker, so that the white letter can be read. */
function shade(color) {
  return `color-mix(in srgb, ${/^#[0-9a-f]{6}$/.test(color) ? color : "#6fb9f0"} 72%, #203040)`;
}

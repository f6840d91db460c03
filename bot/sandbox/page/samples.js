// Things to send for those who have no file at hand; made here, so that nothing is loaded from elsewhere.

import { say } from "./words.js";

const RATE = 16_000;

/** A picture of the page's own as a PNG file: "receipt", "parcel" or "map". */
export async function samplePicture(name) {
  const image = new Image();
  image.src = `/page/samples/${name}.svg`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 960;
  canvas.height = 720;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new File([blob], `${name}.png`, { type: "image/png" });
}

/** Four seconds of something like speech, as a WAV file. */
export function sampleVoice() {
  const seconds = 4;
  const bytes = new DataView(new ArrayBuffer(44 + seconds * RATE * 2));
  const put = (at, text) => [...text].forEach((letter, index) => bytes.setUint8(at + index, letter.charCodeAt(0)));
  put(0, "RIFF");
  bytes.setUint32(4, 36 + seconds * RATE * 2, true);
  put(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, RATE, true);
  bytes.setUint32(28, RATE * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  put(36, "data");
  bytes.setUint32(40, seconds * RATE * 2, true);
  for (let index = 0; index < seconds * RATE; index += 1) bytes.setInt16(44 + index * 2, 12_000 * speech(index / RATE), true);
  return new File([bytes.buffer], "voice.wav", { type: "audio/wav" });
}

/** Syllables: a hum whose pitch and loudness wander. */
function speech(time) {
  const syllable = Math.abs(Math.sin(time * 9.5)) ** 1.5 * (0.45 + 0.55 * Math.abs(Math.sin(time * 1.7 + 0.4)));
  const pause = Math.sin(time * 2.1) > -0.75 ? 1 : 0.08;
  const pitch = 150 + 28 * Math.sin(time * 2.3) + 14 * Math.sin(time * 11);
  const wave = Math.sin(2 * Math.PI * pitch * time) + 0.5 * Math.sin(4 * Math.PI * pitch * time) + 0.25 * Math.sin(6 * Math.PI * pitch * time);
  return (syllable * pause * wave) / 1.75;
}

/** A small text document. */
export function sampleDocument() {
  const line = (key, sum) => `${say(key).padEnd(16)}${sum.padStart(9)}`;
  const parts = [line("invoice-parcel", "6.95"), line("invoice-tracking", "1.00"), line("invoice-insurance", "2.50")];
  const lines = [`${say("invoice-title")} 2026-041`, "", ...parts, "", line("invoice-total", "EUR 10.45"), ""];
  return new File([lines.join("\n")], "invoice-2026-041.txt", { type: "text/plain" });
}

/** [kind, details] of a chosen file: what a client would make of it. */
export async function describe(file) {
  if (/^image\/(png|jpeg|webp|svg)/.test(file.type)) {
    try {
      const image = new Image();
      const url = URL.createObjectURL(file);
      image.src = url;
      await image.decode();
      URL.revokeObjectURL(url);
      return ["photo", { width: image.naturalWidth || 960, height: image.naturalHeight || 720 }];
    } catch {
      return ["document", {}];
    }
  }
  if (file.type.startsWith("audio/")) return ["audio", { title: file.name.replace(/\.\w+$/, "") }];
  return ["document", {}];
}

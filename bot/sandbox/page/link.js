// The link to the sandbox: events come in, actions go out.

import { apply, redraw, state } from "./store.js";
import { toast } from "./toasts.js";
import { say } from "./words.js";

const AGAIN_AFTER = 1500; // milliseconds

/** Follow the feed for as long as the page lives; the browser itself goes on with Last-Event-ID. */
export function follow() {
  const source = new EventSource("/sandbox/events");
  source.addEventListener("open", () => setLinked(true));
  source.addEventListener("message", (event) => {
    setLinked(true);
    apply(JSON.parse(event.data));
  });
  source.addEventListener("error", () => {
    setLinked(false);
    // After an answer that is no stream browsers give up; we do not.
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, AGAIN_AFTER);
  });
}

/** Do something in the world. Resolves with what came of it; a refusal is shown and resolves with null. */
export async function act(what, fields = {}, files = []) {
  const form = JSON.stringify({ do: what, ...fields });
  try {
    const response = await fetch("/sandbox/act", { method: "POST", ...body(form, files) });
    const answer = await response.json();
    if (response.ok) {
      document.dispatchEvent(new CustomEvent("deed", { detail: { what, fields } }));
      return answer;
    }
    toast(answer.key ? say(answer.key, answer.variables) : sentence(answer.error ?? say("refused")), true);
  } catch {
    toast(say("no-answer"), true);
  }
  return null;
}

function body(form, files) {
  if (!files.length) return { body: form, headers: { "Content-Type": "application/json" } };
  const parts = new FormData();
  parts.append("form", form);
  for (const file of files) parts.append("file", file, file.name ?? "file");
  return { body: parts };
}

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");
}

function setLinked(isLinked) {
  if (state.isLinked === isLinked) return;
  state.isLinked = isLinked;
  redraw();
}

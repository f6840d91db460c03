// What this tab looks at: which customer, which operator speaks, which topic, which pane. Not part of the world.

import { redraw } from "./store.js";

const KEY = "forumdesk-sandbox";
const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");

export const choices = { customer: null, operator: null, topic: null, tab: "customers", isTopicOpen: false, showsCalls: false, ...kept };

/** Change some choices and draw. */
export function choose(changes) {
  Object.assign(choices, changes);
  sessionStorage.setItem(KEY, JSON.stringify(choices));
  redraw();
}

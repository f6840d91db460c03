// The page: two windows, backstage, tabs for narrow screens, theme, language, tour.

import { Backstage } from "./backstage.js";
import { choices, choose } from "./choices.js";
import { CustomersWindow } from "./customers.js";
import { el, fill, icon, iconButton } from "./dom.js";
import { follow } from "./link.js";
import { summary } from "./media.js";
import { openMenu } from "./menus.js";
import { OperatorsWindow } from "./operators.js";
import { author, customers, fullName, onChange, redraw, state, unreadIn } from "./store.js";
import { announce } from "./toasts.js";
import { Tour } from "./tour.js";
import { language, languages, say, speak, wasSwitched } from "./words.js";

const THEME = "forumdesk-sandbox-theme";
const TABS = [["customers", "person"], ["operators", "group"], ["backstage", "clock"]];

sayEverything();
const left = new CustomersWindow(document.getElementById("customers"));
const right = new OperatorsWindow(document.getElementById("operators"));
const backstage = new Backstage(document.getElementById("backstage"));
const tour = new Tour(document.getElementById("tour"));
const dark = matchMedia("(prefers-color-scheme: dark)");

/** Fill in what stands in the page's HTML: `data-say` is an element's text, `data-say-label` its spoken name. */
function sayEverything() {
  document.documentElement.lang = language;
  document.title = say("page-title");
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll("[data-say-label]")) node.setAttribute("aria-label", say(node.dataset.sayLabel));
}

/** The page's languages, each in its own tongue. */
function languageItems() {
  return Object.entries(languages).map(([tag, name]) => ({ icon: tag === language ? "check" : "language", label: name, lang: tag, isChosen: tag === language, onChoose: () => speak(tag) }));
}

function setTheme() {
  const wanted = localStorage.getItem(THEME) ?? (dark.matches ? "dark" : "light");
  document.documentElement.dataset.theme = wanted;
  themeButton.setAttribute("aria-pressed", String(wanted === "dark"));
  redraw();
}

const themeButton = iconButton("theme", say("dark-theme"), () => {
  localStorage.setItem(THEME, document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  setTheme();
});
const tourButton = iconButton("help", say("guided-tour"), () => tour.begin());
const languageButton = iconButton("language", say("language"), () => openMenu(languageButton, languageItems()), { "aria-haspopup": "menu" });
document.getElementById("top-buttons").append(tourButton, languageButton, themeButton);
dark.addEventListener("change", setTheme);

function drawTabs() {
  document.body.dataset.tab = choices.tab;
  const counts = { customers: customers().reduce((sum, one) => sum + unreadIn(one, one.id, 0), 0), operators: right.unread() };
  const mark = JSON.stringify([choices.tab, counts]);
  const nav = document.getElementById("tabs");
  if (nav.dataset.mark === mark) return;
  nav.dataset.mark = mark;
  const focused = [...nav.children].indexOf(document.activeElement);
  fill(
    nav,
    TABS.map(([name, drawing]) => {
      const text = say(`tab-${name}`);
      const count = counts[name] ? el("span", { class: "badge", text: String(counts[name]) }) : null;
      const label = counts[name] ? say("with-unread", { name: text, count: counts[name] }) : text;
      return el("button", { type: "button", class: "tab", "aria-label": label, "aria-pressed": String(choices.tab === name), on: { click: () => choose({ tab: name }) } }, icon(drawing), text, count);
    }),
  );
  nav.children[focused]?.focus();
}

function drawLink() {
  const node = document.getElementById("link-state");
  node.hidden = state.isLinked || !state.isReady;
  node.textContent = node.hidden ? "" : say("sandbox-gone");
}

/** Messages that come into an open chat are said to those who do not see them. */
function announceArrived() {
  for (const message of state.arrived) {
    const place = [left.place, right.place].find((one) => one && one.chat === message.chat && one.topic === message.topic);
    if (place && message.from !== place.viewer?.id && !message.is_service) announce(`${fullName(author(message.from))}: ${summary(message)}`);
  }
}

onChange(() => {
  if (!state.isReady) return drawLink();
  left.draw();
  right.draw();
  backstage.draw();
  drawTabs();
  drawLink();
  announceArrived();
  tour.draw();
  document.body.dataset.ready = "true";
});

addEventListener("resize", redraw);
document.addEventListener("visibilitychange", redraw);
setTheme();
if (wasSwitched) languageButton.focus();
follow();

// What the page says: texts from Fluent files, in the best language that there is for whoever looks at it.

const KEY = "forumdesk-sandbox-language";
const SWITCHED = `${KEY}-switched`;
const AGAIN_AFTER = 1500; // milliseconds

const chosen = localStorage.getItem(KEY);
const wanted = [chosen, ...navigator.languages].filter((tag) => /^[\w-]+$/.test(tag ?? ""));
const { language: found, languages: names, texts } = await load();

/** The tag of the page's language. */
export const language = found;

/** All languages of the page: {tag: its own name}. */
export const languages = names;

/** Whether the page was just loaded anew for another language: the keyboard should be where it was. */
export const wasSwitched = sessionStorage.getItem(SWITCHED) !== null;
sessionStorage.removeItem(SWITCHED);

/** The language and region whose numbers and dates the page writes. */
export const locale = say("locale");

const plurals = new Intl.PluralRules(locale);
const numbers = new Intl.NumberFormat(locale);

/** The text under a key. `variables` are strings and numbers; numbers choose plurals and are written as people do. */
export function say(key, variables = {}) {
  return saying(key, variables).join("");
}

/** The same as a list for `el` and `append`: here variables may be nodes too. */
export function saying(key, variables = {}) {
  if (texts[key]) return texts[key].flatMap((part) => said(part, variables));
  console.error(`no text ${key}`);
  return [key];
}

/** Speak another language from now on; the page is loaded anew. */
export function speak(tag) {
  localStorage.setItem(KEY, tag);
  sessionStorage.setItem(SWITCHED, "true");
  location.reload();
}

function said(part, variables) {
  if (typeof part === "string") return part;
  if (part.var) return written(variables[part.var]);
  return variant(part, variables[part.select]).flatMap((inner) => said(inner, variables));
}

function variant({ variants, default: otherwise }, value) {
  const category = typeof value === "number" ? plurals.select(value) : otherwise;
  return variants[value] ?? variants[category] ?? variants[otherwise];
}

function written(value) {
  return typeof value === "number" ? numbers.format(value) : (value ?? "");
}

async function load() {
  for (;;) {
    try {
      const response = await fetch(`/page/words/${[...wanted, "en"].join(",")}.json`);
      if (response.ok) return await response.json();
    } catch {
      // The sandbox is being started again.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
  }
}

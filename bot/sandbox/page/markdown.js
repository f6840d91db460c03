// What people type and how clients read it: **bold**, __italic__, ~~struck~~, `code`, ```pre```, ||spoiler||.

const MARKS = [
  ["```", "pre"],
  ["`", "code"],
  ["**", "bold"],
  ["__", "italic"],
  ["~~", "strikethrough"],
  ["||", "spoiler"],
];

/** {text, entities} of a typed text; marks without a partner stay as they are. */
export function parsed(typed) {
  const entities = [];
  const text = read(typed, 0, entities);
  return { text, entities };
}

function read(typed, offset, entities) {
  let out = "";
  let at = 0;
  while (at < typed.length) {
    const mark = MARKS.find(([sign]) => typed.startsWith(sign, at));
    const end = mark ? typed.indexOf(mark[0], at + mark[0].length) : -1;
    const inner = end > 0 ? typed.slice(at + mark[0].length, end) : "";
    if (!inner.trim()) {
      const step = mark ? mark[0].length : 1;
      out += typed.slice(at, at + step);
      at += step;
      continue;
    }
    const [sign, type] = mark;
    const isVerbatim = type === "code" || type === "pre";
    const entity = { type, offset: offset + out.length, length: 0 };
    entities.push(entity);
    const content = isVerbatim ? inner.replace(/^\n/, "") : read(inner, offset + out.length, entities);
    entity.length = content.length;
    out += content;
    at = end + sign.length;
  }
  return out;
}

/** The typed form of a formatted text, for editing it again. */
export function typed(text, entities = []) {
  const signs = Object.fromEntries(MARKS.map(([sign, type]) => [type, sign]));
  const marks = entities
    .filter((entity) => signs[entity.type])
    .flatMap((entity) => [
      { at: entity.offset, sign: signs[entity.type], order: 1 },
      { at: entity.offset + entity.length, sign: signs[entity.type], order: 0 },
    ])
    .sort((one, other) => other.at - one.at || other.order - one.order);
  return marks.reduce((out, { at, sign }) => out.slice(0, at) + sign + out.slice(at), text);
}

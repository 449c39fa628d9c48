// The grammar of the definition tables, read and written. docs/mavlink.md tells it; TableReader.cs is its other reader.

// A thing is { kind, value, name, words, members }: words maps what follows the name to its value, flags to true.
// A member is { extension, first, second, words }: field and type, or value and entry, or index and label.

const order = ["crc", "from", "location", "destination", "mission-only", "deprecated", "wip", "bitmask", "enum", "units"]
  .concat(["invalid", "const", "min", "max", "increment", "multiplier", "default", "reserved", "instance"]);

export function parse(text, file) {
  const things = [];
  text.split("\n").forEach((line, index) => {
    if (line.trim() === "" || /^(#|holds )/.test(line)) return;
    const parts = split(line);
    if (!line.startsWith(" ")) return things.push(opening(parts, `${file}:${index + 1}`));
    if (things.length === 0) throw new Error(`${file}:${index + 1}: nothing is open that this line could belong to`);
    things.at(-1).members.push(member(parts, `${file}:${index + 1}`));
  });
  return things;
}

export function write(things) {
  return things.map((thing) => [headline(thing), ...thing.members.map(line)].join("\n") + "\n").join("\n");
}

function opening(parts, place) {
  const [kind, ...rest] = parts;
  if (!["message", "enum", "command"].includes(kind)) throw new Error(`${place}: unknown word '${kind}'`);
  const value = kind === "enum" ? undefined : rest.shift();
  return { kind, value, name: rest.shift(), words: words(rest), members: [], place };
}

function member(parts, place) {
  const extension = parts[0] === "+";
  const [first, second, ...rest] = extension ? parts.slice(1) : parts;
  return { extension, first, second, words: words(rest), place };
}

function words(parts) {
  const result = new Map();
  for (const part of parts) {
    const equals = part.indexOf("=");
    result.set(equals < 0 ? part : part.slice(0, equals), equals < 0 ? true : part.slice(equals + 1));
  }
  return result;
}

function headline({ kind, value, name, words }) {
  return [kind, ...(value === undefined ? [] : [value]), name, ...tail(words)].join(" ");
}

function line({ extension, first, second, words }) {
  return ["  " + (extension ? "+ " : "") + first, quoted(second), ...tail(words)].join(" ");
}

function tail(words) {
  return [...words].sort((a, b) => rank(a[0]) - rank(b[0])).map(([key, value]) => (value === true ? key : `${key}=${quoted(value)}`));
}

function rank(word) {
  const at = order.indexOf(word);
  if (at < 0) throw new Error(`unknown word '${word}'`);
  return at;
}

function quoted(text) {
  return text === "" || text.includes(" ") ? `"${text}"` : text;
}

// Blanks part the words of a line, except within double quotes.
function split(line) {
  return [...line.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([part]) => part.replaceAll('"', ""));
}

// What the package mavlink-mappings says of a dialect, as things of the tables. Its compiled classes carry numbers, names,
// types and units; which enum a field has and what a command's parameters are stands in its type declarations only. Names
// of enums and entries were changed by its makers, so that what comes out here is a guess: additions.mavdef mends it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const library = join(dirname(require.resolve("mavlink-mappings/package.json")), "dist/lib");

/** Modules in the order in which they include each other, with the name of their XML file. */
const modules = [
  ["minimal", "minimal"],
  ["standard", "standard"],
  ["common", "common"],
  ["uavionix", "uAvionix"],
  ["icarous", "icarous"],
  ["ardupilotmega", "ardupilotmega"],
];

export function readPackage() {
  const dialect = { messages: new Map(), enums: new Map(), commands: new Map() };
  for (const [module, from] of modules) {
    const classes = require(join(library, module + ".js"));
    const declarations = readFileSync(join(library, module + ".d.ts"), "utf8");
    for (const type of Object.values(classes.REGISTRY)) add(dialect.messages, message(type, declarations, from));
    for (const [name, values] of Object.entries(classes))
      if (name !== "REGISTRY" && name !== "COMMANDS" && typeof values === "object") enumeration(dialect.enums, name, values);
    const comments = enumComments(declarations, "MavCmd");
    for (const [value, type] of Object.entries(classes.COMMANDS ?? {}))
      add(dialect.commands, command(value, classes.MavCmd[value], type, comments));
  }
  return dialect;
}

function add(things, thing) {
  if (things.has(thing.name)) throw new Error(`${thing.name} is there twice`);
  things.set(thing.name, thing);
}

function message(type, declarations, from) {
  const [comment, body] = declaration(declarations, type.name);
  const words = new Map([["crc", String(type.MAGIC_NUMBER)], ["from", from]]);
  if (comment.includes("@deprecated")) words.set("deprecated", true);
  const fields = new Map(type.FIELDS.map((field) => [field.name, field]));
  // A new instance has its fields as the XML orders them; FIELDS are in the order of the wire.
  const members = Object.keys(new type()).map((name) => field(fields.get(name), body));
  return { kind: "message", value: String(type.MSG_ID), name: type.MSG_NAME, words, members };
}

function field({ source, name, type, length, extension, units }, body) {
  const words = new Map();
  const declared = new RegExp(`^    ${name}: (\\w+)`, "m").exec(body)[1];
  if (/^[A-Z]/.test(declared)) words.set("enum", enumName(declared));
  if (units !== "") words.set("units", units);
  const version = type === "uint8_t_mavlink_version";
  if (version) words.set("const", "3");
  const element = version ? "uint8_t" : type.replace("[]", "");
  return { extension, first: source, second: length > 0 ? `${element}[${length}]` : element, words };
}

/** Later modules add entries to the enums of earlier ones. Commands come apart, with their parameters. */
function enumeration(enums, className, values) {
  const name = enumName(className);
  if (name === "MAV_CMD") return;
  if (!enums.has(name)) enums.set(name, { kind: "enum", name, words: new Map(), members: [] });
  for (const [entry, value] of Object.entries(values))
    if (typeof value === "number")
      enums.get(name).members.push({ first: String(value), second: entry, words: new Map() });
}

/** MavSysStatusSensor → MAV_SYS_STATUS_SENSOR. */
function enumName(className) {
  return className.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}

function command(value, entry, type, comments) {
  const comment = comments.get(entry);
  const words = new Map();
  if (comment.some((text) => /^@note.*has location/.test(text))) words.set("location", true);
  if (comment.some((text) => /^@note.*is destination/.test(text))) words.set("destination", true);
  const parameters = Object.entries(Object.getOwnPropertyDescriptors(type.prototype)).filter(([, property]) => property.get);
  const members = parameters.map(([name, { get }]) => parameter(name, /_param(\d)/.exec(get.toString())[1], comment));
  members.sort((a, b) => a.first - b.first);
  return { kind: "command", value, name: "MAV_CMD_" + entry, words, members };
}

/** The comment of a parameter reads '@param2 Label[units] (min: 0, increment: 1) prose'; where the label ends, the name tells. */
function parameter(name, index, comment) {
  const text = comment.find((line) => line.startsWith(`@param${index} `)).slice(`@param${index} `.length);
  const label = labelOf(text, name);
  const [, units, limits] = /^(?:\[(.*?)\])?(?: \(((?:min|max|increment): .*?)\))?/.exec(text.slice(label.length));
  const words = new Map();
  if (units) words.set("units", units);
  for (const [, key, value] of (limits ?? "").matchAll(/(\w+): ([^,]+)/g)) words.set(key, value);
  return { first: index, second: label, words };
}

function labelOf(text, name) {
  const letters = (words) => words.replace(/[^A-Za-z0-9]/g, "").toLowerCase();
  const sought = letters(name.replace(/^cmd/, "command"));
  const end = [...text].findIndex((_, at) => letters(text.slice(0, at + 1)) === sought);
  // 'Latitude/X' is named latitude.
  return end < 0 ? name : text.slice(0, end + 1) + /^(?:\/\w+)?/.exec(text.slice(end + 1))[0];
}

function declaration(declarations, className) {
  const start = declarations.indexOf(`export declare class ${className} `);
  if (start < 0) throw new Error(`${className} is not declared`);
  const comment = declarations.slice(declarations.lastIndexOf("/**", start), start);
  return [comment, declarations.slice(start, declarations.indexOf("\n}", start))];
}

/** Entry → the lines of the comment above it. */
function enumComments(declarations, className) {
  const start = declarations.indexOf(`export declare enum ${className} {`);
  if (start < 0) return new Map();
  const body = declarations.slice(start, declarations.indexOf("\n}", start));
  const entries = body.matchAll(/(?:\/\*\*((?:(?!\*\/)[^])*)\*\/\s*)?'(\w+)' = \d+/g);
  return new Map([...entries].map(([, comment, name]) => [name, (comment ?? "").split("\n").map((line) => line.replace(/^\s*\*\s?/, ""))]));
}

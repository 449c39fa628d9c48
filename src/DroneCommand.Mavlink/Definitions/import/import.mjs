// Writes ../messages.mavdef, ../enums.mavdef and ../commands.mavdef from the package mavlink-mappings (facts only: its
// prose stays behind) and additions.mavdef, without what ../byhand.mavdef has. With --check it only compares.
//   npm ci && npm run import
import { readFileSync, writeFileSync } from "node:fs";
import { readPackage } from "./package.mjs";
import { parse, write } from "./table.mjs";

const folder = new URL("..", import.meta.url);
const byHand = parse(readFileSync(new URL("byhand.mavdef", folder), "utf8"), "byhand.mavdef");
const additions = parse(readFileSync(new URL("additions.mavdef", import.meta.url), "utf8"), "additions.mavdef");
const dialect = readPackage();

for (const thing of byHand) all(thing.kind).delete(thing.name);
for (const addition of additions) enrich(addition);
nameEntries(dialect.enums);

const number = (a, b) => Number(a.value) - Number(b.value);
const name = (a, b) => (a.name < b.name ? -1 : 1);
const made = [
  ["messages.mavdef", "Messages", [...dialect.messages.values()].sort(number)],
  ["enums.mavdef", "Enums", [...dialect.enums.values()].sort(name)],
  ["commands.mavdef", "Commands (the entries of MAV_CMD) and their parameters", [...dialect.commands.values()].sort(number)],
];
for (const [file, what, things] of made) {
  const head = `# ${what} of the ardupilotmega dialect and what it includes: facts only, one a line.\n`;
  const text = `${head}# Made by import/import.mjs: change additions.mavdef there, or byhand.mavdef. docs/mavlink.md tells the format.\n\n${write(things)}`;
  const path = new URL(file, folder);
  if (!process.argv.includes("--check")) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text) {
    console.error(`${file} is not what the import gives: npm run import`);
    process.exitCode = 1;
  }
}

function all(kind) {
  return { message: dialect.messages, enum: dialect.enums, command: dialect.commands }[kind];
}

function enrich(addition) {
  const thing = all(addition.kind).get(addition.name);
  if (!thing) throw new Error(`${addition.place}: the package has no ${addition.name}; what it lacks belongs into byhand.mavdef`);
  if (addition.words.has("-")) return void all(addition.kind).delete(addition.name);
  if (thing.value !== addition.value) throw new Error(`${addition.place}: ${addition.name} is ${thing.value} in the package`);
  merge(thing.words, addition.words);
  for (const member of addition.members) enrichMember(thing, member);
}

/** Messages know their fields by name, enums their entries by value, commands their parameters by index. */
function enrichMember(thing, member) {
  const at = thing.members.findIndex((known) => known.first === member.first);
  if (member.second === "-") return void thing.members.splice(at, 1);
  if (at < 0 && thing.kind === "message") throw new Error(`${member.place}: ${thing.name} has no field ${member.first}`);
  if (at < 0) return void thing.members.push({ ...member, named: true });
  const known = thing.members[at];
  if (thing.kind === "message" && known.second !== member.second)
    throw new Error(`${member.place}: ${member.first} is ${known.second} in the package`);
  Object.assign(known, { second: member.second, named: true });
  merge(known.words, member.words);
}

/** 'units=' takes away what the package says. */
function merge(words, added) {
  for (const [key, value] of added) value === "" ? words.delete(key) : words.set(key, value);
}

/** The package cut off what its entries begin with: the enum's name, or what 'prefix=' says. */
function nameEntries(enums) {
  for (const thing of enums.values()) {
    const prefix = thing.words.get("prefix") ?? thing.name + "_";
    thing.words.delete("prefix");
    for (const entry of thing.members)
      if (!entry.named && !entry.second.startsWith(prefix)) entry.second = prefix + entry.second;
    thing.members.sort((a, b) => Number(a.first) - Number(b.first));
  }
  for (const thing of dialect.commands.values()) thing.members.sort((a, b) => a.first - b.first);
}

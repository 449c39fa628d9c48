// node-mavlink behind standard input and output: a line of JSON in, a line of JSON out.
//   {"registry":true}                                     → {"messages":[{"id","name","crcExtra","length"}]}
//   {"frame":HEX[,"key":HEX]}                             → {"msgid","version","seq","sysid","compid","fields"[,"signature"]}
//   {"msgid","version","seq","sysid","compid","fields"[,"key","linkId","timestamp"]}  → {"frame":HEX}
// 64-bit integers are strings. A frame that node-mavlink does not take is answered {"rejected":true}, what
// it throws is answered {"error"}.
import { createInterface } from "node:readline";
import mavlink from "node-mavlink";

const { minimal, standard, common, ardupilotmega, uavionix, icarous, development } = mavlink;
const modules = [minimal, standard, common, ardupilotmega, uavionix, icarous, development];
const registry = Object.assign({}, ...modules.map((module) => module.REGISTRY));

// Frames go through the splitter, which checks the checksum, and the parser, as they would from a link.
const splitter = new mavlink.MavLinkPacketSplitter();
const parser = splitter.pipe(new mavlink.MavLinkPacketParser());

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await respond(JSON.parse(line)).catch((error) => ({ error: error.message }));
  process.stdout.write(JSON.stringify(answer, (_, value) => (typeof value === "bigint" ? value.toString() : value)) + "\n");
}

async function respond(request) {
  if (request.registry) return known();
  return request.frame ? decode(request) : encode(request);
}

function known() {
  const messages = Object.values(registry);
  return {
    messages: messages.map((type) => ({
      id: type.MSG_ID,
      name: type.MSG_NAME,
      crcExtra: type.MAGIC_NUMBER,
      length: type.PAYLOAD_LENGTH,
    })),
  };
}

async function decode({ frame, key }) {
  const packet = await parse(Buffer.from(frame, "hex"));
  if (!packet) return { rejected: true };
  const { msgid, seq, sysid, compid } = packet.header;
  const type = registry[msgid];
  const message = packet.protocol.data(packet.payload, type);
  const fields = Object.fromEntries(type.FIELDS.map((field) => [field.source, message[field.name]]));
  const version = packet.protocol instanceof mavlink.MavLinkProtocolV2 ? 2 : 1;
  return { msgid, version, seq, sysid, compid, fields, ...signature(packet, key) };
}

function signature({ signature }, key) {
  if (!signature) return {};
  const { linkId, timestamp } = signature;
  return { signature: { linkId, timestamp, matches: key ? signature.matches(Buffer.from(key, "hex")) : false } };
}

/** A rejected frame must not leave anything behind that the next one would be joined to. */
function parse(frame) {
  return new Promise((resolve) => {
    const taken = (packet) => done(packet);
    const done = (packet) => {
      parser.off("data", taken);
      splitter.buffer = Buffer.alloc(0);
      resolve(packet);
    };
    parser.on("data", taken);
    splitter.write(frame, () => setImmediate(() => setImmediate(() => done(null))));
  });
}

function encode({ msgid, version, seq, sysid, compid, fields, key, linkId, timestamp }) {
  const type = registry[msgid];
  const message = new type();
  for (const field of type.FIELDS) message[field.name] = value(field, fields[field.source]);
  if (version === 1) return { frame: new mavlink.MavLinkProtocolV1(sysid, compid).serialize(message, seq).toString("hex") };
  const flags = key ? mavlink.MavLinkProtocolV2.IFLAG_SIGNED : 0;
  const protocol = new mavlink.MavLinkProtocolV2(sysid, compid, flags);
  const frame = protocol.serialize(message, seq);
  return { frame: (key ? protocol.sign(frame, linkId, Buffer.from(key, "hex"), timestamp) : frame).toString("hex") };
}

function value({ type }, given) {
  if (!type.includes("64")) return given;
  return Array.isArray(given) ? given.map(BigInt) : BigInt(given);
}

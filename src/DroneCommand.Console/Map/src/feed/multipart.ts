/** One picture of a multipart/x-mixed-replace stream with the headers of its part, names in lower case. */
export interface Part {
  headers: Map<string, string>;
  body: Uint8Array;
}

const longestPart = 8 * 1024 * 1024;
const decoder = new TextDecoder("latin1");

/**
 * Cuts a stream of bytes into parts. Every part must carry Content-Length: then a boundary inside a picture is no
 * boundary. What comes before the first boundary is skipped.
 */
export class MultipartReader {
  private buffer = new Uint8Array(0);

  push(chunk: Uint8Array): Part[] {
    const joined = new Uint8Array(this.buffer.length + chunk.length);
    joined.set(this.buffer);
    joined.set(chunk, this.buffer.length);
    this.buffer = joined;
    const parts: Part[] = [];
    for (let part = this.next(); part; part = this.next()) parts.push(part);
    if (this.buffer.length > longestPart) throw new Error("a picture larger than 8 MB");
    return parts;
  }

  private next(): Part | undefined {
    const end = indexOf(this.buffer, "\r\n\r\n", 0);
    if (end < 0) return undefined;
    const headers = parseHeaders(decoder.decode(this.buffer.subarray(0, end)));
    const length = Number(headers.get("content-length") ?? Number.NaN);
    if (!Number.isInteger(length) || length < 0) throw new Error("a part of the stream has no Content-Length");
    const from = end + 4;
    if (this.buffer.length < from + length) return undefined;
    const body = this.buffer.slice(from, from + length);
    this.buffer = this.buffer.slice(from + length);
    return { headers, body };
  }
}

function parseHeaders(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function indexOf(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0);
  for (let i = bytes.indexOf(first, from); i >= 0; i = bytes.indexOf(first, i + 1)) {
    let same = 0;
    while (same < text.length && bytes[i + same] === text.charCodeAt(same)) same++;
    if (same === text.length) return i;
  }
  return -1;
}

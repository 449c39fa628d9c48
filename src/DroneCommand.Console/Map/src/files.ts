/** How long a link to a file in memory is kept: a browser may begin its download after the click has returned. */
const keptMs = 30_000;

/** Hands the person a file that the server made. */
export async function saveFile(name: string, content: { arrayBuffer(): Promise<ArrayBuffer> }): Promise<void> {
  const url = URL.createObjectURL(new Blob([await content.arrayBuffer()], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}

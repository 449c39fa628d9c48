/** One line over the map that says what the map waits for or what is wrong with it; read out politely. */
export class Banner {
  private readonly element = document.createElement("div");
  private readonly lines = new Map<string, { text: string; alarm: boolean }>();

  constructor(host: HTMLElement) {
    this.element.className = "map-banner";
    this.element.setAttribute("role", "status");
    this.element.hidden = true;
    host.append(this.element);
  }

  /** Sets or, with an empty text, removes the line of one topic. Alarms come first. */
  set(topic: string, text: string, alarm = false): void {
    if (text === "") this.lines.delete(topic);
    else this.lines.set(topic, { text, alarm });
    const shown = [...this.lines.values()].sort((one, other) => Number(other.alarm) - Number(one.alarm));
    this.element.hidden = shown.length === 0;
    this.element.replaceChildren(
      ...shown.map((line) => {
        const p = document.createElement("p");
        p.textContent = line.text;
        if (line.alarm) p.className = "alarm";
        return p;
      }),
    );
  }
}

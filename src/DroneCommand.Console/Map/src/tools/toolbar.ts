/** The buttons over the map. Plain DOM: they work while the page's circuit is slow or away. */

export interface ToolButton {
  id: string;
  label: string;
  /** SVG path data in a 24 × 24 box, stroked. */
  icon: string;
  toggle?: boolean;
  press(button: HTMLButtonElement): void;
}

export const icons = {
  zoomIn: "M12 5v14M5 12h14",
  zoomOut: "M5 12h14",
  fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  follow: "M12 3v4M12 17v4M3 12h4M17 12h4M12 8a4 4 0 1 0 0 8a4 4 0 0 0 0-8",
  measure: "M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l3 3M13 6l2 2",
  layers: "M12 4l9 5-9 5-9-5zM3 14l9 5 9-5",
};

export function buildToolbar(host: HTMLElement, tools: ToolButton[]): Map<string, HTMLButtonElement> {
  const bar = document.createElement("div");
  bar.className = "map-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Map tools");
  bar.setAttribute("aria-orientation", "vertical");
  const buttons = new Map<string, HTMLButtonElement>();
  for (const tool of tools) {
    const button = buildButton(tool);
    bar.append(button);
    buttons.set(tool.id, button);
  }
  host.append(bar);
  return buttons;
}

function buildButton(tool: ToolButton): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-tool";
  button.title = tool.label;
  button.setAttribute("aria-label", tool.label);
  if (tool.toggle) button.setAttribute("aria-pressed", "false");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", tool.icon);
  svg.append(path);
  button.append(svg);
  button.addEventListener("click", () => tool.press(button));
  return button;
}

export interface LayerSwitch {
  id: string;
  title: string;
  on: boolean;
  set(on: boolean): void;
}

/** A small list of switches that opens beside its button; Escape and a press elsewhere close it. */
export class LayersMenu {
  private readonly panel = document.createElement("fieldset");

  constructor(
    host: HTMLElement,
    private readonly button: HTMLButtonElement,
    switches: LayerSwitch[],
  ) {
    this.panel.className = "map-layers";
    this.panel.hidden = true;
    this.panel.id = "map-layers";
    const legend = document.createElement("legend");
    legend.textContent = "Layers";
    this.panel.append(legend, ...switches.map(row));
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", this.panel.id);
    host.append(this.panel);
    host.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) {
        event.stopPropagation();
        this.show(false);
        button.focus();
      }
    });
    host.addEventListener("pointerdown", (event) => {
      const at = event.target as Node;
      if (!this.panel.contains(at) && !button.contains(at)) this.show(false);
    });
  }

  toggle(): void {
    this.show(this.panel.hidden !== false);
  }

  private show(open: boolean): void {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) this.panel.querySelector("input")?.focus();
  }
}

function row(layer: LayerSwitch): HTMLLabelElement {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = layer.on;
  box.addEventListener("change", () => layer.set(box.checked));
  label.append(box, document.createTextNode(layer.title));
  return label;
}

/** The console's colours, read from the style sheet's tokens, so that the map and the pages share one palette. */
export interface Tokens {
  bg: string;
  surface: string;
  line: string;
  text: string;
  muted: string;
  accent: string;
  critical: string;
  error: string;
  warning: string;
  missing: string;
  returning: string;
  busy: string;
  ready: string;
  idle: string;
  keepIn: string;
  keepOut: string;
  privacy: string;
  mapGround: string;
  mapBuilding: string;
  mapEdge: string;
  mapRoad: string;
  mapLine: string;
  mapWater: string;
  mapLabel: string;
  mapNote: string;
  font: string;
  mono: string;
}

const names = [
  "bg",
  "surface",
  "line",
  "text",
  "muted",
  "accent",
  "critical",
  "error",
  "warning",
  "missing",
  "returning",
  "busy",
  "ready",
  "idle",
  "keepIn",
  "keepOut",
  "privacy",
  "mapGround",
  "mapBuilding",
  "mapEdge",
  "mapRoad",
  "mapLine",
  "mapWater",
  "mapLabel",
  "mapNote",
  "font",
  "mono",
] as const satisfies readonly (keyof Tokens)[];

/** The tokens of the theme that is in force now. */
export function readTokens(): Tokens {
  const style = getComputedStyle(document.documentElement);
  const tokens = {} as Tokens;
  for (const name of names) {
    tokens[name] = style.getPropertyValue(`--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`).trim();
  }
  return tokens;
}

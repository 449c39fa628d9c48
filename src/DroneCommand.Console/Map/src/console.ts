/** What the pages call by JS interop besides the map. */
export { attach } from "./controls/attach.js";
export { saveFile } from "./files.js";
export { openFeed } from "./feed/pictures.js";
export { setTheme, currentTheme, attachSheet } from "./theme.js";

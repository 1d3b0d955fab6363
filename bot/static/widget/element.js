/** Elements: the one place where the chat makes DOM nodes, with text as text and never as markup; and the icons in them. */

const SVG = "http://www.w3.org/2000/svg";

/** Our own, drawn on a grid of 24; they never stand without words or a label. */
const PATHS = {
  close: "M5 5l14 14M19 5L5 19",
  menu: "M4 6h16M4 12h16M4 18h16",
  send: "M4 12l16-8-6 16-3-6zM11 14l9-10",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  phone: "M6 3h3l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
  warning: "M12 3.5L22 20.5H2zM12 10v5M12 17.8v.01",
  up: "M7 11v9H3.5v-9zM7 11l4-8c1.7 0 2.7 1 2.4 2.7L12.8 9H19a1.8 1.8 0 0 1 1.8 2.2l-1.5 7A2.3 2.3 0 0 1 17 20H7",
  down: "M7 13V4H3.5v9zM7 13l4 8c1.7 0 2.7-1 2.4-2.7L12.8 15H19a1.8 1.8 0 0 0 1.8-2.2l-1.5-7A2.3 2.3 0 0 0 17 4H7",
  check: "M4 12.5l5.5 5.5L20 7",
  offline: "M3 3l18 18M5 12.5a10 10 0 0 1 5-2.7M19 12.5a10 10 0 0 0-4-2.4M8.5 16a5 5 0 0 1 7 0M12 19.8v.01",
};

/**
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] a function is a listener for the event of that name; false, null and
 *   undefined leave the attribute out
 * @param {...(Node | string | null | undefined | false | 0)} children
 * @returns {any}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, /** @type {EventListener} */ (value));
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child || child === ""));
  return made;
}

/**
 * A real button with a label of words.
 * @param {string} label
 * @param {() => void} press
 * @param {Record<string, unknown>} [attributes]
 * @param {Node | null} [icon]
 * @returns {HTMLButtonElement}
 */
export function button(label, press, attributes = {}, icon = null) {
  return element("button", { type: "button", ...attributes, click: press }, icon, element("span", {}, label));
}

/**
 * A button that shows only its icon; its label is for screen readers and as a tooltip.
 * @param {string} label
 * @param {Node} icon
 * @param {() => void} press
 * @param {Record<string, unknown>} [attributes]
 * @returns {HTMLButtonElement}
 */
export function iconButton(label, icon, press, attributes = {}) {
  return element("button", { type: "button", class: "icon", "aria-label": label, title: label, ...attributes, click: press }, icon);
}

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

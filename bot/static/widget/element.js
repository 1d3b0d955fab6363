/** Elements: the one place where the chat makes DOM nodes, with text as text and never as markup. */

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

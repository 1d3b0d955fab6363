/** Addresses: which links the chat follows. */

import { element } from "./element.js";

const LINKS = new Set(["http:", "https:", "tel:", "mailto:"]);
const PICTURES = new Set(["http:", "https:"]);

/**
 * The address if it is one a patient may be led to, else null.
 * @param {unknown} address
 * @returns {string | null}
 */
export function safeLink(address) {
  return checked(address, LINKS, undefined);
}

/**
 * The address of a picture, which may be relative to the chat's server, else null.
 * @param {unknown} address
 * @param {string} origin
 * @returns {string | null}
 */
export function safePicture(address, origin) {
  return checked(address, PICTURES, origin);
}

function checked(address, schemes, base) {
  if (typeof address !== "string") return null;
  try {
    const url = new URL(address, base);
    return schemes.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A number as `tel:` takes it.
 * @param {string} number
 * @returns {string}
 */
export function telephone(number) {
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}

/**
 * A text with a number in its place, to be called at a touch where that can be.
 * @param {string} text with one place
 * @param {{label: string, url: string | null}} number
 * @returns {(Node | string)[]}
 */
export function withNumber(text, { label, url }) {
  const [before, after] = text.split(/\{\w+\}/);
  return [before, url ? element("a", { href: url }, label) : label, after];
}

/**
 * A link out of the page: the page stays open behind it.
 * @param {string} address
 * @returns {Record<string, string>}
 */
export function linkAttributes(address) {
  return /^https?:/.test(address) ? { href: address, target: "_blank", rel: "noopener noreferrer" } : { href: address };
}

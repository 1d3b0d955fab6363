/** Writing: a message's text as paragraphs, lists and links, made of text nodes alone. */

import { linkAttributes, safeLink, telephone } from "./address.js";
import { element } from "./element.js";

/** A number with its country's code, as a clinic writes it; others become links by their labels alone. */
const NUMBER = "\\+\\d[\\d ().-]{6,}\\d";
const ADDRESS = "https?://[^\\s<>\"'()]+[^\\s<>\"'().,;:!?]";

/**
 * @param {string} text
 * @param {{label: string, url: string}[]} links what becomes a link wherever it stands in the text
 * @returns {Node[]}
 */
export function write(text, links) {
  return String(text).split(/\n{2,}/).flatMap((paragraph) => blocks(paragraph.split("\n"), links));
}

/** Lines that begin with a dash become one list; the others stay a paragraph with its line breaks. */
function blocks(lines, links) {
  const made = [];
  let plain = [];
  let list = null;
  const flush = () => {
    if (plain.length) made.push(element("p", { dir: "auto" }, ...withBreaks(plain, links)));
    plain = [];
  };
  for (const line of lines) {
    const item = /^\s*[-•]\s+(.*)$/.exec(line);
    if (item) {
      flush();
      if (!list) made.push((list = element("ul", { dir: "auto" })));
      list.append(element("li", {}, ...linked(item[1], links)));
    } else if (line.trim()) {
      list = null;
      plain.push(line);
    }
  }
  flush();
  return made;
}

function withBreaks(lines, links) {
  return lines.flatMap((line, index) => [...(index ? [element("br")] : []), ...linked(line, links)]);
}

function linked(line, links) {
  const targets = new Map(links.filter(({ label, url }) => label && safeLink(url)).map(({ label, url }) => [label, url]));
  const labels = [...targets.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp([ADDRESS, ...labels, NUMBER].join("|"), "g");
  const parts = [];
  let end = 0;
  for (const found of line.matchAll(pattern)) {
    if (isInsideNumber(line, found)) continue;
    const address = safeLink(targets.get(found[0]) || (found[0][0] === "+" ? telephone(found[0]) : found[0]));
    if (!address) continue;
    parts.push(line.slice(end, found.index), element("a", linkAttributes(address), found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, line.slice(end)].filter((part) => part !== "");
}

/** Whether a short number was found in the middle of a longer one: 911 in 1-911-0. */
function isInsideNumber(line, found) {
  const before = line[found.index - 1] || "";
  const after = line[found.index + found[0].length] || "";
  return /^[+\d]/.test(found[0]) && (/[\d-]/.test(before) || /\d/.test(after));
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

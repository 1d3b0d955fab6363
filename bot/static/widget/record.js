/** The record: the conversation as text, to be copied, saved or printed. */

import { element } from "./element.js";
import { dayAndClock } from "./moment.js";
import { languageOf } from "./message.js";
import { CONTENT_LANGUAGE, fill } from "./strings.js";

const PAGE = "body{font:16px/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}h1{font-size:1.3em}p{white-space:pre-wrap;break-inside:avoid}";

export class Record {
  #words;
  #language;

  /** @param {import("./strings.js").STRINGS["en"]} words @param {string} language */
  constructor(words, language) {
    this.#words = words;
    this.#language = language;
  }

  /** @param {string} title @param {any[]} messages @returns {Promise<boolean>} whether it was copied */
  async copy(title, messages) {
    try {
      await navigator.clipboard.writeText(this.#text(title, messages));
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} title @param {any[]} messages */
  save(title, messages) {
    // With a mark of order: some editors take UTF-8 for another encoding without one.
    const file = new Blob(["\ufeff", this.#text(title, messages)], { type: "text/plain;charset=utf-8" });
    const address = URL.createObjectURL(file);
    element("a", { href: address, download: `${fileName(title)}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /** @param {string} title @param {any[]} messages @returns {boolean} whether a page to print could be opened */
  print(title, messages) {
    const page = window.open("", "_blank", "width=720,height=800");
    if (!page) return false;
    page.opener = null;
    page.document.title = title;
    page.document.documentElement.lang = this.#language;
    page.document.body.append(element("h1", {}, title), ...this.#entries(messages).map((lines) => element("p", {}, ...lines.map(([text, lang]) => element("span", { lang }, `${text}\n`)))));
    const style = new /** @type {any} */ (page).CSSStyleSheet();
    style.replaceSync(PAGE);
    page.document.adoptedStyleSheets = [style];
    page.focus();
    page.print();
    return true;
  }

  #text(title, messages) {
    return [title, ...this.#entries(messages).map((lines) => lines.map(([text]) => text).join("\n"))].join("\n\n") + "\n";
  }

  /** @returns {string[][][]} of each message its lines, and the language of those that are not in the interface's */
  #entries(messages) {
    return messages.map((message) => {
      const sender = this.#words[message.sender] || this.#words.system;
      const drawings = (message.pictures || []).map(({ alt }) => [`[${alt}]`, CONTENT_LANGUAGE]);
      const sources = (message.sources || []).map(({ title, url }) => [`- ${title}${url ? ` ${url}` : ""}`, CONTENT_LANGUAGE]);
      const head = `${sender}, ${dayAndClock(message.at, this.#language)}:`;
      return [[head], [message.text, languageOf(message)], ...drawings, ...(sources.length ? [[`${this.#words.sources}:`], ...sources] : [])];
    });
  }
}

function fileName(title) {
  return title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "chat";
}

/** @param {import("./strings.js").STRINGS["en"]} words @param {string | undefined} clinic */
export function recordTitle(words, clinic) {
  return clinic ? fill(words.recordTitle, { clinic }) : words.title;
}

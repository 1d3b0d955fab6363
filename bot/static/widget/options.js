/** The options: how the chat looks, and what can be done with all of it. */

import { element, button, iconButton } from "./element.js";
import { icon } from "./icon.js";

/**
 * @typedef {object} Actions
 * @property {() => void} copy
 * @property {() => void} print
 * @property {() => void} save
 * @property {() => void} erase
 */

export class Options {
  #preferences;
  #larger;
  #smaller;
  #dark;

  /** @param {import("./strings.js").STRINGS["en"]} words @param {import("./preferences.js").Preferences} preferences @param {Actions} actions */
  constructor(words, preferences, actions) {
    this.#preferences = preferences;
    this.opener = iconButton(words.menu, icon("menu"), () => this.toggle(), { "aria-expanded": "false", "aria-controls": "options" });
    this.#larger = button(words.larger, () => this.#resize(this.#larger, 1));
    this.#smaller = button(words.smaller, () => this.#resize(this.#smaller, -1));
    this.#dark = button(words.dark, () => this.#toggleDark(), { "aria-pressed": "false" });
    const closing = (act) => () => {
      this.close();
      act();
    };
    this.node = element(
      "div",
      { id: "options", class: "options", role: "group", "aria-label": words.menu, hidden: true },
      this.#larger,
      this.#smaller,
      this.#dark,
      button(words.copy, closing(actions.copy)),
      button(words.print, closing(actions.print)),
      button(words.save, closing(actions.save)),
      button(words.erase, closing(actions.erase), { class: "danger" }),
    );
    this.#show();
  }

  get isOpen() {
    return !this.node.hidden;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.#set(true);
  }

  close() {
    this.#set(false);
    this.opener.focus();
  }

  #set(isOpen) {
    this.node.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  #resize(pressed, by) {
    if (pressed.getAttribute("aria-disabled") === "true") return;
    this.#preferences.resize(by);
    this.#show();
  }

  #toggleDark() {
    this.#preferences.toggleDark();
    this.#show();
  }

  #show() {
    this.#dark.setAttribute("aria-pressed", String(this.#preferences.isDark));
    this.#larger.setAttribute("aria-disabled", String(this.#preferences.isLargest));
    this.#smaller.setAttribute("aria-disabled", String(this.#preferences.isSmallest));
  }
}

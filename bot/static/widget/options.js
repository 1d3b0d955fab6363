/** The options: how the chat looks, with what the patient prefers, and what can be done with all of it. */

import { button, element, icon, iconButton } from "./element.js";

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

  /** @param {import("./strings.js").STRINGS["en"]} words @param {Preferences} preferences @param {Actions} actions */
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

const SIZES = [1, 1.2, 1.4, 1.6, 1.8];

export class Preferences {
  #storage;
  #frame;
  #scheme;
  #system = window.matchMedia("(prefers-color-scheme: dark)");

  /** @param {import("./storage.js").Storage} storage @param {HTMLElement} frame @param {"auto" | "light" | "dark"} scheme the clinic's choice */
  constructor(storage, frame, scheme) {
    this.#storage = storage;
    this.#frame = frame;
    this.#scheme = scheme;
    this.#system.addEventListener("change", () => this.apply());
    this.apply();
  }

  get isDark() {
    const scheme = this.#storage.read("scheme") || this.#scheme;
    return scheme === "auto" ? this.#system.matches : scheme === "dark";
  }

  get isLargest() {
    return this.#step() === SIZES.length - 1;
  }

  get isSmallest() {
    return this.#step() === 0;
  }

  /** @param {1 | -1} by */
  resize(by) {
    this.#storage.write("size", Math.min(SIZES.length - 1, Math.max(0, this.#step() + by)));
    this.apply();
  }

  toggleDark() {
    this.#storage.write("scheme", this.isDark ? "light" : "dark");
    this.apply();
  }

  apply() {
    this.#frame.dataset.scheme = this.isDark ? "dark" : "light";
    this.#frame.style.setProperty("--size", String(SIZES[this.#step()]));
  }

  #step() {
    const step = this.#storage.read("size");
    return Number.isInteger(step) && step in SIZES ? step : 0;
  }
}

/** The announcer: tells screen readers what is new, apart from where it is shown, and never moves the focus. */

import { element } from "./element.js";

export class Announcer {
  #polite = element("div", { class: "unseen", "aria-live": "polite" });
  #urgent = element("div", { class: "unseen", role: "alert" });

  /** @returns {Node[]} */
  get regions() {
    return [this.#polite, this.#urgent];
  }

  /** @param {...(Node | string)} parts */
  say(...parts) {
    this.#put(this.#polite, parts);
  }

  /** For a danger to life alone. @param {...(Node | string)} parts */
  shout(...parts) {
    this.#put(this.#urgent, parts);
  }

  #put(region, parts) {
    // One more line each: what came a moment ago has still to be read out.
    while (region.childElementCount > 3) region.firstElementChild.remove();
    region.append(element("p", {}, ...parts));
  }
}

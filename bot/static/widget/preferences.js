/** Preferences: how large and in which colours this patient reads. */

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

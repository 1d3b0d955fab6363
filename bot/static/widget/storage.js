/** Storage: what this browser keeps of the chat, shared by its tabs; in memory only where a browser keeps nothing. */

export class Storage {
  #prefix;
  #memory = new Map();

  /** @param {string} origin the chat's server: two clinics' chats never mix */
  constructor(origin) {
    this.#prefix = `clinic-chat ${origin} `;
  }

  /** @param {string} key @returns {any} what was kept, or null */
  read(key) {
    return this.#read("localStorage", key);
  }

  /** @param {string} key @param {unknown} value null forgets */
  write(key, value) {
    this.#write("localStorage", key, value);
  }

  /** What this tab alone keeps, over a reload. @param {string} key @returns {any} */
  readTab(key) {
    return this.#read("sessionStorage", key);
  }

  /** @param {string} key @param {unknown} value null forgets */
  writeTab(key, value) {
    this.#write("sessionStorage", key, value);
  }

  /** Tell of what another tab wrote. @param {(key: string) => void} tell */
  onChange(tell) {
    window.addEventListener("storage", (event) => {
      if (event.key === null) tell("session");
      else if (event.key.startsWith(this.#prefix)) tell(event.key.slice(this.#prefix.length));
    });
  }

  #read(kind, key) {
    try {
      return JSON.parse(window[kind].getItem(this.#prefix + key) || "null");
    } catch {
      return this.#memory.get(kind + key) ?? null;
    }
  }

  #write(kind, key, value) {
    try {
      if (value === null) window[kind].removeItem(this.#prefix + key);
      else window[kind].setItem(this.#prefix + key, JSON.stringify(value));
      this.#memory.delete(kind + key);
    } catch {
      this.#memory.set(kind + key, value);
    }
  }
}

/** The API: the chat's server over HTTP, with its problems as errors that carry their facts. */

const LONGEST_WAIT = 30_000;

/** What the server refused, and why. */
export class Problem extends Error {
  /** @param {number} status @param {any} body with help for a danger that could not be stored @param {number | null} retryAfter seconds */
  constructor(status, { type, help }, retryAfter) {
    super(`${status} ${type}`);
    this.status = status;
    this.name = `${type}`.replace("urn:clinic-bot:problem:", "");
    this.help = help;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may well succeed later. */
  get isPassing() {
    return this.status >= 500 || this.status === 408;
  }
}

/** The server was not reached. */
export class Unreachable extends Error {}

export class Api {
  /** @param {string} origin */
  constructor(origin) {
    this.address = `${origin}/chat/v1`;
    /** @type {string | null} */
    this.token = null;
  }

  /** @returns {string} where the socket is */
  get socketAddress() {
    return `${this.address.replace(/^http/, "ws")}/socket`;
  }

  clinic() {
    return this.#call("GET", "/clinic");
  }

  start() {
    return this.#call("POST", "/conversations", {});
  }

  /** @param {{client_id: string, text?: string, choice?: string}} message */
  send(message) {
    return this.#call("POST", "/messages", message);
  }

  /** @param {number} seq */
  messagesAfter(seq) {
    return this.#call("GET", `/messages?after=${seq}`);
  }

  /** @param {string} clientId */
  askForPerson(clientId) {
    return this.#call("POST", "/handoff", { client_id: clientId });
  }

  stopWaiting() {
    return this.#call("DELETE", "/handoff");
  }

  /** @param {{seq: number, rating: "up" | "down", comment?: string}} feedback */
  rate(feedback) {
    return this.#call("POST", "/feedback", feedback);
  }

  erase() {
    return this.#call("DELETE", "/conversations/current");
  }

  async #call(method, path, body) {
    const response = await this.#fetch(method, path, body);
    // A reply that broke off on its way is as good as none.
    if (response.ok) return response.json().catch(unreachable);
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem, Number(response.headers.get("Retry-After")) || null);
  }

  async #fetch(method, path, body) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), LONGEST_WAIT);
    const headers = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    return fetch(this.address + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      signal: stop.signal,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    })
      .catch(unreachable)
      .finally(() => clearTimeout(timer));
  }
}

function unreachable(error) {
  throw new Unreachable(String(error));
}

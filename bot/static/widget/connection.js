/**
 * The connection: brings what the server has to say, by a socket where one goes through, by polling where it does
 * not, and tells when neither does. It never gives up.
 */

import { Problem } from "./api.js";

const FIRST_FRAME = 6_000;
const PING_EVERY = 25_000;
const PONG_WITHIN = 8_000;
const POLL_EVERY = 2_500;
const POLL_WHEN_HIDDEN = 15_000;
const LONGEST_PAUSE = 30_000;
const SOCKET_AGAIN = 60_000;
const EXPIRED = 4401;
const TOO_MANY = 4429;

/**
 * @typedef {"connecting" | "live" | "polling" | "offline"} State
 * @typedef {object} Listener
 * @property {() => number} after the last sequence number that is known
 * @property {(messages: any[]) => void} messages
 * @property {(sender: string) => void} typing
 * @property {(holder: string) => void} holder
 * @property {() => void} erased
 * @property {() => void} expired
 * @property {(state: State) => void} state
 */

export class Connection {
  #api;
  #listener;
  /** @type {WebSocket | null} */
  #socket = null;
  #stopped = false;
  #socketFailures = 0;
  #pollFailures = 0;
  #nextSocket = 0;
  #wake = () => {};
  #hangUp = () => {};
  /** @type {State} */
  state = "connecting";

  /** @param {import("./api.js").Api} api @param {Listener} listener */
  constructor(api, listener) {
    this.#api = api;
    this.#listener = listener;
    window.addEventListener("online", this.#online);
    window.addEventListener("offline", this.#offline);
    document.addEventListener("visibilitychange", this.#online);
    this.#run();
  }

  stop() {
    this.#stopped = true;
    window.removeEventListener("online", this.#online);
    window.removeEventListener("offline", this.#offline);
    document.removeEventListener("visibilitychange", this.#online);
    this.#hangUp();
    this.#wake();
  }

  /** Something did not get through: see whether the server is still there. */
  doubt() {
    this.#hangUp();
  }

  /** Try again now instead of after the pause. */
  wake() {
    this.#nextSocket = Math.min(this.#nextSocket, Date.now() + 200);
    this.#wake();
  }

  /** Let the other side see that the patient writes. */
  tellTyping() {
    if (this.state === "live") this.#socket?.send(JSON.stringify({ type: "typing" }));
  }

  #online = () => {
    if (!document.hidden) this.wake();
  };

  #offline = () => {
    this.#hangUp();
    this.#set("offline");
  };

  async #run() {
    while (!this.#stopped) {
      if (Date.now() >= this.#nextSocket) await this.#talk();
      if (!this.#stopped) await this.#poll();
      if (!this.#stopped) await this.#pause();
    }
  }

  /** Hold one socket for as long as it lives. */
  async #talk() {
    const { wasLive, code } = await new Promise((resolve) => this.#open(resolve));
    this.#socket = null;
    if (this.#stopped) return;
    if (code === EXPIRED) return this.#expire();
    this.#socketFailures = wasLive ? 0 : this.#socketFailures + 1;
    const pause = code === TOO_MANY ? SOCKET_AGAIN : backoff(this.#socketFailures, SOCKET_AGAIN);
    this.#nextSocket = Date.now() + pause;
  }

  #open(closed) {
    let wasLive = false;
    let quiet = 0;
    const socket = openSocket(this.#api.socketAddress);
    if (!socket) return closed({ wasLive, code: 0 });
    this.#socket = socket;
    const expectWithin = (time) => {
      clearTimeout(quiet);
      quiet = setTimeout(() => finish(0), time);
    };
    const ping = setInterval(() => {
      if (!wasLive) return;
      socket.send(JSON.stringify({ type: "ping" }));
      expectWithin(PONG_WITHIN);
    }, PING_EVERY);
    const finish = (code) => {
      clearTimeout(quiet);
      clearInterval(ping);
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      this.#hangUp = () => {};
      closed({ wasLive, code });
    };
    this.#hangUp = () => finish(0);
    expectWithin(FIRST_FRAME);
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "hello", token: this.#api.token, after: this.#listener.after() }));
      socket.send(JSON.stringify({ type: "ping" }));
    };
    socket.onmessage = (event) => {
      clearTimeout(quiet);
      wasLive = true;
      this.#pollFailures = 0;
      this.#set("live");
      this.#take(event.data);
    };
    socket.onclose = (event) => finish(event.code);
  }

  #take(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame.type === "messages") this.#listener.messages(frame.messages);
    else if (frame.type === "typing") this.#listener.typing(frame.sender);
    else if (frame.type === "state") this.#listener.holder(frame.holder);
    else if (frame.type === "erased") this.#listener.erased();
  }

  async #poll() {
    try {
      const { messages, holder } = await this.#api.messagesAfter(this.#listener.after());
      if (this.#stopped) return;
      this.#pollFailures = 0;
      this.#listener.messages(messages);
      if (holder) this.#listener.holder(holder);
      this.#set("polling");
    } catch (error) {
      if (this.#stopped) return;
      if (error instanceof Problem && error.status === 401) return this.#expire();
      if (error instanceof Problem && error.status === 429) {
        this.#nextSocket = Math.max(this.#nextSocket, Date.now() + 1000 * (error.retryAfter || 5));
        return;
      }
      this.#pollFailures += 1;
      this.#set("offline");
    }
  }

  #expire() {
    this.stop();
    this.#listener.expired();
  }

  #pause() {
    const untilSocket = Math.max(0, this.#nextSocket - Date.now());
    const poll = document.hidden ? POLL_WHEN_HIDDEN : POLL_EVERY;
    const time = this.#pollFailures ? backoff(this.#pollFailures, LONGEST_PAUSE) : Math.min(poll, untilSocket);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, time);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  #set(state) {
    if (state === this.state) return;
    this.state = state;
    this.#listener.state(state);
  }
}

/** Longer with every failure, and never the same for everyone who lost the same server. */
function backoff(failures, longest) {
  return Math.min(longest, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** A page's policy may forbid sockets: then there is none. */
function openSocket(address) {
  try {
    return new WebSocket(address);
  } catch {
    return null;
  }
}

/**
 * The chat button on a clinic's page: `<script async src=".../widget.js"></script>`.
 *
 * A classic script, so that one line is enough. It draws the button and nothing else; the chat itself is
 * imported when the button is pressed, or when this browser has a chat under way.
 */
(() => {
  "use strict";
  const TAG = "clinic-chat";
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script || !window.customElements || customElements.get(TAG)) return;

  /** What is said before the strings are loaded; the same words stand in widget/strings.js, and a test compares. */
  const WORDS = {
    en: {
      open: "Ask a question",
      unread: "New messages: {count}",
      loading: "Opening the chat …",
      failed: "The chat did not open. Please try again.",
      failedCall: "The chat did not open. Please try again, or call {phone}.",
      inEmergency: "In an emergency, call {emergency}.",
    },
    es: {
      open: "Haga una pregunta",
      unread: "Mensajes nuevos: {count}",
      loading: "Abriendo el chat …",
      failed: "El chat no se abrió. Inténtelo de nuevo.",
      failedCall: "El chat no se abrió. Inténtelo de nuevo o llame al {phone}.",
      inEmergency: "En una emergencia, llame al {emergency}.",
    },
  };

  /** Colours that are safe to read; the clinic's own take their place where their contrast allows it. */
  const SAFE = { accent: "rgb(11, 85, 102)", linkOnLight: "rgb(11, 85, 102)", linkOnDark: "rgb(127, 209, 227)" };
  const LIGHT = [255, 255, 255];
  const DARK = [28, 43, 51];
  const INK = [20, 37, 46];
  /** WCAG 2.2, success criterion 1.4.3. */
  const ENOUGH = 4.5;

  const STYLE = `
    :host { all: initial !important; display: block !important; position: fixed !important; z-index: 2147483647 !important;
      inset: auto 0 0 auto !important; width: 0 !important; height: 0 !important; font: medium/1.5 system-ui, -apple-system, "Segoe UI",
      Roboto, "Liberation Sans", Arial, sans-serif !important; color-scheme: light dark; }
    [hidden] { display: none !important; }
    .frame { position: fixed; inset: auto; width: auto; height: auto; margin: 0; padding: 0; border: 0; overflow: visible;
      background: none; color: inherit; bottom: max(1.25em, env(safe-area-inset-bottom)); }
    .frame[data-side="right"] { right: max(1.25em, env(safe-area-inset-right)); }
    .frame[data-side="left"] { left: max(1.25em, env(safe-area-inset-left)); }
    .launcher { font: inherit; font-weight: 600; display: flex; align-items: center; gap: .6em; min-height: 3.5em;
      max-width: calc(100vw - 2.5em); margin: 0; padding: .5em 1.4em .5em 1.1em; border: 2px solid #fff; border-radius: 2em;
      color: var(--on-accent); background: var(--accent); box-shadow: 0 2px 12px rgb(0 0 0 / .35); cursor: pointer; }
    .frame[data-side="right"] .launcher { margin-inline-start: auto; }
    .launcher svg { flex: none; width: 1.75em; height: 1.75em; }
    .launcher:focus-visible { outline: 3px solid #14252e; outline-offset: 2px; box-shadow: 0 0 0 6px #fff; }
    .badge { min-width: 1.75em; box-sizing: border-box; padding: 0 .45em; border-radius: 1em; text-align: center;
      font-size: .9em; line-height: 1.75em; color: #fff; background: #a3261c; outline: 2px solid #fff; }
    .word { max-width: min(20em, calc(100vw - 2.5em)); box-sizing: border-box; margin: 0 0 .75em; padding: .75em 1em;
      border: 2px solid #14252e; border-radius: .75em; color: #14252e; background: #fff; overflow-wrap: anywhere; }
    .word a { color: inherit; font-weight: 600; }
    @media (forced-colors: active) { .launcher { border-color: ButtonText; } .badge { border: 1px solid CanvasText; } }
    @media print { :host { display: none !important; } }`;

  /**
   * @typedef {object} Settings What the script line says, and what follows from it.
   * @property {string} origin where the chat's server is
   * @property {"en" | "es"} language
   * @property {string | null} phone the number to call when the server cannot be reached
   * @property {string | null} emergency the number for a life in danger, likewise
   * @property {"left" | "right"} side
   * @property {"auto" | "light" | "dark"} scheme
   */

  /** @returns {Settings} */
  function readSettings() {
    const { origin, language, phone, emergency, position, scheme } = script.dataset;
    const wanted = language || document.documentElement.lang || navigator.language || "en";
    const rightToLeft = getComputedStyle(document.documentElement).direction === "rtl";
    return {
      origin: (origin || new URL(script.src).origin).replace(/\/+$/, ""),
      language: /^es\b/i.test(wanted) ? "es" : "en",
      phone: phone || null,
      emergency: emergency || null,
      side: (position === "start") === rightToLeft ? "right" : "left",
      scheme: scheme === "light" || scheme === "dark" ? scheme : "auto",
    };
  }

  /** Adopt a style sheet: nothing inline, so that a page's strict policy has nothing to refuse. */
  function adopt(root, text) {
    if (root.adoptedStyleSheets) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } else {
      // Safari before 16.4 has no such sheets.
      root.append(Object.assign(document.createElement("style"), { textContent: text }));
    }
  }

  /** Red, green and blue of a colour as the browser computes it, or null if it is none it can be read from. */
  function channels(probe, colour) {
    if (!colour || !CSS.supports("color", colour)) return null;
    probe.style.color = colour;
    const computed = getComputedStyle(probe).color;
    probe.style.color = "";
    const parts = (computed.match(/[\d.]+(?:e-?\d+)?/g) || []).map(Number);
    if (parts.length > 3 && parts[3] < 1) return null;
    if (computed.startsWith("rgb")) return parts.slice(0, 3);
    return computed.startsWith("color(srgb ") ? parts.slice(0, 3).map((part) => part * 255) : null;
  }

  function luminance(colour) {
    const [red, green, blue] = colour.map((part) =>
      part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(one, other) {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }

  const css = (colour) => `rgb(${colour.map(Math.round).join(", ")})`;

  /** The colours to use: the clinic's where they can be read, safe ones where they cannot. */
  function palette(host, probe) {
    const style = getComputedStyle(host);
    const variable = (name) => style.getPropertyValue(`--clinic-chat-${name}`).trim();
    const accent = channels(probe, script.dataset.color || variable("color")) || channels(probe, SAFE.accent);
    const wanted = channels(probe, script.dataset.textColor || variable("text-color"));
    const readable = wanted && contrast(accent, wanted) >= ENOUGH;
    if (wanted && !readable) console.warn("clinic-chat: the text color has too little contrast; another is used.");
    const text = readable ? wanted : [LIGHT, INK, [0, 0, 0]].find((each) => contrast(accent, each) >= ENOUGH);
    return {
      "--accent": css(accent),
      "--on-accent": css(text),
      "--link-on-light": contrast(accent, [244, 247, 249]) >= ENOUGH ? css(accent) : SAFE.linkOnLight,
      "--link-on-dark": contrast(accent, DARK) >= ENOUGH ? css(accent) : SAFE.linkOnDark,
    };
  }

  function icon() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [name, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["fill", "currentColor"]]) {
      svg.setAttribute(name, value);
    }
    path.setAttribute("d", "M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5.4 4.3A1 1 0 0 1 5 20.5V17H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 5v2h10V8zm0 4v2h7v-2z");
    svg.append(path);
    return svg;
  }

  /** A text with a number in its place, to be called at a touch. */
  function withNumber(text, number) {
    const [before, after] = text.split(/\{\w+\}/);
    const href = `tel:${number.replace(/[^\d+]/g, "")}`;
    return [before, Object.assign(document.createElement("a"), { href, textContent: number }), after];
  }

  class ClinicChat extends HTMLElement {
    constructor() {
      super();
      this.settings = readSettings();
      this.words = WORDS[this.settings.language];
      this.root = this.attachShadow({ mode: "open" });
      adopt(this.root, STYLE);
      this.root.append(this.build());
    }

    connectedCallback() {
      this.paint();
      // The top layer: no page's stacking, transform or overflow reaches it.
      if (this.frame.showPopover) this.frame.showPopover();
      if (this.isUnderWay()) this.load(this.wasOpen()).catch(() => undefined);
    }

    build() {
      const make = (tag, name) => Object.assign(document.createElement(tag), { className: name });
      this.frame = make("div", "frame");
      this.frame.lang = this.settings.language;
      this.frame.dir = "ltr";
      this.frame.setAttribute("role", "region");
      this.frame.setAttribute("aria-label", "Chat");
      this.frame.dataset.side = this.settings.side;
      if ("popover" in this.frame) this.frame.popover = "manual";
      this.word = make("p", "word");
      this.word.setAttribute("role", "status");
      this.word.hidden = true;
      this.launcher = make("button", "launcher");
      this.launcher.type = "button";
      this.launcher.setAttribute("aria-haspopup", "dialog");
      this.label = make("span", "label");
      this.label.textContent = this.words.open;
      this.badge = make("span", "badge");
      this.badge.hidden = true;
      this.launcher.append(icon(), this.label, this.badge);
      this.launcher.addEventListener("click", () => this.open());
      this.frame.append(this.word, this.launcher);
      return this.frame;
    }

    /** Set the colours; again when the chat opens, because a page's style sheet may have come since. */
    paint() {
      for (const [name, value] of Object.entries(palette(this, this.badge))) this.frame.style.setProperty(name, value);
    }

    /** Whether this browser has a chat with the clinic, whose answers must not be missed. */
    isUnderWay() {
      return Boolean(this.read(window.localStorage, "session") || this.read(window.localStorage, "outbox"));
    }

    wasOpen() {
      return Boolean(this.read(window.sessionStorage, "open"));
    }

    /** What the chat has stored; nothing where there is none, none may be read or something else has been there. */
    read(storage, key) {
      try {
        return JSON.parse(storage.getItem(`clinic-chat ${this.settings.origin} ${key}`) || "null");
      } catch {
        return null;
      }
    }

    /** Open the chat; whatever fails, the patient is told whom to call. */
    async open() {
      this.paint();
      const told = setTimeout(() => this.say(this.words.loading), 400);
      try {
        const chat = await this.load();
        this.word.hidden = true;
        chat.open();
      } catch (error) {
        console.error("clinic-chat: the chat did not load.", error);
        this.tellFailure();
      } finally {
        clearTimeout(told);
      }
    }

    load(isOpen = false) {
      this.loading ||= this.importChat(isOpen).catch((error) => {
        this.loading = undefined;
        throw error;
      });
      return this.loading;
    }

    async importChat(isOpen) {
      // A browser remembers a failed import under its address: the next try needs another one.
      this.tries = (this.tries || 0) + 1;
      const again = this.tries > 1 ? `?again=${this.tries}` : "";
      const folder = new URL("widget/", script.src);
      const [{ Chat }, style] = await Promise.all([
        import(new URL(`chat.js${again}`, folder).href),
        fetch(new URL("chat.css", folder)).then((response) => {
          if (!response.ok) throw new Error(`chat.css: ${response.status}`);
          return response.text();
        }),
      ]);
      adopt(this.root, style);
      return new Chat({
        frame: this.frame,
        launcher: this.launcher,
        settings: this.settings,
        isOpen,
        tellUnread: (count) => this.tellUnread(count),
      });
    }

    tellUnread(count) {
      this.badge.hidden = !count;
      this.badge.textContent = String(count);
      const label = count ? `${this.words.open}. ${this.words.unread.replace("{count}", String(count))}` : "";
      if (label) this.launcher.setAttribute("aria-label", label);
      else this.launcher.removeAttribute("aria-label");
    }

    tellFailure() {
      const { phone } = this.numbers();
      this.say(...(phone ? withNumber(this.words.failedCall, phone) : [this.words.failed]));
    }

    /** The numbers that the clinic gave at an earlier visit, that of now first, else those of the script line. */
    numbers() {
      const known = this.read(window.localStorage, "clinic");
      const answered = known?.answered?.find(({ until }) => !until || Date.parse(until) > Date.now());
      return { phone: (answered || known?.phone)?.label || this.settings.phone, emergency: known?.emergency?.label || this.settings.emergency };
    }

    /** Say why the chat is not there, and whom to call in an emergency: on a slow line it takes a while to come. */
    say(...parts) {
      const { emergency } = this.numbers();
      this.word.replaceChildren(...parts, ...(emergency ? [" ", ...withNumber(this.words.inEmergency, emergency)] : []));
      this.word.hidden = false;
    }
  }

  customElements.define(TAG, ClinicChat);
  const put = () => document.documentElement.append(document.createElement(TAG));
  if (document.body) put();
  else document.addEventListener("DOMContentLoaded", put);
})();

// The staff console, live. Every page works without this script; with it, nobody has to reload.
// What comes from the server is escaped there and parsed here without being run: no page allows inline scripts.

const root = document.body.dataset.root;
const csrf = document.body.dataset.csrf;
const talk = document.querySelector(".talk");
const conversation = talk ? talk.dataset.conversation : null;
const TYPING_SHOWN_FOR = 6000;
const TYPING_TOLD_EVERY = 3000;
/** As near to the end as this, in pixels, one is taken to read along. */
const NEAR = 80;

/** @param {string} path @param {RequestInit} [options] */
async function ask(path, options = {}) {
  const response = await fetch(path, {
    ...options,
    headers: { "X-Console": "1", ...(options.headers || {}) },
    credentials: "same-origin",
    redirect: "error",
  });
  if (response.status === 401) leave();
  return response;
}

function leave() {
  window.location.assign(`${root}/sign-in?was=${keepWords() ? "writing" : "ended"}`);
}

// --- words that were not sent yet -------------------------------------------------------------------------

/** Kept in this window alone, until its owner is back: never on the disk, and for no colleague's eyes. */
const UNSENT = "clinic-unsent";
const BOXES = ["text", "note"];

/** Keep what stands in the boxes while the page goes away; whether there was anything. */
function keepWords() {
  const words = BOXES.map((id) => [id, document.getElementById(id)?.value || ""]).filter(([, each]) => each.trim());
  if (!words.length) return false;
  const { account } = document.body.dataset;
  sessionStorage.setItem(UNSENT, JSON.stringify({ account, conversation, words }));
  return true;
}

/** Lead whoever is back to the conversation that was written in, and put the words where they were. */
function giveWordsBack() {
  const kept = JSON.parse(sessionStorage.getItem(UNSENT) || "null");
  const isOwn = kept?.account === document.body.dataset.account;
  const address = kept && `${root}/conversations/${kept.conversation}`;
  if (isOwn && window.location.pathname !== address) return window.location.replace(address);
  sessionStorage.removeItem(UNSENT);
  if (isOwn) kept.words.forEach(([id, words]) => giveBack(document.getElementById(id), words));
  return undefined;
}

/** @param {HTMLTextAreaElement | null} box @param {string} words */
function giveBack(box, words) {
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  if (box) {
    box.value = words;
    told.textContent = "Your words are back in the box. They were not sent.";
    return box.form.prepend(told);
  }
  // A colleague has it, or the patient has deleted it: the words can be read and copied, and no more.
  told.textContent = "What you wrote was not sent:";
  const text = document.createElement("p");
  text.className = "unsent";
  text.textContent = words;
  const side = document.querySelector(".talk-side");
  return side ? side.prepend(told, text) : document.getElementById("main").append(told, text);
}

/** @param {string} html */
function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** Swap one part of the page for its newer version, unless somebody is busy in it. */
function swap(old, fresh, force) {
  if (!old || !fresh || old.outerHTML === fresh.outerHTML) return;
  if (old.contains(document.activeElement) && isWriting() && !force) return;
  const focused = focusIn(old);
  old.replaceWith(document.adoptNode(fresh));
  refocus(fresh, focused);
}

function isWriting() {
  return document.activeElement.matches("input, textarea, select");
}

/** What the focus is on in a part of the page, so that it can be found again in its newer version. @param {Element} part */
function focusIn(part) {
  return part.contains(document.activeElement) ? keyOf(document.activeElement) : null;
}

/** @param {Element} part @param {string | null} key */
function refocus(part, key) {
  if (key) [...part.querySelectorAll("a, button")].find((each) => keyOf(each) === key)?.focus();
}

/** @param {Element} element */
function keyOf(element) {
  return `${element.tagName} ${element.getAttribute("href") || element.closest("form")?.getAttribute("action")}`;
}

// --- the status on every page, and what is to be heard -----------------------------------------------------

let known = null;

async function refreshStatus() {
  const response = await ask(`${root}/status`);
  if (!response.ok) return;
  const fresh = parsed(await response.text()).getElementById("status");
  const keys = JSON.parse(fresh.dataset.alarms);
  const news = known === null ? [] : keys.filter((key) => !known.includes(key));
  known = keys;
  const status = document.getElementById("status");
  if (status.innerText.trim() !== fresh.textContent.trim()) status.replaceWith(document.adoptNode(fresh));
  const count = keys.filter((key) => key.startsWith("red ") || key.startsWith("new ")).length;
  document.title = document.title.replace(/^(\(\d+\) )?/, count ? `(${count}) ` : "");
  ring(news);
}

const WORDS = {
  red: "Red flag: a patient may be in danger",
  new: "A patient is waiting",
  late: "A patient has been waiting too long",
  lead: "Nobody has taken a patient who waits: please see to it",
  mine: "A patient has written to you",
};

let sound = null;

/** @param {string[]} news */
function ring(news) {
  if (!news.length || !sound) return;
  const kinds = ["red", "lead", "late", "new", "mine"].filter((kind) => news.some((key) => key.startsWith(kind)));
  beep(kinds[0] === "red" ? [880, 660, 880, 660] : [660, 880]);
  if (document.visibilityState === "hidden" && "Notification" in window && Notification.permission === "granted") {
    // No word of the patient: a notice may show on a locked screen.
    const notice = new Notification(WORDS[kinds[0]], { tag: `clinic-${kinds[0]}`, icon: `${root}/static/icon.svg` });
    notice.onclick = () => window.focus();
  }
}

/** @param {number[]} tones */
function beep(tones) {
  const start = sound.currentTime;
  tones.forEach((frequency, index) => {
    const tone = sound.createOscillator();
    const level = sound.createGain();
    tone.frequency.value = frequency;
    level.gain.setValueAtTime(0.0001, start + index * 0.18);
    level.gain.exponentialRampToValueAtTime(0.25, start + index * 0.18 + 0.02);
    level.gain.exponentialRampToValueAtTime(0.0001, start + index * 0.18 + 0.16);
    tone.connect(level).connect(sound.destination);
    tone.start(start + index * 0.18);
    tone.stop(start + index * 0.18 + 0.17);
  });
}

const soundButton = document.getElementById("sound");

function showSound() {
  const on = Boolean(sound) && sound.state === "running";
  soundButton.setAttribute("aria-pressed", String(on));
  soundButton.textContent = on ? "Sound is on" : "Sound is off";
}

async function startSound() {
  sound = sound || new AudioContext();
  await sound.resume();
  showSound();
}

function setUpSound() {
  if (!soundButton || !("AudioContext" in window)) return;
  soundButton.hidden = false;
  soundButton.addEventListener("click", async () => {
    if (sound) {
      await sound.close();
      sound = null;
      localStorage.removeItem("clinic-sound");
    } else {
      await startSound();
      localStorage.setItem("clinic-sound", "on");
      if ("Notification" in window && Notification.permission === "default") await Notification.requestPermission();
      if (sound) beep([660, 880]);
    }
    showSound();
  });
  // A browser lets a page sound only after a first click or key on it; the wish itself is remembered.
  if (localStorage.getItem("clinic-sound") === "on") {
    const resume = () => startSound();
    document.addEventListener("pointerdown", resume, { once: true });
    document.addEventListener("keydown", resume, { once: true });
  }
}

// --- the queue ------------------------------------------------------------------------------------------------

async function refreshQueue() {
  const queue = document.getElementById("queue");
  if (!queue) return;
  const response = await ask(`${root}/${window.location.search}`);
  if (!response.ok) return;
  const fresh = parsed(await response.text()).body;
  if (queue.innerHTML.trim() === fresh.innerHTML.trim()) return;
  // Whoever is on a link or a button of a row stays on it.
  const focused = focusIn(queue);
  queue.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
  refocus(queue, focused);
}

// --- one conversation ---------------------------------------------------------------------------------------

const page = `${root}/conversations/${conversation}`;

/** @param {string} html @param {boolean} force */
function showParts(html, force) {
  const fresh = parsed(html);
  for (const id of ["head", "history"]) swap(document.getElementById(id), fresh.getElementById(id), true);
  const side = document.getElementById("side");
  // A number that was opened stays open while one looks at it.
  if (force || !side.querySelector(".contacts")) swap(side, fresh.getElementById("side"), force);
  showComposer(fresh.getElementById("composer"), force);
}

/** @param {HTMLElement | null} newer @param {boolean} force */
function showComposer(newer, force) {
  const composer = document.getElementById("composer");
  if (!composer || !newer) return;
  if (composer.dataset.mine !== newer.dataset.mine) {
    composer.replaceWith(document.adoptNode(newer));
    // Whoever writes a note when a colleague hands this over goes on with it: it is not for the patient.
    if (!isWriting()) document.getElementById("text")?.focus();
    refreshAnswers();
  } else if (newer.dataset.mine === "no") {
    swap(composer, newer, true);
  } else if (force) {
    composer.querySelector("[name=client_id]").value = newer.querySelector("[name=client_id]").value;
  }
}

async function refreshParts() {
  const response = await ask(page);
  if (response.status === 410) gone();
  else if (response.ok) showParts(await response.text(), false);
}

async function refreshLines() {
  const response = await ask(`${page}/messages`);
  if (response.status === 410) return gone();
  if (!response.ok) return undefined;
  // Everything is fetched before the page is looked at: two readings at once must not both add the same line.
  const fresh = [...parsed(await response.text()).querySelectorAll("li")];
  const lines = document.getElementById("lines");
  const present = new Map([...lines.children].map((line) => [line.dataset.key, line]));
  let last = null;
  for (const line of fresh) {
    const old = present.get(line.dataset.key);
    present.delete(line.dataset.key);
    const kept = old && old.outerHTML === line.outerHTML ? old : document.adoptNode(line);
    if (old && kept !== old) old.replaceWith(kept);
    // A screen reader reads only what is new: lines that are there already stay where they are.
    else if (!old) last ? last.after(kept) : lines.prepend(kept);
    last = kept;
  }
  present.forEach((line) => line.remove());
  if (follows) toEnd(lines);
  return undefined;
}

/** Whether the end of the transcript is kept in view; not for whoever has scrolled away from it. */
let follows = true;

/** @param {HTMLElement} lines */
function isAtEnd(lines) {
  if (lines.scrollHeight > lines.clientHeight) return lines.scrollHeight - lines.scrollTop - lines.clientHeight < NEAR;
  // On a phone the whole page scrolls.
  const { top, bottom } = (lines.lastElementChild || lines).getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** Keep the end in view, whatever takes room from the transcript: a red flag above it, the box below it. */
function followEnd() {
  const lines = document.getElementById("lines");
  const see = () => {
    follows = isAtEnd(lines);
  };
  lines.addEventListener("scroll", see, { passive: true });
  window.addEventListener("scroll", see, { passive: true });
  new ResizeObserver(() => {
    if (follows) toEnd(lines);
  }).observe(lines);
}

/** @param {HTMLElement} lines */
function toEnd(lines) {
  lines.scrollTop = lines.scrollHeight;
  if (lines.clientHeight >= lines.scrollHeight) lines.lastElementChild?.scrollIntoView({ block: "nearest" });
}

function gone() {
  keepWords();
  window.location.reload();
}

let typingTimer = 0;

function showTyping() {
  const typing = document.getElementById("typing");
  typing.textContent = "The patient is typing ...";
  clearTimeout(typingTimer);
  typingTimer = setTimeout(hideTyping, TYPING_SHOWN_FOR);
}

function hideTyping() {
  document.getElementById("typing").textContent = "";
}

let toldTyping = 0;

function tellTyping() {
  if (Date.now() - toldTyping < TYPING_TOLD_EVERY) return;
  toldTyping = Date.now();
  // Whether it is told does not matter; that the server is down is said elsewhere.
  ask(`${page}/typing`, { method: "POST", body: new URLSearchParams({ csrf }) }).catch(() => {});
}

let searching = 0;

async function refreshAnswers() {
  const form = document.getElementById("answers-form");
  const answers = document.getElementById("answers");
  if (!form || (!answers.childElementCount && !form.q.value)) return;
  const mine = ++searching;
  const response = await ask(`${page}/answers?${new URLSearchParams({ q: form.q.value })}`);
  if (!response.ok || mine !== searching) return;
  const fresh = parsed(await response.text()).body;
  answers.replaceChildren(...[...fresh.childNodes].map((node) => document.adoptNode(node)));
}

/** @param {string} words */
function insert(words) {
  const text = document.getElementById("text");
  if (!text) return;
  const gap = text.value && !text.value.endsWith("\n") ? "\n" : "";
  text.setRangeText(gap + words, text.value.length, text.value.length, "end");
  text.focus();
  tellTyping();
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  try {
    const response = await ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (response.status === 410) return gone();
    const body = await response.text();
    if (response.headers.get("content-type").startsWith("text/plain")) return tell(body);
    if (response.ok && form.dataset.live === "clear") form.querySelector("textarea").value = "";
    showParts(body, true);
    await refreshLines();
    toEnd(document.getElementById("lines"));
    if (form.dataset.live === "clear") form.querySelector("textarea").focus();
  } catch {
    tell("This was not sent: the server cannot be reached. Your words are still in the box. Please try again.");
  } finally {
    button.disabled = false;
  }
  return undefined;
}

/** @param {string} words */
function tell(words) {
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.textContent = words;
  document.getElementById("problem").replaceChildren(problem);
}

function setUpTalk() {
  toEnd(document.getElementById("lines"));
  followEnd();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id === "answers-form") {
      event.preventDefault();
      document.getElementById("answers").dataset.asked = "yes";
      refreshAnswersNow();
    } else if (form.hasAttribute("data-live")) {
      event.preventDefault();
      send(form);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "text") {
      event.preventDefault();
      if (event.target.value.trim()) send(event.target.form);
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "text") tellTyping();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-canned]")) return;
    const words = event.target.value;
    event.target.selectedIndex = 0;
    if (words) insert(words);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insert(button.dataset.insert);
  });
}

async function refreshAnswersNow() {
  const answers = document.getElementById("answers");
  if (!answers.childElementCount) answers.append(document.createElement("p"));
  await refreshAnswers();
}

// --- the line to the server -----------------------------------------------------------------------------------

let waiting = false;

/** Everything that may have changed, read anew; several signals at once are one reading. */
function refresh() {
  if (waiting) return;
  waiting = true;
  setTimeout(async () => {
    waiting = false;
    try {
      await Promise.all([refreshStatus(), refreshQueue(), ...(talk ? [refreshParts(), refreshLines()] : [])]);
    } catch {
      showLine(false);
    }
  }, 150);
}

/** @param {boolean} up */
function showLine(up) {
  const line = document.getElementById("line");
  line.hidden = up;
  line.textContent = up ? "" : "The line to the server is down. What you see may be old. Trying again ...";
}

function listen() {
  const events = new EventSource(`${root}/events`);
  events.onopen = () => {
    showLine(true);
    refresh();
  };
  events.onerror = async () => {
    showLine(false);
    if (events.readyState !== EventSource.CLOSED) return;
    // The server refused: either one is signed out, or it is starting anew.
    setTimeout(async () => {
      try {
        await ask(`${root}/status`);
      } catch {
        // Still down.
      }
      listen();
    }, 3000);
  };
  events.addEventListener("tick", refresh);
  events.addEventListener("signed-out", () => {
    events.close();
    leave();
  });
  events.addEventListener("changed", (event) => {
    const signal = JSON.parse(event.data);
    const here = signal.conversation === conversation;
    if (signal.kind === "typing") {
      if (here && signal.sender === "patient") showTyping();
      return;
    }
    if (here && signal.sender === "patient") hideTyping();
    refresh();
  });
}

if (document.getElementById("status")) {
  setUpSound();
  if (talk) setUpTalk();
  giveWordsBack();
  listen();
}

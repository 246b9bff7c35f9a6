// Pages of the inbox follow one another without leaving: what a link or a form asks for is fetched, and takes the place of
// what is shown. A browser that leaves a page drops every key until the next one is painted; here they wait, and go to the
// page that they were meant for. Without this script links and forms do the same, one page after the other.
"use strict";

/** Where prompts are worked off; anything else is an ordinary page. */
const isInFlow = (address) =>
  address.origin === location.origin && /^\/(inbox|prompts|bulk|activities)(\/|$)/.test(address.pathname);

/** Counts what was asked for: an answer that comes when something else was asked for since is not shown. */
let asked = 0;
let isLoading = false;
/** What was typed since, in order: keys, and texts that were pasted. */
let ahead = [];
/** The address, without its place on the page, of what is shown. */
let shown = location.pathname + location.search;

const assets = (page) =>
  [...page.querySelectorAll("head script, head link")].map((e) => e.getAttribute("src") ?? e.getAttribute("href")).join();

/**
 * Fetches a page and shows it.
 * @param {URL} address
 * @param {?URLSearchParams} form what is posted; null for a page that is only looked at
 * @param {?number} scroll where to go back to, in an earlier page
 */
async function load(address, form, scroll = null) {
  const number = ++asked;
  isLoading = true;
  document.documentElement.setAttribute("aria-busy", "true");
  let answer, text;
  try {
    answer = await fetch(address, form ? { method: "POST", body: form } : {});
    text = await answer.text();
  } catch {
    if (number === asked) failed(address, form);
    return;
  }
  if (number !== asked) return;
  const page = new DOMParser().parseFromString(text, "text/html");
  const isPage = (answer.headers.get("content-type") ?? "").startsWith("text/html");
  const isOlder = assets(page) !== assets(document);
  // Another version of the server, or no page at all: an ordinary way to the same place.
  if ((!isPage || isOlder) && (!form || answer.redirected)) return location.assign(answer.url);
  if (scroll === null && (!form || answer.redirected)) {
    const here = new URL(answer.url);
    here.hash = address.hash;
    if (here.pathname + here.search !== shown) {
      history.replaceState({ scroll: scrollY }, "");
      history.pushState(null, "", here);
    }
  }
  shown = location.pathname + location.search;
  document.title = page.title;
  // The browser itself does this for whole pages only.
  const wanted = page.querySelector("[autofocus]");
  wanted?.removeAttribute("autofocus");
  document.body.replaceWith(page.body);
  done();
  scrollTo(0, scroll ?? 0);
  takeFocus(wanted);
  // What was typed was meant for the page that was to come. This one says why it is another.
  if (!answer.ok) ahead = [];
  replay();
}

function done() {
  isLoading = false;
  document.documentElement.removeAttribute("aria-busy");
}

function failed(address, form) {
  done();
  ahead = [];
  if (!form) return location.assign(address);
  document.getElementById("not-sent")?.remove();
  const notice = document.createElement("p");
  notice.id = "not-sent";
  notice.className = "notice wrong";
  notice.setAttribute("role", "alert");
  notice.textContent =
    "The server did not answer, or wants you to sign in again. What you typed is still here: try again. Should it have "
    + "arrived all the same, you will be told, and nothing is done twice.";
  document.querySelector("main").prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
}

/** Where the keyboard goes: to the row that comes next, else to where the page wants it, else to its beginning. */
function takeFocus(wanted) {
  countMarks();
  const row = new URLSearchParams(location.search).get("at");
  const next = row && document.querySelector(`[data-row="${CSS.escape(row)}"]`);
  if (next) return next.focus();
  if (wanted) return wanted.focus();
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
  const main = document.querySelector("main");
  main.tabIndex = -1;
  main.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented) return;
  const address = new URL(link.href);
  if (!isInFlow(address) || (address.hash && address.pathname + address.search === shown)) return;
  event.preventDefault();
  if (!isLoading) load(address, null);
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const address = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action"), location.href);
  if (!isInFlow(address) || event.defaultPrevented) return;
  event.preventDefault();
  if (isLoading) return;
  const fields = new URLSearchParams(new FormData(form));
  if (button?.name) fields.append(button.name, button.value);
  if (form.getAttribute("method") === "post") return load(address, fields);
  address.search = fields;
  load(address, null);
});

addEventListener("popstate", (event) => {
  if (location.pathname + location.search !== shown) load(new URL(location.href), null, event.state?.scroll ?? 0);
});

// MARK: Typing ahead

/** Keys that mean something on the next page; all others, such as those that scroll, are for this one. */
const isForNext = (event) =>
  [...event.key].length === 1 || ["Enter", "Tab", "Backspace", "Escape"].includes(event.key);
const isCommand = (event) => (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");

addEventListener("keydown", (event) => {
  if (!isLoading || event.isComposing || !isForNext(event)) return;
  if (isCommand(event) && !(event.key === "Enter" && !event.altKey)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === "Escape") ahead = [];
  // A key that is held down was not pressed twice.
  else if (!event.repeat) ahead.push({ key: event.key, isControl: event.ctrlKey || event.metaKey, isShift: event.shiftKey });
}, true);

addEventListener("paste", (event) => {
  if (!isLoading) return;
  event.preventDefault();
  ahead.push({ text: event.clipboardData.getData("text") });
}, true);

/** Does what was typed ahead, until it leads to yet another page; what is left waits for that one. */
function replay() {
  while (ahead.length && !isLoading) {
    const next = ahead.shift();
    const active = document.activeElement;
    if (next.text !== undefined) insert(active, next.text);
    else if (!command(next.key, next.isControl)) type(active, next);
  }
}

/** What the browser itself does with a key. */
function type(active, { key, isShift }) {
  if (key === "Tab") return void tab(active, isShift ? -1 : 1);
  if (active.matches("select")) return void choose(active, key);
  if (isWriting(active)) {
    if (key === "Enter" && !active.matches("textarea")) return submit(active.form);
    if (key === "Backspace") return void erase(active);
    return void insert(active, key === "Enter" ? "\n" : key);
  }
  if (active.matches("input:not([type=submit])") && key === "Enter") return submit(active.form);
  if ((key === "Enter" || key === " ") && active.matches("a, button, input, summary")) active.click();
}

function submit(form) {
  const first = [...(form?.elements ?? [])].find((element) => element.type === "submit");
  if (first) form.requestSubmit(first);
}

function insert(field, text) {
  if (!isWriting(field) || field.matches("select")) return;
  // E-mail fields have no selection to speak of.
  if (field.selectionStart === null) field.value += text;
  else field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function erase(field) {
  if (field.selectionStart === null) field.value = [...field.value].slice(0, -1).join("");
  else {
    const end = field.selectionEnd;
    const before = [...field.value.slice(0, field.selectionStart)];
    const start = field.selectionStart === end ? before.slice(0, -1).join("").length : field.selectionStart;
    field.setRangeText("", start, end, "end");
  }
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** A letter chooses the next option that begins with it. */
function choose(select, letter) {
  const options = [...select.options];
  const order = [...options.slice(select.selectedIndex + 1), ...options.slice(0, select.selectedIndex + 1)];
  const found = order.find((option) => !option.disabled && option.text.toLowerCase().startsWith(letter.toLowerCase()));
  if (!found) return;
  found.selected = true;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function tab(active, step) {
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility())
    // Of radio buttons that belong together, the chosen one is reached, or the first.
    .filter((element) => element.type !== "radio" || element === active || element === reached(element));
  const here = all.indexOf(active);
  all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]?.focus();
}

function reached(radio) {
  const group = [...(radio.form?.elements ?? [])].filter((e) => e.type === "radio" && e.name === radio.name);
  return group.find((e) => e.checked) ?? group[0];
}

countMarks();
if (new URLSearchParams(location.search).has("at")) takeFocus(null);

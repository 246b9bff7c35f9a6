// Keys for the inbox. Every one of them presses a button or follows a link that is on the page anyway (data-key): without
// this script nothing is missing but speed.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")];
const rowOf = (element) => element?.closest(".row");
const isWriting = (element) =>
  element?.matches?.("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");
/** Whether the keyboard is nowhere in particular. */
const isNowhere = (element) => !element || element === document.body || element.localName === "main";

/** The row that keys mean: the one with the focus, else the open one, else the first. */
function currentRow() {
  return rowOf(document.activeElement) ?? document.querySelector(".row.open") ?? rowOf(rows()[0]);
}

function move(step) {
  const all = rows();
  const here = all.findIndex((link) => rowOf(link) === rowOf(document.activeElement));
  const next = all[here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The element that `key` presses: for all that are marked, else in the current row where there is one, else anywhere. */
function target(key) {
  const forMarked = document.querySelector(`[data-marked-key="${CSS.escape(key)}"]`);
  if (forMarked && document.querySelector(".mark:checked")) return forMarked;
  const selector = `[data-key="${CSS.escape(key)}"]`;
  return currentRow()?.querySelector(selector) ?? document.querySelector(selector);
}

function press(element) {
  if (element.matches("details")) element.open = !element.open;
  else if (element.matches("input[type=search]")) element.focus();
  else element.click();
}

/** A template goes into the description at once, without asking the server. */
function insertTemplate(button) {
  const description = document.getElementById("description");
  if (!description) return false;
  const gap = description.value && !description.value.endsWith("\n") ? "\n" : "";
  description.value += gap + button.dataset.text;
  description.focus();
  description.setSelectionRange(description.value.length, description.value.length);
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-text]");
  if (button && insertTemplate(button)) event.preventDefault();
});

/** The buttons for what is marked say how many that is. */
function countMarks() {
  const count = document.querySelectorAll(".mark:checked").length;
  for (const button of document.querySelectorAll("[data-counted]")) {
    button.dataset.plain ??= button.textContent;
    button.textContent = count ? button.dataset.counted.replace("#", count) : button.dataset.plain;
  }
}

document.addEventListener("change", countMarks);

/** Does what a key stands for here; false where it is the browser's to deal with. */
function command(key, isControl) {
  const active = document.activeElement;
  if (key === "Enter" && isControl) {
    const submit = active?.closest("form")?.querySelector('[data-key="submit"]');
    submit?.click();
    return Boolean(submit);
  }
  if (key === "Escape") active?.blur();
  if (key === "Escape" || isControl || isWriting(active)) return false;
  if (key === "j" || key === "k") {
    move(key === "j" ? 1 : -1);
    return true;
  }
  if (key === "Enter") {
    // In a form Return means what HTML says; on the page itself it opens the row.
    const row = isNowhere(active) && rowOf(rows()[0])?.querySelector("[data-row]");
    row?.click?.();
    return Boolean(row);
  }
  const found = target(key);
  if (!found) return false;
  press(found);
  // How it went leads on to what was said.
  if (found.name === "sentiment") document.getElementById("description")?.focus();
  if (found.matches("details")) found.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey) return;
  if (command(event.key, event.ctrlKey || event.metaKey)) event.preventDefault();
});

// Enhancement only: every page works without it. Keys come from the pages themselves, as data-key attributes.
import { initAll } from "./built/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.hidden = false;
  opener.addEventListener("click", () => document.getElementById(opener.dataset.opens).showModal());
}

/** The key's name as pages write it, e.g. "F2", "Ctrl+Enter", "/". */
function nameOf(event) {
  const parts = [];
  if (event.ctrlKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey && event.key.length > 1) parts.push("Shift");
  if (event.shiftKey && event.key.length === 1 && (event.ctrlKey || event.altKey)) parts.push("Shift");
  parts.push(event.key.length === 1 && parts.length ? event.key.toUpperCase() : event.key);
  return parts.join("+");
}

function isTyping(target) {
  return target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]");
}

// keys of one letter can be switched off for good on this computer (WCAG 2.1.4)
const LETTERS_OFF = "motcua-letter-keys-off";
for (const box of document.querySelectorAll("[data-letter-keys]")) {
  box.closest("[hidden]").hidden = false;
  box.checked = !localStorage.getItem(LETTERS_OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(LETTERS_OFF);
    else localStorage.setItem(LETTERS_OFF, "1");
  });
}

/** In lists, j and k go to the next and the previous row; Enter opens it, as on every link. */
function goToRow(step) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const next = rows.indexOf(document.activeElement) + step;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  // an input method (Telex, VNI) is composing a letter: the key is not meant for us
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const name = nameOf(event);
  if (name.length === 1 && (isTyping(event.target) || localStorage.getItem(LETTERS_OFF))) return;
  if (name === "j" || name === "k") goToRow(name === "j" ? 1 : -1);
  const wanted = document.querySelector(`[data-key="${CSS.escape(name)}"]`);
  if (!wanted || wanted.disabled) return;
  event.preventDefault();
  if (wanted.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
    wanted.focus();
    if (wanted.select) wanted.select();
  } else {
    wanted.click();
  }
});

// after a fragment was swapped in, its parts come to life and its heading or error summary gets the focus
document.addEventListener("htmx:load", (event) => {
  initAll({ scope: event.detail.elt });
  const summary = event.detail.elt.querySelector?.(".govuk-error-summary, [data-focus]");
  if (summary) summary.focus();
});

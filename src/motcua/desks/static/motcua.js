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

document.addEventListener("keydown", (event) => {
  // an input method (Telex, VNI) is composing a letter: the key is not meant for us
  if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const name = nameOf(event);
  if (name.length === 1 && isTyping(event.target)) return;
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

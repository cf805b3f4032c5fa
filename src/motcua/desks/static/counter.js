// The intake screen: scans anywhere, keys in the table of papers, printing after acceptance. Enhancement only.
const CARD = /\d{12}\|[^|\n]*\|[^|\n]*\|\d{8}\|[^|\n]*\|[^|\n]*\|\d{8}[^\n]*/;
const BURST_MS = 60; // between two keys of a scanner
let burst = "";
let lastKeyAt = 0;
let heldScan = null; // scanned while the answer to the step before is on its way
let sent = new Map(); // what the form held when it was sent, by name

const screen = () => document.querySelector("[data-intake]");

/** Give a scanned text to the box of the person and let the server read it; what was scanned into is restored. */
function takeScan(text, form) {
  if (form.classList.contains("htmx-request")) {
    heldScan = text;
    return;
  }
  const box = form.querySelector("[name=identifier]");
  box.value = text;
  form.requestSubmit(form.querySelector("[data-refresh]"));
}

document.addEventListener("keydown", (event) => {
  const form = screen();
  if (!form || event.isComposing) return;
  const target = event.target;
  const now = event.timeStamp;
  if (event.key.length === 1 && !event.ctrlKey && !event.altKey) {
    burst = now - lastKeyAt < BURST_MS ? burst + event.key : event.key;
    lastKeyAt = now;
  }
  if (event.key !== "Enter" || event.ctrlKey) return;
  const typed = typeof target.value === "string" ? target.value : "";
  const found = typed.match(CARD) || (now - lastKeyAt < BURST_MS && burst.match(CARD));
  burst = "";
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  if (typed.includes(found[0])) target.value = typed.replace(found[0], "");
  takeScan(found[0], form);
}, true);

/** Space takes a paper or takes it back, digits say how many, M goes to its note. */
document.addEventListener("keydown", (event) => {
  const radio = event.target;
  if (!radio.matches?.("[data-paper] input[type=radio]") || event.ctrlKey || event.altKey) return;
  const row = radio.closest("[data-paper]");
  const choices = [...row.querySelectorAll("input[type=radio]")];
  if (event.key === " ") {
    const none = choices.at(-1);
    const wanted = none.checked ? choices[0] : none;
    event.preventDefault();
    wanted.checked = true;
    wanted.focus();
    wanted.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (/^[1-9]$/.test(event.key)) {
    const copies = row.querySelector("[name^=copies-]");
    event.preventDefault();
    copies.value = event.key;
    copies.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (event.key.toLowerCase() === "m") {
    event.preventDefault();
    row.querySelector("[name^=note-]").focus();
  }
});

document.addEventListener("click", (event) => {
  const pressed = event.target.closest?.("[data-all-present], [data-all-paid], [data-focuses]");
  if (!pressed) return;
  if (pressed.matches("[data-focuses]")) {
    pressed.focus();
    return;
  }
  event.preventDefault();
  let changed = null;
  if (pressed.matches("[data-all-paid]")) {
    for (const box of document.querySelectorAll("[data-paid]:not(:checked)")) {
      box.checked = true;
    }
    return;
  }
  for (const row of document.querySelectorAll("[data-paper][data-required]")) {
    const choices = [...row.querySelectorAll("input[type=radio]")];
    if (choices.length > 1 && choices.at(-1).checked) {
      choices[0].checked = true;
      changed = choices[0];
    }
  }
  changed?.dispatchEvent(new Event("change", { bubbles: true }));
});

const boxesOf = (form) => form.querySelectorAll("input[name]:not([type]), input[type=text], input[type=email], textarea");

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.matches("[data-intake]")) return;
  sent = new Map([...boxesOf(event.target)].map((box) => [box.name, box.value]));
  sent.delete(document.activeElement?.name);
});

// what was typed in other boxes while the answer was on its way is typed in the new ones too
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.target.matches("[data-intake]") || heldScan || event.detail.xhr.responseURL.includes("xong=")) return;
  const late = [...boxesOf(event.target)].filter((box) => sent.has(box.name) && sent.get(box.name) !== box.value);
  if (!late.length) return;
  document.addEventListener("htmx:afterSettle", () => {
    for (const box of late) {
      const again = screen()?.elements.namedItem(box.name);
      if (again && "value" in again) again.value = box.value;
    }
  }, { once: true });
});

// the server is away or has failed: everything stays on the screen, and the person is told
function tellNotSent(isNotSent) {
  const words = document.querySelector("[data-not-sent]");
  if (words) words.hidden = !isNotSent;
}
document.addEventListener("htmx:sendError", () => tellNotSent(true));
document.addEventListener("htmx:responseError", () => tellNotSent(true));
document.addEventListener("htmx:beforeRequest", () => tellNotSent(false));

function liven() {
  const paid = document.querySelector("[data-all-paid]");
  if (paid) paid.hidden = false;
  const focused = document.activeElement;
  if (focused?.matches("[data-focus]") && focused.select) focused.select();
}

document.addEventListener("htmx:load", (event) => {
  const printed = event.detail.elt.querySelector?.("[data-print]");
  if (printed) window.open(printed.href, "motcua-print", "noopener");
  queueMicrotask(liven);
});

document.addEventListener("htmx:afterSettle", () => {
  const form = screen();
  if (!form || !heldScan) return;
  const text = heldScan;
  heldScan = null;
  takeScan(text, form);
});
liven();

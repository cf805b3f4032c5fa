// Questions that an answer on the same page shows or hides. Without this script all of them are shown, and the server
// drops the answers that do not count.
function valueOf(form, name) {
  const boxes = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  if (boxes.length === 0 || boxes[0].closest("[data-revealed-by][hidden]")) return "";
  const ticked = boxes.find((box) => box.checked);
  return boxes[0].matches("[type=radio], [type=checkbox]") ? (ticked?.value ?? "") : boxes[0].value;
}

function reveal() {
  for (const part of document.querySelectorAll("[data-revealed-by]")) {
    const value = valueOf(part.closest("form"), part.dataset.revealedBy);
    part.hidden = !part.dataset.revealedFor.split(" ").includes(value);
  }
}

document.addEventListener("change", reveal);
document.addEventListener("htmx:afterSettle", reveal);
reveal();

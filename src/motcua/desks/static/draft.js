// Enhancement only. An open page of a draft is kept every few seconds; "continue" leaves the page only when the server
// has answered; files are sent one by one as they are chosen and can be sent again.
const EVERY_MS = 15_000;
const form = document.querySelector("form[data-autosave]");

if (form) {
  const told = form.querySelector("[data-autosaved]");
  const offline = form.querySelector("[data-words-offline]");
  let isChanged = false;
  let running = null;
  let isLeaving = false;
  let isAsking = false;

  const content = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };

  const keep = async () => {
    isChanged = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: content(), keepalive: true });
      told.innerHTML = await answer.text();
      const version = told.querySelector("[data-version]")?.dataset.version;
      if (version) form.elements.version.value = version;
      offline.hidden = true;
      return true;
    } catch {
      isChanged = true;
      offline.hidden = false;
      told.replaceChildren();
      return false;
    }
  };
  const keepOnce = () => (running ??= keep().finally(() => (running = null)));

  form.addEventListener("input", () => (isChanged = true));
  setInterval(() => isChanged && keepOnce(), EVERY_MS);
  document.addEventListener("visibilitychange", () => document.hidden && isChanged && !isLeaving && keepOnce());

  form.addEventListener("submit", async (event) => {
    if (isLeaving) return;
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    await running;
    const isKept = await keepOnce();
    isAsking = false;
    if (!isKept) return;
    isLeaving = true;
    form.requestSubmit(event.submitter ?? undefined);
    isLeaving = false;
  });
}

const uploads = document.querySelector("form[data-uploads]");

if (uploads) {
  const words = uploads.querySelector("[data-words]").dataset;
  const lines = uploads.querySelector("[data-sending]");
  const box = uploads.querySelector("input[name=files]");
  uploads.querySelector("[data-add]").remove();
  let before = Promise.resolve();

  const lineFor = (file) => {
    const line = document.createElement("li");
    lines.append(line);
    return (text, again) => {
      line.textContent = `${file.name}: ${text}`;
      if (!again) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "motcua-link-button";
      button.textContent = again.words;
      button.addEventListener("click", again.act);
      line.append(" ", button);
    };
  };

  const send = async (file, say) => {
    say(words.wait);
    const data = new FormData();
    for (const name of ["draft_key", "back"]) data.set(name, uploads.elements[name].value);
    data.set("step", "add");
    data.set("fragment", "1");
    data.set("files", file);
    try {
      const answer = await fetch(uploads.action, { method: "POST", body: data });
      if (![200, 422].includes(answer.status)) throw new Error(String(answer.status));
      uploads.querySelector("[data-files]").innerHTML = await answer.text();
      say("");
      lines.lastElementChild && [...lines.children].forEach((line) => line.textContent.endsWith(": ") && line.remove());
    } catch {
      say(words.failed, { words: words.again, act: () => enqueue(file, say) });
    }
  };
  const enqueue = (file, say) => (before = before.then(() => send(file, say)));

  box.addEventListener("change", () => {
    for (const file of box.files) {
      const say = lineFor(file);
      if (file.size > Number(uploads.dataset.uploads)) say(words.tooLarge);
      else enqueue(file, say);
    }
    box.value = "";
  });
}

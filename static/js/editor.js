// The text of an item: saved as one writes, looked at as one writes, lost never.
// Without this, the form has its buttons.

const form = document.querySelector("[data-autosave]");
const field = form.querySelector("textarea");
const version = () => form.querySelector("input[name=version]"); // it is swapped with each save
const key = `draft ${document.body.dataset.learner} ${form.dataset.autosave}`;
const SAVE_AFTER = 1000;
const LOOK_AFTER = 500;
const AGAIN_AFTER = 5000;

let sent = field.value; // what the server has
let saving = false;
let isRefused = false; // it was saved elsewhere since: the person decides
let timer, look;

const say = (words) => {
  const saved = document.getElementById("saved");
  saved.querySelector("p:not(.message p)")?.remove();
  const line = document.createElement("p");
  line.className = "small soft";
  line.textContent = words;
  saved.prepend(line);
};

const keep = () => {
  try {
    localStorage.setItem(key, JSON.stringify({ text: field.value, version: version().value }));
  } catch {
    // a comfort: the server has it a second later
  }
};

const post = (address, { keepalive = false } = {}) =>
  fetch(address, {
    method: "POST",
    body: new FormData(form),
    headers: { "HX-Request": "true" },
    keepalive,
  });

const save = async (options) => {
  clearTimeout(timer);
  if (saving || isRefused || field.value === sent) return;
  saving = true;
  const text = field.value;
  say(form.dataset.saving);
  try {
    const answer = await post(form.action, options);
    const words = await answer.text();
    if (!answer.ok) throw new Error(answer.status);
    document.getElementById("saved").outerHTML = words;
    const { ok, conflict } = document.getElementById("saved").dataset;
    isRefused = conflict !== undefined;
    if (ok !== undefined) sent = text;
    if (ok !== undefined && field.value === text) localStorage.removeItem(key);
  } catch {
    say(form.dataset.notSaved);
    timer = setTimeout(save, AGAIN_AFTER);
    return;
  } finally {
    saving = false;
  }
  if (field.value !== text) timer = setTimeout(save, SAVE_AFTER);
};

const preview = async () => {
  const text = field.value;
  try {
    const answer = await post(form.dataset.preview);
    if (answer.ok && field.value === text) {
      document.getElementById("preview").outerHTML = await answer.text();
    }
  } catch {
    // the next letter asks again
  }
};

field.addEventListener("input", () => {
  keep();
  clearTimeout(timer);
  clearTimeout(look);
  timer = setTimeout(save, SAVE_AFTER);
  look = setTimeout(preview, LOOK_AFTER);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save({ keepalive: true });
});

// What a closed tab or a lost network left behind, on top of what it was typed on.
const kept = JSON.parse(localStorage.getItem(key) ?? "null");
if (kept && kept.text === field.value) localStorage.removeItem(key);
else if (kept) {
  field.value = kept.text;
  version().value = kept.version;
  keep();
  preview();
  save().then(() => isRefused || say(form.dataset.kept));
}

// A picture goes where the cursor is.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-take-newer]")) localStorage.removeItem(key);
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const words = document.getElementById(button.dataset.insert).value;
  field.setRangeText(`\n\n${words}\n\n`, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

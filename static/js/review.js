// A review: saved as one writes, its claim renewed by that, no word lost.
// Without this, the form has its buttons.

const form = document.getElementById("review");
const key = `review ${document.body.dataset.learner} ${form.dataset.key}`;
const SAVE_AFTER = 1500;
const AGAIN_AFTER = 5000;

const saved = () => document.getElementById("saved");
const version = () => form.querySelector("input[name=version]").value; // swapped with each save
let sent = written();
let running = null; // the save under way
let isRefused = "conflict" in saved().dataset; // saved elsewhere, or ended: the person decides
let timer;

// Everything of the form but what goes along with each request.
function written() {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => value && !["csrfmiddlewaretoken", "version"].includes(name),
  );
  return JSON.stringify(Object.fromEntries(fields));
}

const say = (words) => {
  saved().querySelector("p.small")?.remove();
  const line = document.createElement("p");
  line.className = "small soft";
  line.textContent = words;
  saved().append(line);
};

const keep = (words) => {
  try {
    localStorage.setItem(key, JSON.stringify({ version: version(), words }));
  } catch {
    // a comfort: the server has it a second later
  }
};

// What became of a save. Some of it cannot be mended by trying again.
const took = async (answer, words) => {
  if (answer.headers.has("HX-Refresh") || answer.status === 401 || answer.redirected) {
    isRefused = true;
    say(form.dataset.ended);
  } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
    isRefused = true;
    say(form.dataset.refused);
  } else if (!answer.ok) {
    throw new Error(answer.status);
  } else {
    saved().outerHTML = await answer.text();
    const { ok, conflict } = saved().dataset;
    isRefused = conflict !== undefined;
    if (ok !== undefined) sent = words;
    if (ok !== undefined && written() === words) localStorage.removeItem(key);
  }
};

const post = async ({ keepalive = false } = {}) => {
  const words = written();
  say(form.dataset.saving);
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      keepalive,
    });
    await took(answer, words);
  } catch {
    say(form.dataset.notSaved);
    return AGAIN_AFTER;
  }
  return written() === words ? 0 : SAVE_AFTER;
};

const save = async (options) => {
  clearTimeout(timer);
  if (running || isRefused || written() === sent) return;
  running = post(options);
  const next = await running;
  running = null;
  if (next && !isRefused) timer = setTimeout(save, next);
};

const changed = (event) => {
  if (event.target.form !== form || written() === sent) return;
  keep(written());
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER);
};
document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save({ keepalive: true });
});
// What is sent goes on top of what was saved last, so a save that is under way comes first.
form.addEventListener("submit", async (event) => {
  clearTimeout(timer);
  if (!running) return;
  event.preventDefault();
  const { submitter } = event;
  await running;
  form.requestSubmit(submitter);
});

// A comment's box opens where the line is.
const open = (button) => {
  const { comment } = button.dataset;
  const box = document.createElement("div");
  box.className = "line-comment field";
  const label = document.createElement("label");
  label.htmlFor = `id_comment-${comment}`;
  label.textContent = `${form.dataset.commentLabel} ${comment.split("-")[1]}`;
  const field = document.createElement("textarea");
  field.id = label.htmlFor;
  field.name = `comment-${comment}`;
  field.rows = 2;
  field.setAttribute("form", "review");
  box.append(label, field);
  button.replaceWith(box);
  return field;
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-comment]");
  if (button) {
    event.preventDefault();
    open(button).focus();
  }
  const snippet = event.target.closest("[data-snippet]");
  if (snippet) {
    const field = form.elements.message;
    const words = document.getElementById(snippet.dataset.snippet).value;
    const start = field.value && !field.value.endsWith("\n") ? "\n\n" : "";
    field.setRangeText(start + words, field.value.length, field.value.length, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

// What a closed tab or a lost network left behind: back into the boxes, if it was typed on top
// of what is there; beside them, if the review was saved elsewhere since.
const restore = (fields) => {
  for (const [name, value] of Object.entries(fields)) {
    const button = document.querySelector(`[data-comment="${name.replace("comment-", "")}"]`);
    if (!form.elements[name] && button) open(button);
    if (form.elements[name]) form.elements[name].value = value;
  }
  save();
};
const showBeside = (fields) => {
  const note = document.createElement("div");
  note.className = "message warning stack tight";
  const line = document.createElement("p");
  line.textContent = form.dataset.kept;
  const words = document.createElement("pre");
  words.tabIndex = 0;
  const judged = ([name]) => name.startsWith("judge-") || name === "advice_kind";
  words.textContent = Object.entries(fields)
    .filter((field) => !judged(field))
    .map(([, value]) => value)
    .join("\n\n");
  note.append(line, words);
  form.prepend(note);
};
const kept = isRefused ? null : JSON.parse(localStorage.getItem(key) ?? "null");
if (kept?.words && kept.words !== sent) {
  const fields = JSON.parse(kept.words);
  if (kept.version === version()) restore(fields);
  else showBeside(fields);
}
if (kept && (kept.words === sent || kept.version !== version())) localStorage.removeItem(key);

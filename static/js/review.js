// A review: saved as one writes, its claim renewed by that, no word lost.
// Without this, the form has its buttons.

const form = document.getElementById("review");
const key = `review ${document.body.dataset.learner} ${form.dataset.key}`;
const SAVE_AFTER = 1500;
const AGAIN_AFTER = 5000;

let sent = written();
let saving = false;
let isRefused = false; // another tab saved since: the person decides
let timer;

// Everything of the form but what goes along with each request.
function written() {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => value && !["csrfmiddlewaretoken", "version"].includes(name),
  );
  return JSON.stringify(Object.fromEntries(fields));
}

const say = (words) => {
  const saved = document.getElementById("saved");
  saved.querySelector("p.small")?.remove();
  const line = document.createElement("p");
  line.className = "small soft";
  line.textContent = words;
  saved.append(line);
};

const keep = (words) => {
  try {
    localStorage.setItem(key, words);
  } catch {
    // a comfort: the server has it a second later
  }
};

const save = async ({ keepalive = false } = {}) => {
  clearTimeout(timer);
  const words = written();
  if (saving || isRefused || words === sent) return;
  saving = true;
  say(form.dataset.saving);
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      keepalive,
    });
    const part = await answer.text();
    if (!answer.ok) throw new Error(answer.status);
    document.getElementById("saved").outerHTML = part;
    const { ok, conflict } = document.getElementById("saved").dataset;
    isRefused = conflict !== undefined;
    if (ok !== undefined) sent = words;
    if (ok !== undefined && written() === words) localStorage.removeItem(key);
  } catch {
    say(form.dataset.notSaved);
    timer = setTimeout(save, AGAIN_AFTER);
    return;
  } finally {
    saving = false;
  }
  if (written() !== words) timer = setTimeout(save, SAVE_AFTER);
};

const changed = (event) => {
  if (event.target.form !== form) return;
  keep(written());
  clearTimeout(timer);
  timer = setTimeout(save, SAVE_AFTER);
};
document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") save({ keepalive: true });
});
// What is sent needs no keeping.
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (event.submitter?.matches(".primary")) localStorage.removeItem(key);
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

// What a closed tab or a lost network left behind.
const kept = JSON.parse(localStorage.getItem(key) ?? "null");
if (kept && JSON.stringify(kept) !== sent) {
  for (const [name, value] of Object.entries(kept)) {
    const button = document.querySelector(`[data-comment="${name.replace("comment-", "")}"]`);
    if (!form.elements[name] && button) open(button);
    if (form.elements[name]) form.elements[name].value = value;
  }
  save();
} else if (kept) {
  localStorage.removeItem(key);
}

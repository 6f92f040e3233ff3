// Logging without a network: keeps what is typed, shows what waits, sends it when it can.
import { send } from "./sending.js";
import { signOut } from "./sign-out.js";
import {
  deviceDayStart, deviceLearner, forget, keep, setDeviceLearner, waitingOf,
} from "./waiting.js";

const news = document.getElementById("news");
const section = document.getElementById("waiting");
const isOfflinePage = "offline" in document.body.dataset;
const others = new BroadcastChannel("learnpath");
// The offline page is the same for everybody: it is for whoever was signed in here last.
const learner = isOfflinePage ? await deviceLearner() : (document.body.dataset.learner ?? null);
const dayStart = isOfflinePage
  ? await deviceDayStart() : Number(document.body.dataset.dayStartsAt ?? 0);

const say = (what, ...more) => news?.replaceChildren(news.dataset[what], ...more);
const warn = (what) => document.getElementById("alert")?.replaceChildren(news.dataset[what]);

const link = (address) => {
  const element = document.createElement("a");
  element.href = address;
  element.textContent = news.dataset.show;
  return element;
};

// --- The list -----------------------------------------------------------------------------

const row = (entry) => {
  const item = section.querySelector("template").content.cloneNode(true).firstElementChild;
  const put = (selector, text) => (item.querySelector(selector).textContent = text);
  const day = new Date(`${entry.fields.day}T00:00`); // midnight here
  put("[data-day]", day.toLocaleDateString(undefined, { dateStyle: "medium" }));
  put("[data-what]", entry.fields.unit ? entry.unit : entry.kind);
  put("[data-note]", entry.fields.note);
  put("[data-time]", entry.fields.minutes);
  put("[data-why]", (entry.errors ?? []).join(" "));
  const mend = item.querySelector("[data-mend]");
  mend.hidden = !entry.errors; // one that was not refused may be in the log already
  mend.addEventListener("click", () => fill(entry));
  item.querySelector("[data-drop]").addEventListener("click", () => drop(entry));
  return item;
};

const draw = async () => {
  if (!section) return;
  const entries = learner ? await waitingOf(learner) : [];
  section.hidden = !entries.length;
  section.querySelector("ul").replaceChildren(...entries.map(row));
};

const drop = async (entry) => {
  await forget(entry.id);
  const back = document.createElement("button");
  back.className = "button small";
  back.textContent = news.dataset.back;
  back.addEventListener("click", async () => {
    await keep(entry);
    say("kept");
    await changed({});
  });
  say("dropped", " ", back);
  await changed({});
};

// --- The form -----------------------------------------------------------------------------

const logForm = () => document.querySelector("form[data-log]");
const textOf = (select) => select.selectedOptions[0]?.textContent.trim() ?? "";
// The learner's day by this device's clock: the hours before their day begins are of the day before.
const studyDay = (days = 0) => {
  const now = new Date();
  const back = now.getHours() < dayStart ? 1 : 0;
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days - back, 12);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((number) => String(number).padStart(2, "0")).join("-");
};

// An empty form for the next entry, dated by this device's calendar.
const empty = (form) => {
  const { id, minutes, note, unit, day } = form.elements;
  id.value = crypto.randomUUID();
  minutes.value = note.value = unit.value = "";
  day.value = day.max = studyDay();
  form.querySelector("[data-set]").dataset.set = studyDay(-1);
  form.querySelectorAll(".field-error").forEach((error) => error.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  delete form.dataset.mends;
};

// Show a refused entry in the form again; it stays in the list until the change is kept.
const fill = async (entry) => {
  const form = logForm();
  const { minutes, note } = form.elements;
  if ((minutes.value || note.value) && !form.dataset.mends) await keepTyped(form); // half an entry
  empty(form);
  for (const [name, value] of Object.entries(entry.fields)) form.elements[name].value = value;
  form.elements.id.value = form.dataset.mends = entry.id;
  form.elements.minutes.focus();
};

const keepTyped = async (form) => {
  const { id, minutes, day, unit, kind, note } = form.elements;
  await keep({
    id: id.value,
    learner,
    typed: Date.now(),
    fields: {
      minutes: minutes.value, day: day.value, unit: unit.value, kind: kind.value, note: note.value,
    },
    unit: textOf(unit),
    kind: textOf(kind),
  });
  empty(form);
  say("kept");
  await changed({});
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) {
    event.preventDefault();
    signOut(form, learner, others).catch(() => form.submit());
  } else if (form.matches("[data-log]") && (isOfflinePage || form.dataset.mends || !navigator.onLine)) {
    event.preventDefault();
    event.stopImmediatePropagation(); // htmx would send it
    keepTyped(form).then(sendAll);
  }
}, { capture: true });

// The network was away without the browser knowing it, or the answer was lost on the way.
document.addEventListener("htmx:error", ({ target, detail }) => {
  if (!detail.ctx || detail.ctx.text !== undefined) return;
  const form = target.closest?.("form[data-log]");
  if (form) keepTyped(form).then(sendAll);
  else if (detail.ctx.request?.method !== "GET") warn("unsaved");
});

// The session has ended: what was typed waits for the same learner to sign in again.
document.addEventListener("htmx:before:response", (event) => {
  const form = event.target.closest?.("form[data-log]");
  if (form && event.detail.ctx.response.status === 401) {
    event.preventDefault();
    keepTyped(form).finally(() => location.reload());
  }
});

// --- Sending ------------------------------------------------------------------------------

const sendAll = async () => {
  if (!learner) return;
  const done = await send(learner);
  if (!done.sent && !done.refused) return;
  if (done.refused) say("refused", ...(section ? [] : [" ", link(news.dataset.log)]));
  else say("sent", ...(document.getElementById("entries") ? [] : [" ", link(again())]));
  await changed(done);
};

const again = () => (location.pathname === "/offline/" ? "/" : location.href);

// Something waits or was sent: show it here, and in the other tabs.
const changed = async (done) => {
  others.postMessage(done);
  await showChange(done);
};

const showChange = async (done) => {
  await draw();
  if (done.sent && document.getElementById("entries")) await refreshLog();
};

// Put in the log's new rows and sums, and leave the form alone: somebody may be typing.
const refreshLog = async () => {
  const answer = await fetch(location.href).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  if (page.body.dataset.learner !== learner) return;
  for (const id of ["entries", "this-week"]) {
    const fresh = page.getElementById(id);
    document.getElementById(id)?.replaceWith(fresh);
    htmx.process(fresh);
  }
};

// A page of before somebody signed out, or of somebody before, is not left in sight.
const comeBack = async () => {
  const now = await deviceLearner();
  if (now === learner) await sendAll();
  else if (now || !isHalfTyped()) location.reload();
  else warn("ended"); // somebody would lose what they typed
};

const isHalfTyped = () =>
  [...document.querySelectorAll("main textarea, main input:not([type=hidden])")]
    .some((field) => field.value !== field.defaultValue);

others.addEventListener("message", ({ data }) => (data.signedOut ? location.reload() : showChange(data)));
addEventListener("online", sendAll);
addEventListener("pageshow", ({ persisted }) => persisted && comeBack());
document.addEventListener("visibilitychange", () => document.hidden || comeBack());

// --- Start --------------------------------------------------------------------------------

if (isOfflinePage) {
  const form = logForm();
  empty(form);
  form.closest("[data-if-known]").hidden = !learner;
  document.querySelector("[data-if-unknown]").hidden = Boolean(learner);
  document.querySelector("[data-again]").href = again();
} else {
  await setDeviceLearner(learner, dayStart);
}
await draw();
await sendAll();

// The page says that it can do all this, for tests and for the curious.
document.body.dataset.ready = "";

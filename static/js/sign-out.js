// Signing out: sends what waits, asks about what cannot be sent, and leaves the device clean.
import { send } from "./sending.js";
import { forgetAllOf, othersWait, setDeviceLearner, waitingOf } from "./waiting.js";

const confirmed = (left) =>
  new Promise((resolve) => {
    const dialog = document.getElementById("unsent");
    dialog.querySelector("[data-count]").textContent = left;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true });
    dialog.showModal();
  });

const clean = async (learner) => {
  await forgetAllOf(learner);
  await setDeviceLearner(null, 0);
  for (const name of await caches.keys()) await caches.delete(name);
  await (await navigator.serviceWorker.getRegistration())?.unregister();
};

export const signOut = async (form, learner, others) => {
  await send(learner);
  const left = (await waitingOf(learner)).length;
  if (left && !(await confirmed(left))) return;
  const body = new URLSearchParams(new FormData(form));
  // What somebody else typed waits for them; the server then lets the browser keep it.
  if (await othersWait(learner)) body.set("others-wait", "yes");
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) {
    document.getElementById("alert").textContent = document.getElementById("unsent").dataset.offline;
  } else if (answer.type === "opaqueredirect") {
    try {
      await clean(learner);
    } finally {
      others.postMessage({ signedOut: true }); // the session has ended, whatever could be cleaned
    }
    location.replace("/");
  } else form.submit(); // a page to read, such as that this form is too old
};

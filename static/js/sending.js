// Sends the entries that wait. The server knows each by its id, so sending one twice, because
// the answer was lost or the tab was closed, writes it once.
import { forget, refuse, waitingOf } from "./waiting.js";

const PATIENCE_MS = 20_000;

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

const post = (entry) =>
  fetch(document.body.dataset.sync, {
    method: "POST",
    headers: { "X-CSRFToken": token() },
    body: new URLSearchParams({ ...entry.fields, id: entry.id, learner: entry.learner }),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });

// Send what `learner` has waiting, oldest first, in one tab at a time. Stops at the first that
// does not get through: no network, a busy server, or somebody else signed in by now. Returns
// how many are in the log now, and how many were refused.
export const send = (learner) =>
  navigator.locks.request("learnpath-send", async () => {
    const done = { sent: 0, refused: 0 };
    for (const entry of await waitingOf(learner)) {
      if (entry.errors) continue; // waits for a change, not for the network
      const answer = await post(entry).catch(() => null);
      if (answer?.status === 204) {
        await forget(entry.id);
        done.sent += 1;
      } else if (answer?.status === 422) {
        await refuse(entry.id, Object.values((await answer.json()).errors).flat());
        done.refused += 1;
      } else break;
    }
    return done;
  });

// What this device keeps by itself, in IndexedDB: entries that wait to be sent, each with the
// key of the learner who typed it; and of the learner whose device it is just now, the key and
// the hour at which their day begins.
// The database is opened for each step, so that another tab may empty it at any time.

const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("learnpath", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("waiting", { keyPath: "id" });
      request.result.createObjectStore("device");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Do one thing in a transaction; the answer comes when it is safely on the disk.
const run = async (store, work) => {
  const database = await open();
  try {
    const transaction = database.transaction(store, "readwrite", { durability: "strict" });
    const request = work(transaction.objectStore(store));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return request?.result;
  } finally {
    database.close();
  }
};

export const keep = (entry) => run("waiting", (store) => store.put(entry));
export const forget = (id) => run("waiting", (store) => store.delete(id));

// Note why the server refused an entry, unless it was thrown away meanwhile.
export const refuse = (id, errors) =>
  run("waiting", (store) => {
    store.get(id).onsuccess = (event) => {
      if (event.target.result) store.put({ ...event.target.result, errors });
    };
  });

const all = () => run("waiting", (store) => store.getAll());
export const waitingOf = async (learner) =>
  (await all()).filter((entry) => entry.learner === learner).sort((a, b) => a.typed - b.typed);
export const othersWait = async (learner) => (await all()).some((entry) => entry.learner !== learner);
export const forgetAllOf = async (learner) => {
  for (const entry of await waitingOf(learner)) await forget(entry.id);
};

export const deviceLearner = async () => (await run("device", (store) => store.get("learner"))) ?? null;
export const deviceDayStart = async () => (await run("device", (store) => store.get("dayStart"))) ?? 0;
export const setDeviceLearner = (learner, dayStart) =>
  run("device", (store) => {
    store.put(dayStart, "dayStart");
    return store.put(learner, "learner");
  });

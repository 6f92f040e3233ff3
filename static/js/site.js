// Plain comforts for every page. Everything works without them.

// The clock of a running timer ticks; the server's count is where it starts.
const clock = document.querySelector("[data-clock][data-running]");
if (clock) {
  const started = Date.now() - 1000 * Number(clock.dataset.clock);
  const show = () => {
    const seconds = Math.max(0, Math.floor((Date.now() - started) / 1000));
    const two = (number) => String(number).padStart(2, "0");
    clock.textContent = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  };
  setInterval(show, 1000);
}

// A button with data-set puts its value into the field it names.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-set]");
  if (button) document.getElementById(button.dataset.for).value = button.dataset.set;
});

// A button with data-print prints the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// A button with data-copy copies the field it names, and says so beside it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select(); // where a browser lets no script copy, the person can
  await navigator.clipboard?.writeText(field.value);
  if (!navigator.clipboard) return;
  document.querySelector(`[data-copy-status="${field.id}"]`).textContent = button.dataset.copied;
});

// After htmx swapped a form in, the first field that is wrong gets the focus.
document.addEventListener("htmx:after:swap", () => {
  document.querySelector("[aria-invalid=true]")?.focus();
});

// What works without a network comes after the page, from the worker that keeps it. Who is
// not signed in has none, unless somebody was on this device.
const { learner, worker } = document.body.dataset;
const comeOffline = async () => {
  if (learner) await navigator.serviceWorker.register(worker);
  if (!(await navigator.serviceWorker.getRegistration())) return;
  const { active } = await navigator.serviceWorker.ready;
  if (active.state !== "activated") {
    await new Promise((done) => active.addEventListener("statechange", done, { once: true }));
  }
  await import("./offline.js");
};
if (navigator.serviceWorker) {
  const start = () => comeOffline().catch(() => {}); // a comfort: the page works without
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
}

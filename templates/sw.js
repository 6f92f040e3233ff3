// Keeps the offline page and what it is made of, and nothing else: no page of anybody's.
// Everything here was fetched without cookies, so several people may share the device.
const CACHE = "learnpath-{{ version }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
const PAGE = "{{ page|escapejs }}";

const install = async () => {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { credentials: "omit" })));
  await cache.add(new Request(PAGE, { credentials: "omit", cache: "reload" }));
  await self.skipWaiting();
};

const activate = async () => {
  const old = (await caches.keys()).filter((name) => name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable(); // no page waits for the worker to start
  await self.clients.claim();
};

const kept = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });

const page = async (event) => {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    return (await kept(PAGE)) ?? Promise.reject(error);
  }
};

const file = async (request) => (await kept(request.url)) ?? fetch(request);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (FILES.includes(address.pathname)) event.respondWith(file(request));
});

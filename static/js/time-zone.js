// Tells the server, or the person, which time zone this browser is in.
// Without this script everything works; the zone is then UTC until the profile says otherwise.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (zone) {
  for (const field of document.querySelectorAll("[data-fill='time-zone']")) {
    field.value = zone;
  }
  for (const hint of document.querySelectorAll("[data-time-zone]")) {
    if (hint.dataset.timeZone !== zone) {
      hint.querySelector("[data-browser-zone]").textContent = zone.replaceAll("_", " ");
      hint.hidden = false;
    }
  }
}

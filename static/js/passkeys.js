// allauth's scripts talk to the device; this says in words when nothing came of it.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const isKnown = event.detail.exception?.name === "InvalidStateError";
  const words = document.getElementById(isKnown ? "passkey-known" : "passkey-not-used");
  const alert = document.getElementById("alert");
  alert.textContent = words.textContent;
  alert.scrollIntoView({ block: "nearest" });
});

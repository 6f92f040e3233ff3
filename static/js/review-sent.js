// A review that was sent: what this browser kept of it while it was written is no longer needed.
const { sent } = document.querySelector("[data-sent]").dataset;
localStorage.removeItem(`review ${document.body.dataset.learner} ${sent}`);

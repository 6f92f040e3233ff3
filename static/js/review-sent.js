// A review that was sent: what this browser kept of it while it was written is no longer needed.
const { reviewOf } = document.querySelector("[data-review-of]").dataset;
localStorage.removeItem(`review ${document.body.dataset.learner} ${reviewOf}`);

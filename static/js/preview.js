// What is written in Markdown, below it as the page will show it.
(() => {
  const watch = (field) => {
    const shown = document.createElement("section");
    shown.className = "markdown-preview";
    shown.setAttribute("aria-label", "Preview");
    field.after(shown);

    let last = 0;
    const show = async () => {
      const mine = ++last;
      const body = new FormData();
      body.set("text", field.value);
      body.set("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
      const answer = await fetch(field.dataset.preview, { method: "POST", body }).catch(() => null);
      if (mine === last && answer?.ok) shown.innerHTML = await answer.text();
    };
    field.addEventListener("input", show);
    show();
  };

  addEventListener("load", () => document.querySelectorAll("[data-preview]").forEach(watch));
})();

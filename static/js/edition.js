// The minutes of an edition as it is being arranged: in all against its target, and by module, in
// the words that the page comes with.
(() => {
  const inWords = (minutes) => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(" ") || "0 min";
  };

  const start = () => {
    const sums = document.querySelector(".desk-sums");
    const data = document.getElementById("unit-minutes");
    const group = document.getElementById("placements-group");
    const isOut = !group?.querySelector("input.order"); // nothing can be arranged any more
    if (!sums || !data || isOut) return;
    const known = JSON.parse(data.textContent);

    const minutesOf = (row) => {
      const name = row.querySelector("[data-minutes]");
      if (name) return Number(name.dataset.minutes);
      return known[row.querySelector("select[name$=-unit]")?.value] ?? 0;
    };

    const show = () => {
      const byModule = new Map();
      let total = 0;
      for (const row of group.querySelectorAll("tr.form-row:not(.empty-form)")) {
        if (row.querySelector("input[name$=-DELETE]:checked")) continue;
        const select = row.querySelector("select[name$=-module]");
        const module = select
          ? select.selectedOptions[0]?.textContent
          : row.querySelector(".field-module")?.textContent.trim();
        const minutes = minutesOf(row);
        total += minutes;
        if (minutes) byModule.set(module, (byModule.get(module) ?? 0) + minutes);
      }
      const target = Number(document.getElementById("id_target_minutes")?.value || sums.dataset.target);
      const difference = total - target;
      const against = difference
        ? `${inWords(Math.abs(difference))} ${difference > 0 ? "over" : "under"} the target of ${inWords(target)}`
        : "as its target says";
      const parts = [...byModule].map(([module, minutes]) => `${module}: ${inWords(minutes)}`);
      sums.textContent = `${inWords(total)} in all, ${against}. ${parts.join("; ")}`;
    };

    document.addEventListener("change", show);
    document.addEventListener("input", show);
    document.addEventListener("formset:added", show);
    document.addEventListener("formset:removed", show);
    window.django?.jQuery(group).on("select2:select change", show); // Select2 tells jQuery alone
    show();
  };

  addEventListener("load", start);
})();

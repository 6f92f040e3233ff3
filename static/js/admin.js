// Django's admin leaves fields in tables, and Select2's boxes, without a name that a screen
// reader could say. Give each the one that is seen: its label, or the heading of its column.
const nameOf = (field) => {
  const label = document.querySelector(`label[for="${field.id}"]`);
  const cell = field.closest("td");
  const heading = cell?.closest("table").tHead.rows[0].cells[cell.cellIndex];
  return (label ?? heading)?.textContent.trim();
};

const nameFields = () => {
  for (const heading of document.querySelectorAll(".inline-group thead th")) {
    if (!heading.textContent.trim()) heading.replaceWith(document.createElement("td"));
  }
  const inTables = ".inline-group td :is(input:not([type=hidden]), select, textarea)";
  for (const field of document.querySelectorAll(inTables)) {
    if (!field.labels.length) field.setAttribute("aria-label", nameOf(field));
  }
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    for (const box of select.parentElement.querySelectorAll("[role=combobox], [role=textbox]")) {
      box.setAttribute("aria-label", nameOf(select));
    }
  }
};

// Select2 makes its boxes when jQuery is ready, which may be after the page has loaded.
addEventListener("load", () => (window.django?.jQuery ?? ((run) => run()))(nameFields));
document.addEventListener("formset:added", nameFields);

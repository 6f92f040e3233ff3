// Rows with a place in an order: a handle to drag, and two buttons for the keyboard. Without
// this script the numbers are typed; on the server a number says where a row goes.
(() => {
  const rowsOf = (group) =>
    [...group.querySelectorAll("tr.form-row")].filter(
      (row) => !row.classList.contains("empty-form") && row.querySelector("input.order")
    );

  const renumber = (group) => {
    rowsOf(group).forEach((row, index) => {
      row.querySelector("input.order").value = index + 1;
    });
    group.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const move = (row, by) => {
    const group = row.closest(".inline-group");
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + by];
    if (!other) return;
    other[by < 0 ? "before" : "after"](row);
    renumber(group);
  };

  const button = (row, sign, label, by) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: sign, title: label });
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      move(row, by);
      made.focus();
    });
    return made;
  };

  let dragged = null;

  const makeDraggable = (row) => {
    const handle = document.createElement("span");
    Object.assign(handle, { className: "order-handle", draggable: true, textContent: "⠿" });
    handle.setAttribute("aria-hidden", "true"); // the buttons do the same
    handle.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      if (dragged) renumber(dragged.closest(".inline-group"));
      dragged = null;
    });
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged.closest(".inline-group") !== row.closest(".inline-group")) return;
      event.preventDefault();
      if (dragged === row) return;
      const box = row.getBoundingClientRect();
      row[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    });
    return handle;
  };

  const dress = (row) => {
    const field = row.querySelector("input.order");
    if (!field || row.querySelector(".order-handle") || row.classList.contains("empty-form")) return;
    const tools = document.createElement("span");
    tools.className = "order-tools";
    tools.append(makeDraggable(row), button(row, "↑", "Move up", -1), button(row, "↓", "Move down", 1));
    field.before(tools);
  };

  const dressAll = () => {
    for (const row of document.querySelectorAll(".inline-group tr.form-row")) dress(row);
  };

  addEventListener("DOMContentLoaded", dressAll);
  document.addEventListener("formset:added", (event) => {
    dress(event.target);
    const group = event.target.closest(".inline-group");
    if (event.target.querySelector("input.order")) renumber(group);
  });
})();

// SPDX-License-Identifier: Apache-2.0
// The mouse, the finger and the keyboard on the map: a tool decides what dragging means. A click takes a tract; with
// Shift, or while "add" is on, it is added or taken away.

const kClickPixels = 4; // less than this is a click and no drag
const kStepPixels = 60; // of an arrow key
const kZoomStep = 1.6;

let tool = "move";
let adding = false;
let dragged = null; // {start, at, outline, row}: from button down to button up

function rowAt(target) {
  const row = target.closest?.("[data-row]")?.dataset.row;
  return row === undefined ? null : Number(row);
}

function press(buttons, chosen) {
  for (const button of buttons) button.setAttribute("aria-pressed", String(chosen(button)));
}

function chooseTool(next) {
  tool = next;
  press(document.querySelectorAll("[data-tool]"), (button) => button.dataset.tool === tool);
  sheet.dataset.tool = tool;
}

function takeTract(row, more) {
  if (row === null) return;
  if (more) toggleSelected(row);
  else change({ selected: new Set([row]), pinned: row });
}

function takeTracts(rows, more) {
  if (more) addToSelection(rows);
  else selectOnly(rows);
}

function rectangleOf([ax, ay], [bx, by]) {
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ];
}

function isDrag(event) {
  return Math.hypot(event.clientX - dragged.x, event.clientY - dragged.y) >= kClickPixels;
}

function down(event) {
  if (event.button !== 0) return;
  const at = placeOf(event);
  dragged = { x: event.clientX, y: event.clientY, start: at, outline: [at], row: rowAt(event.target), moved: false };
}

function movedTo(event) {
  if (!dragged.moved) {
    if (!isDrag(event)) return;
    dragged.moved = true;
    sheet.setPointerCapture(event.pointerId);
    change({ focused: null });
  }
  const at = placeOf(event);
  if (tool === "move") {
    moveBy(dragged.start[0] - at[0], dragged.start[1] - at[1]);
    return;
  }
  if (tool === "lasso") dragged.outline.push(at);
  else dragged.outline = rectangleOf(dragged.start, at);
  drag.setAttribute("d", pathOf(dragged.outline) + "Z");
}

function move(event) {
  if (dragged) movedTo(event);
  else if (event.pointerType === "mouse") {
    const row = rowAt(event.target);
    if (row !== state.focused) change({ focused: row });
  }
}

function endDrag() {
  dragged = null;
  drag.removeAttribute("d");
}

function up(event) {
  if (!dragged) return;
  const more = event.shiftKey || adding;
  if (!dragged.moved) takeTract(dragged.row, more);
  else if (tool !== "move") takeTracts(tractsWithin(dragged.outline), more);
  endDrag();
}

function wheel(event) {
  if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
  event.preventDefault();
  enlarge(2 ** (-event.deltaY / 200), placeOf(event));
}

function key(event) {
  const step = kStepPixels * unitsPerPixel();
  const does = {
    ArrowLeft: () => moveBy(-step, 0),
    ArrowRight: () => moveBy(step, 0),
    ArrowUp: () => moveBy(0, -step),
    ArrowDown: () => moveBy(0, step),
    "+": () => enlarge(kZoomStep),
    "=": () => enlarge(kZoomStep),
    "-": () => enlarge(1 / kZoomStep),
    0: showAll,
  }[event.key];
  if (!does || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  does();
}

// Takes back one thing after the other: the drag, the card, the search and its classes, the selection.
function escape(event) {
  if (event.key !== "Escape") return;
  if (dragged) endDrag();
  else if (state.pinned !== null || state.focused !== null) change({ pinned: null, focused: null });
  else if (state.search !== "" || state.only !== "all" || state.legendClass !== null)
    change({ search: "", only: "all", legendClass: null });
  else selectOnly([]);
}

function startPicking() {
  sheet.addEventListener("pointerdown", down);
  sheet.addEventListener("pointermove", move);
  sheet.addEventListener("pointerup", up);
  sheet.addEventListener("pointercancel", endDrag);
  sheet.addEventListener("pointerleave", () => dragged || change({ focused: null }));
  sheet.addEventListener("dragstart", (event) => event.preventDefault()); // of a selected text under the mouse
  sheet.addEventListener("wheel", wheel, { passive: false });
  sheet.addEventListener("keydown", key);
  document.addEventListener("keydown", escape);
  for (const button of document.querySelectorAll("[data-tool]"))
    button.addEventListener("click", () => chooseTool(button.dataset.tool));
  byId("add").addEventListener("click", () => {
    adding = !adding;
    press([byId("add")], () => adding);
  });
  byId("zoom-in").addEventListener("click", () => enlarge(kZoomStep));
  byId("zoom-out").addEventListener("click", () => enlarge(1 / kZoomStep));
  byId("zoom-all").addEventListener("click", showAll);
  chooseTool("move");
}

// SPDX-License-Identifier: Apache-2.0
// The card of one tract: its value with margin and reliability, its place among the others, what adds most to the index.
// It follows the mouse and the keyboard; a click keeps it.

const card = byId("card");

function reliabilityWords(value, margin) {
  if (margin === null || margin === undefined || value === null) return "";
  const cv = variation(value, margin);
  const { high, medium } = data.reliability;
  const level = cv < high.below ? high : cv <= medium.upTo ? medium : data.reliability.low;
  return say(level.words).replace("{}", fixed(cv * 100, 0));
}

function placeWords(column, row) {
  const share = column.place.percent[row];
  return share === null ? "" : say(column.place.pattern).replace("{}", fixed(share, 1));
}

function peopleWords(row) {
  const people = data.people.values[row];
  return people === null ? word("people_unknown") : figure(people, data.people.unit);
}

function line(text, kind) {
  return text === "" ? null : make("p", { class: kind }, text);
}

function valueLines(column, row) {
  const value = column.values[row];
  if (value === null) return [line(word("no_data"), "value"), line(whyMissing(column, row), "quiet")];
  const margin = column.margin?.[row] ?? null;
  const told = marginFigure(margin, column.unit);
  return [
    line(figure(value, column.unit), "value"),
    line(told && word("margin_90", told), "quiet"),
    line(placeWords(column, row), ""),
    line(reliabilityWords(value, margin), column.unreliableRows.has(row) ? "warned" : "quiet"),
  ];
}

// The indicators that add most to the score of the index.
function contributions(row) {
  const list = data.index?.most[row] ?? [];
  if (list.length === 0) return null;
  const rows = list.map(([part, share]) => {
    const bar = make("span", { class: "bar-of-share" });
    bar.style.width = share + "%";
    const label = make("span", {}, say(data.index.parts[part]));
    return make("li", {}, label, make("span", { class: "number" }, fixed(share, 0) + " %"), bar);
  });
  return make("div", { class: "adds" }, line(word("adds_most"), "quiet"), make("ul", {}, ...rows));
}

function closeButton() {
  const button = make("button", { type: "button", class: "close", "aria-label": word("close") }, "×");
  button.addEventListener("click", () => change({ pinned: null, focused: null }));
  return button;
}

// Beside the tract, on the side where there is room.
function placeCard(row) {
  const stage = byId("stage").getBoundingClientRect();
  const box = tractShapes[row].getBoundingClientRect();
  const size = card.getBoundingClientRect();
  const gap = 10;
  const right = box.right - stage.left + gap;
  const left = right + size.width > stage.width ? box.left - stage.left - gap - size.width : right;
  const top = (box.top + box.bottom - size.height) / 2 - stage.top;
  const clamp = (at, most) => Math.max(4, Math.min(at, most - 4));
  card.style.left = clamp(left, stage.width - size.width) + "px";
  card.style.top = clamp(top, stage.height - size.height) + "px";
}

function paintCard() {
  const row = state.focused ?? state.pinned;
  card.hidden = row === null;
  card.classList.toggle("pinned", row !== null && row === state.pinned);
  if (row === null) return;
  const column = shownColumn();
  card.replaceChildren(
    ...[
      row === state.pinned ? closeButton() : null,
      make("p", { class: "name" }, data.tracts.name[row]),
      line(data.counties[data.tracts.county[row]] + " · " + data.tracts.id[row], "quiet"),
      line(peopleWords(row), "quiet"),
      line(say(column.label), "label"),
      ...valueLines(column, row),
      contributions(row),
    ].filter((child) => child !== null),
  );
  placeCard(row);
}

function startCard() {
  watch(["focused", "pinned", "column", "language", "view", "part"], paintCard);
  new ResizeObserver(paintCard).observe(sheet);
}

// SPDX-License-Identifier: Apache-2.0
// The list of tracts: sorted by its heads, filtered by search and legend. One row is in the tab order; arrows go from row
// to row, Enter takes the tract alone, Space adds it or takes it away.

const kListHeads = [
  { by: "name", word: "tract" },
  { by: "value", word: "value" },
  { by: "people", word: "people" },
];

const inOrder = new Intl.Collator("en", { numeric: true });

// Missing values stand at the end, whichever way the list runs.
function compareNumbers(a, b, down) {
  if (a === null || b === null) return (a === null) - (b === null);
  return down ? b - a : a - b;
}

function sortedRows(rows) {
  const { by, down } = state.sort;
  const values = { value: shownColumn().values, people: data.people.values }[by];
  const byName = (a, b) => inOrder.compare(data.tracts.id[a], data.tracts.id[b]);
  if (!values) return rows.toSorted((a, b) => (down ? byName(b, a) : byName(a, b)));
  return rows.toSorted((a, b) => compareNumbers(values[a], values[b], down) || byName(a, b));
}

function sortHead({ by, word: key }) {
  const sorted = state.sort.by === by;
  const unit = by === "value" ? say(shownColumn().unit_words) : "";
  const direction = state.sort.down ? "descending" : "ascending";
  const arrow = sorted ? { ascending: " ↑", descending: " ↓" }[direction] : "";
  const button = make("button", { type: "button", "data-sort": by }, word(key), arrow);
  button.addEventListener("click", () => {
    change({ sort: { by, down: sorted ? !state.sort.down : by !== "name" } });
    document.querySelector(`#list [data-sort="${by}"]`).focus();
  });
  return make(
    "th",
    { scope: "col", class: by === "name" ? null : "number", "aria-sort": sorted ? direction : null },
    button,
    unit ? make("span", { class: "unit" }, unit) : null,
  );
}

function nameCell(row) {
  const places = foundNames(row);
  return make(
    "th",
    { scope: "row" },
    data.tracts.name[row],
    make("span", { class: "quiet id" }, data.tracts.id[row]),
    places.length > 0 ? make("span", { class: "quiet place" }, places.slice(0, 3).join(", ")) : null,
  );
}

function unreliableMark(column, row) {
  if (!column.unreliableRows.has(row)) return null;
  return make("span", { class: "mark", title: say(column.legend.unreliable.label) }, word("unreliable"));
}

function valueCell(column, row) {
  const value = column.values[row];
  if (value === null) return make("td", { class: "number missing", title: whyMissing(column, row) }, word("no_data"));
  const margin = shortMargin(column.margin?.[row], column.unit);
  return make(
    "td",
    { class: "number" },
    shortFigure(value, column.unit),
    margin ? make("span", { class: "quiet margin" }, margin) : null,
    unreliableMark(column, row),
  );
}

function listRow(row) {
  const column = shownColumn();
  return make(
    "tr",
    { "data-row": row, tabindex: "-1", "aria-selected": String(state.selected.has(row)) },
    nameCell(row),
    valueCell(column, row),
    make("td", { class: "number" }, countOrUnknown(data.people.values[row])),
  );
}

function paintList() {
  const rows = sortedRows(everyTract.filter(meetsFilter));
  const table = make(
    "table",
    { role: "grid", "aria-multiselectable": "true", "aria-labelledby": "list-heading" },
    make("thead", {}, make("tr", {}, ...kListHeads.map(sortHead))),
    make("tbody", {}, ...rows.map(listRow)),
  );
  table.querySelector("tbody tr")?.setAttribute("tabindex", "0");
  byId("list").replaceChildren(table);
  byId("found").textContent = word("found", count(rows.length), count(tractCount));
}

function paintListSelection() {
  for (const row of byId("list").querySelectorAll("tbody tr"))
    row.setAttribute("aria-selected", String(state.selected.has(Number(row.dataset.row))));
}

function paintOnly() {
  const choices = ["all", "selected", "unreliable", "missing"];
  byId("only").replaceChildren(
    ...choices.map((choice) => make("option", { value: choice }, word("only_" + choice))),
  );
  byId("only").value = state.only;
}

function focusRow(element) {
  if (!element) return;
  for (const other of byId("list").querySelectorAll('tr[tabindex="0"]')) other.setAttribute("tabindex", "-1");
  element.setAttribute("tabindex", "0");
  element.focus();
}

function listKey(event) {
  const element = event.target.closest("tbody tr");
  if (!element) return;
  const rows = [...element.parentElement.rows];
  const at = rows.indexOf(element);
  const page = 10;
  const row = Number(element.dataset.row);
  const does = {
    ArrowDown: () => focusRow(rows[at + 1]),
    ArrowUp: () => focusRow(rows[at - 1]),
    PageDown: () => focusRow(rows[Math.min(at + page, rows.length - 1)]),
    PageUp: () => focusRow(rows[Math.max(at - page, 0)]),
    Home: () => focusRow(rows[0]),
    End: () => focusRow(rows.at(-1)),
    Enter: () => takeTract(row, event.shiftKey),
    " ": () => toggleSelected(row),
  }[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

function listFocus(event) {
  const element = event.target.closest("tbody tr");
  if (!element) return;
  const row = Number(element.dataset.row);
  showTract(row);
  change({ focused: row });
}

function listClick(event) {
  const element = event.target.closest("tbody tr");
  if (element) takeTract(Number(element.dataset.row), event.shiftKey || event.ctrlKey || event.metaKey || adding);
}

function startList() {
  const list = byId("list");
  list.addEventListener("keydown", listKey);
  list.addEventListener("focusin", listFocus);
  list.addEventListener("focusout", () => change({ focused: null }));
  list.addEventListener("click", listClick);
  byId("search").addEventListener("input", () => change({ search: byId("search").value }));
  byId("only").addEventListener("change", () => change({ only: byId("only").value }));
  watch(["language", "only"], paintOnly);
  watch(["column", "language", "sort", "search", "only", "legendClass"], paintList);
  watch(["search"], () => {
    if (byId("search").value !== state.search) byId("search").value = state.search;
  });
  watch(["selected"], () => (state.only === "selected" ? paintList() : paintListSelection()));
}

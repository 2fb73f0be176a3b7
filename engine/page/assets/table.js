// SPDX-License-Identifier: Apache-2.0
// The table in the place of the map: every column of the page for every tract that the list shows, as a plain table that
// a screen reader walks cell by cell.

function cell(column, row) {
  const value = column.values[row];
  if (value === null)
    return make("td", { class: "missing" }, word("no_data") + ": " + whyMissing(column, row));
  const margin = shortMargin(column.margin?.[row], column.unit);
  const mark = column.unreliableRows.has(row) ? " (" + word("unreliable") + ")" : "";
  return make("td", { class: "number" }, shortFigure(value, column.unit) + (margin ? " " + margin : "") + mark);
}

function tableRow(row) {
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, data.tracts.name[row], make("span", { class: "quiet id" }, data.tracts.id[row])),
    make("td", { class: "number" }, countOrUnknown(data.people.values[row])),
    ...data.columns.map((column) => cell(column, row)),
  );
}

function paintTable() {
  const place = byId("table-view");
  if (state.view !== "table") {
    place.replaceChildren();
    return;
  }
  const unit = (column) => (say(column.unit_words) ? ` (${say(column.unit_words)})` : "");
  const heads = data.columns.map((column) => [say(column.label) + unit(column), "number"]);
  const rows = sortedRows(everyTract.filter(meetsFilter));
  place.replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, word("table_caption", count(rows.length), say(shownColumn().label))),
      headRow([word("tract"), null], [word("people"), "number"], ...heads),
      make("tbody", {}, ...rows.map(tableRow)),
    ),
  );
}

function paintView() {
  const asTable = state.view === "table";
  byId("stage").hidden = asTable;
  byId("table-view").hidden = !asTable;
  for (const part of document.querySelectorAll(".map-only")) part.hidden = asTable;
  press(document.querySelectorAll("[data-view]"), (button) => button.dataset.view === state.view);
}

function startTable() {
  for (const button of document.querySelectorAll("[data-view]"))
    button.addEventListener("click", () => change({ view: button.dataset.view }));
  watch(["view"], paintView);
  watch(["view", "column", "language", "sort", "search", "only", "legendClass", "selected"], paintTable);
}

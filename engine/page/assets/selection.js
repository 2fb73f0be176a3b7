// SPDX-License-Identifier: Apache-2.0
// What the selected tracts have together, beside all tracts. Without a selection the table is about all tracts alone.

const all = data.columns.map((column) => pool(column, everyTract));
const allPeople = pool(data.people, everyTract);

function valueWithMargin(column, pooled) {
  if (pooled.value === null) return "–";
  if (column.pooling === "sum") return wholeWithMargin(pooled) + say(column.unit.after);
  // Of a yes or no, the share of the people who live where it is yes.
  if (column.unit.kind === "flag" && pooled.whole !== null) return percent(pooled.value);
  const margin = shortMargin(pooled.margin, column.unit);
  return figure(pooled.value, column.unit) + (margin ? " " + margin : "");
}

// "1,240 ±85 of 6,870": the counts behind a share. A whole without margins is none that a survey counted: it may be
// stores, each as often as somebody reaches it, and no number for a reader.
function countsBehind(column, pooled) {
  const surveyed = column.pooling !== "ratio" || data.counts[column.whole].margin !== null;
  if (pooled.part === null || pooled.whole === null || !surveyed) return "";
  return word("part_of_whole", wholeWithMargin(pooled.part), count(pooled.whole.value));
}

// Why there is no value, how many tracts it lacks, whether it can be relied on.
function remark(column, pooled, rows) {
  if (rows.length === 1 && pooled.value === null) return column.missing ? whyMissing(column, rows[0]) : "";
  if (column.pooling === "none" && rows.length > 1)
    return word(countsPeople(column.unit) ? "counts_unknown" : "not_pooled");
  if (pooled.value === null && column.pooling !== "none") return word("too_many_missing");
  const missing = pooled.missing > 0 ? word("tracts_missing", count(pooled.missing)) : "";
  return [unreliableWords(pooled), missing].filter((text) => text).join("; ");
}

// Sums are marked as the tracts of the map are.
function unreliableWords({ value, margin }) {
  if (value === null || margin === null) return "";
  const cv = variation(value, margin);
  return cv > data.reliability.marked_above ? word("unreliable_total", fixed(cv * 100, 0)) : "";
}

const kCompared = { higher: "higher", lower: "lower", alike: "alike", unknown: "" };

function comparison(column, one, other) {
  const key = kCompared[compare(one, other, column.margin !== null)];
  return key === "" ? "" : word(key);
}

function totalRow(label, column, pooled, ofAll, rows) {
  const selected = state.selected.size > 0;
  const cells = [
    make("th", { scope: "row" }, label),
    make("td", { class: "number strong" }, valueWithMargin(column, pooled)),
    make("td", { class: "number" }, countsBehind(column, pooled)),
  ];
  if (selected) {
    const comparable = column.pooling === "ratio" || column.pooling === "mean";
    cells.push(make("td", { class: "number" }, valueWithMargin(column, ofAll)));
    cells.push(make("td", {}, comparable ? comparison(column, pooled, ofAll) : ""));
  }
  cells.push(make("td", { class: "quiet" }, remark(column, pooled, rows)));
  return make("tr", {}, ...cells);
}

function paintTotals() {
  const selected = state.selected.size > 0;
  const rows = selected ? [...state.selected].sort((a, b) => a - b) : everyTract;
  const people = selected ? pool(data.people, rows) : allPeople;
  const heads = [
    [word("measure"), null],
    [word(selected ? "selected" : "all_tracts"), "number"],
    [word("counts"), "number"],
    ...(selected ? [[word("all_tracts"), "number"], [word("compared"), null]] : []),
    [word("remark"), null],
  ];
  const body = make(
    "tbody",
    {},
    totalRow(word("people"), data.people, people, allPeople, rows),
    ...data.columns.map((column, i) =>
      totalRow(say(column.label), column, selected ? pool(column, rows) : all[i], all[i], rows),
    ),
  );
  byId("totals").replaceChildren(
    make("table", {}, make("caption", {}, word("totals_caption")), headRow(...heads), body),
  );
  const words = valueWithMargin(data.people, people);
  const tracts = state.selected.size === 1 ? word("one_selected") : word("many_selected", count(state.selected.size));
  byId("selected").textContent = selected ? tracts + " · " + words : word("none_selected", count(tractCount));
  byId("status").textContent = selected ? tracts + " · " + words : word("how_to_select");
  byId("clear").hidden = !selected;
  byId("to-totals").hidden = !selected;
}

function startSelection() {
  byId("clear").addEventListener("click", () => {
    selectOnly([]);
    byId("selection-heading").focus();
  });
  watch(["selected", "language"], paintTotals);
}

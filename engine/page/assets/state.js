// SPDX-License-Identifier: Apache-2.0
// What the reader has chosen, in one place. A part of the page says what it depends on (watch) and is painted again when
// that changes (change); no part knows another.

const tractCount = data.tracts.id.length;
const everyTract = [...Array(tractCount).keys()];

const state = {
  language,
  column: 0, // number in data.columns
  view: "map", // or "table"
  part: null, // of the map that is seen, in its units
  selected: new Set(), // rows
  focused: null, // the row that the mouse or the keyboard points at
  pinned: null, // the row whose card stays
  search: "",
  only: "all", // which tracts the list shows: "all", "selected", "unreliable", "missing"
  legendClass: null, // a class of the legend, or "missing", "unreliable"
  sort: { by: "value", down: true },
  hiddenSites: new Set(), // numbers in data.places.sites
};

const watchers = [];

// `paint` is called once at the start, then whenever one of `keys` changes.
function watch(keys, paint) {
  watchers.push({ keys, paint });
}

function change(next) {
  Object.assign(state, next);
  language = state.language;
  const changed = Object.keys(next);
  for (const { keys, paint } of watchers)
    if (keys.some((key) => changed.includes(key))) paint();
}

function paintAll() {
  for (const { paint } of watchers) paint();
}

const shownColumn = () => data.columns[state.column];

// Sets of rows and reasons by row, made once for each column.
for (const column of data.columns) {
  column.unreliableRows = new Set(column.unreliable);
  column.reasonOf = new Map(column.missing.rows);
}

function whyMissing(column, row) {
  return say(column.missing.reasons[column.reasonOf.get(row)]);
}

function selectOnly(rows) {
  change({ selected: new Set(rows) });
}

function addToSelection(rows) {
  change({ selected: new Set([...state.selected, ...rows]) });
}

function toggleSelected(row) {
  const selected = new Set(state.selected);
  if (!selected.delete(row)) selected.add(row);
  change({ selected });
}

// What can be searched in a tract: its name and id, its county, and the places and sites in it.
const searchText = everyTract.map((row) => [
  data.tracts.name[row],
  data.tracts.id[row],
  data.counties[data.tracts.county[row]],
]);
const foundIn = everyTract.map(() => []);
function addFound(row, name) {
  if (row < 0 || name === "") return;
  searchText[row].push(name);
  foundIn[row].push(name);
}
for (const place of data.places.names) addFound(place.row, place.name);
for (const sites of data.places.sites) for (const [, , row, name] of sites.places) addFound(row, name);
for (const stop of data.plan?.stops ?? []) addFound(stop.row, stop.name);

// Without accents and capitals: "Álamo" is found by "alamo".
function folded(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}
const foldedText = searchText.map((texts) => folded(texts.join("\n")));

function meetsFilter(row) {
  const column = shownColumn();
  const kinds = {
    all: () => true,
    selected: () => state.selected.has(row),
    unreliable: () => column.unreliableRows.has(row),
    missing: () => column.values[row] === null,
  };
  const classes = {
    missing: kinds.missing,
    unreliable: kinds.unreliable,
  };
  const inClass =
    state.legendClass === null ||
    (classes[state.legendClass]?.() ?? column.classes[row] === state.legendClass);
  return inClass && kinds[state.only]() && foldedText[row].includes(folded(state.search.trim()));
}

// A place that was found by its name is said beside the tract.
function foundNames(row) {
  const wanted = folded(state.search.trim());
  return wanted === "" ? [] : foundIn[row].filter((name) => folded(name).includes(wanted));
}

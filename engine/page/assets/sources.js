// SPDX-License-Identifier: Apache-2.0
// Where everything comes from, and what each column means.

// A link that leads away when it is clicked; nothing is loaded by itself.
function addressOf(url) {
  return /^https?:\/\//.test(url) ? make("a", { href: url, rel: "noreferrer" }, url) : url;
}

function paintSources() {
  const rows = data.sources.map((source) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, source.title),
      make("td", {}, String(source.year ?? "–")),
      make("td", {}, String(source.vintage ?? "–")),
      make("td", { class: "short" }, source.license || "–"),
      make("td", { class: "address" }, source.url === "" ? "–" : addressOf(source.url)),
    ),
  );
  byId("source-table").replaceChildren(
    make(
      "table",
      {},
      make("caption", {}, word("sources_caption")),
      headRow(...["source", "year", "vintage", "license", "address"].map((key) => [word(key), null])),
      make("tbody", {}, ...rows),
    ),
  );
}

// Whom it counts and how it came about: layers say it in English.
function formulaOf(column) {
  const told = [column.universe, column.formula].filter((text) => text).join(" · ");
  return told === "" ? "" : make("span", { lang: "en" }, told + " · ");
}

function paintColumns() {
  const list = data.columns.flatMap((column) => [
    make("dt", {}, say(column.label), " ", make("code", {}, column.name)),
    make("dd", {}, formulaOf(column), say(column.source)),
  ]);
  byId("columns").replaceChildren(...list);
  byId("projection").textContent = say(data.projection);
}

function startSources() {
  watch(["language"], paintSources);
  watch(["language"], paintColumns);
}

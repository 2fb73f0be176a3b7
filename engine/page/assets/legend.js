// SPDX-License-Identifier: Apache-2.0
// The legend: colors with tracts and people, the row without data always, estimates that are unreliable. Each row is a
// button that keeps the map and the list to its tracts.

function swatch(kind, color) {
  const box = make("span", { class: "swatch " + kind, "aria-hidden": "true" });
  box.style.backgroundColor = color;
  return box;
}

function legendRow(row, which, mark) {
  const pressed = String(state.legendClass === which);
  const button = make("button", { type: "button", "aria-pressed": pressed }, mark, say(row.label));
  button.addEventListener("click", () =>
    change({ legendClass: state.legendClass === which ? null : which }),
  );
  const share = row.share === null ? "–" : percent(row.share);
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, button),
    make("td", { class: "number" }, count(row.tracts)),
    make("td", { class: "number" }, countOrUnknown(row.people)),
    make("td", { class: "number" }, share),
  );
}

// Heads are [text, class of its column].
function headRow(...heads) {
  const cells = heads.map(([text, kind]) => make("th", { scope: "col", class: kind }, text));
  return make("thead", {}, make("tr", {}, ...cells));
}

function paintLegend() {
  const column = shownColumn();
  const { rows, no_data, unreliable } = column.legend;
  const unit = [say(column.unit_words), say(column.reference)].filter((text) => text).join(", ");
  const middle = rows[Math.floor(rows.length / 2)]?.color ?? data.look.no_data_fill;
  const body = make("tbody", {}, ...rows.map((row, i) => legendRow(row, i, swatch("", row.color))));
  body.append(legendRow(no_data, "missing", swatch("no-data", data.look.no_data_fill)));
  if (unreliable) body.append(legendRow(unreliable, "unreliable", swatch("unreliable", middle)));
  const heads = headRow(
    [word("class"), null],
    [word("tracts"), "number"],
    [word("people"), "number"],
    [word("of_all"), "number"],
  );
  const focused = document.activeElement?.closest?.("#legend tr")?.rowIndex;
  const caption = make("caption", {}, say(column.label), make("span", { class: "quiet" }, unit));
  byId("legend").replaceChildren(make("table", {}, caption, heads, body));
  if (focused) byId("legend").querySelectorAll("button")[focused - 1]?.focus();
  byId("legend-notes").replaceChildren(
    ...say(column.legend.warnings).map((text) => make("p", { class: "warned" }, text)),
    ...[say(column.method), say(column.wrong_class)].filter((text) => text).map((text) => make("p", {}, text)),
  );
}

function symbolPicture(sites) {
  const look = data.places.symbols[sites.symbol];
  const box = make("span", { class: "symbol", "aria-hidden": "true" });
  const picture = draw("svg", { viewBox: "-1.3 -1.3 2.6 2.6", width: 16, height: 16 }, box);
  draw("path", { d: symbolPath(look.outline), fill: look.fill, stroke: look.line }, picture);
  return box;
}

function paintSites() {
  const list = data.places.sites.map((sites, i) => {
    const box = make("input", { type: "checkbox", "data-sites": i });
    box.checked = !state.hiddenSites.has(i);
    box.addEventListener("change", () => {
      const hidden = new Set(state.hiddenSites);
      if (!hidden.delete(i)) hidden.add(i);
      change({ hiddenSites: hidden });
    });
    const text = make("span", {}, say(sites.label), " ", make("span", { class: "quiet" }, sites.source));
    const counted = make("span", { class: "number" }, count(sites.counted));
    return make("label", {}, box, symbolPicture(sites), text, counted);
  });
  byId("sites").replaceChildren(
    ...(list.length === 0 ? [] : [make("fieldset", {}, make("legend", {}, word("sites")), ...list)]),
  );
}

function startLegend() {
  watch(["column", "language", "legendClass"], paintLegend);
  watch(["language"], paintSites);
}

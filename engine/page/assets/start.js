// SPDX-License-Identifier: Apache-2.0
// Puts the parts together: the choice of column and language, then everything is painted for the first time.

function paintColumnChoice() {
  byId("column").replaceChildren(
    ...data.columns.map((column, i) => make("option", { value: i }, say(column.label))),
  );
  byId("column").value = state.column;
}

function startChoices() {
  byId("column").addEventListener("change", () =>
    change({ column: Number(byId("column").value), legendClass: null }),
  );
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => change({ language: button.dataset.language }));
  byId("print").addEventListener("click", () => window.print());
  watch(["language"], () => {
    paintWords();
    press(document.querySelectorAll("[data-language]"), (button) => button.dataset.language === state.language);
  });
  watch(["language"], paintColumnChoice);
}

for (const start of [
  startChoices,
  startMap,
  startPicking,
  startLegend,
  startList,
  startTable,
  startSelection,
  startPlan,
  startSources,
  startCard,
])
  start();
paintAll();

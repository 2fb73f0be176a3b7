// SPDX-License-Identifier: Apache-2.0
// The plan: its stops with whom they reach, and the share of each group that is reached today and with the stops.

function amount([value, margin]) {
  return wholeWithMargin({ value, margin });
}

function shareWithMargin([share, margin]) {
  if (share === null) return "–";
  return percent(share) + (margin === null ? "" : " ±" + fixed(margin * 100, 1));
}

function stopTable(plan) {
  const rows = plan.stops.map((stop, i) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("span", { class: "disc" }, String(i + 1)), stop.name),
      make("td", { class: "number" }, count(stop.adds)),
      make("td", { class: "number" }, stop.reached ? amount(stop.reached) : "–"),
    ),
  );
  return make(
    "table",
    {},
    make("caption", {}, word("stops_caption")),
    headRow([word("stop"), null], [word("newly"), "number"], [word("within_reach"), "number"]),
    make("tbody", {}, ...rows),
  );
}

function groupTable(plan) {
  const rows = plan.groups.map((group) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, say(group.label)),
      make("td", { class: "number" }, amount(group.total)),
      make("td", { class: "number" }, shareWithMargin(group.before)),
      make("td", { class: "number" }, shareWithMargin(group.after)),
      make("td", { class: "number" }, amount(group.newly)),
    ),
  );
  return make(
    "table",
    {},
    make("caption", {}, word("groups_caption", say(plan.within))),
    headRow(
      [word("group"), null],
      [word("in_all"), "number"],
      [word("today"), "number"],
      [word("with_stops"), "number"],
      [word("newly"), "number"],
    ),
    make("tbody", {}, ...rows),
  );
}

function paintPlan() {
  const { plan } = data;
  byId("plan").hidden = plan === null;
  if (plan === null) return;
  byId("plan-body").replaceChildren(
    make("p", { class: "lead" }, say(plan.reach)),
    ...say(plan.warnings).map((text) => make("p", { class: "warned" }, text)),
    make("p", { class: "quiet" }, say(plan.proof)),
    make(
      "div",
      { class: "beside" },
      make("div", { class: "wide" }, stopTable(plan)),
      make("div", { class: "wide" }, groupTable(plan)),
    ),
    make("p", { class: "note" }, word("plan_note")),
  );
}

function startPlan() {
  watch(["language"], paintPlan);
}

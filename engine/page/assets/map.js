// SPDX-License-Identifier: Apache-2.0
// The map: an SVG whose units are those of the data. Lines, symbols and names keep their size on the screen whatever the
// scale: lines by vector-effect, symbols by --unit, the length of a pixel in units of the map.

const sheet = byId("map");
const kAir = 300; // around the tracts, in units of the map
const kClosest = 24; // times enlarged
const kManySites = 400; // more symbols than this hide the map; they are drawn when they are asked for

function draw(name, attributes, into) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  into.append(element);
  return element;
}

const whole = {
  left: -kAir,
  top: -kAir,
  width: data.shapes.width + 2 * kAir,
  height: data.shapes.height + 2 * kAir,
};

// A hatching of 45 degrees; its lines are kept 6 pixels apart by paintScale().
function hatching(id, color, into) {
  const pattern = draw("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, into);
  draw("path", { d: "M0 0V6", stroke: color, "stroke-width": 1.6 }, pattern);
  return pattern;
}

const definitions = draw("defs", {}, sheet);
const hatchings = [
  hatching("no-data", data.look.no_data_lines, definitions),
  hatching("unreliable", data.look.unreliable_lines, definitions),
];

const tracts = draw("g", { class: "tracts" }, sheet);
const tractShapes = everyTract.map((row) => draw("path", { d: tractPath[row], "data-row": row }, tracts));
const hatched = {
  missing: draw("path", { class: "hatched", fill: "url(#no-data)" }, sheet),
  unreliable: draw("path", { class: "hatched", fill: "url(#unreliable)" }, sheet),
};
draw("path", { class: "water", d: data.shapes.water.map((ring) => pathOf(points(ring)) + "Z").join("") }, sheet);
draw("path", { class: "borders", d: borders.map(pathOf).join("") }, sheet);
data.shapes.streets.forEach((lines, rank) =>
  draw("path", { class: "street rank-" + rank, d: lines.map((line) => pathOf(points(line))).join("") }, sheet),
);
draw("path", { class: "county", d: data.shapes.county_lines.map((i) => pathOf(borders[i])).join("") }, sheet);
const outlines = {
  selectedUnder: draw("path", { class: "selected-under" }, sheet),
  selected: draw("path", { class: "selected" }, sheet),
  focused: draw("path", { class: "focused" }, sheet),
};
const names = draw("g", { class: "names", "aria-hidden": "true" }, sheet);
const siteGroups = draw("g", { class: "sites", "aria-hidden": "true" }, sheet);
const stops = draw("g", { class: "stops", "aria-hidden": "true" }, sheet);
const ruler = draw("g", { class: "ruler", "aria-hidden": "true" }, sheet);
const drag = draw("path", { class: "drag" }, sheet);

// A group at a place whose content is in pixels.
function spot(x, y, into) {
  return draw("g", { class: "spot" }, draw("g", { transform: `translate(${x} ${y})` }, into));
}

function drawNames() {
  for (const place of data.places.names.filter((each) => each.label))
    draw("text", { y: -7 }, spot(place.x, place.y, names)).textContent = place.name;
}

function symbolPath(outline) {
  const list = [];
  for (let i = 0; i < outline.length; i += 2) list.push([outline[i], outline[i + 1]]);
  return pathOf(list) + "Z";
}

// Radius of a symbol: many are drawn smaller.
function symbolRadius(sites) {
  return sites.places.length > 100 ? 3.5 : 5;
}

function drawSites() {
  const stacked = [];
  data.places.sites.forEach((sites, i) => {
    const group = draw("g", {}, siteGroups);
    const look = data.places.symbols[sites.symbol];
    const size = symbolRadius(sites) * look.size;
    for (const [x, y, , name] of sites.places) {
      const path = draw(
        "path",
        { d: symbolPath(look.outline), fill: look.fill, stroke: look.line, transform: `scale(${size})` },
        spot(x, y, group),
      );
      draw("title", {}, path).textContent = name || say(sites.label);
    }
    if (sites.places.length > kManySites) state.hiddenSites.add(i);
    stacked.unshift(group); // those that matter most lie over the others
  });
  siteGroups.append(...stacked);
  stacked.reverse();
  watch(["hiddenSites"], () =>
    stacked.forEach((group, i) => group.classList.toggle("hidden", state.hiddenSites.has(i))),
  );
}

function drawStops() {
  const list = data.plan?.stops ?? [];
  list.toReversed().forEach((stop, fromLast) => {
    const group = spot(stop.x, stop.y, stops);
    draw("circle", { r: 10 }, group);
    draw("text", { y: 4 }, group).textContent = list.length - fromLast;
  });
}

function paintColors() {
  const column = shownColumn();
  tractShapes.forEach((shape, row) => {
    const at = column.classes[row];
    shape.setAttribute("fill", at < 0 ? data.look.no_data_fill : column.legend.rows[at].color);
  });
  hatched.missing.setAttribute("d", pathOfTracts(everyTract.filter((row) => column.classes[row] < 0)));
  hatched.unreliable.setAttribute("d", pathOfTracts(column.unreliable));
  byId("told").textContent = say(column.told);
}

// What the list leaves out is faint on the map, too.
function paintFilter() {
  tractShapes.forEach((shape, row) => shape.classList.toggle("faint", !meetsFilter(row)));
}

function paintSelected() {
  const path = outlineOf(state.selected);
  outlines.selectedUnder.setAttribute("d", path);
  outlines.selected.setAttribute("d", path);
}

function paintFocused() {
  const rows = [state.focused, state.pinned].filter((row) => row !== null);
  outlines.focused.setAttribute("d", rows.map((row) => outlineOf([row])).join(""));
}

// Units of the map in a pixel: the map is shown as large as its element allows.
function unitsPerPixel() {
  const box = sheet.getBoundingClientRect();
  return Math.max(state.part.width / Math.max(box.width, 1), state.part.height / Math.max(box.height, 1));
}

function placeOf(event) {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  return [at.x, at.y];
}

// The largest of 1, 2, 5, 10, 20 ... that is not greater.
function roundLength(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].find((step) => step * power <= most) * power;
}

function paintScale() {
  const unit = unitsPerPixel();
  sheet.style.setProperty("--unit", unit);
  for (const pattern of hatchings) pattern.setAttribute("patternTransform", `scale(${unit}) rotate(45)`);
  paintRuler(unit);
}

// A bar of round length in the corner of the map. It is drawn in the map's own units, so that it stays true on paper.
function paintRuler(unit) {
  const longest = 110; // pixels
  const { meters, words } = data.lengths;
  const length = roundLength((longest * unit * data.shapes.meters) / meters);
  const pixels = (length * meters) / data.shapes.meters / unit;
  const { left, top, height } = state.part;
  ruler.replaceChildren();
  const corner = spot(left + 12 * unit, top + height - 22 * unit, ruler);
  draw("path", { d: `M0 0v5h${pixels}v-5` }, corner);
  draw("text", { y: 18 }, corner).textContent = length.toLocaleString("en") + " " + say(words);
}

// Keeps the middle of what is shown on the tracts.
function showPart(left, top, width) {
  const scale = Math.min(Math.max(width / whole.width, 1 / kClosest), 1);
  const size = { width: whole.width * scale, height: whole.height * scale };
  const within = (at, length, from, room) => Math.min(Math.max(at, from), from + room - length);
  const part = {
    left: within(left, size.width, whole.left, whole.width),
    top: within(top, size.height, whole.top, whole.height),
    ...size,
  };
  change({ part });
}

function paintPart() {
  const { left, top, width, height } = state.part;
  sheet.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
  sheet.classList.toggle("enlarged", width < whole.width);
}

// `at` keeps its place on the screen; without it, the middle does.
function enlarge(times, at = null) {
  const part = state.part;
  const [x, y] = at ?? [part.left + part.width / 2, part.top + part.height / 2];
  const width = Math.min(Math.max(part.width / times, whole.width / kClosest), whole.width);
  const factor = width / part.width;
  showPart(x - (x - part.left) * factor, y - (y - part.top) * factor, width);
}

function moveBy(x, y) {
  showPart(state.part.left + x, state.part.top + y, state.part.width);
}

function showAll() {
  showPart(whole.left, whole.top, whole.width);
}

// Brings a tract into view where it is not, without another scale.
function showTract(row) {
  const box = boxOf([row]);
  const { left, top, width, height } = state.part;
  const seen = box.left >= left && box.top >= top && box.right <= left + width && box.bottom <= top + height;
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  if (!seen) showPart(x - width / 2, y - height / 2, width);
}

function startMap() {
  drawNames();
  drawSites();
  drawStops();
  showAll();
  watch(["part"], paintPart);
  watch(["part", "language"], paintScale);
  new ResizeObserver(paintScale).observe(sheet);
  watch(["column", "language"], paintColors);
  watch(["column", "search", "only", "legendClass", "selected"], paintFilter);
  watch(["selected"], paintSelected);
  watch(["focused", "pinned"], paintFocused);
}

// SPDX-License-Identifier: Apache-2.0
// From shared borders to the outline of each tract. Borders stand once in the data, as a first point and steps from point
// to point; a ring walks some of them, ~i being border i from its end to its start.

function points(steps) {
  const list = [[steps[0], steps[1]]];
  for (let i = 2; i < steps.length; i += 2) {
    const [x, y] = list.at(-1);
    list.push([x + steps[i], y + steps[i + 1]]);
  }
  return list;
}

const borders = data.shapes.borders.map(points);

function pathOf(list) {
  return "M" + list.map(([x, y]) => x + " " + y).join("L");
}

function ringPath(pieces) {
  const walked = pieces.map((piece) => (piece < 0 ? borders[~piece].toReversed() : borders[piece]));
  return pathOf(walked.flatMap((line, i) => (i === 0 ? line : line.slice(1)))) + "Z";
}

// What the mouse hits and the hatching covers: one path for each tract.
const tractPath = data.shapes.tracts.map((rings) => rings.map(ringPath).join(""));

function pathOfTracts(rows) {
  return [...rows].map((row) => tractPath[row]).join("");
}

// The outer line of several tracts: the borders that only one of them has.
function outlineOf(rows) {
  const walked = new Map();
  for (const row of rows)
    for (const ring of data.shapes.tracts[row])
      for (const piece of ring) {
        const border = piece < 0 ? ~piece : piece;
        walked.set(border, (walked.get(border) ?? 0) + 1);
      }
  return [...walked].map(([border, times]) => (times === 1 ? pathOf(borders[border]) : "")).join("");
}

function boxOf(rows) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const row of rows)
    for (const ring of data.shapes.tracts[row])
      for (const piece of ring)
        for (const [x, y] of borders[piece < 0 ? ~piece : piece]) {
          box.left = Math.min(box.left, x);
          box.right = Math.max(box.right, x);
          box.top = Math.min(box.top, y);
          box.bottom = Math.max(box.bottom, y);
        }
  return box;
}

// Whether a point lies in a closed line, by how often a ray to the right crosses it.
function inside([x, y], outline) {
  let odd = false;
  outline.forEach(([ax, ay], i) => {
    const [bx, by] = outline.at(i - 1);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  });
  return odd;
}

// The tracts whose middle lies in a closed line.
function tractsWithin(outline) {
  const { middles } = data.shapes;
  return everyTract.filter((row) => middles[row] !== null && inside(middles[row], outline));
}

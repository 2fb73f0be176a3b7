// SPDX-License-Identifier: Apache-2.0
// What several tracts have together, with 90 % margins: sums of counts, and shares as sums of parts over sums of wholes.
// Formulas: US Census Bureau, "Understanding and Using ACS Data" (2020), chapter 8; the same rules as the program's own
// sums for areas. Medians, ranks and percentiles of several tracts have no sum: they stay unknown.

const kZ90 = 1.645; // from 90 % margins to standard errors
const kMostMissing = 0.5; // of the people: where more have no value, their area has none

const unknown = () => ({ value: null, margin: null, part: null, whole: null, tracts: 0, missing: 0 });

// sqrt(sum of squares); of several estimates of 0 only the largest margin enters. One unknown margin makes all unknown.
function sumMargin(values, margins) {
  let squares = 0;
  let largestZero = 0;
  for (let i = 0; i < values.length; i++) {
    if (margins[i] === null) return null;
    if (values[i] === 0) largestZero = Math.max(largestZero, margins[i]);
    else squares += margins[i] ** 2;
  }
  return Math.sqrt(squares + largestZero ** 2);
}

// Of part / whole: where the radicand is negative, the formula of a ratio.
function proportionMargin(part, whole) {
  if (part.margin === null || whole.margin === null) return null;
  const share = part.value / whole.value;
  const own = part.margin ** 2;
  const shared = (share * whole.margin) ** 2;
  return Math.sqrt(own < shared ? own + shared : own - shared) / whole.value;
}

function sumOf(counts, rows) {
  const values = rows.map((row) => counts.values[row]);
  const margins = rows.map((row) => counts.margin?.[row] ?? null);
  return { value: values.reduce((sum, each) => sum + each, 0), margin: sumMargin(values, margins) };
}

// Counts tracts with and without a value. Nobody is missing where nobody lives.
function countMissing(pooled, rows, has) {
  const people = data.people.values;
  let all = 0;
  let missingPeople = 0;
  for (const row of rows) {
    all += people[row] ?? 0;
    if (has(row)) pooled.tracts++;
    else if (people[row] !== 0) {
      pooled.missing++;
      missingPeople += people[row] ?? 0;
    }
  }
  return pooled.tracts > 0 && !(pooled.missing > 0 && missingPeople >= kMostMissing * all);
}

function poolSum(column, rows) {
  const pooled = unknown();
  const has = (row) => column.values[row] !== null;
  if (!countMissing(pooled, rows, has)) return pooled;
  return { ...pooled, ...sumOf(column, rows.filter(has)) };
}

function poolShare(column, rows) {
  const pooled = unknown();
  const parts = data.counts[column.part];
  const wholes = data.counts[column.whole];
  const has = (row) => parts.values[row] !== null && wholes.values[row] !== null;
  if (!countMissing(pooled, rows, has)) return pooled;
  const known = rows.filter(has);
  const part = sumOf(parts, known);
  const whole = sumOf(wholes, known);
  Object.assign(pooled, { part, whole });
  if (!(whole.value > 0)) return pooled;
  pooled.value = part.value / whole.value;
  pooled.margin = proportionMargin(part, whole);
  if (column.complement) {
    // Those who are no part: their share has the same margin, their number that of a difference.
    pooled.value = 1 - pooled.value;
    pooled.part = {
      value: whole.value - part.value,
      margin: sumMargin([whole.value, part.value], [whole.margin, part.margin]),
    };
  }
  return pooled;
}

// What residents have on average: by the people who live there, without a margin. Of a share of residents, and of a yes or
// no, that is a count of them, too.
function poolMean(column, rows) {
  const pooled = unknown();
  const people = data.people.values;
  const has = (row) => column.values[row] !== null;
  if (!countMissing(pooled, rows, has)) return pooled;
  const lived = rows.filter((row) => has(row) && people[row] > 0);
  const all = lived.reduce((sum, row) => sum + people[row], 0);
  const total = lived.reduce((sum, row) => sum + people[row] * column.values[row], 0);
  if (all > 0) pooled.value = total / all;
  if (all > 0 && countsPeople(column.unit)) {
    pooled.part = { value: total, margin: null };
    pooled.whole = { value: all, margin: null };
  }
  return pooled;
}

// Shares have a unit of their own for margins.
function countsPeople(unit) {
  return unit.kind === "flag" || unit.margin !== undefined;
}

const poolings = { sum: poolSum, ratio: poolShare, mean: poolMean, none: unknown };

// One tract has its own value and margin; they are not made again from its counts.
function pool(column, rows) {
  const pooled = poolings[column.pooling](column, rows);
  if (rows.length !== 1) return pooled;
  const [row] = rows;
  const own = { ...pooled, value: column.values[row], margin: column.margin?.[row] ?? null };
  return column.unit.kind === "flag" ? { ...own, part: null, whole: null } : own;
}

// Whether one area has more than another: |a - b| / sqrt(SEa^2 + SEb^2) > 1.645. "unknown" where a value is missing, or
// the margin of a survey estimate.
function compare(a, b, survey) {
  if (a.value === null || b.value === null) return "unknown";
  if (survey && (a.margin === null || b.margin === null)) return "unknown";
  const noise = survey ? Math.hypot(a.margin / kZ90, b.margin / kZ90) : 0;
  const difference = a.value - b.value;
  if (difference === 0 || Math.abs(difference) <= kZ90 * noise) return "alike";
  return difference > 0 ? "higher" : "lower";
}

// The coefficient of variation of an estimate; one of 0 counts as 100 %.
function variation(value, margin) {
  return value === 0 ? 1 : margin / kZ90 / Math.abs(value);
}

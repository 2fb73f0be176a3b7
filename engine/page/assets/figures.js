// SPDX-License-Identifier: Apache-2.0
// Numbers as the program writes them: the same rounding, the same digits in both languages. The words around a number
// come with the data (unit.before, unit.after), so that no unit is known here.

// Half away from zero, as on paper: 0.285 is 0.29, although the double lies below.
function rounded(value, decimals) {
  const power = 10 ** decimals;
  const scaled = Math.abs(value) * power;
  const whole = Math.floor(scaled);
  const noise = scaled * 4e-16;
  return ((scaled - whole >= 0.5 - noise ? whole + 1 : whole) / power) * Math.sign(value);
}

function fixed(value, decimals) {
  const text = rounded(value, decimals).toFixed(decimals);
  return /^-[0.]*$/.test(text) ? text.slice(1) : text;
}

// 1234567 -> "1,234,567".
function count(value) {
  const digits = fixed(Math.abs(value), 0).replace(/\B(?=(\d{3})+$)/g, ",");
  return value < 0 && digits !== "0" ? "-" + digits : digits;
}

function percent(share) {
  return fixed(share * 100, 1) + " %";
}

// Whole numbers as counts; others with one or two decimals.
function plain(value) {
  return Number.isInteger(value) ? count(value) : fixed(value, Math.abs(value) < 10 ? 2 : 1);
}

// Three significant digits, but never tenths of feet or meters.
function measuredDigits(shown, decimals) {
  const size = Math.abs(shown);
  if (decimals === 0 || rounded(size, 1) >= 100) return count(rounded(shown, 0));
  if (rounded(size, 2) >= 10) return fixed(shown, 1);
  return fixed(shown, size > 0 && rounded(size, 3) < 0.1 ? 3 : 2);
}

function measured(value, unit) {
  const step = unit.steps.filter((each) => Math.abs(value) >= each.from).at(-1);
  return measuredDigits(value * step.factor, step.decimals) + " " + say(step.words);
}

function digits(value, unit) {
  if (unit.kind === "percent") return fixed(value * 100, 1);
  return unit.kind === "whole" ? count(Math.round(value)) : plain(value);
}

// A value with its unit.
function figure(value, unit) {
  if (unit.kind === "flag") return say(value === 0 ? unit.no : unit.yes);
  if (unit.kind === "measured") return measured(value, unit);
  return say(unit.before) + digits(value, unit) + say(unit.after);
}

// A margin with its unit; empty where there is none. That of a share is in percentage points.
function marginFigure(margin, unit) {
  if (margin === null || margin === undefined) return "";
  if (unit.kind === "measured") return "±" + measured(margin, unit);
  const after = unit.margin ?? unit.after;
  return "±" + say(unit.before) + digits(margin, unit) + say(after);
}

// Where a head names the unit: "97.5", "3,210"; shares and lengths keep theirs.
function shortFigure(value, unit) {
  const bare = unit.kind === "plain" || (unit.kind === "percent" && !unit.margin);
  return bare ? digits(value, unit) : figure(value, unit);
}

// "±4.1", likewise.
function shortMargin(margin, unit) {
  if (margin === null || margin === undefined) return "";
  return "±" + (unit.kind === "measured" ? measured(margin, unit) : digits(margin, unit));
}

// People and homes are whole, and so are the margins of their sums: "1,240 ±85".
function wholeWithMargin({ value, margin }) {
  return count(value) + (margin === null ? "" : " ±" + count(margin));
}

// People or tracts that may be unknown.
function countOrUnknown(value) {
  return value === null ? "–" : count(value);
}

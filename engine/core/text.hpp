// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise {

std::string_view trim(std::string_view text);
std::string to_lower(std::string_view text); ///< ASCII only

/// Of ASCII only and in any locale, as codes and names of columns are written: "٣" and "ñ" are
/// neither digit nor letter.
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// "01001020100" and "0", not "": an empty cell is no number.
bool all_digits(std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);

/// True for the first byte of a character; the others continue one (UTF-8).
bool begins_character(char byte);
/// "ñandú" has 5.
std::size_t count_characters(std::string_view text);
/// The beginning of the text: `count` characters, or all there are.
std::string_view first_characters(std::string_view text, std::size_t count);

/// The candidate that `word` was probably meant to be (at most a third of its letters differ), for
/// hints.
std::optional<std::string> closest(std::string_view word, std::span<const std::string> candidates);
/// `did you mean "food_access"?`, or `known: a, b, c` (a few), or empty.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

/// A plain decimal number that fills the whole text ("12", "-3.5e2", "+4"), else nothing. No
/// locale, no thousands.
std::optional<double> parse_number(std::string_view text);

/// The shortest text that reads back as the same double; NaN is empty. Integers print without
/// exponent or point.
std::string format_number(double value);
/// `decimals` digits after the point, rounded half away from zero as on paper; NaN is empty.
std::string format_fixed(double value, int decimals);
/// 1234567 -> "1,234,567", for reading only, never for files.
std::string format_count(double value);

/// Rounds half away from zero at `decimals`, as agencies do on paper: 2.345 -> 2.35 although the
/// double lies below. The value is first taken to 15 significant digits, so that binary noise does
/// not decide.
double round_half_away(double value, int decimals);

} // namespace tractwise

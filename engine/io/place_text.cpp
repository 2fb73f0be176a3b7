// SPDX-License-Identifier: Apache-2.0
#include "engine/io/place_text.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

namespace tractwise::io {
namespace {

using Axis = Coordinate::Axis;

struct Spelling {
    std::string_view written;
    std::string_view plain;
};
/// Signs that stand for others. The degree sign becomes 'd', which no number holds.
constexpr std::array<Spelling, 24> kSigns{{
    {"\xE2\x88\x92", "-"},  // minus sign
    {"\xE2\x80\x93", "-"},  // en dash
    {"\xE2\x80\x94", "-"},  // em dash
    {"\xE2\x80\x90", "-"},  // hyphen
    {"\xE2\x80\x91", "-"},  // non-breaking hyphen
    {"\xEF\xBC\x8D", "-"},  // full-width hyphen
    {"\xC2\xB0", "d"},      // degree sign
    {"\xC2\xBA", "d"},      // masculine ordinal, which keyboards have
    {"\xCB\x9A", "d"},      // ring above
    {"\xEF\xBF\xBD", "d"},  // what is left of a degree sign in a wrong encoding
    {"\xE2\x80\xB2", "'"},  // prime
    {"\xE2\x80\x99", "'"},  // right quotation mark
    {"\xE2\x80\x98", "'"},  // left quotation mark
    {"\xC2\xB4", "'"},      // acute accent
    {"`", "'"},             //
    {"\xE2\x80\xB3", "\""}, // double prime
    {"\xE2\x80\x9D", "\""}, // right double quotation mark
    {"\xE2\x80\x9C", "\""}, // left double quotation mark
    {"\xC2\xA0", " "},      // no-break space
    {"\xE2\x80\xAF", " "},  // narrow no-break space
    {"\xE2\x80\x89", " "},  // thin space
    {"\t", " "},
    {"\r", " "},
    {"\n", " "},
}};

std::string with_plain_signs(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    while (!text.empty()) {
        const auto sign = std::find_if(kSigns.begin(), kSigns.end(), [&](const Spelling& s) {
            return text.starts_with(s.written);
        });
        if (sign != kSigns.end()) {
            plain += sign->plain;
            text.remove_prefix(sign->written.size());
        } else {
            plain += text.front() >= 'A' && text.front() <= 'Z'
                         ? static_cast<char>(text.front() + ('a' - 'A'))
                         : text.front();
            text.remove_prefix(1);
        }
    }
    for (auto at = plain.find("''"); at != std::string::npos; at = plain.find("''"))
        plain.replace(at, 2, "\"");
    return plain;
}

/// What may stand before or after the numbers: a letter of the compass or the name of the axis.
struct Word {
    std::string_view text;
    Axis axis;
    int sign; ///< 0: says the axis only
};
constexpr std::array<Word, 17> kWords{{{"north", Axis::Latitude, 1},
                                       {"south", Axis::Latitude, -1},
                                       {"east", Axis::Longitude, 1},
                                       {"west", Axis::Longitude, -1},
                                       {"latitude", Axis::Latitude, 0},
                                       {"longitude", Axis::Longitude, 0},
                                       {"latitud", Axis::Latitude, 0},
                                       {"longitud", Axis::Longitude, 0},
                                       {"lat", Axis::Latitude, 0},
                                       {"long", Axis::Longitude, 0},
                                       {"lon", Axis::Longitude, 0},
                                       {"lng", Axis::Longitude, 0},
                                       {"n", Axis::Latitude, 1},
                                       {"s", Axis::Latitude, -1},
                                       {"e", Axis::Longitude, 1},
                                       {"w", Axis::Longitude, -1},
                                       {"o", Axis::Longitude, -1}}}; // oeste

/// Reads one coordinate from text with plain signs.
class CoordinateReader {
public:
    CoordinateReader(std::string_view text, bool decimal_comma)
        : rest_(trim(text)), comma_(decimal_comma) {}

    std::optional<Coordinate> read() {
        while (word_before())
            ;
        const bool minus = rest_.starts_with('-');
        if (minus || rest_.starts_with('+'))
            rest_ = trim(rest_.substr(1));
        if (!parts() || !word_after() || !rest_.empty() || axis_twice_)
            return std::nullopt;
        // "-75 W" is a west longitude with both signs that people know; "-75 E" is a contradiction.
        if (minus && sign_ > 0)
            return std::nullopt;
        Coordinate result;
        result.axis = axis_;
        result.exact = marked_ || axis_ != Axis::Unknown || decimals_ >= 3 || groups_ > 1;
        const double size = value_[0] + value_[1] / 60 + value_[2] / 3600;
        result.value = minus || sign_ < 0 ? -size : size;
        return result;
    }

private:
    bool take(const Word& word) {
        if (!rest_.starts_with(word.text) ||
            (rest_.size() > word.text.size() && is_letter(rest_[word.text.size()])))
            return false;
        axis_twice_ = axis_twice_ || (axis_ != Axis::Unknown && axis_ != word.axis) ||
                      (sign_ != 0 && word.sign != 0);
        axis_ = word.axis;
        sign_ = word.sign != 0 ? word.sign : sign_;
        rest_ = trim(rest_.substr(word.text.size()));
        return true;
    }
    bool word_before() {
        for (const Word& word : kWords)
            if (take(word)) {
                if (rest_.starts_with(':') || rest_.starts_with('=') || rest_.starts_with('.'))
                    rest_ = trim(rest_.substr(1));
                return true;
            }
        return false;
    }
    bool word_after() {
        rest_ = trim(rest_);
        for (const Word& word : kWords)
            if (take(word))
                return true;
        return rest_.empty();
    }
    /// Digits with at most one point; nothing where there are none.
    bool number(double& value, bool& fraction) {
        std::array<char, 32> digits{};
        std::size_t size = 0, at = 0, after = 0;
        bool point = false;
        for (; at < rest_.size() && size < digits.size(); ++at) {
            const char c = rest_[at];
            if (is_digit(c)) {
                digits[size++] = c;
                after += point ? 1 : 0;
            } else if ((c == '.' || (comma_ && c == ',')) && !point) {
                digits[size++] = '.';
                point = true;
            } else {
                break;
            }
        }
        const auto parsed = parse_number({digits.data(), size});
        if (!parsed)
            return false;
        value = *parsed;
        fraction = after > 0;
        decimals_ = after;
        rest_.remove_prefix(at);
        return true;
    }
    /// Degrees, and minutes and seconds where they are there.
    bool parts() {
        bool fraction = false;
        for (; groups_ < 3; ++groups_) {
            const std::string_view before = rest_;
            if (groups_ > 0 && !step())
                break;
            if (rest_.empty() || !(is_digit(rest_.front()) || rest_.front() == '.')) {
                rest_ = before;
                break;
            }
            if (fraction) // something follows degrees or minutes that have a fraction
                return false;
            if (!number(value_[groups_], fraction))
                return false;
            if (groups_ > 0 && value_[groups_] >= 60)
                return false;
            mark(groups_);
        }
        return groups_ > 0;
    }
    /// To the next group: by its mark, a blank, a colon or a hyphen between digits.
    bool step() {
        if (!marked_last_ && (rest_.starts_with(':') || rest_.starts_with('-'))) {
            rest_.remove_prefix(1);
            return true;
        }
        const bool blank = rest_.starts_with(' ');
        rest_ = trim(rest_);
        return marked_last_ || blank;
    }
    /// The sign behind a number.
    void mark(std::size_t group) {
        constexpr std::array<std::array<std::string_view, 4>, 3> kMarks{
            {{"degrees", "deg", "d", "*"},
             {"minutes", "min", "'", "m"},
             {"seconds", "sec", "\"", "s"}}};
        marked_last_ = false;
        const std::string_view there = trim(rest_);
        for (const std::string_view text : kMarks[group]) {
            if (!there.starts_with(text))
                continue;
            // The s of seconds is the S of the south as well: only with all three is it certain.
            const std::string_view after = there.substr(text.size());
            if (text == "s" && trim(after).empty())
                continue;
            if (is_letter(text.back()) && !after.empty() && is_letter(after.front()) &&
                text.size() > 1)
                continue;
            rest_ = after;
            marked_ = marked_last_ = true;
            return;
        }
    }

    std::string_view rest_;
    bool comma_;
    Axis axis_ = Axis::Unknown;
    int sign_ = 0;
    bool axis_twice_ = false, marked_ = false, marked_last_ = false;
    std::size_t groups_ = 0, decimals_ = 0;
    std::array<double, 3> value_{};
};

std::optional<Coordinate> read_coordinate(std::string_view plain, bool decimal_comma) {
    return CoordinateReader(plain, decimal_comma).read();
}

/// Two coordinates in the order in which they stand; latitude first unless letters say otherwise.
std::optional<PlaceText> pair_of(const std::optional<Coordinate>& first,
                                 const std::optional<Coordinate>& second) {
    if (!first || !second || (first->axis == second->axis && first->axis != Axis::Unknown))
        return std::nullopt;
    PlaceText text;
    text.degrees = true;
    text.exact = first->exact && second->exact;
    text.order_known = first->axis != Axis::Unknown || second->axis != Axis::Unknown;
    const bool longitude_first = first->axis == Axis::Longitude || second->axis == Axis::Latitude;
    text.place = longitude_first ? geo::LonLat{first->value, second->value}
                                 : geo::LonLat{second->value, first->value};
    return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (text = trim(text); !text.empty(); text = trim(text)) {
        const auto end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

/// "39.95, -75.14" and everything like it, with plain signs.
std::optional<PlaceText> two_coordinates(std::string_view text) {
    text = trim(text);
    for (const char separator : {';', '|', '/'})
        if (const auto at = text.find(separator); at != std::string_view::npos) {
            const bool comma = text.find(',') != std::string_view::npos;
            return pair_of(read_coordinate(text.substr(0, at), comma),
                           read_coordinate(text.substr(at + 1), comma));
        }
    const auto commas = std::count(text.begin(), text.end(), ',');
    const std::vector<std::string_view> words = words_of(text);
    if (commas == 2 && words.size() == 2) // "39,9505 -75,1468"
        if (auto pair = pair_of(read_coordinate(words[0], true), read_coordinate(words[1], true)))
            return pair;
    if (commas == 1 || commas == 2) { // a third number is the height
        const auto at = text.find(',');
        std::string_view second = text.substr(at + 1);
        second = second.substr(0, second.find(','));
        return pair_of(read_coordinate(text.substr(0, at), false), read_coordinate(second, false));
    }
    if (commas == 3) { // "39,9505, -75,1468"
        const auto at = text.find(',', text.find(',') + 1);
        return pair_of(read_coordinate(text.substr(0, at), true),
                       read_coordinate(text.substr(at + 1), true));
    }
    if (commas != 0)
        return std::nullopt;
    // Blanks only: half of the words each, else behind the first or before the second letter.
    if (words.size() % 2 == 0 && !words.empty() && words.size() <= 10) {
        const auto at = static_cast<std::size_t>(words[words.size() / 2].data() - text.data());
        if (auto pair = pair_of(read_coordinate(text.substr(0, at), false),
                                read_coordinate(text.substr(at), false)))
            return pair;
    }
    for (std::size_t at = 1; at < text.size(); ++at)
        if (is_letter(text[at]) || is_letter(text[at - 1]))
            if (auto pair = pair_of(read_coordinate(text.substr(0, at), false),
                                    read_coordinate(text.substr(at), false));
                pair && pair->order_known)
                return pair;
    return std::nullopt;
}

/// The numbers between the parentheses of well-known text, at least two.
std::optional<std::array<double, 2>> two_numbers(std::string_view text) {
    std::array<double, 2> values{};
    for (double& value : values) {
        const auto first = text.find_first_not_of(" \t,+(");
        if (first == std::string_view::npos)
            return std::nullopt;
        text.remove_prefix(first);
        const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
        if (result.ec != std::errc{})
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()));
    }
    return values;
}

/// The number that follows a key of JSON, quoted or not.
std::optional<double> number_of_key(std::string_view json, std::string_view key) {
    for (auto at = json.find(key); at != std::string_view::npos; at = json.find(key, at + 1)) {
        const auto end = at + key.size();
        const bool whole = at > 0 && (json[at - 1] == '"' || json[at - 1] == '\'') &&
                           end < json.size() && (json[end] == '"' || json[end] == '\'');
        if (!whole)
            continue;
        std::string_view rest = trim(json.substr(end + 1));
        if (!rest.starts_with(':'))
            continue;
        rest = trim(rest.substr(1));
        if (rest.starts_with('"') || rest.starts_with('\''))
            rest.remove_prefix(1);
        const auto stop = std::min(rest.find_first_of(",}\"' \t\r\n"), rest.size());
        return parse_number(rest.substr(0, stop));
    }
    return std::nullopt;
}

std::optional<PlaceText> json_place(std::string_view text) {
    const std::string json = to_lower(text);
    PlaceText place;
    place.order_known = place.degrees = place.exact = true;
    if (const auto key = json.find("coordinates"); key != std::string::npos) {
        const auto open = json.find('[', key);
        if (open == std::string::npos || json.find("point") == std::string::npos)
            return std::nullopt;
        const auto values = two_numbers(std::string_view(json).substr(open + 1));
        if (!values)
            return std::nullopt;
        place.place = {(*values)[0], (*values)[1]};
        return place;
    }
    const auto first_of = [&](std::initializer_list<std::string_view> keys) {
        for (const std::string_view key : keys)
            if (const auto value = number_of_key(json, key))
                return value;
        return std::optional<double>();
    };
    const auto lat = first_of({"latitude", "lat", "y"});
    const auto lon = first_of({"longitude", "lon", "lng", "long", "x"});
    if (!lat || !lon)
        return std::nullopt;
    place.place = {*lon, *lat};
    return place;
}

std::string_view without_srid(std::string_view text) {
    text = trim(text);
    const auto semicolon = text.find(';');
    if (to_lower(text.substr(0, 5)) == "srid=" && semicolon != std::string_view::npos)
        text = trim(text.substr(semicolon + 1));
    return text;
}

std::optional<PlaceText> well_known_point(std::string_view text) {
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return std::nullopt;
    const auto values = two_numbers(text.substr(open, close - open));
    if (!values)
        return std::nullopt;
    return PlaceText{{(*values)[0], (*values)[1]}, true, false, true};
}

} // namespace

std::optional<Coordinate> parse_coordinate(std::string_view text, bool decimal_comma) {
    text = trim(text);
    if (const auto plain = parse_number(text);
        plain && text.find_first_of("eE") == std::string_view::npos) {
        const auto point = text.find('.');
        return Coordinate{*plain, Axis::Unknown,
                          point != std::string_view::npos && text.size() - point > 3};
    }
    if (text.size() > 80 || std::none_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    return read_coordinate(with_plain_signs(text), decimal_comma);
}

std::optional<PlaceText> parse_place(std::string_view text) {
    text = without_srid(text);
    if (std::none_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    const std::string start = to_lower(text.substr(0, 10));
    if (start.starts_with("point") || start.starts_with("multipoint"))
        return well_known_point(text);
    if (text.front() == '{')
        return json_place(text);
    if (start.starts_with("geo:")) // a link that opens a map
        text = text.substr(4, text.find_first_of("?;") - 4);
    if (text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    const auto open = text.rfind('(');
    const auto close = text.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
        const std::string_view inside = text.substr(open + 1, close - open - 1);
        if (inside.find_first_of(",;") == std::string_view::npos || inside.size() > 80)
            return std::nullopt; // "Main St (2 3)" is no place
        return two_coordinates(with_plain_signs(inside));
    }
    if (text.size() > 80)
        return std::nullopt;
    return two_coordinates(with_plain_signs(text));
}

bool is_polygon_text(std::string_view text) {
    const std::string start = to_lower(without_srid(text).substr(0, 12));
    return start.starts_with("polygon") || start.starts_with("multipolygon");
}

} // namespace tractwise::io

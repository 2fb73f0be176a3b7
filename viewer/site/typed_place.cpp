// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/typed_place.hpp"

#include "engine/core/text.hpp"
#include "engine/io/place_text.hpp"

#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace tractwise::viewer {
namespace {

/// One of the two numbers: degrees, and the letter beside it ('\0': none).
struct Part {
    double degrees = 0;
    char letter = '\0';
    bool exact = false; ///< with a fraction, a degree sign, a minus or a letter: meant as a place
};

class Reader {
public:
    Reader(std::string_view text, bool decimal_comma) : rest_(text), comma_(decimal_comma) {}

    std::optional<Part> part() {
        Part part;
        skip_spaces();
        part.letter = letter();
        skip_spaces();
        const bool minus = take("-") || take("−");
        if (!minus)
            static_cast<void>(take("+"));
        std::optional<double> degrees = number(part.exact);
        if (!degrees)
            return std::nullopt;
        part.exact = part.exact || minus;
        if (take("°") || take("º")) {
            part.exact = true;
            if (!smaller_units(*degrees))
                return std::nullopt;
        }
        skip_spaces();
        if (part.letter == '\0')
            part.letter = letter();
        part.exact = part.exact || part.letter != '\0';
        const bool opposite = part.letter == 'S' || part.letter == 'W';
        part.degrees = minus || opposite ? -*degrees : *degrees;
        return part;
    }

    /// What may stand between the two; true where it was more than a space.
    bool separator() {
        skip_spaces();
        const bool mark = take(";") || take("/") || (!comma_ && take(","));
        skip_spaces();
        return mark;
    }
    bool done() {
        skip_spaces();
        return rest_.empty() || (!comma_ && rest_.front() == ',');
    }

private:
    void skip_spaces() {
        while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t'))
            rest_.remove_prefix(1);
    }
    bool take(std::string_view what) {
        if (!rest_.starts_with(what))
            return false;
        rest_.remove_prefix(what.size());
        return true;
    }
    char letter() {
        constexpr std::string_view kLetters = "NSEWOnsewo";
        if (rest_.empty() || kLetters.find(rest_.front()) == std::string_view::npos)
            return '\0';
        // A letter alone, not the first of a word.
        if (rest_.size() > 1 &&
            ((rest_[1] >= 'a' && rest_[1] <= 'z') || (rest_[1] >= 'A' && rest_[1] <= 'Z')))
            return '\0';
        char c = rest_.front();
        rest_.remove_prefix(1);
        c = c >= 'a' ? static_cast<char>(c - ('a' - 'A')) : c;
        return c == 'O' ? 'W' : c; // oeste
    }
    std::optional<double> number(bool& fraction) {
        std::string digits;
        std::size_t at = 0;
        for (; at < rest_.size(); ++at) {
            const char c = rest_[at];
            const char point = comma_ ? ',' : '.';
            if (c == point && at + 1 < rest_.size() && rest_[at + 1] >= '0' &&
                rest_[at + 1] <= '9') {
                digits += '.';
                fraction = true;
            } else if (c >= '0' && c <= '9') {
                digits += c;
            } else {
                break;
            }
        }
        const std::optional<double> value = parse_number(digits);
        if (value)
            rest_.remove_prefix(at);
        return value;
    }
    /// Minutes and seconds, where there are any; false where they are 60 or more.
    bool smaller_units(double& degrees) {
        double worth = 60;
        constexpr std::array<std::array<std::string_view, 3>, 2> kMarks = {
            {{"'", "′", "’"}, {"\"", "″", "”"}}};
        for (const auto& marks : kMarks) {
            const std::string_view before = rest_;
            skip_spaces();
            bool fraction = false;
            const std::optional<double> value = number(fraction);
            bool marked = false;
            if (value) {
                if (worth > 60)
                    marked = take("''");
                for (const std::string_view mark : marks)
                    marked = marked || take(mark);
            }
            if (!marked) {
                rest_ = before; // the other coordinate
                return true;
            }
            if (*value >= 60)
                return false;
            degrees += *value / worth;
            worth *= 60;
        }
        return true;
    }

    std::string_view rest_;
    bool comma_;
};

bool is_latitude(char letter) {
    return letter == 'N' || letter == 'S';
}

bool on_the_globe(geo::LonLat place) {
    return std::abs(place.lat) <= 90 && std::abs(place.lon) <= 180;
}

/// The box with a margin: places near the study are meant as well.
bool near_box(const geo::Box& box, geo::LonLat place) {
    constexpr double kMargin = 1; // degree
    return !box.empty() && place.lon >= box.min_x - kMargin && place.lon <= box.max_x + kMargin &&
           place.lat >= box.min_y - kMargin && place.lat <= box.max_y + kMargin;
}

std::optional<TypedPlace> placed(const Part& first, const Part& second, const geo::Box& box) {
    const geo::LonLat usual{second.degrees, first.degrees}, other{first.degrees, second.degrees};
    if (first.letter != '\0' || second.letter != '\0') {
        const bool both = first.letter != '\0' && second.letter != '\0';
        if (both && is_latitude(first.letter) == is_latitude(second.letter))
            return std::nullopt;
        const bool latitude_first =
            first.letter != '\0' ? is_latitude(first.letter) : !is_latitude(second.letter);
        const geo::LonLat place = latitude_first ? usual : other;
        return on_the_globe(place) ? std::optional(TypedPlace{place, false}) : std::nullopt;
    }
    const bool swap = on_the_globe(other) &&
                      (!on_the_globe(usual) || (!near_box(box, usual) && near_box(box, other)));
    const geo::LonLat place = swap ? other : usual;
    return on_the_globe(place) ? std::optional(TypedPlace{place, swap}) : std::nullopt;
}

} // namespace

std::optional<TypedPlace> typed_place(std::string_view text, const geo::Box& box) {
    text = trim(text);
    const std::string lower = to_lower(text);
    if (lower.starts_with("point") || lower.starts_with("srid")) {
        const std::optional<io::PlaceText> place = io::parse_place(text);
        return place && on_the_globe(place->place) ? std::optional(TypedPlace{place->place, false})
                                                   : std::nullopt;
    }
    if (lower.starts_with("geo:"))
        text.remove_prefix(4);
    if (text.starts_with('@'))
        text.remove_prefix(1);
    constexpr std::array<std::pair<char, char>, 2> kBrackets = {{{'(', ')'}, {'[', ']'}}};
    for (const auto& [open, close] : kBrackets)
        if (text.size() > 1 && text.front() == open && text.back() == close)
            text = text.substr(1, text.size() - 2);
    for (const bool decimal_comma : {false, true}) {
        Reader reader(text, decimal_comma);
        const std::optional<Part> first = reader.part();
        if (!first)
            continue;
        const bool mark = reader.separator();
        const std::optional<Part> second = reader.part();
        // "31 101" is no place, and neither are two numbers without anything between them.
        if (!second || !reader.done() || !(mark || (first->exact && second->exact)))
            continue;
        return placed(*first, *second, box);
    }
    return std::nullopt;
}

} // namespace tractwise::viewer

// SPDX-License-Identifier: Apache-2.0
#include "engine/map/class_labels.hpp"

#include "engine/core/text.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::map {
namespace {

constexpr Text kRange{"{} – {}{}", "{} – {}{}"};
// A dash between negative numbers reads as another minus.
constexpr Text kSignedRange{"{} to {}{}", "{} a {}{}"};
constexpr Text kUpTo{"up to {}{}", "hasta {}{}"};
constexpr Text kMoreThan{"more than {}{}", "más de {}{}"};
constexpr Text kNo{"no", "no"};
constexpr Text kYes{"yes", "sí"};

constexpr int kMostDigits = 6;

/// How numbers of a unit are shown: multiplied, with a sign behind.
struct Scale {
    double factor = 1;
    std::string behind;
};

Scale scale_of(std::string_view unit, double largest, Reader reader) {
    if (unit == "share")
        return {100, " %"};
    if (unit == "percentile")
        return {100, ""};
    const words::ShownUnit shown = words::shown_unit(unit, largest, reader);
    if (unit == "m")
        return {shown.factor, " " + shown.words};
    return {shown.factor, ""}; // the words stand above the legend
}

/// Thousands are separated, the decimals kept: "1,234.50".
std::string number_words(double value, int digits) {
    const double rounded = round_half_away(value, digits);
    const std::string fixed = format_fixed(std::abs(rounded), digits);
    const std::size_t point = std::min(fixed.find('.'), fixed.size());
    std::string text = format_count(std::trunc(std::abs(rounded))) + fixed.substr(point);
    return rounded < 0 ? "−" + text : text;
}

/// Digits after the point so that different bounds look different, and one more where rounding
/// would shift a bound by more than a tenth of a class.
int digits_for(const std::vector<double>& bounds) {
    double narrowest = 0;
    for (std::size_t i = 1; i < bounds.size(); ++i)
        if (const double width = std::abs(bounds[i] - bounds[i - 1]);
            width > 0 && (narrowest == 0 || width < narrowest))
            narrowest = width;
    if (narrowest == 0) {
        // One value only: enough to recognize it.
        for (int digits = 0; digits < 2; ++digits)
            if (round_half_away(bounds.front(), digits) == bounds.front())
                return digits;
        return 2;
    }
    for (int digits = 0; digits < kMostDigits; ++digits) {
        bool apart = true, near = true;
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            near =
                near && std::abs(round_half_away(bounds[i], digits) - bounds[i]) <= 0.1 * narrowest;
            apart =
                apart && (i == 0 || bounds[i] == bounds[i - 1] ||
                          number_words(bounds[i], digits) != number_words(bounds[i - 1], digits));
        }
        if (apart)
            return near ? digits : digits + 1;
    }
    return kMostDigits;
}

} // namespace

bool is_counted(std::string_view unit) {
    return unit == "people" || unit == "households" || unit == "housing units";
}

std::vector<std::string> class_labels(const stats::Classes& classes, const LabelChoice& choice,
                                      Reader reader) {
    std::vector<std::string> labels;
    if (classes.upper.empty())
        return labels;
    const Scale scale = scale_of(
        choice.unit, std::max(std::abs(classes.lowest), std::abs(classes.upper.back())), reader);
    std::vector<double> bounds{classes.lowest * scale.factor};
    for (const double upper : classes.upper)
        bounds.push_back(upper * scale.factor);

    // Whole numbers: each class names the first and last number it can hold, if all hold one.
    bool whole = choice.whole && scale.factor == 1;
    for (std::size_t j = 1; whole && j < classes.size(); ++j)
        whole = std::floor(bounds[j]) + 1 <= std::floor(bounds[j + 1]);
    // People are whole where breaks are: only the ends, which no one chose, have decimals.
    const bool counts = is_counted(choice.unit) &&
                        std::all_of(bounds.begin() + 1, bounds.end() - (bounds.size() > 2 ? 1 : 0),
                                    [](double bound) { return bound == std::trunc(bound); });
    // Ends that are not said ask for no digits.
    const std::vector<double> said = choice.open_ended && bounds.size() > 3
                                         ? std::vector<double>(bounds.begin() + 1, bounds.end() - 1)
                                         : bounds;
    const int digits = whole || counts ? 0 : digits_for(said);
    const bool negative = *std::min_element(bounds.begin(), bounds.end()) < 0;
    const auto fill = [&](Text text, auto... parts) {
        return fmt::format(fmt::runtime(text.in(reader)), parts..., scale.behind);
    };
    for (std::size_t j = 0; j < classes.size(); ++j) {
        double from = bounds[j], to = bounds[j + 1];
        if (whole) {
            from = j == 0 ? std::ceil(from) : std::floor(from) + 1;
            to = std::floor(to);
        }
        const std::string low = number_words(from, digits), high = number_words(to, digits);
        if (choice.unit == "flag" && whole && from == to)
            labels.push_back((to != 0 ? kYes : kNo).in(reader));
        // A first class that lies below every value has no lower bound to show.
        else if (j == 0 && (from > to || (choice.open_ended && classes.size() > 1)))
            labels.push_back(fill(kUpTo, high));
        else if (choice.open_ended && j + 1 == classes.size() && classes.size() > 1)
            labels.push_back(fill(kMoreThan, number_words(bounds[j], digits)));
        // Own breaks at or above every value leave the last class empty, without an upper bound.
        else if (j > 0 && j + 1 == classes.size() && classes.upper[j] == classes.upper[j - 1])
            labels.push_back(fill(kMoreThan, low));
        else if (low == high)
            labels.push_back(high + scale.behind);
        else
            labels.push_back(fill(negative ? kSignedRange : kRange, low, high));
    }
    return labels;
}

} // namespace tractwise::map

// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/travel_limit.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

struct UnitWords {
    TravelLimit::Unit unit;
    std::vector<std::string> words; ///< the first one is written
};
const std::vector<UnitWords>& unit_words() {
    using Unit = TravelLimit::Unit;
    static const std::vector<UnitWords> words = {
        {Unit::OfCost, {""}},
        {Unit::Minutes, {"min", "minute", "minutes", "mins"}},
        {Unit::Meters, {"m", "metre", "metres", "meter", "meters"}},
        {Unit::Kilometers, {"km", "kilometre", "kilometres", "kilometer", "kilometers"}},
        {Unit::Miles, {"miles", "mile", "mi"}}};
    return words;
}

} // namespace

TravelLimit TravelLimit::parse(std::string_view text) {
    const std::string_view whole = trim(text);
    const std::size_t end = whole.find_first_not_of("0123456789.+-eE");
    const auto amount = parse_number(trim(whole.substr(0, end)));
    const std::string word = end == std::string_view::npos ? "" : to_lower(trim(whole.substr(end)));
    for (const UnitWords& unit : unit_words())
        if (std::find(unit.words.begin(), unit.words.end(), word) != unit.words.end() && amount) {
            if (!(*amount > 0) || std::isinf(*amount))
                throw Error(ErrorKind::Usage,
                            fmt::format("a limit must be above 0, but is \"{}\"", text));
            return {*amount, unit.unit};
        }
    throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no limit", text),
                {.hint = "write \"15 min\", \"2 miles\", \"800 m\" or \"3 km\""});
}

std::string TravelLimit::text() const {
    for (const UnitWords& words : unit_words())
        if (words.unit == unit)
            return format_number(amount) + (words.words.front().empty() ? "" : " ") +
                   (unit == Unit::Miles && amount == 1 ? "mile" : words.words.front());
    return format_number(amount);
}

std::optional<double> TravelLimit::in(access::CostUnit of_cost) const {
    if (unit == Unit::OfCost)
        return amount;
    if ((unit == Unit::Minutes) != (of_cost == access::CostUnit::Minutes))
        return std::nullopt;
    return unit == Unit::Miles        ? amount * geo::kMetersPerMile
           : unit == Unit::Kilometers ? amount * 1000
                                      : amount;
}

} // namespace tractwise::plan

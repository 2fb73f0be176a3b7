// SPDX-License-Identifier: Apache-2.0
#include "engine/words/travel.hpp"

#include "engine/words/amounts.hpp"
#include "engine/words/value.hpp"

#include "engine/core/text.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::words {
namespace {

constexpr Text kWithin{"within {}", "a {} o menos"};
constexpr Text kAnyDistance{"at any distance", "a cualquier distancia"};

access::CostUnit unit_of(const plan::SitingResults& siting) {
    return siting.unit == "min" ? access::CostUnit::Minutes : access::CostUnit::Meters;
}

} // namespace

Travel Travel::of(const plan::SitingResults& siting, const plan::SitingChoice* asked,
                  Reader reader) {
    Travel travel;
    travel.reader_ = reader;
    travel.limit_ = siting.limit;
    travel.cost_unit_ = unit_of(siting);
    if (travel.cost_unit_ == access::CostUnit::Meters) {
        const ShownUnit shown = shown_unit("m", std::numeric_limits<double>::max(), reader);
        travel.unit_ = shown.words;
        travel.scale_ = shown.factor;
        travel.decimals_ = shown.decimals;
    }
    if (asked != nullptr) {
        travel.asked_ = asked->within;
        if (asked->beyond)
            travel.asked_.push_back(*asked->beyond);
    }
    return travel;
}

Travel Travel::of_files(const plan::SitingResults& siting) {
    Travel travel;
    travel.for_files_ = true;
    travel.limit_ = siting.limit;
    travel.cost_unit_ = unit_of(siting);
    if (travel.cost_unit_ == access::CostUnit::Meters) {
        travel.unit_ = "m";
        travel.decimals_ = 0;
    }
    return travel;
}

std::string Travel::number(double cost) const {
    return std::isfinite(cost) ? format_fixed(cost * scale_, decimals_) : kUnknown;
}

std::string Travel::operator()(double cost) const {
    return std::isfinite(cost) ? number(cost) + " " + unit_ : kUnknown;
}

std::string Travel::limit(double limit) const {
    if (for_files_)
        return format_number(limit < 10 ? limit : round_half_away(limit, 1)) + " " + unit_;
    for (const plan::TravelLimit& asked : asked_)
        if (asked.unit != plan::TravelLimit::Unit::OfCost && asked.in(cost_unit_) == limit)
            return asked.text();
    return cost(limit, cost_unit_, reader_);
}

std::string Travel::within() const {
    if (!std::isfinite(limit_))
        return kAnyDistance.in(reader_);
    return fmt::format(fmt::runtime(kWithin.in(reader_)), limit(limit_));
}

std::string cost(double cost, access::CostUnit unit, Reader reader) {
    if (unit == access::CostUnit::Meters)
        return value(cost, "m", reader);
    // A limit of some seconds is not "0 min".
    const double rounded = round_half_away(cost, 3);
    return format_number(rounded == 0 ? cost : rounded) + " min";
}

} // namespace tractwise::words

// SPDX-License-Identifier: Apache-2.0
#include "engine/area/pooled.hpp"

#include <cmath>

namespace tractwise::area {
namespace {

constexpr double kMostMissing = 0.5;

void divide(Pooled& pooled, layer::Estimate part, layer::Estimate whole) {
    pooled.part = part;
    pooled.whole = whole;
    if (!(whole.value > 0))
        return;
    pooled.value = part.value / whole.value;
    pooled.margin = layer::moe_of_proportion(part, whole);
}

} // namespace

Pool::Pool(const Area& area, const std::vector<double>& people)
    : area_(area), people_(people), rows_(area.rows()), people_inside_(area.people(people)) {}

/// Of the tracts inside that `has` takes.
template <class Has>
layer::Estimate Pool::sum(std::span<const double> counts, std::span<const double> margins,
                          Has has) const {
    std::vector<layer::Estimate> parts;
    parts.reserve(rows_.size());
    double total = 0;
    for (const std::uint32_t t : rows_) {
        if (!has(t))
            continue;
        const double inside = area_.inside[t];
        parts.push_back({inside * counts[t], inside * (margins.empty() ? kNaN : margins[t])});
        total += parts.back().value;
    }
    return {total, layer::moe_of_sum(parts)};
}

/// Counts tracts with and without a value; false where too many people live in the latter.
template <class Has>
bool Pool::count_missing(Pooled& pooled, Has has) const {
    for (const std::uint32_t t : rows_) {
        if (has(t)) {
            ++pooled.tracts;
        } else if (!(people_[t] == 0)) { // nobody is missing where nobody lives
            ++pooled.missing;
            if (!std::isnan(people_[t]))
                pooled.missing_people += area_.inside[t] * people_[t];
        }
    }
    return pooled.tracts > 0 &&
           !(pooled.missing_people >= kMostMissing * people_inside_ && pooled.missing > 0);
}

Pooled Pool::of(const tract::Column& column) const {
    using tract::Pooling;
    Pooled pooled;
    const auto& values = column.values;
    switch (column.info.pooling) {
    case Pooling::None:
        break;
    case Pooling::Sum: {
        const auto has = [&](std::uint32_t t) { return !std::isnan(values[t]); };
        if (!count_missing(pooled, has))
            break;
        const layer::Estimate total = sum(values, column.margin, has);
        pooled.value = total.value;
        pooled.margin = total.moe;
        break;
    }
    case Pooling::Ratio: {
        const tract::Counts &part = *column.part, &whole = *column.whole;
        const auto has = [&](std::uint32_t t) {
            return !std::isnan(part.values[t]) && !std::isnan(whole.values[t]);
        };
        if (!count_missing(pooled, has))
            break;
        divide(pooled, sum(part.values, part.margin, has), sum(whole.values, whole.margin, has));
        if (column.complement && pooled.known()) {
            // The rest has the margin of the part as far as the share goes (1 - p), and as a count
            // that of a difference.
            const layer::Estimate both[] = {pooled.whole, pooled.part};
            pooled.value = 1 - pooled.value;
            pooled.part = {pooled.whole.value - pooled.part.value, layer::moe_of_sum(both)};
        }
        break;
    }
    case Pooling::Mean: {
        if (!count_missing(pooled, [&](std::uint32_t t) { return !std::isnan(values[t]); }))
            break;
        double total = 0, people = 0;
        for (const std::uint32_t t : rows_) {
            if (std::isnan(values[t]) || !(people_[t] > 0))
                continue;
            total += area_.inside[t] * people_[t] * values[t];
            people += area_.inside[t] * people_[t];
        }
        if (people > 0)
            pooled.value = total / people;
        // A share of residents is a count of them, too; demand points have no margin.
        if (people > 0 && (column.info.unit == "share" || column.info.unit == "flag")) {
            pooled.part.value = total;
            pooled.whole.value = people;
        }
        break;
    }
    }
    return pooled;
}

Pooled Pool::share(const tract::Column& part, const tract::Column& whole) const {
    Pooled pooled;
    const auto has = [&](std::uint32_t t) {
        return !std::isnan(part.values[t]) && !std::isnan(whole.values[t]);
    };
    if (count_missing(pooled, has))
        divide(pooled, sum(part.values, part.margin, has), sum(whole.values, whole.margin, has));
    return pooled;
}

Compared compare(const Pooled& a, const Pooled& b, bool survey) {
    if (!a.known() || !b.known())
        return Compared::Unknown;
    const double difference = a.value - b.value;
    double noise = 0;
    if (survey) {
        if (std::isnan(a.margin) || std::isnan(b.margin))
            return Compared::Unknown;
        noise = std::hypot(a.margin / layer::kErrorsIn90, b.margin / layer::kErrorsIn90);
    }
    if (difference == 0 || std::abs(difference) <= layer::kErrorsIn90 * noise)
        return Compared::CannotTell;
    return difference > 0 ? Compared::Higher : Compared::Lower;
}

} // namespace tractwise::area

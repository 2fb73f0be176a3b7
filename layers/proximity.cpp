// SPDX-License-Identifier: Apache-2.0
#include "layers/proximity.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/text.hpp"
#include "engine/layer/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {
/// Points measured between two looks at the stop button.
constexpr std::size_t kBatch = 20'000;
} // namespace

Proximity::Proximity(const layer::Travel& travel, const layer::Travel::Destinations& places,
                     const tract::DemandPoints& homes, const layer::LayerContext& in,
                     const Progress& progress)
    : people_(travel.travelers(homes)),
      trips_(travel.nearest(people_, places, in.diagnostics, progress)), mixed_(travel.mixed()),
      all_(people_.people_by_tract()) {
    // Who is not placed is not counted at all: nothing is known of them.
    const std::vector<char> placed = travel.placed(people_);
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (placed[i] == 0)
            people_.people[i] = 0;

    const std::vector<double>& reached = has_minutes() ? trips_.minutes : trips_.meters;
    for (std::size_t i = 0; i < trips_.straight_m.size(); ++i)
        if (std::isnan(reached[i]))
            trips_.straight_m[i] = kNaN; // a detour compares the same people
    Finding unreachable{Severity::Warning, "unreachable", places.what, "", 0, {}};
    double people = 0;
    for (std::size_t i = 0; i < reached.size(); ++i)
        if (std::isnan(reached[i]) && people_.people[i] > 0) {
            people += people_.people[i];
            ++unreachable.count;
            if (unreachable.examples.size() < Finding::kMaxExamples)
                unreachable.examples.push_back(
                    people_.id[i].empty() ? in.tracts.geoid(people_.tract[i]) : people_.id[i]);
        }
    if (unreachable.count == 0)
        return;
    unreachable.message = fmt::format(
        "demand points{} cannot reach any of the {} ({}); they count as beyond every limit and are "
        "left out of means",
        people_.counts_people ? fmt::format(" with {} people", format_count(people)) : "",
        places.what, travel.words());
    in.diagnostics.add(std::move(unreachable));
}

Proximity Proximity::of_those_without_vehicle() const {
    if (!mixed_)
        return *this;
    Proximity some = *this;
    for (std::size_t i = 0; i < some.people_.size(); i += 2)
        some.people_.people[i] = 0;
    some.all_ = some.people_.people_by_tract();
    return some;
}

std::vector<double> Proximity::mean(const std::vector<double>& values) const {
    if (values.empty())
        return std::vector<double>(people_.first.size() - 1, kNaN);
    std::vector<double> means = people_.mean_by_people(values);
    std::vector<double> reached(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        reached[i] = std::isnan(values[i]) ? 0 : people_.people[i];
    const std::vector<double> some = people_.sum(reached);
    for (std::size_t t = 0; t < means.size(); ++t)
        if (some[t] * 2 < all_[t])
            means[t] = kNaN;
    return means;
}

std::vector<double> Proximity::median_m() const {
    std::vector<double> meters = trips_.meters;
    for (double& value : meters)
        if (std::isnan(value))
            value = std::numeric_limits<double>::infinity();
    std::vector<double> medians = people_.median_by_people(meters);
    const std::vector<double> known = people_.people_by_tract();
    for (std::size_t t = 0; t < medians.size(); ++t)
        if (std::isinf(medians[t]) || known[t] * 2 < all_[t])
            medians[t] = kNaN;
    return medians;
}

std::vector<double> Proximity::people_beyond(double limit_m) const {
    return people_over(trips_.meters, limit_m);
}
std::vector<double> Proximity::share_beyond(double limit_m) const {
    return share_over(trips_.meters, limit_m);
}
std::vector<double> Proximity::people_beyond_minutes(double limit) const {
    return people_over(trips_.minutes, limit);
}
std::vector<double> Proximity::share_beyond_minutes(double limit) const {
    return share_over(trips_.minutes, limit);
}

std::vector<double> Proximity::people_over(const std::vector<double>& values, double limit) const {
    if (!people_.counts_people)
        return std::vector<double>(people_.first.size() - 1, kNaN);
    return weight_over(values, limit);
}

std::vector<double> Proximity::weight_over(const std::vector<double>& values, double limit) const {
    std::vector<double> beyond(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        beyond[i] = values[i] <= limit ? 0 : people_.people[i]; // also who reaches nothing
    std::vector<double> people = people_.sum(beyond);
    const std::vector<double> known = people_.people_by_tract();
    for (std::size_t t = 0; t < people.size(); ++t)
        if (!(known[t] > 0) || known[t] * 2 < all_[t])
            people[t] = kNaN;
    return people;
}

std::vector<double> Proximity::share_over(const std::vector<double>& values, double limit) const {
    std::vector<double> share = weight_over(values, limit);
    const std::vector<double> all = people_.people_by_tract();
    for (std::size_t t = 0; t < share.size(); ++t)
        share[t] /= all[t];
    return share;
}

std::vector<std::vector<double>> mean_counts_within(const std::vector<geo::LonLat>& places,
                                                    const std::vector<std::vector<double>>& kinds,
                                                    const tract::DemandPoints& homes,
                                                    double limit_m, const Progress& progress) {
    const geo::NearestIndex index(places);
    std::vector<std::vector<double>> counts(kinds.size(), std::vector<double>(homes.size(), 0));
    for (std::size_t first = 0; first < homes.size(); first += kBatch) {
        progress.step("places within reach",
                      static_cast<double>(first) / static_cast<double>(homes.size()));
        const std::size_t last = std::min(first + kBatch, homes.size());
        parallel_for(
            last - first,
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = first + begin; i < first + end; ++i)
                    index.within(homes.place[i], limit_m, [&](std::uint32_t place, double) {
                        for (std::size_t k = 0; k < kinds.size(); ++k)
                            counts[k][i] += kinds[k][place];
                    });
            },
            64);
    }
    std::vector<std::vector<double>> means;
    means.reserve(kinds.size());
    for (const std::vector<double>& per_point : counts)
        means.push_back(homes.mean_by_people(per_point));
    return means;
}

tract::DemandPoints homes_of(const layer::LayerContext& in) {
    tract::DemandPoints homes = in.demand;
    const tract::Column* population = in.table.find("population");
    const bool stand_in = homes.kind == tract::DemandPoints::Kind::TractCentroids && population &&
                          std::any_of(population->values.begin(), population->values.end(),
                                      [](double people) { return !std::isnan(people); });
    homes.counts_people = homes.counts_people || stand_in;
    if (stand_in)
        for (std::size_t i = 0; i < homes.size(); ++i) {
            const double people = population->values[homes.tract[i]];
            homes.people[i] = std::isnan(people) ? 0 : people;
        }
    return homes;
}

void explain_unlocated(std::vector<tract::Column>& columns, const tract::DemandPoints& homes,
                       const layer::LayerContext& in) {
    const tract::Column* population = in.table.find("population");
    const std::vector<double> people = homes.people_by_tract();
    for (tract::Column& column : columns)
        for (std::size_t t = 0; t < column.values.size(); ++t) {
            if (column.reason(t) != io::Missing::NoPeople)
                continue;
            if (people[t] > 0)
                column.set_missing(t, io::Missing::OutOfReach);
            else if (population != nullptr && population->values[t] > 0 &&
                     homes.first[t] == homes.first[t + 1])
                column.set_missing(t, io::Missing::NoRow);
        }
}

std::optional<std::size_t> id_column(const layer::LayerContext& in, const io::Table& table) {
    if (!in.options.has("id"))
        return std::nullopt;
    return table.require(in.options.text("id"));
}

std::vector<std::string> ids_of_rows(const layer::LayerContext& in, const io::Table& table) {
    std::vector<std::string> ids;
    const auto column = id_column(in, table);
    if (!column)
        return ids;
    for (std::size_t r = 0; r < table.rows(); ++r)
        ids.emplace_back(trim(table.cell(r, *column)));
    return ids;
}

void note_if_clipped(const std::vector<geo::LonLat>& places, const tract::TractSet& tracts,
                     const std::string& source, Diagnostics& diagnostics) {
    const bool outside = std::any_of(places.begin(), places.end(), [&](geo::LonLat place) {
        return !std::isnan(place.lon) && !tracts.box().contains(place);
    });
    if (!outside)
        diagnostics.add({Severity::Note,
                         "no-place-outside-region",
                         source,
                         "no place lies outside the region's box; people near its border may have "
                         "nearer ones that this list leaves out",
                         1,
                         {}});
    const std::vector<std::uint32_t> beyond = layer::tracts_beyond(places, tracts);
    if (beyond.empty())
        return;
    std::vector<std::string> examples;
    for (const std::uint32_t row : beyond)
        examples.push_back(tracts.geoid(row));
    diagnostics.add(
        {Severity::Warning, "places-cover-part", source,
         "tracts lie beyond the places of this list, which seems to cover a part of the "
         "region only: their distances may be too long, and an index or a plan that "
         "uses them misleads there; covered_only = true in [index] leaves them out",
         beyond.size(), std::move(examples)});
}

} // namespace tractwise::layers

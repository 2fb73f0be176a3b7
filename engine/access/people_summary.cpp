// SPDX-License-Identifier: Apache-2.0
#include "engine/access/people_summary.hpp"

#include "engine/tract/demand_points.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace tractwise::access {
namespace {

double or_nobody(double people) {
    return std::isnan(people) ? 0 : people;
}

/// All points in one area, so that the means and medians of tracts serve the whole as well.
tract::DemandPoints in_one_area(std::span<const double> people) {
    tract::DemandPoints points;
    points.tract.assign(people.size(), 0);
    for (const double count : people)
        points.people.push_back(or_nobody(count));
    points.place.resize(people.size());
    points.first = {0, people.size()};
    return points;
}

/// The people of the points that have no value.
std::vector<double> people_without(const tract::DemandPoints& points,
                                   const std::vector<double>& values) {
    std::vector<double> without(values.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (std::isnan(values[i]))
            without[i] = points.people[i];
    return points.sum(without);
}

} // namespace

std::vector<GroupSummary> summarize_groups(std::span<const double> values,
                                           std::span<const PeopleGroup> groups) {
    const std::vector<double> of(values.begin(), values.end());
    std::vector<GroupSummary> summaries;
    for (const PeopleGroup& group : groups) {
        assert(group.people.size() == values.size());
        const tract::DemandPoints points = in_one_area(group.people);
        summaries.push_back({group.name, points.people_by_tract()[0], points.mean_by_people(of)[0],
                             points.median_by_people(of)[0], people_without(points, of)[0]});
    }
    return summaries;
}

std::vector<WithoutValue> why_without(std::span<const double> values,
                                      std::span<const double> people,
                                      std::span<const std::size_t> reason_of,
                                      std::span<const std::string> reasons, std::size_t places) {
    assert(people.size() == values.size() && reason_of.size() == values.size());
    std::vector<WithoutValue> without;
    std::vector<std::vector<bool>> seen;
    for (const std::string& reason : reasons) {
        without.push_back({reason});
        seen.emplace_back(places, false);
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isnan(values[i]))
            continue;
        const std::size_t reason = reason_of[i], place = i % places;
        without[reason].people += or_nobody(people[i]);
        without[reason].places += seen[reason][place] ? 0 : 1;
        seen[reason][place] = true;
    }
    std::erase_if(without, [](const WithoutValue& w) { return w.places == 0; });
    return without;
}

TractMeans means_by_tract(std::span<const std::string> tract_of, std::span<const double> people,
                          std::span<const geo::LonLat> places,
                          std::span<const std::vector<double>> columns) {
    std::vector<std::size_t> order(tract_of.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return tract_of[i].empty(); });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return tract_of[a] < tract_of[b]; });
    TractMeans result;
    tract::DemandPoints points;
    std::vector<double> lon, lat;
    for (const std::size_t i : order) {
        if (result.tract.empty() || result.tract.back() != tract_of[i]) {
            result.tract.push_back(tract_of[i]);
            points.first.push_back(points.people.size());
        }
        points.tract.push_back(static_cast<std::uint32_t>(result.tract.size() - 1));
        points.people.push_back(or_nobody(people[i]));
        points.place.push_back(places[i]);
        lon.push_back(places[i].lon);
        lat.push_back(places[i].lat);
    }
    points.first.push_back(points.people.size());
    result.people = points.people_by_tract();
    const std::vector<double> east = points.mean_by_people(lon), north = points.mean_by_people(lat);
    for (std::size_t t = 0; t < east.size(); ++t)
        result.center.push_back({east[t], north[t]});
    for (const std::vector<double>& column : columns) {
        std::vector<double> values;
        for (const std::size_t i : order)
            values.push_back(column[i]);
        result.means.push_back(points.mean_by_people(values));
        result.without.push_back(people_without(points, values));
    }
    return result;
}

} // namespace tractwise::access

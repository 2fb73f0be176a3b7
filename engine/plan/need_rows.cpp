// SPDX-License-Identifier: Apache-2.0
#include "engine/plan/need.hpp"

#include "engine/core/text.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::plan {
namespace {

/// Each demand point's share of its tract's people; 1 / n where none of its n points has any.
std::vector<double> shares_of_tract(const tract::DemandPoints& demand, std::vector<char>& evenly) {
    std::vector<double> share(demand.size(), 0);
    const std::vector<double> people = demand.people_by_tract();
    for (std::size_t t = 0; t + 1 < demand.first.size(); ++t)
        for (std::size_t i = demand.first[t]; i < demand.first[t + 1]; ++i) {
            evenly[t] = people[t] > 0 ? 0 : 1;
            share[i] = people[t] > 0
                           ? demand.people[i] / people[t]
                           : 1 / static_cast<double>(demand.first[t + 1] - demand.first[t]);
        }
    return share;
}

class Spreader {
public:
    Spreader(const tract::DemandPoints& demand, std::span<const double> without_vehicle,
             std::span<const char> placed, std::vector<double> share)
        : demand_(demand), without_vehicle_(without_vehicle), placed_(placed),
          share_(std::move(share)) {}

    bool two_ways() const { return !without_vehicle_.empty(); }
    std::size_t rows() const { return demand_.size() * (two_ways() ? 2 : 1); }

    /// Of everybody, also those who are not placed.
    std::vector<double> all(const TractCount& count) const {
        std::vector<double> people(rows());
        for (std::size_t i = 0; i < demand_.size(); ++i) {
            const std::size_t tract = demand_.tract[i];
            const double here = count.people[tract] * share_[i];
            if (!two_ways()) {
                people[i] = here;
                continue;
            }
            const double without = count.without_vehicle ? 1 : without_vehicle_[tract];
            people[2 * i] = here * (1 - without);
            people[2 * i + 1] = here * without;
        }
        return people;
    }
    access::PeopleGroup placed(const TractCount& count) const {
        access::PeopleGroup group{count.name, count.description, all(count)};
        for (std::size_t row = 0; row < group.people.size(); ++row)
            if (placed_[row] == 0)
                group.people[row] = 0;
        return group;
    }

private:
    const tract::DemandPoints& demand_;
    std::span<const double> without_vehicle_;
    std::span<const char> placed_;
    std::vector<double> share_;
};

void report_tracts(const NeedCounts& counts, const SitingInputs& in,
                   const std::vector<char>& evenly, Diagnostics& diagnostics) {
    Finding even{Severity::Note,
                 "need-without-people",
                 "siting",
                 "tracts have people in need, but their demand points count nobody; the need is "
                 "spread evenly over them",
                 0,
                 {}};
    Finding nowhere{Severity::Warning, "need-without-point", "siting", "", 0, {}};
    double lost = 0;
    for (std::size_t t = 0; t < in.tracts.size(); ++t) {
        if (!(counts.need.people[t] > 0))
            continue;
        const bool points = in.demand.first[t] < in.demand.first[t + 1];
        if (points && evenly[t] == 0)
            continue;
        Finding& finding = points ? even : nowhere;
        lost += points ? 0 : counts.need.people[t];
        ++finding.count;
        finding.examples.push_back(in.tracts.geoid(t));
    }
    nowhere.message = fmt::format("tracts with {} in need have no demand point; nothing says where "
                                  "they live, and the plan does not count them",
                                  format_count(lost));
    if (even.count > 0)
        diagnostics.add(std::move(even));
    if (nowhere.count > 0)
        diagnostics.add(std::move(nowhere));
}

} // namespace

NeedRows need_rows(const NeedCounts& counts, const SitingInputs& in,
                   std::span<const double> without_vehicle, std::span<const char> placed,
                   Diagnostics& diagnostics) {
    std::vector<char> evenly(in.tracts.size(), 0);
    const Spreader spread(in.demand, without_vehicle, placed, shares_of_tract(in.demand, evenly));
    report_tracts(counts, in, evenly, diagnostics);

    NeedRows rows;
    rows.homes.areas = in.tracts.size();
    const std::size_t each = spread.two_ways() ? 2 : 1;
    for (std::size_t row = 0; row < spread.rows(); ++row) {
        const std::size_t i = row / each;
        const std::string& id = i < in.demand.id.size() ? in.demand.id[i] : std::string();
        rows.homes.area.push_back(in.demand.tract[i]);
        rows.place.push_back(in.demand.place[i]);
        rows.id.push_back(id.empty() ? in.tracts.geoid(in.demand.tract[i]) : id);
    }
    const auto survey = [&](const TractCount& count) {
        rows.homes.groups.push_back({spread.placed(count), count.margin});
    };
    survey(counts.need);
    survey(counts.everybody);
    for (const TractCount& group : counts.groups)
        survey(group);
    for (const TractCount& group : counts.fair)
        rows.fair.push_back(spread.placed(group));

    const std::vector<double> need = spread.all(counts.need), all = spread.all(counts.everybody);
    Finding unplaced{Severity::Warning, "need-not-placed", "siting", "", 0, {}};
    double in_need = 0, people = 0;
    for (std::size_t row = 0; row < need.size(); ++row)
        if (placed[row] == 0 && (need[row] > 0 || all[row] > 0)) {
            in_need += need[row];
            people += all[row];
            ++unplaced.count;
            unplaced.examples.push_back(rows.id[row]);
        }
    if (unplaced.count > 0) {
        unplaced.message = fmt::format(
            "demand points are on no street or in no table of travel; of their {} people, {} in "
            "need, nothing is known, and no figure of the plan counts them",
            format_count(people), format_count(in_need));
        diagnostics.add(std::move(unplaced));
    }
    return rows;
}

} // namespace tractwise::plan

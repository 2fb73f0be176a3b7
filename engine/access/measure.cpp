// SPDX-License-Identifier: Apache-2.0
#include "engine/access/measure.hpp"

#include "engine/access/measure_table.hpp"

#include "engine/access/availability.hpp"
#include "engine/access/floating_catchment.hpp"
#include "engine/access/nearest.hpp"
#include "engine/access/raam.hpp"
#include "engine/access/within.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

using Kind = MeasureSpec::Kind;

[[noreturn]] void refuse_measure(const MeasureSpec& spec, std::string message, std::string hint) {
    throw Error(ErrorKind::Usage, std::move(message),
                {.where = spec.text, .hint = std::move(hint)});
}

/// Missing values count as nothing and are said; negative ones cannot be meant.
std::vector<double> checked(std::span<const double> values, const char* what, const RowNames& rows,
                            Diagnostics& diagnostics) {
    std::vector<double> out(values.begin(), values.end());
    const std::size_t places = rows.places(out.size());
    Finding missing{Severity::Warning,
                    fmt::format("missing-{}", what),
                    rows.what,
                    fmt::format("{} have no number of {} and count as 0", rows.what, what),
                    0,
                    {}};
    for (std::size_t k = 0; k < out.size(); ++k) {
        if (std::isnan(out[k])) {
            out[k] = 0;
            if (k < places && ++missing.count <= Finding::kMaxExamples)
                missing.examples.push_back(rows(k));
        } else if (out[k] < 0 || !std::isfinite(out[k])) {
            throw Error(ErrorKind::Input,
                        fmt::format("{} cannot be {}", what, format_number(out[k])),
                        {.where = rows.where(k)});
        }
    }
    if (missing.count > 0)
        diagnostics.add(std::move(missing));
    return out;
}

struct Evaluation {
    const CostMatrix& costs;
    std::span<const double> people, supply;
    Diagnostics& diagnostics;
    const Progress& progress;

    std::vector<double> operator()(const MeasureSpec& spec) const {
        const auto k = static_cast<std::size_t>(spec.number);
        switch (spec.kind) {
        case Kind::Nearest:
            return nearest(costs).cost;
        case Kind::NearestId: {
            const NearestCosts near = nearest(costs);
            std::vector<double> values(near.destination.begin(), near.destination.end());
            std::replace(values.begin(), values.end(), static_cast<double>(NearestCosts::kNone),
                         std::numeric_limits<double>::quiet_NaN());
            return values;
        }
        case Kind::NearestMean:
            return mean_of_nearest(costs, k);
        case Kind::Nth:
            return cost_to_nth(costs, k);
        case Kind::Reach:
            return cost_to_reach(costs, supply, spec.number);
        case Kind::Within:
            return destinations_within(costs, spec.number);
        case Kind::SupplyWithin:
            return supply_within(costs, supply, spec.number);
        case Kind::Beyond:
            return beyond(costs, spec.number);
        case Kind::Gravity:
            return supply_within(costs, supply, *spec.decay);
        case Kind::TwoStep:
        case Kind::Enhanced:
        case Kind::Gaussian:
            return access_of(spec, floating_catchment(costs, people, supply, *spec.decay));
        case Kind::ThreeStep:
            return access_of(spec,
                             three_step_floating_catchment(costs, people, supply, *spec.decay));
        case Kind::Balanced:
            return access_of(spec, balanced_floating_catchment(costs, people, supply, *spec.decay));
        case Kind::Agents:
            return rational_agents(costs, people, supply, {.tau = spec.number}, progress).cost;
        case Kind::Availability: {
            Availability result = availability(costs, people, supply, *spec.decay);
            unreached(spec, result.destinations_without_demand, result.supply_without_demand);
            return std::move(result.per_person);
        }
        }
        return {};
    }

    std::vector<double> access_of(const MeasureSpec& spec, FloatingCatchment result) const {
        unreached(spec, result.destinations_without_demand, result.supply_without_demand);
        return std::move(result.access);
    }
    void unreached(const MeasureSpec& spec, std::size_t count, double lost) const {
        if (count > 0)
            diagnostics.add({Severity::Warning,
                             "supply-without-demand",
                             spec.text,
                             fmt::format("destinations have supply ({} in all) and nobody lives in "
                                         "their catchment; it counts for nobody",
                                         format_number(lost)),
                             count,
                             {}});
    }
};

} // namespace

std::vector<AccessColumn> measure(std::span<const MeasureSpec> specs, const CostMatrix& costs,
                                  std::span<const double> people, std::span<const double> supply,
                                  Diagnostics& diagnostics, const Progress& progress,
                                  const MeasureNames& names) {
    assert(people.size() == costs.origins());
    assert(supply.empty() || supply.size() == costs.destinations());
    for (const MeasureSpec& spec : specs) { // before any work
        spec.require_unit(costs.unit());
        if (std::isfinite(spec.reach()) && spec.reach() > costs.limit())
            refuse_measure(spec,
                           fmt::format("looks up to {} {}, but the travel costs end at {}",
                                       format_number(spec.reach()), to_string(costs.unit()),
                                       format_number(costs.limit())),
                           "raise the limit of the travel costs");
    }
    const std::vector<double> counted = checked(people, "people", names.origins, diagnostics);
    std::vector<double> offered(costs.destinations(), 1);
    const bool supply_used = std::any_of(specs.begin(), specs.end(),
                                         [](const MeasureSpec& s) { return s.needs_supply(); });
    if (!supply.empty() && supply_used)
        offered = checked(supply, "supply", names.destinations, diagnostics);

    std::vector<AccessColumn> columns;
    std::set<std::string> taken;
    for (std::size_t k = 0; k < specs.size(); ++k) {
        const MeasureSpec& spec = specs[k];
        const auto n = static_cast<double>(specs.size());
        const Progress part =
            progress.part(static_cast<double>(k) / n, static_cast<double>(k + 1) / n);
        part.step(spec.text, 0);
        AccessColumn column;
        column.name = column_name(spec, costs.unit());
        column.label = info_of(spec.kind).what;
        column.unit = unit_of(spec, costs.unit());
        column.formula = formula_of(spec, costs.unit());
        column.is_destination = spec.kind == Kind::NearestId;
        for (std::size_t earlier = 0; earlier < k; ++earlier)
            if (specs[earlier].kind == spec.kind && specs[earlier].number == spec.number &&
                specs[earlier].decay == spec.decay)
                refuse_measure(spec, "is asked for twice", "leave one of them out");
        for (int again = 2; !taken.insert(column.name).second; ++again) // other weights, same steps
            column.name = fmt::format("{}_{}", column_name(spec, costs.unit()), again);
        if (!std::isfinite(spec.reach()) && std::isfinite(costs.limit()))
            diagnostics.add({Severity::Note,
                             "limited-reach",
                             spec.text,
                             fmt::format("looks no farther than the travel costs go, {} {}",
                                         format_number(costs.limit()), to_string(costs.unit())),
                             1,
                             {}});
        column.values = Evaluation{costs, counted, offered, diagnostics, part}(spec);
        columns.push_back(std::move(column));
    }
    progress.step("measuring access", 1);
    return columns;
}

std::vector<AccessColumn> measure(std::span<const MeasureSpec> specs, const MixedTravel& mixed,
                                  std::span<const double> supply, Diagnostics& diagnostics,
                                  const Progress& progress, const MeasureNames& names) {
    std::vector<AccessColumn> columns =
        measure(specs, mixed.costs, mixed.people, supply, diagnostics, progress, names);
    for (AccessColumn& column : columns)
        column.values = column.is_destination ? mixed.of_larger_group(column.values)
                                              : mixed.merge(column.values);
    return columns;
}

} // namespace tractwise::access

// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/fair.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

double value_for(const FairModel& model, const SitingSpec& spec,
                 std::span<const std::uint32_t> sites) {
    const FairValue value = fair_value(model, sites);
    if (spec.objective == Objective::MaxMin)
        return worst_share(model, value);
    return shortfall(model, value, spec.fair_share) > kShortfallTolerance
               ? -std::numeric_limits<double>::infinity()
               : value.need;
}

ExactQuestion exact_model(const FairModel& model, const SitingSpec& spec) {
    // Cbc lets rows be missed by 1e-6 or so: shares are made larger against that.
    constexpr double kScale = 1000;
    const bool fair_share = spec.objective == Objective::FairShare;
    ExactQuestion out{.mip = {.maximize = true},
                      .scale = fair_share ? 1 : 1 / kScale,
                      .base = fair_share ? model.base_need : 0};
    MipModel& mip = out.mip;
    out.open = add_site_columns(mip, model);
    std::vector<int> covered;
    for (std::size_t i = 0; i < model.homes(); ++i) {
        const int z = mip.add_column(fair_share ? model.need[i] : 0, 0, 1, false);
        covered.push_back(z);
        std::vector<MipModel::Term> row{{z, 1}};
        for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p) {
            const int y = out.open[model.home_site[p]];
            row.push_back({y, -1});
            // Who is covered counts, also where not counting them would look fairer.
            if (fair_share)
                mip.add_row(-kInfinity, 0, {{y, 1}, {z, -1}});
        }
        mip.add_row(-kInfinity, 0, row);
    }
    const int worst = fair_share ? -1 : mip.add_column(kScale, 0, 1, false);
    for (std::size_t g = 0; g < model.groups; ++g) {
        std::vector<MipModel::Term> row;
        double base = model.base[g] / model.total[g];
        for (std::size_t i = 0; i < model.homes(); ++i) {
            double share = model.people[i * model.groups + g] / model.total[g];
            if (fair_share)
                share -= spec.fair_share * model.need[i] / model.total_need;
            if (share != 0)
                row.push_back({covered[i], kScale * share});
        }
        if (fair_share)
            base -= spec.fair_share * model.base_need / model.total_need;
        else
            row.push_back({worst, -kScale});
        mip.add_row(-kScale * base, kInfinity, row);
    }
    return out;
}

Found prove_fair(const FairModel& model, const SitingSpec& spec, Found found,
                 const Progress& progress, const Deadline& deadline) {
    const std::size_t pairs = model.home_site.size() + model.homes() * model.groups;
    if (pairs > spec.largest_model) {
        found.how += "; too large for Cbc";
        return found;
    }
    found = ask_cbc(
        exact_model(model, spec),
        [&](std::span<const std::uint32_t> sites) { return value_for(model, spec, sites); },
        std::move(found), spec, progress, deadline);
    if (found.proven && !std::isfinite(found.value))
        throw Error(ErrorKind::Infeasible,
                    fmt::format("no plan covers every group at least {} % as well as everybody",
                                format_number(100 * spec.fair_share)),
                    {.hint = "lower fair_share, allow more stops, or ask for max-min"});
    return found;
}

} // namespace

FairModel fair_model(const SitingSpec& spec, const SitingProblem& problem) {
    FairModel model{{}, free_choice(problem)};
    model.limit(spec);
    const std::vector<std::uint32_t> number = model.numbers(problem);

    std::vector<const access::PeopleGroup*> groups;
    for (const access::PeopleGroup& group : problem.groups) {
        double total = 0;
        for (const double people : group.people)
            total += people > 0 ? people : 0;
        if (total > 0) {
            groups.push_back(&group);
            model.total.push_back(total);
        }
    }
    model.groups = groups.size();
    model.base.assign(model.groups, 0);
    const double limit = spec.rings.front().limit;
    RowsBySites rows(model);
    std::vector<std::uint32_t> sites;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        const double need = problem.need[i] > 0 ? problem.need[i] : 0;
        model.total_need += need;
        const auto people = [&](std::size_t g) {
            const double count = groups[g]->people[i];
            return count > 0 ? count : 0.0;
        };
        bool existing = false;
        sites.clear();
        for (const auto entry : problem.costs.row(i)) {
            if (!(entry.cost <= limit))
                continue;
            existing = existing || problem.sites[entry.destination].role == Role::Existing;
            if (number[entry.destination] != kNoSite)
                sites.push_back(number[entry.destination]);
        }
        if (existing) {
            model.base_need += need;
            for (std::size_t g = 0; g < model.groups; ++g)
                model.base[g] += people(g);
            continue;
        }
        bool anybody = need > 0;
        for (std::size_t g = 0; g < model.groups; ++g)
            anybody = anybody || people(g) > 0;
        if (sites.empty() || !anybody)
            continue;
        const std::size_t row = rows.row_of(sites);
        model.need.resize(model.rows(), 0);
        model.people.resize(model.rows() * model.groups, 0);
        model.need[row] += need;
        for (std::size_t g = 0; g < model.groups; ++g)
            model.people[row * model.groups + g] += people(g);
    }
    model.finish(model.sites());
    return model;
}

FairValue fair_value(const FairModel& model, std::span<const std::uint32_t> sites) {
    FairValue value{model.base, model.base_need};
    std::vector<char> covered(model.homes(), 0);
    for (const std::uint32_t j : sites)
        for (std::size_t p = model.site_first[j]; p < model.site_first[j + 1]; ++p)
            covered[model.site_home[p]] = 1;
    for (std::size_t i = 0; i < model.homes(); ++i)
        if (covered[i] != 0) {
            for (std::size_t g = 0; g < model.groups; ++g)
                value.covered[g] += model.people[i * model.groups + g];
            value.need += model.need[i];
        }
    return value;
}

double worst_share(const FairModel& model, const FairValue& value) {
    double worst = 1;
    for (std::size_t g = 0; g < model.groups; ++g)
        worst = std::min(worst, value.covered[g] / model.total[g]);
    return worst;
}

double shortfall(const FairModel& model, const FairValue& value, double fair_share) {
    double sum = 0;
    for (std::size_t g = 0; g < model.groups; ++g)
        sum += std::max(0.0, fair_share * value.need / model.total_need -
                                 value.covered[g] / model.total[g]);
    return sum;
}

Found best_fair(const FairModel& model, const SitingSpec& spec, std::vector<std::uint32_t> start,
                const Progress& progress, const Deadline& deadline) {
    Found found{.how = "greedy choice and exchange of stops"};
    const Deadline for_search = deadline.part(0.4);
    found.sites = search_fair(model, spec, start, progress.part(0, 0.4), for_search);
    found.value = value_for(model, spec, found.sites);
    const Deadline for_bound = deadline.part(0.5);
    found.bound = fair_bound(model, spec, found.value, progress.part(0.4, 0.6), for_bound);
    if (std::isfinite(found.value) &&
        found.bound <= found.value + 1e-9 * std::max(1e-3, std::abs(found.value))) {
        found.bound = found.value;
        found.proven = true;
        found.how += ", proven best by a Lagrangian relaxation";
        return found;
    }
    found.how += ", bounded by a Lagrangian relaxation";
    found.time_limited = for_search.passed() || for_bound.passed();
    if (found.time_limited)
        found.how += kEndedByTime;
    if (spec.prove)
        found = prove_fair(model, spec, std::move(found), progress, deadline);
    if (!std::isfinite(found.value))
        throw Error(ErrorKind::Infeasible,
                    fmt::format("no plan was found that covers every group at least {} % as well "
                                "as everybody, and none was proven impossible",
                                format_number(100 * spec.fair_share)),
                    {.hint = "lower fair_share, allow more stops, or give more time"});
    return found;
}

} // namespace tractwise::siting

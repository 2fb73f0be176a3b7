// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/best_gains.hpp"

#include "engine/siting/lagrangian.hpp"
#include "engine/siting/swap_search.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

/// Each is a pass over the pairs; large models get fewer.
std::size_t iterations_for(const GainModel& model) {
    constexpr std::size_t kMost = 1500, kLeast = 200, kPairs = 5'000'000'000;
    return std::clamp(kPairs / std::max<std::size_t>(1, model.pairs()), kLeast, kMost);
}

Found settle_rest(const GainModel& model, const LagrangianResult& relaxed, const SitingSpec& spec,
                  Found found, const Progress& progress, const Deadline& deadline) {
    // More sites that must be in than may be: no better choice exists.
    if (static_cast<std::size_t>(std::count(relaxed.in.begin(), relaxed.in.end(), 1)) >
        model.most) {
        found.proven = true;
        found.bound = found.value;
        found.how += ", which also proves it";
        return found;
    }
    // A second model of very many pairs would only be made to be refused.
    std::size_t left = 0;
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (relaxed.in[j] == 0 && relaxed.out[j] == 0)
            left += model.site_first[j + 1] - model.site_first[j];
    if (left / 20 > spec.largest_model) {
        found.how += too_large_for_cbc(left, spec);
        return found;
    }
    const Reduced rest = reduce(model, relaxed.in, relaxed.out);
    Found inner;
    inner.bound = found.bound;
    inner.how =
        fmt::format("; {} of {} sites were left to decide", rest.model.sites(), model.sites());
    // The known choice, as far as it lies in what is left: better ones all agree with the rest.
    for (std::uint32_t j = 0; j < rest.kept.size(); ++j)
        if (std::binary_search(found.sites.begin(), found.sites.end(), rest.kept[j]))
            inner.sites.push_back(j);
    inner.value = rest.model.value(inner.sites);
    inner = prove_gains(rest.model, std::move(inner), spec, progress, deadline);
    found.how += inner.how;
    found.time_limited = found.time_limited || inner.time_limited;
    std::vector<std::uint32_t> sites;
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (relaxed.in[j] != 0)
            sites.push_back(j);
    for (const std::uint32_t j : inner.sites)
        sites.push_back(rest.kept[j]);
    std::sort(sites.begin(), sites.end());
    // Only better choices agree with what was settled: what is left may be worse than the known one.
    if (const double value = model.value(sites);
        sites.size() <= model.most && value > found.value) {
        found.value = value;
        found.sites = std::move(sites);
    }
    found.proven = inner.proven;
    found.bound = inner.proven ? found.value : std::max(found.value, inner.bound);
    return found;
}

} // namespace

Found best_gains(const GainModel& model, const SitingSpec& spec, std::vector<std::uint32_t> start,
                 const Progress& progress, const Deadline& deadline) {
    std::vector<std::vector<std::uint32_t>> starts;
    if (!start.empty())
        starts.push_back(std::move(start));
    starts.push_back({});
    Found found{.how = "greedy choice and exchange of stops"};
    // Each step has a share of the time that the ones before left; what ends early leaves more.
    bool cut = false;
    const auto search = [&](const std::vector<std::vector<std::uint32_t>>& from,
                            std::size_t restarts, const Progress& part) {
        const Deadline own = deadline.part(0.4);
        auto sites = search_gains(model, from, restarts, spec.seed, part, own);
        cut = cut || own.passed();
        return sites;
    };
    const auto bound = [&](const std::vector<std::uint32_t>& known, const Progress& part) {
        const Deadline own = deadline.part(0.6);
        LagrangianResult result =
            lagrangian_bound(model, known, spec.gap, iterations_for(model), part, own);
        cut = cut || own.passed();
        return result;
    };
    found.sites = search(starts, 0, progress.part(0, 0.1));
    LagrangianResult relaxed = bound(found.sites, progress.part(0.1, 0.4));
    found.sites = relaxed.chosen;
    found.value = relaxed.value;
    found.bound = relaxed.bound;
    // Restarts where the relaxation left something open; then it is asked again from what they found.
    if (!model.closed(found.value, found.bound) && spec.restarts > 0 && !deadline.passed()) {
        const auto better = search({found.sites}, spec.restarts, progress.part(0.4, 0.6));
        if (const double value = model.value(better); value > found.value * (1 + 1e-12)) {
            found.sites = better;
            found.value = value;
            relaxed = bound(better, progress.part(0.6, 0.7));
            found.bound = std::min(found.bound, relaxed.bound);
            if (relaxed.value > found.value) {
                found.sites = relaxed.chosen;
                found.value = relaxed.value;
            }
        }
    }
    if (model.closed(found.value, found.bound)) {
        found.proven = true;
        found.bound = found.value;
        found.how += ", proven best by a Lagrangian relaxation";
        return found;
    }
    found.how += ", bounded by a Lagrangian relaxation";
    found.time_limited = cut;
    if (cut)
        found.how += kEndedByTime;
    const double open = (found.bound - found.value) / std::max(std::abs(found.value), 1e-300);
    if (!spec.prove || open <= spec.gap)
        return found;
    return settle_rest(model, relaxed, spec, std::move(found), progress.part(0.7, 1), deadline);
}

} // namespace tractwise::siting

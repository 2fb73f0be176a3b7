// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/exact.hpp"

#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

constexpr std::size_t kMostLevels = 4;

/// The different gains of a home, highest first.
std::vector<double> levels_of(const GainModel& model, std::size_t home) {
    std::vector<double> levels(model.home_gain.begin() + static_cast<long>(model.home_first[home]),
                               model.home_gain.begin() +
                                   static_cast<long>(model.home_first[home + 1]));
    std::sort(levels.begin(), levels.end(), std::greater<>());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
}

void add_home_by_level(MipModel& mip, const GainModel& model, const std::vector<int>& open,
                       std::size_t home, const std::vector<double>& levels) {
    for (std::size_t l = 0; l < levels.size(); ++l) {
        const double weight = levels[l] - (l + 1 < levels.size() ? levels[l + 1] : 0);
        std::vector<MipModel::Term> row{{mip.add_column(weight, 0, 1, false), 1}};
        for (std::size_t p = model.home_first[home]; p < model.home_first[home + 1]; ++p)
            if (model.home_gain[p] >= levels[l])
                row.push_back({open[model.home_site[p]], -1});
        mip.add_row(-kInfinity, 0, row);
    }
}

void add_home_by_pair(MipModel& mip, const GainModel& model, const std::vector<int>& open,
                      std::size_t home) {
    std::vector<MipModel::Term> one_site;
    for (std::size_t p = model.home_first[home]; p < model.home_first[home + 1]; ++p) {
        const int use = mip.add_column(model.home_gain[p], 0, 1, false);
        one_site.push_back({use, 1});
        mip.add_row(-kInfinity, 0, {{use, 1}, {open[model.home_site[p]], -1}});
    }
    mip.add_row(-kInfinity, 1, one_site);
}

} // namespace

std::vector<int> add_site_columns(MipModel& mip, const SiteChoice& choice,
                                  std::span<const char> existing) {
    std::vector<int> open;
    std::vector<MipModel::Term> number, money;
    for (std::size_t j = 0; j < choice.sites(); ++j) {
        const bool exists = !existing.empty() && existing[j] != 0;
        open.push_back(mip.add_column(0, exists || choice.required[j] != 0 ? 1 : 0, 1, true));
        if (exists)
            continue;
        number.push_back({open.back(), 1});
        money.push_back({open.back(), choice.cost[j]});
    }
    if (choice.most < number.size())
        mip.add_row(-kInfinity, static_cast<double>(choice.most), number);
    if (choice.limited_by_budget())
        mip.add_row(-kInfinity, choice.budget, money);
    return open;
}

std::string too_large_for_cbc(std::size_t pairs, const SitingSpec& spec) {
    return fmt::format("; not handed to Cbc: {} pairs are left, more than {}",
                       format_count(static_cast<double>(pairs)),
                       format_count(static_cast<double>(spec.largest_model)));
}

Found ask_cbc(const ExactQuestion& question,
              const std::function<double(std::span<const std::uint32_t>)>& value_of, Found known,
              const SitingSpec& spec, const Progress& progress, const Deadline& deadline) {
    progress.step("proving with Cbc", 0);
    const double seconds = deadline.left_s();
    if (seconds <= 0) {
        known.time_limited = true;
        known.how += "; no time was left for Cbc";
        return known;
    }
    const bool higher = question.mip.maximize, any_known = std::isfinite(known.value);
    const auto as_value = [&](double objective) {
        return objective * question.scale + question.base;
    };
    const double tolerance = 1e-9 * std::max(question.scale, std::abs(known.value));
    MipOptions options{.time_limit_s = seconds, .gap = spec.gap};
    if (any_known)
        options.cutoff =
            (known.value + (higher ? tolerance : -tolerance) - question.base) / question.scale;
    const MipResult result = solve_mip(question.mip, options, progress);
    double found_value = std::numeric_limits<double>::quiet_NaN();
    if (result.has_values()) {
        std::vector<std::uint32_t> sites;
        for (std::uint32_t j = 0; j < question.open.size(); ++j)
            if (result.values[question.open[j]] > 0.5)
                sites.push_back(j);
        found_value = value_of(sites);
        if (std::isfinite(found_value) &&
            (!any_known || (higher ? found_value > known.value : found_value < known.value))) {
            known.value = found_value;
            known.sites = std::move(sites);
            known.how += any_known ? "; improved by Cbc" : "; found by Cbc";
        }
    }
    const double claimed = as_value(result.value),
                 slack = 1e-6 * std::max(question.scale, std::abs(known.value));
    const bool nothing_better =
        result.status == MipResult::Status::Infeasible ||
        (result.status == MipResult::Status::Optimal && spec.gap <= 0 &&
         (higher ? claimed <= known.value + slack : claimed >= known.value - slack));
    if (nothing_better) {
        known.proven = true;
        known.bound = known.value;
        known.how += "; proven by Cbc";
        return known;
    }
    if (result.status != MipResult::Status::Optimal) {
        known.time_limited = true;
        known.how +=
            fmt::format("; Cbc found no proof in {} s", format_number(round_half_away(seconds, 1)));
    }
    if (std::isfinite(result.bound)) {
        const double bound = as_value(result.bound);
        known.bound = higher ? std::min(known.bound, bound) : std::max(known.bound, bound);
        if (std::isfinite(known.value))
            known.bound =
                higher ? std::max(known.bound, known.value) : std::min(known.bound, known.value);
    }
    return known;
}

Found prove_gains(const GainModel& model, Found known, const SitingSpec& spec,
                  const Progress& progress, const Deadline& deadline) {
    if (model.pairs() > spec.largest_model) {
        known.how += too_large_for_cbc(model.pairs(), spec);
        return known;
    }
    ExactQuestion question{.mip = {.maximize = true}, .base = model.constant};
    question.open = add_site_columns(question.mip, model);
    for (std::size_t i = 0; i < model.homes(); ++i) {
        if (model.home_first[i] == model.home_first[i + 1])
            continue;
        const std::vector<double> levels = levels_of(model, i);
        if (levels.size() <= kMostLevels)
            add_home_by_level(question.mip, model, question.open, i, levels);
        else
            add_home_by_pair(question.mip, model, question.open, i);
    }
    return ask_cbc(
        question, [&](std::span<const std::uint32_t> sites) { return model.value(sites); },
        std::move(known), spec, progress, deadline);
}

} // namespace tractwise::siting

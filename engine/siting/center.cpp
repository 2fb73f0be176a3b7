// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/center.hpp"

#include "engine/siting/set_cover.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

/// Costs that the longest trip of a plan can have, ascending.
std::vector<double> possible_limits(const SitingProblem& problem) {
    std::vector<double> limits;
    for (std::size_t i = 0; i < problem.homes(); ++i)
        if (problem.need[i] > 0)
            for (const auto entry : problem.costs.row(i))
                if (problem.sites[entry.destination].role != Role::Excluded)
                    limits.push_back(entry.cost);
    std::sort(limits.begin(), limits.end());
    limits.erase(std::unique(limits.begin(), limits.end()), limits.end());
    return limits;
}

class Center {
public:
    Center(const SitingSpec& spec, const SitingProblem& problem)
        : spec_(spec), problem_(problem), weight_(problem.homes(), 0) {
        // Everybody in need counts alike.
        for (std::size_t i = 0; i < weight_.size(); ++i)
            weight_[i] = problem.need[i] > 0 ? 1 : 0;
        everybody_ = std::accumulate(weight_.begin(), weight_.end(), 0.0);
    }

    CoverTask task(double limit) const {
        CoverTask task{cover_model(problem_, limit, weight_), everybody_};
        if (!spec_.budget) // only their number counts
            std::fill(task.model.cost.begin(), task.model.cost.end(), 1.0);
        return task;
    }

    bool allowed(const GainModel& model, const std::vector<std::uint32_t>& sites) const {
        return (!spec_.k || sites.size() <= *spec_.k) &&
               (!spec_.budget || model.cost_of(sites) <= *spec_.budget * (1 + 1e-12));
    }

    enum class Answer { Yes, No, Unknown };

    /// By search and relaxation only.
    Answer quick(double limit, std::vector<std::uint32_t>& sites, const Progress& progress) const {
        const CoverTask cover = task(limit);
        const auto found = search_cover(cover, spec_, progress);
        if (!found)
            return Answer::No;
        if (allowed(cover.model, *found)) {
            to_problem(cover.model, *found, sites);
            return Answer::Yes;
        }
        if (spec_.k && spec_.budget)
            return Answer::Unknown;
        const double most = spec_.budget ? *spec_.budget : static_cast<double>(*spec_.k);
        const double bound = cover_bound(cover, cover.model.cost_of(*found), progress);
        return bound > most * (1 + 1e-9) ? Answer::No : Answer::Unknown;
    }

    /// With Cbc where the quick way does not tell.
    Answer exact(double limit, std::vector<std::uint32_t>& sites, const Progress& progress) {
        const CoverTask cover = task(limit);
        if (spec_.k && spec_.budget)
            return both_limits(cover, sites, progress);
        const auto start = search_cover(cover, spec_, progress);
        if (!start)
            return Answer::No;
        SitingSpec within_time = spec_;
        within_time.time_limit_s = time_left();
        const Found found = best_cover(cover, *start, within_time, progress);
        time_limited_ = time_limited_ || found.time_limited;
        asked_cbc_ = true;
        if (allowed(cover.model, found.sites)) {
            to_problem(cover.model, found.sites, sites);
            return Answer::Yes;
        }
        const double most = spec_.budget ? *spec_.budget : static_cast<double>(*spec_.k);
        return found.bound > most * (1 + 1e-9) ? Answer::No : Answer::Unknown;
    }

    /// All proofs together have the time limit; what is left of it.
    double time_left() const {
        const std::chrono::duration<double> used = std::chrono::steady_clock::now() - begin_;
        return std::max(0.1, spec_.time_limit_s - used.count());
    }
    bool out_of_time() const { return time_left() <= 0.1; }
    void begin_proofs() { begin_ = std::chrono::steady_clock::now(); }
    bool time_limited() const { return time_limited_; }
    bool asked_cbc() const { return asked_cbc_; }

private:
    static void to_problem(const GainModel& model, const std::vector<std::uint32_t>& numbers,
                           std::vector<std::uint32_t>& sites) {
        sites.clear();
        for (const std::uint32_t j : numbers)
            sites.push_back(model.site_id[j]);
    }

    /// A number of sites and a budget at once: the cover model with both.
    Answer both_limits(const CoverTask& cover, std::vector<std::uint32_t>& sites,
                       const Progress& progress) {
        GainModel model = cover.model;
        model.most = std::min(*spec_.k, model.sites());
        model.budget = *spec_.budget;
        MipModel mip;
        const std::vector<int> open = add_site_columns(mip, model);
        for (std::size_t i = 0; i < model.homes(); ++i) {
            std::vector<MipModel::Term> row;
            for (std::size_t p = model.home_first[i]; p < model.home_first[i + 1]; ++p)
                row.push_back({open[model.home_site[p]], 1});
            mip.add_row(1, kInfinity, row);
        }
        const MipResult result = solve_mip(mip, {.time_limit_s = time_left()}, progress);
        asked_cbc_ = true;
        if (result.status == MipResult::Status::Infeasible)
            return Answer::No;
        if (!result.has_values()) {
            time_limited_ = true;
            return Answer::Unknown;
        }
        std::vector<std::uint32_t> numbers;
        for (std::uint32_t j = 0; j < model.sites(); ++j)
            if (result.values[open[j]] > 0.5)
                numbers.push_back(j);
        to_problem(model, numbers, sites);
        return Answer::Yes;
    }

    const SitingSpec& spec_;
    const SitingProblem& problem_;
    std::vector<double> weight_;
    double everybody_ = 0;
    bool time_limited_ = false, asked_cbc_ = false;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

[[noreturn]] void fail_unreached(const SitingProblem& problem) {
    std::size_t homes = 0;
    double need = 0;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        const auto row = problem.costs.row(i);
        bool reached = false;
        for (const auto entry : row)
            reached = reached || problem.sites[entry.destination].role != Role::Excluded;
        if (!reached) {
            ++homes;
            need += problem.need[i];
        }
    }
    throw Error(ErrorKind::Infeasible,
                fmt::format("{} demand points with a need of {} reach no site at all, so there is "
                            "no longest trip",
                            format_count(static_cast<double>(homes)), format_count(need)),
                {.hint = "ask for coverage within a limit (mclp), or add candidates near them"});
}

} // namespace

double longest_trip(const SitingProblem& problem, std::span<const std::uint32_t> stops) {
    const std::vector<char> open = open_sites(problem, stops);
    double longest = 0;
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        double nearest = std::numeric_limits<double>::infinity();
        for (const auto entry : problem.costs.row(i))
            if (open[entry.destination] != 0)
                nearest = std::min(nearest, entry.cost);
        longest = std::max(longest, nearest);
    }
    return longest;
}

Found best_center(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress) {
    Center center(spec, problem);
    const std::vector<double> limits = possible_limits(problem);
    if (limits.empty())
        fail_unreached(problem);
    Found found{.how = "bisection over limits with set covering"};
    // Limits from `low` on may be enough, `high` is; those below `low` are proven too short.
    std::size_t low = 0, high = limits.size();
    const auto place_of = [&](double value) {
        return static_cast<std::size_t>(std::lower_bound(limits.begin(), limits.end(), value) -
                                        limits.begin());
    };
    const auto take = [&](const std::vector<std::uint32_t>& sites) {
        found.sites = sites;
        found.value = longest_trip(problem, sites);
        high = std::min(high, place_of(found.value));
    };
    if (!start.empty()) {
        const double value = longest_trip(problem, start);
        if (std::isfinite(value))
            take({start.begin(), start.end()});
    }
    // Halves what is left; false where an answer stayed open.
    const auto bisect = [&](const auto& ask, const auto& go_on) {
        bool all_known = true;
        std::vector<std::uint32_t> sites;
        for (std::size_t from = low; from < high && go_on();) {
            const std::size_t middle = from + (high - from) / 2;
            progress.step("looking for the shortest longest trip", 0.3);
            switch (ask(limits[middle], sites)) {
            case Center::Answer::Yes:
                take(sites);
                break;
            case Center::Answer::No:
                from = low = middle + 1;
                break;
            case Center::Answer::Unknown:
                from = middle + 1;
                all_known = false;
                break;
            }
        }
        return all_known;
    };
    const bool quick =
        bisect([&](double limit, auto& sites) { return center.quick(limit, sites, progress); },
               [] { return true; });
    center.begin_proofs();
    if (!quick && spec.prove)
        bisect([&](double limit, auto& sites) { return center.exact(limit, sites, progress); },
               [&] { return !center.out_of_time(); });
    if (high == limits.size()) {
        if (low < limits.size())
            throw Error(ErrorKind::Infeasible,
                        "no plan was found that reaches everybody in need, and none was proven "
                        "impossible",
                        {.hint = "allow more stops or more time"});
        std::vector<std::uint32_t> all = choosable(problem);
        if (std::isinf(longest_trip(problem, all)))
            fail_unreached(problem);
        throw Error(ErrorKind::Infeasible,
                    "no plan of this size reaches everybody in need at any travel cost",
                    {.hint = "allow more stops, or ask for coverage within a limit (mclp)"});
    }
    found.proven = low == high;
    found.bound = found.proven ? found.value : limits[low];
    found.time_limited = !found.proven && center.time_limited();
    if (center.asked_cbc())
        found.how += found.proven ? "; proven by Cbc" : "; Cbc found no proof in its time";
    else if (found.proven)
        found.how += "; proven by relaxations";
    return found;
}

} // namespace tractwise::siting

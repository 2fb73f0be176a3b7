// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/center.hpp"

#include "engine/siting/set_cover.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace tractwise::siting {
namespace {

/// Costs that the longest trip of a plan can have. Few are listed; of very many only those of a narrow
/// range ever are.
class PossibleLimits {
public:
    PossibleLimits(const SitingProblem& problem, std::size_t most_listed, const Progress& progress)
        : problem_(problem), most_listed_(most_listed), progress_(progress) {
        if (problem.costs.pairs() <= most_listed)
            list(-1, kInfinity);
    }

    bool empty() const { return std::isinf(next(-1)); }
    /// The least above `limit`; infinite where there is none.
    double next(double limit) const {
        if (from_ <= limit && limit < to_) {
            const auto at = std::upper_bound(listed_.begin(), listed_.end(), limit);
            if (at != listed_.end())
                return *at;
            if (std::isinf(to_))
                return kInfinity;
        }
        double least = kInfinity;
        for_each([&](double cost) {
            if (cost > limit)
                least = std::min(least, cost);
        });
        return least;
    }
    /// One above `from` and below `to`, with about as many on either side; nothing where there is none.
    std::optional<double> middle(double from, double to) {
        if (!(from_ <= from && to <= to_)) {
            // A sample tells how many there are, and which is in the middle.
            std::vector<double> sample;
            std::size_t n = 0;
            const std::size_t every = problem_.costs.pairs() / kSample + 1;
            for_each([&](double cost) {
                if (cost > from && cost < to && n++ % every == 0)
                    sample.push_back(cost);
            });
            if (n == 0)
                return std::nullopt;
            if (n > most_listed_) {
                const auto half = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
                std::nth_element(sample.begin(), half, sample.end());
                return *half;
            }
            list(from, to);
        }
        const auto begin = std::upper_bound(listed_.begin(), listed_.end(), from);
        const auto end = std::lower_bound(begin, listed_.end(), to);
        if (begin == end)
            return std::nullopt;
        return *(begin + (end - begin) / 2);
    }

private:
    static constexpr std::size_t kSample = 1'000'000;

    template <typename Use>
    void for_each(const Use& use) const {
        for (std::size_t i = 0; i < problem_.homes(); ++i) {
            if (i % 64 == 0)
                progress_.throw_if_stopped();
            if (problem_.need[i] > 0)
                for (const auto entry : problem_.costs.row(i))
                    if (problem_.sites[entry.destination].role != Role::Excluded)
                        use(entry.cost);
        }
    }
    void list(double from, double to) {
        listed_.clear();
        for_each([&](double cost) {
            if (cost > from && cost < to)
                listed_.push_back(cost);
        });
        std::sort(listed_.begin(), listed_.end());
        listed_.erase(std::unique(listed_.begin(), listed_.end()), listed_.end());
        from_ = from;
        to_ = to;
    }

    const SitingProblem& problem_;
    std::size_t most_listed_;
    Progress progress_;
    std::vector<double> listed_;                ///< all between from_ and to_, ascending
    double from_ = kInfinity, to_ = -kInfinity; ///< nothing is listed
};

/// Of each home to its nearest open site; 0 without need.
std::vector<double> trips_of(const SitingProblem& problem, std::span<const std::uint32_t> stops) {
    const std::vector<char> open = open_sites(problem, stops);
    std::vector<double> trips(problem.homes(), 0);
    for (std::size_t i = 0; i < problem.homes(); ++i) {
        if (!(problem.need[i] > 0))
            continue;
        trips[i] = kInfinity;
        for (const auto entry : problem.costs.row(i))
            if (open[entry.destination] != 0)
                trips[i] = std::min(trips[i], entry.cost);
    }
    return trips;
}

class Center {
public:
    Center(const SitingSpec& spec, const SitingProblem& problem, std::size_t most_pairs,
           const Deadline& deadline)
        : spec_(spec), problem_(problem), deadline_(deadline), weight_(problem.homes(), 0) {
        // Everybody in need counts alike; of very many, some at first.
        const std::size_t every = problem.costs.pairs() / most_pairs + 1;
        some_only_ = every > 1;
        std::size_t n = 0;
        for (std::size_t i = 0; i < weight_.size(); ++i)
            weight_[i] = problem.need[i] > 0 && n++ % every == 0 ? 1 : 0;
        everybody_ = std::accumulate(weight_.begin(), weight_.end(), 0.0);
    }

    /// Each home that is asked about is farthest from the sites before it, and gets its nearest one:
    /// at most twice as long a trip as the best where homes are sites (Gonzalez 1985). Not everybody may
    /// reach one of them.
    std::vector<std::uint32_t> by_farthest(const Progress& progress) const {
        std::vector<std::uint32_t> sites = problem_.with_role(Role::Required);
        const std::size_t most = spec_.k.value_or(problem_.sites.size());
        std::vector<double> trip(problem_.homes(), kInfinity);
        const auto open = [&](std::uint32_t site) {
            for (std::size_t i = 0; i < trip.size(); ++i)
                trip[i] = std::min(trip[i], problem_.costs.cost(i, site));
        };
        for (std::uint32_t s = 0; s < problem_.sites.size(); ++s)
            if (problem_.sites[s].role == Role::Existing ||
                problem_.sites[s].role == Role::Required)
                open(s);
        double money = 0;
        for (const std::uint32_t site : sites)
            money += problem_.sites[site].cost;
        while (sites.size() < most) {
            progress.throw_if_stopped();
            std::size_t farthest = trip.size();
            for (std::size_t i = 0; i < trip.size(); ++i)
                if (problem_.need[i] > 0 && (farthest == trip.size() || trip[i] > trip[farthest]))
                    farthest = i;
            std::uint32_t best = kNoSite;
            double least = farthest == trip.size() ? 0 : trip[farthest];
            if (farthest < trip.size())
                for (const auto entry : problem_.costs.row(farthest))
                    if (problem_.sites[entry.destination].role == Role::Candidate &&
                        entry.cost < least) {
                        least = entry.cost;
                        best = entry.destination;
                    }
            if (best == kNoSite ||
                (spec_.budget && money + problem_.sites[best].cost > *spec_.budget))
                break;
            money += problem_.sites[best].cost;
            sites.push_back(best);
            open(best);
        }
        std::sort(sites.begin(), sites.end());
        return sites;
    }
    bool some_only() const { return some_only_; }

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
    Answer quick(double limit, std::vector<std::uint32_t>& sites, const Progress& progress) {
        return asked_of_all(limit, sites, [&] { return quick_of_some(limit, sites, progress); });
    }
    /// With Cbc where the quick way does not tell.
    Answer exact(double limit, std::vector<std::uint32_t>& sites, const Progress& progress) {
        return asked_of_all(limit, sites, [&] { return exact_of_some(limit, sites, progress); });
    }

    bool out_of_time() const { return deadline_.passed(); }
    bool time_limited() const { return time_limited_ || deadline_.passed(); }
    bool asked_cbc() const { return asked_cbc_; }

private:
    /// Asked of some homes only, a "no" holds for all; a "yes" holds where the others are reached too.
    /// Who is not is asked about from now on.
    template <typename Ask>
    Answer asked_of_all(double limit, const std::vector<std::uint32_t>& sites, const Ask& ask) {
        for (;;) {
            const Answer answer = ask();
            if (answer != Answer::Yes || !some_only_)
                return answer;
            const std::size_t before = asked_about_;
            ask_about_farthest(limit, sites);
            if (asked_about_ == before)
                return Answer::Yes;
            if (out_of_time())
                return Answer::Unknown;
        }
    }

    void ask_about_farthest(double limit, const std::vector<std::uint32_t>& sites) {
        const std::vector<double> trips = trips_of(problem_, sites);
        std::vector<std::size_t> left_out;
        for (std::size_t i = 0; i < trips.size(); ++i)
            if (trips[i] > limit)
                left_out.push_back(i);
        const std::size_t some = std::min<std::size_t>(kMoreHomes, left_out.size());
        std::partial_sort(left_out.begin(), left_out.begin() + static_cast<std::ptrdiff_t>(some),
                          left_out.end(), [&](std::size_t a, std::size_t b) {
                              return trips[a] != trips[b] ? trips[a] > trips[b] : a < b;
                          });
        for (std::size_t n = 0; n < some; ++n)
            weight_[left_out[n]] = 1;
        asked_about_ += some;
        everybody_ += static_cast<double>(some);
    }

    Answer quick_of_some(double limit, std::vector<std::uint32_t>& sites,
                         const Progress& progress) const {
        const CoverTask cover = task(limit);
        const auto found = search_cover(cover, spec_, progress, deadline_.part(0.5));
        if (!found)
            return Answer::No;
        if (allowed(cover.model, *found)) {
            to_problem(cover.model, *found, sites);
            return Answer::Yes;
        }
        if (spec_.k && spec_.budget)
            return Answer::Unknown;
        const double most = spec_.budget ? *spec_.budget : static_cast<double>(*spec_.k);
        const double bound =
            cover_bound(cover, cover.model.cost_of(*found), progress, deadline_.part(0.5));
        return bound > most * (1 + 1e-9) ? Answer::No : Answer::Unknown;
    }

    Answer exact_of_some(double limit, std::vector<std::uint32_t>& sites,
                         const Progress& progress) {
        const CoverTask cover = task(limit);
        if (spec_.k && spec_.budget)
            return both_limits(cover, sites, progress);
        const auto start = search_cover(cover, spec_, progress, deadline_.part(0.3));
        if (!start)
            return Answer::No;
        const Found found = best_cover(cover, *start, spec_, progress, deadline_);
        time_limited_ = time_limited_ || found.time_limited;
        asked_cbc_ = true;
        if (allowed(cover.model, found.sites)) {
            to_problem(cover.model, found.sites, sites);
            return Answer::Yes;
        }
        const double most = spec_.budget ? *spec_.budget : static_cast<double>(*spec_.k);
        return found.bound > most * (1 + 1e-9) ? Answer::No : Answer::Unknown;
    }

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
        const MipResult result = solve_mip(mip, {.time_limit_s = deadline_.left_s()}, progress);
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
    Deadline deadline_;
    std::vector<double> weight_;
    static constexpr std::size_t kMoreHomes = 32;
    double everybody_ = 0;
    bool some_only_ = false;      ///< weight_ is of some homes only
    std::size_t asked_about_ = 0; ///< homes that were added to these
    bool time_limited_ = false, asked_cbc_ = false;
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
    const std::vector<double> trips = trips_of(problem, stops);
    return trips.empty() ? 0 : *std::max_element(trips.begin(), trips.end());
}

Found best_center(const SitingSpec& spec, const SitingProblem& problem,
                  std::span<const std::uint32_t> start, const Progress& progress,
                  const Deadline& deadline, std::size_t most_pairs) {
    // A proof has what the quick way leaves.
    Center center(spec, problem, most_pairs, deadline);
    PossibleLimits limits(problem, most_pairs, progress);
    if (limits.empty())
        fail_unreached(problem);
    Found found{.how = "bisection over limits with set covering"};
    // `low` and all below are proven too short, `high` is enough.
    double low = -1, high = kInfinity;
    const auto take = [&](const std::vector<std::uint32_t>& sites) {
        const double value = longest_trip(problem, sites);
        if (!std::isfinite(value))
            return;
        found.sites = sites;
        found.value = high = value;
    };
    if (!start.empty())
        take({start.begin(), start.end()});
    if (center.some_only() && std::isinf(high))
        take(center.by_farthest(progress));
    // Halves what is left; false where an answer stayed open.
    const auto bisect = [&](const auto& ask) {
        bool all_known = true;
        std::vector<std::uint32_t> sites;
        for (double from = low; !center.out_of_time() || std::isinf(high);) {
            progress.step("looking for the shortest longest trip", 0.3);
            const std::optional<double> middle = limits.middle(from, high);
            if (!middle)
                return all_known;
            switch (ask(*middle, sites)) {
            case Center::Answer::Yes:
                take(sites);
                from = high > *middle ? *middle : from; // but for rounding it is not
                break;
            case Center::Answer::No:
                from = low = *middle;
                break;
            case Center::Answer::Unknown:
                from = *middle;
                all_known = false;
                break;
            }
        }
        return false;
    };
    const bool quick =
        bisect([&](double limit, auto& sites) { return center.quick(limit, sites, progress); });
    if (!quick && spec.prove && !center.out_of_time())
        bisect([&](double limit, auto& sites) { return center.exact(limit, sites, progress); });
    if (std::isinf(high) && std::isfinite(limits.next(low)))
        take(center.by_farthest(progress));
    const double least = limits.next(low);
    if (std::isinf(high)) {
        if (std::isfinite(least))
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
    found.proven = least >= high;
    found.bound = found.proven ? found.value : least;
    found.time_limited = !found.proven && center.time_limited();
    if (center.asked_cbc())
        found.how += found.proven ? "; proven by Cbc" : "; Cbc found no proof in its time";
    else if (found.proven)
        found.how += "; proven by relaxations";
    if (found.time_limited && !center.asked_cbc())
        found.how += kEndedByTime;
    return found;
}

} // namespace tractwise::siting

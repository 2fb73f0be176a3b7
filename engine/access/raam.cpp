// SPDX-License-Identifier: Apache-2.0
#include "engine/access/raam.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace tractwise::access {
namespace {

/// The state of the search. Choices are the pairs with supply, row by row; `going` is x_ij.
class Search {
public:
    Search(const CostMatrix& costs, std::span<const double> people, std::span<const double> supply,
           double tau)
        : people_(people.begin(), people.end()), load_(supply.size(), 0) {
        double all_people = 0, all_supply = 0;
        for (double& p : people_) {
            if (std::isnan(p))
                p = 0;
            all_people += p;
        }
        for (const double s : supply)
            all_supply += s > 0 ? s : 0;
        const double rho = all_people > 0 && all_supply > 0 ? all_people / all_supply : 1;
        for (const double s : supply)
            capacity_.push_back(s > 0 ? rho * s : 0);
        first_.push_back(0);
        for (std::size_t i = 0; i < costs.origins(); ++i) {
            for (const CostMatrix::Entry e : costs.row(i))
                if (capacity_[e.destination] > 0)
                    choices_.push_back({e.destination, e.cost / tau, 0});
            first_.push_back(choices_.size());
        }
        start_at_nearest();
    }

    /// Every origin in turn takes its people back and divides them anew; then the few whose people
    /// moved or go to several clinics do so again and again, until they have settled among
    /// themselves. In equilibrium nearly every origin uses one clinic only, and going over those
    /// each time is what would make large regions slow. The order is fixed, every step is exact,
    /// and every origin comes again in the next round: the limit is the same.
    void round(double tolerance) {
        contested_.clear();
        for (std::size_t i = 0; i < people_.size(); ++i)
            if (people_[i] > 0 && first_[i] < first_[i + 1]) {
                const Division made = divide(people_[i], choices_of(i));
                if (made.regret > 0 || made.used > 1)
                    contested_.push_back(i);
            }
        // At most a few times the work of the pass over everybody: at first many are contested.
        std::size_t work = 0;
        while (!contested_.empty() && work < choices_.size() * kRepeatShare) {
            std::size_t kept = 0;
            double largest = 0;
            for (const std::size_t i : contested_) {
                const Division made = divide(people_[i], choices_of(i));
                work += choices_of(i).size();
                largest = std::max(largest, made.regret);
                if (made.regret > tolerance / 10 || made.used > 1)
                    contested_[kept++] = i;
            }
            contested_.resize(kept);
            if (largest < tolerance / 10)
                break;
        }
        add_up_loads(); // and no rounding is carried into the next round
    }

    /// The most that anybody who goes somewhere could save by going elsewhere.
    double largest_regret() const {
        double largest = 0;
        for (std::size_t i = 0; i < people_.size(); ++i) {
            double best = std::numeric_limits<double>::infinity(), worst = 0;
            for (const Choice& choice : choices_of(i)) {
                best = std::min(best, cost(choice));
                if (choice.going > 0)
                    worst = std::max(worst, cost(choice));
            }
            if (worst > best)
                largest = std::max(largest, worst - best);
        }
        return largest;
    }

    std::vector<double> mean_costs() const {
        std::vector<double> result(people_.size(), kNaN);
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const auto choices = choices_of(i);
            if (choices.empty())
                continue;
            double sum = 0, going = 0, best = std::numeric_limits<double>::infinity();
            for (const Choice& choice : choices) {
                sum += choice.going * cost(choice);
                going += choice.going;
                best = std::min(best, cost(choice));
            }
            result[i] = going > 0 ? sum / going : best;
        }
        return result;
    }
    std::vector<double> loads() && { return std::move(load_); }

private:
    struct Choice {
        std::uint32_t destination;
        double travel; ///< c_ij / tau
        double going;  ///< people
    };
    struct Division {
        double regret;    ///< what its people could have saved before
        std::size_t used; ///< clinics that they go to now
    };
    static constexpr std::size_t kRepeatShare = 4;
    struct Level { ///< a clinic as one origin sees it while everybody else stays where they are
        double empty_cost; ///< before the first of its own people comes
        double capacity;
        Choice* choice;
    };

    std::span<Choice> choices_of(std::size_t i) {
        return {choices_.data() + first_[i], first_[i + 1] - first_[i]};
    }
    std::span<const Choice> choices_of(std::size_t i) const {
        return {choices_.data() + first_[i], first_[i + 1] - first_[i]};
    }
    double cost(const Choice& choice) const {
        return choice.travel + load_[choice.destination] / capacity_[choice.destination];
    }

    void start_at_nearest() {
        for (std::size_t i = 0; i < people_.size(); ++i) {
            const auto choices = choices_of(i);
            const auto nearest =
                std::min_element(choices.begin(), choices.end(),
                                 [](const auto& a, const auto& b) { return a.travel < b.travel; });
            if (nearest != choices.end())
                nearest->going = people_[i];
        }
        add_up_loads();
    }

    void add_up_loads() {
        std::fill(load_.begin(), load_.end(), 0);
        for (const Choice& choice : choices_)
            load_[choice.destination] += choice.going;
    }

    /// Water filling: clinics are basins whose floor is the cost before anybody of this origin
    /// comes and whose width is their capacity; its people are the water, and all basins that get
    /// any end at one level. Exact after sorting by floor.
    Division divide(double people, std::span<Choice> choices) {
        levels_.clear();
        double best = std::numeric_limits<double>::infinity(), worst = 0;
        for (Choice& choice : choices) {
            best = std::min(best, cost(choice));
            if (choice.going > 0)
                worst = std::max(worst, cost(choice));
            const double others = std::max(0.0, load_[choice.destination] - choice.going);
            const double capacity = capacity_[choice.destination];
            levels_.push_back({choice.travel + others / capacity, capacity, &choice});
            load_[choice.destination] = others;
            choice.going = 0;
        }
        std::sort(levels_.begin(), levels_.end(), [](const Level& a, const Level& b) {
            return a.empty_cost != b.empty_cost ? a.empty_cost < b.empty_cost
                                                : a.choice->destination < b.choice->destination;
        });
        double width = 0, volume = people, level = 0;
        std::size_t wet = 0;
        while (wet < levels_.size() && (wet == 0 || levels_[wet].empty_cost < level)) {
            width += levels_[wet].capacity;
            volume += levels_[wet].capacity * levels_[wet].empty_cost;
            level = volume / width;
            ++wet;
        }
        for (std::size_t k = 0; k < wet; ++k) {
            Choice& choice = *levels_[k].choice;
            choice.going = std::max(0.0, levels_[k].capacity * (level - levels_[k].empty_cost));
            load_[choice.destination] += choice.going;
        }
        return {std::max(0.0, worst - best), wet};
    }

    std::vector<double> people_, capacity_, load_;
    std::vector<std::size_t> first_;
    std::vector<Choice> choices_;
    std::vector<Level> levels_;
    std::vector<std::size_t> contested_;
};

} // namespace

Raam rational_agents(const CostMatrix& costs, std::span<const double> people,
                     std::span<const double> supply, const RaamOptions& options,
                     const Progress& progress) {
    assert(people.size() == costs.origins() && supply.size() == costs.destinations());
    if (!(options.tau > 0) || !std::isfinite(options.tau))
        throw Error(ErrorKind::Usage, fmt::format("tau must be above 0, not {}", options.tau));
    Search search(costs, people, supply, options.tau);
    Raam result;
    for (result.largest_regret = search.largest_regret(); result.largest_regret > options.tolerance;
         result.largest_regret = search.largest_regret()) {
        if (result.rounds == options.most_rounds)
            throw Error(ErrorKind::Infeasible,
                        fmt::format("no equilibrium after {} rounds: somebody could still save {}",
                                    result.rounds, format_number(result.largest_regret)),
                        {.hint = "raise the tolerance, or lower the limit of the travel costs"});
        progress.step("dividing people over destinations",
                      1 - 1 / (1 + static_cast<double>(result.rounds) / 50));
        search.round(options.tolerance);
        ++result.rounds;
    }
    result.cost = search.mean_costs();
    result.load = std::move(search).loads();
    return result;
}

} // namespace tractwise::access

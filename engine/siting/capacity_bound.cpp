// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/capacity.hpp"

#include "engine/siting/relaxation.hpp"

#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tractwise::siting {
namespace {

std::vector<char> always_open(const CapacityModel& model) {
    std::vector<char> open(model.sites());
    for (std::size_t j = 0; j < open.size(); ++j)
        open[j] = model.existing[j] != 0 || model.required[j] != 0 ? 1 : 0;
    return open;
}

class CapacityRelaxation {
public:
    CapacityRelaxation(const CapacityModel& model, double known)
        : model_(model), known_(known), fixed_(always_open(model)), price_(model.homes(), 0.5),
          worth_(model.sites()), filled_(model.sites()), chosen_(model.sites()),
          chooser_(model.cost, fixed_,
                   model.most + static_cast<std::size_t>(
                                    std::count(model.existing.begin(), model.existing.end(), 1)),
                   model.budget) {}

    double evaluate() {
        parallel_for(
            model_.sites(),
            [&](std::size_t begin, std::size_t end) {
                for (std::size_t j = begin; j < end; ++j)
                    fill(j);
            },
            16);
        double sum = model_.constant;
        for (std::size_t i = 0; i < price_.size(); ++i)
            sum += model_.need[i] * price_[i];
        return now_ = sum + chooser_.choose(worth_, chosen_);
    }

    /// False where no direction is left.
    bool step(double agility) {
        std::vector<double> direction(model_.need);
        for (std::size_t j = 0; j < chosen_.size(); ++j)
            if (chosen_[j] != 0)
                for (std::size_t p = 0; p < filled_[j].size(); ++p)
                    direction[model_.site_home[model_.site_first[j] + p]] -= filled_[j][p];
        double length = 0;
        for (const double part : direction)
            length += part * part;
        if (length <= 0)
            return false;
        const double size = agility * std::max(now_ - known_, 0.0) / length;
        for (std::size_t i = 0; i < price_.size(); ++i)
            price_[i] = std::clamp(price_[i] - size * direction[i], 0.0, 1.0);
        return true;
    }

    const std::vector<double>& prices() const { return price_; }
    void set_prices(const std::vector<double>& prices) { price_ = prices; }

private:
    /// A site takes the homes of the lowest prices until it is full.
    void fill(std::size_t j) {
        const std::size_t first = model_.site_first[j], n = model_.site_first[j + 1] - first;
        const auto price = [&](std::uint32_t p) { return price_[model_.site_home[first + p]]; };
        std::vector<std::uint32_t> order(n);
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return price(a) != price(b) ? price(a) < price(b) : a < b;
        });
        filled_[j].assign(n, 0);
        worth_[j] = 0;
        double room = model_.capacity[j];
        for (const std::uint32_t p : order) {
            if (room <= 0 || price(p) >= 1)
                break;
            filled_[j][p] = std::min(room, model_.need[model_.site_home[first + p]]);
            worth_[j] += (1 - price(p)) * filled_[j][p];
            room -= filled_[j][p];
        }
    }

    const CapacityModel& model_;
    double known_;
    std::vector<char> fixed_;
    std::vector<double> price_, worth_;
    std::vector<std::vector<double>> filled_; ///< per site and pair
    std::vector<char> chosen_;
    SiteChooser chooser_;
    double now_ = 0;
};

} // namespace

double capacity_bound(const CapacityModel& model, double known, const Progress& progress,
                      const Deadline& deadline) {
    CapacityRelaxation relaxation(model, known);
    const auto enough = [&](double bound) { return bound <= known * (1 + 1e-10); };
    return std::max(known, tighten(relaxation, true, 800, enough, progress, deadline));
}

} // namespace tractwise::siting

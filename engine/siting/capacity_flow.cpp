// SPDX-License-Identifier: Apache-2.0
#include "engine/siting/capacity_flow.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tractwise::siting {
namespace {

/// The pair of a home and a site in the half of the model by home.
std::size_t pair_of(const CapacityModel& model, std::uint32_t home, std::uint32_t site) {
    const auto begin = model.home_site.begin() + static_cast<long>(model.home_first[home]),
               end = model.home_site.begin() + static_cast<long>(model.home_first[home + 1]);
    return static_cast<std::size_t>(std::lower_bound(begin, end, site) - model.home_site.begin());
}

} // namespace

ServedFlow::ServedFlow(const CapacityModel& model)
    : model_(&model), open_(model.sites(), 0), flow_(model.home_site.size(), 0),
      unserved_(model.need), room_(model.capacity) {
    nothing_ = 1e-9 * std::accumulate(model.need.begin(), model.need.end(), 0.0);
    for (std::uint32_t j = 0; j < model.sites(); ++j)
        if (model.existing[j] != 0)
            open(j);
}

double ServedFlow::open(std::uint32_t site) {
    if (open_[site] != 0)
        return 0;
    open_[site] = 1;
    double more = 0;
    // Its own homes first, without any search.
    for (std::size_t p = model_->site_first[site]; p < model_->site_first[site + 1]; ++p) {
        const std::uint32_t home = model_->site_home[p];
        const double amount = std::min(room_[site], unserved_[home]);
        if (amount <= 0)
            continue;
        flow_[pair_of(*model_, home, site)] += amount;
        unserved_[home] -= amount;
        room_[site] -= amount;
        more += amount;
    }
    // Then homes that are served elsewhere come here and make room there.
    while (room_[site] > nothing_) {
        const double amount = augment(site);
        if (amount <= nothing_)
            break;
        more += amount;
    }
    served_ += more;
    return more;
}

double ServedFlow::augment(std::uint32_t site) {
    // Sites reached so far, each by a home that would move from it towards `site`.
    std::vector<std::uint32_t> queue{site}, moved_home(open_.size(), kNoSite),
        moved_to(open_.size(), kNoSite);
    std::vector<char> seen(open_.size(), 0), seen_home(model_->homes(), 0);
    seen[site] = 1;
    for (std::size_t at = 0; at < queue.size(); ++at) {
        const std::uint32_t to = queue[at];
        for (std::size_t p = model_->site_first[to]; p < model_->site_first[to + 1]; ++p) {
            const std::uint32_t home = model_->site_home[p];
            if (seen_home[home] != 0)
                continue;
            seen_home[home] = 1;
            if (unserved_[home] > nothing_) {
                // Along the way back: this home goes to `to`, whose home moved on, and so forth.
                double amount = std::min(unserved_[home], room_[site]);
                for (std::uint32_t j = to; j != site; j = moved_to[j])
                    amount = std::min(amount, flow_[pair_of(*model_, moved_home[j], j)]);
                unserved_[home] -= amount;
                std::uint32_t mover = home;
                for (std::uint32_t j = to;; j = moved_to[j]) {
                    flow_[pair_of(*model_, mover, j)] += amount;
                    if (j == site)
                        break;
                    mover = moved_home[j];
                    flow_[pair_of(*model_, mover, j)] -= amount;
                }
                room_[site] -= amount;
                return amount;
            }
            for (std::size_t q = model_->home_first[home]; q < model_->home_first[home + 1]; ++q) {
                const std::uint32_t from = model_->home_site[q];
                if (seen[from] != 0 || open_[from] == 0 || flow_[q] <= nothing_)
                    continue;
                seen[from] = 1;
                moved_home[from] = home;
                moved_to[from] = to;
                queue.push_back(from);
            }
        }
    }
    return 0;
}

} // namespace tractwise::siting

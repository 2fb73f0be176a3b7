// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/capacity.hpp"

#include <cstdint>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// A maximal flow from homes to open sites that grows as sites open.
///
///     ServedFlow flow(model);
///     flow.open(3);                      // returns how much more is served
///     ServedFlow trial = flow;           // cheap to copy for a trial
///
/// Homes send along augmenting paths (home, site, home served there, other site ...), found breadth
/// first from the new site back. Amounts are doubles; less than 1e-9 of all need is nothing.
class ServedFlow {
public:
    explicit ServedFlow(const CapacityModel& model); ///< existing sites are open
    double open(std::uint32_t site);
    double served() const { return served_; }
    bool is_open(std::uint32_t site) const { return open_[site] != 0; }

private:
    double augment(std::uint32_t site);

    const CapacityModel* model_;
    std::vector<char> open_;
    std::vector<double> flow_;     ///< per pair of the model, by home
    std::vector<double> unserved_; ///< per home
    std::vector<double> room_;     ///< per site
    double served_ = 0, nothing_ = 0;
};

} // namespace tractwise::siting

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// Stands where there is no site.
inline constexpr std::uint32_t kNoSite = 0xffffffffU;

/// Sites that a model of this folder numbers anew, and how many of them a plan may have.
struct SiteChoice {
    std::vector<std::uint32_t> site_id; ///< of the problem
    std::vector<double> cost;
    std::vector<char> required; ///< must be open
    std::size_t most = 0;       ///< sites, required ones included
    double budget = std::numeric_limits<double>::infinity();

    std::size_t sites() const { return site_id.size(); }
    bool limited_by_budget() const { return budget < std::numeric_limits<double>::infinity(); }
    void add_site(std::uint32_t id, double its_cost, bool is_required);
    /// `k` and `budget` of the question, where it has them.
    void limit(const SitingSpec& spec);
    /// The number in the model of each site of the problem; kNoSite where it has none.
    std::vector<std::uint32_t> numbers(const SitingProblem& problem) const;
    /// The same for some sites; those that the model does not have are left out.
    std::vector<std::uint32_t> numbers_of(std::span<const std::uint32_t> sites) const;
    double cost_of(std::span<const std::uint32_t> numbers) const;
};

/// Sites that may be chosen: required and candidates, ascending.
std::vector<std::uint32_t> choosable(const SitingProblem& problem);
/// All of them, with nothing that limits how many.
SiteChoice free_choice(const SitingProblem& problem);

} // namespace tractwise::siting

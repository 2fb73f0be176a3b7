// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

#include "engine/core/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

// Private to engine/siting: least travel of more pairs than memory and time allow to search.

namespace tractwise::siting {

/// The same question with at most `most` homes: some that stand side by side in the rows are one, with
/// their need together and their mean cost. Good for a search; its values are near the true ones, on
/// neither side of them.
SitingProblem with_fewer_homes(const SitingSpec& spec, const SitingProblem& problem,
                               std::size_t most, const Progress& progress);

/// The same question with at most `most` candidates: some near each other are one, as near to every home
/// as the nearest of them and as cheap as the cheapest. A plan of the question is one here, of no more
/// stops and no more travel, so what no plan here is below, none there is. `group` says which site of
/// the made problem stands for each of the old one.
struct FewerSites {
    SitingProblem problem;
    std::vector<std::uint32_t> group;
};
FewerSites with_fewer_sites(const SitingProblem& problem, std::size_t most,
                            const Progress& progress);

} // namespace tractwise::siting

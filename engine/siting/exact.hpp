// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/deadline.hpp"
#include "engine/siting/gain_model.hpp"
#include "engine/siting/mip.hpp"

#include "engine/core/progress.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

// Private to engine/siting.

namespace tractwise::siting {

/// What a search for a plan found: the common answer of the solvers in this folder.
struct Found {
    std::vector<std::uint32_t> sites; ///< numbers of the model, ascending
    double value = 0, bound = 0;
    bool proven = false;
    bool time_limited = false; ///< the clock ended the search, the bound or the proof
    std::string how;           ///< half a sentence for SitingPlan::how
};

/// What `how` says besides where the clock ended more than the proof.
inline constexpr const char* kEndedByTime = "; the time limit ended the search";

/// Said of a model that is not handed over.
std::string too_large_for_cbc(std::size_t pairs, const SitingSpec& spec);

/// A plan as a linear model: the value of a plan is objective * scale + base.
struct ExactQuestion {
    MipModel mip;
    std::vector<int> open; ///< the column of each site
    double scale = 1, base = 0;
};

/// A proof by Cbc that `known` is best, or a better choice. `value_of` counts sites as the solver
/// does, not finite where they do not satisfy the question: what Cbc's tolerances let pass is never
/// believed. Where nothing is known (`known.value` not finite), proven means that there is nothing.
Found ask_cbc(const ExactQuestion& question,
              const std::function<double(std::span<const std::uint32_t>)>& value_of, Found known,
              const SitingSpec& spec, const Progress& progress, const Deadline& deadline);

/// Columns and rows that say which sites are open: y_j, at most `most`, within the budget. Those
/// with a flag in `existing` are open and count for neither.
std::vector<int> add_site_columns(MipModel& mip, const SiteChoice& choice,
                                  std::span<const char> existing = {});

/// A proof by Cbc that `known` is best, or a better choice. Homes with few different gains enter
/// level by level (z <= the sites that reach the level; Garcia, Labbe & Marin 2011), others pair by
/// pair. Nothing is handed over where the model would have more pairs than
/// `spec.largest_model`: then `proven` is false and `bound` stays as it was.
Found prove_gains(const GainModel& model, Found known, const SitingSpec& spec,
                  const Progress& progress, const Deadline& deadline);

} // namespace tractwise::siting

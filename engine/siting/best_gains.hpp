// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/exact.hpp"
#include "engine/siting/gain_model.hpp"

// Private to engine/siting.

namespace tractwise::siting {

/// The steps that every GainModel goes through: exchange search, Lagrangian bound, settling of
/// sites, Cbc on what is left. `start` are numbers of the model.
Found best_gains(const GainModel& model, const SitingSpec& spec, std::vector<std::uint32_t> start,
                 const Progress& progress, const Deadline& deadline);

} // namespace tractwise::siting

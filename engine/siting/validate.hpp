// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/siting/problem.hpp"
#include "engine/siting/spec.hpp"

// Private to engine/siting.

namespace tractwise::siting {

/// Error(Usage) or Error(Input) for a question that cannot be meant; Error(Infeasible) where nobody
/// is in need or more sites are required than may be open.
void validate(const SitingSpec& spec, const SitingProblem& problem);

} // namespace tractwise::siting

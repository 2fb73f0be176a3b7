// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/language.hpp>
#include <tractwise/index/recipe.hpp>

namespace tractwise::viewer {

/// What the choices of a recipe are called on the screen, and one sentence on each.
Text label_of(Normalisation method);
Text help_of(Normalisation method);
Text label_of(Aggregation method);
Text help_of(Aggregation method);
Text label_of(Reference reference);

} // namespace tractwise::viewer

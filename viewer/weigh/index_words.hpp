// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/index/recipe.hpp"

namespace tractwise::viewer {

/// What the choices of a recipe are called on the screen, and one sentence on each.
Text label_of(index::Normalization method);
Text help_of(index::Normalization method);
Text label_of(index::Aggregation method);
Text help_of(index::Aggregation method);
Text label_of(index::Reference reference);

} // namespace tractwise::viewer

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"

/// Words that more than one chart shows.
namespace tractwise::viewer {

inline constexpr Text kNoTractHasValue{"No tract has a value in this column.",
                                       "Ningún sector tiene un valor en esta columna."};
inline constexpr Text kLines{"{}–{} of {} groups, scroll for more",
                             "{}–{} de {} grupos, desplácese para ver más"};
inline constexpr Text kTractCount{"{} tracts", "{} sectores"};

} // namespace tractwise::viewer

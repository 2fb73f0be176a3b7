// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/reader.hpp"
#include "engine/map/palette.hpp"

#include <span>
#include <string>
#include <vector>

namespace tractwise::paper {

/// What a finished map should be told before it is printed: colors that cannot be told apart in a
/// black and white print, or by color-blind readers. Empty where all is well.
///
///     for (const std::string& warning : print_warnings(page.told_apart, reader)) print(warning);
///
/// Two colors look alike where CIEDE2000 between them is less than 6 (map/color_vision.hpp).
std::vector<std::string> print_warnings(std::span<const map::Rgb> told_apart, Reader reader);

} // namespace tractwise::paper

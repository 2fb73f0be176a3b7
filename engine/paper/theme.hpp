// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/palette.hpp"

#include <filesystem>
#include <string>

namespace tractwise::paper {

/// Whose page it is: what an organization puts on all of its maps and reports.
///
///     organization = "Marrow County Health Department"
///     logo = "logo.png"          # PNG, beside this file; up to 36 points high
///     accent = "#1f5a7a"         # of the line under the title
///     note = "Draft for discussion"
///
/// Every key may be left out. Errors of read(): Error(Usage) with file:line:column for unknown keys
/// and a color that is none, Error(Input) for a logo that is missing or no PNG.
struct Theme {
    std::string organization, note;
    std::string logo;      ///< the PNG file itself; empty: none
    double logo_shape = 1; ///< its width by its height
    map::Rgb accent{31, 90, 122};

    static Theme read(const std::filesystem::path& file);
};

} // namespace tractwise::paper

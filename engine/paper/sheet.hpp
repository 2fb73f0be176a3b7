// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tractwise::paper {

/// Width and height of a sheet in points; portrait where it is named.
struct Sheet {
    double width = 612, height = 792;

    Sheet turned() const { return {height, width}; }
    bool is_landscape() const { return width > height; }
};

/// "letter", "legal", "tabloid", "a4", "a3", or "11x8.5in", "297x210mm" (inches without a unit; 2 to
/// 60 inches a side). Error(Usage) with what is known.
Sheet sheet_named(std::string_view name);

} // namespace tractwise::paper

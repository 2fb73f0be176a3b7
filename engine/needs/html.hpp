// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/needs/document.hpp"

#include <string>

namespace tractwise::needs {

/// The report as one HTML file that needs nothing else: drawings are inside as SVG, and no address
/// is asked for anything. Headings in order, tables with captions and scoped heads, alternative
/// texts for every figure; it prints well. Equal reports give equal bytes.
///
///     write_text_file("report.html", html_of(report));
///
/// Drawings::Pictures puts PNGs in their place, for programs that convert HTML and need help for SVG.
enum class Drawings { Vector, Pictures };
std::string html_of(const Document& report, Drawings drawings = Drawings::Vector);

} // namespace tractwise::needs

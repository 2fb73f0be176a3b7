// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/needs/document.hpp"

#include <string>
#include <vector>

namespace tractwise::needs {

/// The report as Markdown with tables ("pipe tables", which GitHub and pandoc read): the same
/// sentences, and of each figure its caption and what it says to those who do not see it.
///
///     write_text_file("report.md", markdown_of(report));
///
/// `pictures`: a file for each figure of the report in turn, to be linked; may be empty.
std::string markdown_of(const Document& report, const std::vector<std::string>& pictures = {});

} // namespace tractwise::needs

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/document.hpp"

#include "engine/core/language.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// One line for a terminal, and what it does.
struct CommandLine {
    Text what;
    std::string line;
};

/// The commands that repeat what is on screen. `geoid` is the pinned tract, if any.
///
///     for (const CommandLine& command : commands_for(document, "17031010100"))
///         sheet.line(command.line);          // tractwise run county.toml --out out/county
///
/// They read the study's file, so they give what is on screen only once it has been saved; a
/// document without a file is called study.toml.
std::vector<CommandLine> commands_for(const Document& document,
                                      const std::optional<std::string>& geoid);

/// A word as a POSIX shell wants it: in single quotes where it has more than plain letters.
std::string shell_quote(const std::string& word);

/// One line of what was changed.
struct DiffLine {
    enum class Kind { Header, Removed, Added } kind = Kind::Header;
    std::string text; ///< "[index.weights]", "housing = 2"
    friend bool operator==(const DiffLine&, const DiffLine&) = default;
};
/// The lines of the study file that differ, each under the header of its table; the look of the map
/// stands under [view.map] and [view.clusters], stops that were moved under [view.stops].
std::vector<DiffLine> changed_lines(const Document& before, const Document& now);
/// The same as text: "- " and "+ " before lines.
std::string diff_text(const std::vector<DiffLine>& lines);

} // namespace tractwise::viewer

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// Private to engine/needs: programs beside this one that print and convert.

namespace tractwise::needs {

/// The first of these programs that is on the PATH, as a whole path.
std::optional<std::string> find_program(const std::vector<std::string>& names);

/// Runs a program with these arguments, without a shell, its words thrown away, and waits; it is
/// ended after `seconds`. True where it ended by itself with 0.
bool run_program(const std::string& program, const std::vector<std::string>& arguments,
                 double seconds);

/// A folder for what other programs read or keep, gone afterwards. Error(Input) where none can be
/// made.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// Prints an HTML file; the name of what did it, or nothing. `pdf` appears whole or not at all.
struct Printer {
    std::string name;
    bool tagged = false; ///< headings, figures and tables can be heard in its PDFs
};
std::optional<Printer> print_pdf(const std::filesystem::path& html,
                                 const std::filesystem::path& pdf);

} // namespace tractwise::needs

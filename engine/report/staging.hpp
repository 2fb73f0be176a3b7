// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

// Private to engine/report.

namespace tractwise::report {

/// A folder for half-done work that disappears unless its files were moved on.
///
///     Staging staging("out");
///     write_text_file(staging.folder() / "a.csv", text);
///     staging.move_in({"a.csv"});
///
/// A stopped or failed export leaves the target as it was. Error(Usage) where the target is a file,
/// Error(Input) where it cannot be made or written.
class Staging {
public:
    explicit Staging(std::filesystem::path target);
    ~Staging();
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    const std::filesystem::path& folder() const { return folder_; }
    /// Puts the files in their place. Files of a plan that the run.json there lists as its outputs
    /// and that are not among `names` go: they would describe another plan.
    void move_in(const std::vector<std::string>& names) const;

private:
    std::filesystem::path target_;
    std::filesystem::path folder_;
    std::vector<std::filesystem::path>
        made_; ///< folders that did not exist before, innermost first
};

} // namespace tractwise::report

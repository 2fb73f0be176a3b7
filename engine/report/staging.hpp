// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/file_set.hpp"

#include <filesystem>
#include <string>
#include <vector>

// Private to engine/report.

namespace tractwise::report {

/// The files of a run and its record, run.json, on their way into the output folder.
///
///     Staging staging("out");
///     write_text_file(staging.folder() / "a.csv", text);
///     staging.move_in({"a.csv", "run.json"});
///
/// A stopped, failed or killed export leaves the target as it was (FileSet, with its Errors).
class Staging {
public:
    explicit Staging(std::filesystem::path target, const Progress& progress = {})
        : set_(std::move(target), progress) {}

    const std::filesystem::path& folder() const { return set_.folder(); }
    /// Puts the files in their place, all at once. What the run.json there lists and is not among
    /// `names` goes: it would pass for this run's. Where somebody has changed it since it stays, and a
    /// note says so. A file of one of the names that no run wrote is kept beside as NAME.before.csv.
    void move_in(const std::vector<std::string>& names);

private:
    FileSet set_;
};

} // namespace tractwise::report

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/core/work_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tractwise {

/// Files of one folder that take their places together: whenever the program ends, killed or not, the
/// folder has all of the set before or all of the new one.
///
///     FileSet set("out");
///     write_text_file(set.folder() / "a.csv", text);
///     write_text_file(set.folder() / "tables/b.csv", text);
///     set.commit({"a.csv", "tables/b.csv"}, {"c.csv"});   // c.csv, of the set before, goes
///
/// The folder is exchanged with the new one in a single step: who looks meanwhile sees one set or the
/// other. Other files in it come along: each gets a second name (a hard link) in the new folder before,
/// and one that somebody puts there in that moment is moved over after. Their contents are never touched.
/// Where the program stands in the folder, where a file can have no second name (it is somebody else's, or
/// the file system knows none), or where the file system cannot exchange, the files are moved one by one;
/// what is left to do is written down before, the next FileSet of the folder finishes it, and until then
/// require_whole_set() tells readers.
///
/// Only one FileSet of a folder lives at a time: another process waits for up to a minute, then
/// Error(Input). Error(Usage) where the folder is a file, Error(Input) where it cannot be made or
/// written. Without commit() nothing changes and the destructor takes the work away.
class FileSet {
public:
    explicit FileSet(std::filesystem::path target, const Progress& progress = {});
    ~FileSet();
    FileSet(const FileSet&) = delete;
    FileSet& operator=(const FileSet&) = delete;

    /// Where the files are written; nobody looks there.
    const std::filesystem::path& folder() const { return folder_; }
    const std::filesystem::path& target() const { return target_; }

    /// `names`: all files of the new set; `old`: files of the set before that are in it no more.
    void commit(const std::vector<std::string>& names, const std::vector<std::string>& old = {});

private:
    void take_lock(const Progress& progress);
    void finish_what_was_begun();
    bool can_exchange(const std::vector<std::string>& names,
                      const std::vector<std::string>& old) const;
    bool take_along(const std::vector<std::string>& names, const std::vector<std::string>& old,
                    std::map<std::string, std::uint64_t>& others) const;
    bool exchange(const std::vector<std::string>& names, const std::vector<std::string>& old);
    void move_one_by_one(const std::vector<std::string>& names,
                         const std::vector<std::string>& old);

    std::filesystem::path target_, folder_;
    std::vector<std::filesystem::path>
        made_; ///< folders that did not exist before, innermost first
    FolderLock lock_, lock_of_new_;
    std::unique_ptr<WorkFolder> work_;
    bool is_beside_ = false; ///< the work folder stands beside the target, not in it
};

/// Error(Input) where files of two sets may stand side by side in `folder`: one that moves its files one
/// by one is at it, or was killed at it. What reads several files of a set asks this before; one file
/// alone is always whole.
void require_whole_set(const std::filesystem::path& folder);

} // namespace tractwise

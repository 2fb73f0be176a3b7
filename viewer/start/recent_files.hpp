// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Studies that were opened, newest first, and folders the user has marked: kept in a file of the
/// user's configuration folder.
///
///     RecentFiles recent(folder);
///     recent.add("county.toml", "Marrow County");
///     for (const RecentFiles::Entry& entry : recent.studies()) menu.add(entry.title);
///
/// Files that are gone are left out. An empty folder keeps nothing beyond the session.
class RecentFiles {
public:
    static constexpr std::size_t kMost = 8;
    struct Entry {
        std::filesystem::path file;
        std::string title;
        std::int64_t opened = 0; ///< seconds since 1970; 0: not known
    };

    explicit RecentFiles(std::filesystem::path folder);
    void add(const std::filesystem::path& file, const std::string& title);
    const std::vector<Entry>& studies() const { return studies_; }
    /// Folders of the studies, each once, newest first.
    std::vector<std::filesystem::path> folders() const;
    const std::vector<std::filesystem::path>& bookmarks() const { return bookmarks_; }
    void toggle_bookmark(const std::filesystem::path& folder);

private:
    void write() const;

    std::filesystem::path folder_;
    std::vector<Entry> studies_;
    std::vector<std::filesystem::path> bookmarks_;
};

} // namespace tractwise::viewer

// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/recent_files.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/config.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {
namespace fs = std::filesystem;
}

RecentFiles::RecentFiles(fs::path folder) : folder_(std::move(folder)) {
    const fs::path file = folder_ / "recent.toml";
    std::error_code ignored;
    if (folder_.empty() || !fs::exists(file, ignored))
        return;
    try {
        const ConfigTable saved = ConfigTable::read(file);
        for (const ConfigTable& entry : saved.tables("study"))
            if (const fs::path path = entry.text("file"); fs::exists(path, ignored))
                studies_.push_back({path, entry.text("title", ""),
                                    static_cast<std::int64_t>(entry.number("opened", 0))});
        for (const std::string& bookmark : saved.texts("bookmarks"))
            if (fs::is_directory(bookmark, ignored))
                bookmarks_.emplace_back(bookmark);
    } catch (const Error&) {
        // A damaged list is begun anew.
        studies_.clear();
        bookmarks_.clear();
    }
}

void RecentFiles::add(const fs::path& file, const std::string& title) {
    const fs::path path = fs::absolute(file).lexically_normal();
    std::erase_if(studies_, [&](const Entry& entry) { return entry.file == path; });
    studies_.insert(studies_.begin(), {path, title, std::time(nullptr)});
    if (studies_.size() > kMost)
        studies_.resize(kMost);
    write();
}

std::vector<fs::path> RecentFiles::folders() const {
    std::vector<fs::path> folders;
    for (const Entry& entry : studies_)
        if (const fs::path folder = entry.file.parent_path();
            std::find(folders.begin(), folders.end(), folder) == folders.end())
            folders.push_back(folder);
    return folders;
}

void RecentFiles::toggle_bookmark(const fs::path& folder) {
    const auto found = std::find(bookmarks_.begin(), bookmarks_.end(), folder);
    if (found != bookmarks_.end())
        bookmarks_.erase(found);
    else
        bookmarks_.push_back(folder);
    write();
}

void RecentFiles::write() const {
    if (folder_.empty())
        return;
    std::string text = "bookmarks = [";
    for (const fs::path& bookmark : bookmarks_)
        text += toml_quote(bookmark.string()) + ", ";
    text += "]\n";
    for (const Entry& entry : studies_)
        text += fmt::format("\n[[study]]\nfile = {}\ntitle = {}\nopened = {}\n",
                            toml_quote(entry.file.string()), toml_quote(entry.title), entry.opened);
    try {
        fs::create_directories(folder_);
        write_text_file(folder_ / "recent.toml", text);
    } catch (const std::exception&) {
        // Without a place to write, the list lives as long as the program.
    }
}

} // namespace tractwise::viewer

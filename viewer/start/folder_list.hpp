// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::viewer {

/// Which files of a folder are listed.
enum class FileFilter { Readable, Studies, Data, Everything };
bool passes(FileFilter filter, std::string_view file_name);

/// What one folder holds, read once: 20,000 files take about 60 ms, and nothing is read again until
/// the folder or what is asked of it changes.
///
///     FolderList list;
///     list.read("/home/me/data");
///     list.show({.filter = FileFilter::Studies, .sort = FolderList::Sort::Date});
///     for (const std::size_t i : list.shown()) list.entry(i).name;
class FolderList {
public:
    struct Entry {
        std::string name;
        bool folder = false;
        std::uintmax_t size = 0;
        std::int64_t modified = 0; ///< seconds since 1970; 0: not known
    };
    enum class Sort { Name, Size, Date };
    struct Wish {
        FileFilter filter = FileFilter::Everything;
        bool hidden = false; ///< names that begin with a dot
        bool folders_only = false;
        Sort sort = Sort::Name;
        bool descending = false;
        friend bool operator==(const Wish&, const Wish&) = default;
    };

    void read(const std::filesystem::path& folder);
    const std::filesystem::path& folder() const { return folder_; }
    /// Why the folder could not be read; empty where it could.
    const std::string& problem() const { return problem_; }

    /// Folders first, names without regard to case and with numbers as numbers.
    void show(const Wish& wish);
    const Wish& wish() const { return wish_; }
    const std::vector<std::size_t>& shown() const { return shown_; }
    const Entry& entry(std::size_t i) const { return entries_[i]; }
    /// Files that are left out by the filter; hidden ones are not counted.
    std::size_t left_out() const { return left_out_; }

private:
    void arrange();

    std::filesystem::path folder_;
    std::string problem_;
    std::vector<Entry> entries_;
    Wish wish_;
    std::vector<std::size_t> shown_;
    std::size_t left_out_ = 0;
};

/// What a half-typed path could become: the longest continuation on which all matches agree, and
/// the matches. Folders end with "/".
struct Completion {
    std::string text;                 ///< what was typed, or more
    std::vector<std::string> matches; ///< names, at most kMost
    static constexpr std::size_t kMost = 12;
};
Completion complete_path(const std::string& typed, const std::filesystem::path& base);

/// "road9" before "Road10".
bool natural_less(std::string_view a, std::string_view b);

} // namespace tractwise::viewer

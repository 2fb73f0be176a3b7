// SPDX-License-Identifier: Apache-2.0
#include "viewer/start/folder_list.hpp"

#include "viewer/start/file_words.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 20> kData = {
    ".csv", ".tsv",     ".txt",    ".json",    ".geojson", ".topojson", ".shp",
    ".dbf", ".gpkg",    ".fgb",    ".zip",     ".xlsx",    ".xls",      ".ods",
    ".osm", ".osm.pbf", ".osm.gz", ".osm.bz2", ".pbf",     ".parquet"};

bool digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

} // namespace

bool passes(FileFilter filter, std::string_view file_name) {
    const std::string name = to_lower(file_name);
    const bool study = name.ends_with(".toml");
    const bool data = std::any_of(kData.begin(), kData.end(),
                                  [&](std::string_view end) { return name.ends_with(end); });
    switch (filter) {
    case FileFilter::Studies:
        return study;
    case FileFilter::Data:
        return data;
    case FileFilter::Readable:
        return study || data;
    case FileFilter::Everything:
        break;
    }
    return true;
}

bool natural_less(std::string_view a, std::string_view b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (digit(a[i]) && digit(b[j])) {
            std::size_t i_end = i, j_end = j;
            while (i_end < a.size() && digit(a[i_end]))
                ++i_end;
            while (j_end < b.size() && digit(b[j_end]))
                ++j_end;
            while (i + 1 < i_end && a[i] == '0')
                ++i;
            while (j + 1 < j_end && b[j] == '0')
                ++j;
            if (i_end - i != j_end - j)
                return i_end - i < j_end - j;
            if (const int order = a.substr(i, i_end - i).compare(b.substr(j, j_end - j));
                order != 0)
                return order < 0;
            i = i_end;
            j = j_end;
            continue;
        }
        const int x = std::tolower(static_cast<unsigned char>(a[i]));
        const int y = std::tolower(static_cast<unsigned char>(b[j]));
        if (x != y)
            return x < y;
        ++i;
        ++j;
    }
    if (i < a.size() || j < b.size())
        return j < b.size();
    return a < b; // equal but for case and zeros: some fixed order
}

void FolderList::read(const fs::path& folder) {
    folder_ = folder;
    problem_.clear();
    entries_.clear();
    std::error_code error;
    fs::directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
    // Permission is skipped in silence there, so it is asked for here.
    if (!error && folder_state(folder) == FolderState::NoFolder)
        error = std::make_error_code(std::errc::not_a_directory);
    if (!error)
        fs::directory_iterator(folder, error);
    if (error) {
        problem_ = error.message();
        arrange();
        return;
    }
    for (const fs::directory_iterator end; walk != end; walk.increment(error)) {
        if (error)
            break;
        Entry entry;
        entry.name = walk->path().filename().string();
        std::error_code ignored;
        entry.folder = walk->is_directory(ignored);
        if (!entry.folder)
            entry.size = walk->file_size(ignored);
        if (ignored)
            entry.size = 0; // a link to nowhere
        entry.modified = modified_time(walk->path());
        entries_.push_back(std::move(entry));
    }
    arrange();
}

void FolderList::show(const Wish& wish) {
    if (wish == wish_)
        return;
    wish_ = wish;
    arrange();
}

void FolderList::arrange() {
    shown_.clear();
    left_out_ = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        if (!wish_.hidden && entry.name.starts_with('.'))
            continue;
        if (!entry.folder && (wish_.folders_only || !passes(wish_.filter, entry.name))) {
            ++left_out_;
            continue;
        }
        shown_.push_back(i);
    }
    std::sort(shown_.begin(), shown_.end(), [&](std::size_t i, std::size_t j) {
        const Entry &a = entries_[i], &b = entries_[j];
        if (a.folder != b.folder)
            return a.folder;
        if (wish_.sort == Sort::Size && a.size != b.size)
            return (a.size < b.size) != wish_.descending;
        if (wish_.sort == Sort::Date && a.modified != b.modified)
            return (a.modified < b.modified) != wish_.descending;
        const bool by_name = wish_.sort == Sort::Name && wish_.descending;
        return by_name ? natural_less(b.name, a.name) : natural_less(a.name, b.name);
    });
}

Completion complete_path(const std::string& typed, const fs::path& base) {
    Completion found{typed, {}};
    const std::size_t slash = typed.rfind('/');
    const std::string before = slash == std::string::npos ? "" : typed.substr(0, slash + 1);
    const std::string begun = typed.substr(before.size());
    const fs::path folder = before.empty() ? base : base / from_home_words(before);
    std::error_code error;
    std::vector<std::string> names;
    for (fs::directory_iterator walk(folder, error), end; !error && walk != end;
         walk.increment(error)) {
        const std::string name = walk->path().filename().string();
        if (!name.starts_with(begun) || (begun.empty() && name.starts_with('.')))
            continue;
        std::error_code ignored;
        names.push_back(walk->is_directory(ignored) ? name + "/" : name);
    }
    if (names.empty())
        return found;
    std::sort(names.begin(), names.end(), natural_less);
    std::string common = names.front();
    for (const std::string& name : names)
        common.resize(static_cast<std::size_t>(
            std::mismatch(common.begin(), common.end(), name.begin(), name.end()).first -
            common.begin()));
    found.text = before + common;
    names.resize(std::min(names.size(), Completion::kMost));
    found.matches = std::move(names);
    return found;
}

} // namespace tractwise::viewer

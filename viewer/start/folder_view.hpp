// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/start/folder_list.hpp"
#include "viewer/start/recent_files.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// A folder to walk through: bookmarks, the path as buttons and as a field, and the list of files.
/// Dialogs put their own buttons below it.
///
///     view.go(folder);
///     if (const std::optional<std::filesystem::path> file = view.draw(in, "browser", height))
///         open(*file);                                   // double click, Enter, or a typed path
///
/// Widgets are named after `id`: "browser.file.county.toml", "browser.up", "browser.path".
class FolderView {
public:
    FolderView() = default;
    /// `samples` is the folder of the shipped studies; empty: none.
    explicit FolderView(RecentFiles* recent, std::filesystem::path samples = {})
        : recent_(recent), samples_(std::move(samples)) {}

    void go(const std::filesystem::path& folder);
    const std::filesystem::path& folder() const { return list_.folder(); }
    /// Name of the file that is marked; empty: none.
    const std::string& marked() const { return marked_; }
    /// Where the study that is open lies: one of the places at the left.
    void set_study_folder(const std::filesystem::path& folder) { study_folder_ = folder; }
    void want(FileFilter filter, bool folders_only);

    /// What was picked to be opened; folders are walked into.
    std::optional<std::filesystem::path> draw(PanelContext& in, const std::string& id,
                                              float height);

private:
    void draw_places(PanelContext& in, const std::string& id, float width, float height);
    void draw_crumbs(PanelContext& in, const std::string& id);
    std::optional<std::filesystem::path> draw_path_field(PanelContext& in, const std::string& id);
    void draw_heads(PanelContext& in, const std::string& id, float width);
    std::optional<std::filesystem::path> draw_files(PanelContext& in, const std::string& id,
                                                    ImVec2 size);
    std::optional<std::filesystem::path> keys();
    std::optional<std::filesystem::path> enter(const std::string& name);
    void move_mark(int by);

    RecentFiles* recent_ = nullptr;
    std::filesystem::path samples_, study_folder_;
    FolderList list_;
    std::string marked_;
    bool scroll_to_mark_ = false;
    std::string typed_, problem_; ///< the path field, and why it leads nowhere
    std::vector<std::string> matches_;
    float rows_on_page_ = 10;
};

} // namespace tractwise::viewer

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/start/folder_view.hpp"
#include "viewer/start/recent_files.hpp"

#include <filesystem>
#include <string>
#include <utility>

namespace tractwise::viewer {

/// The dialogs that open and save files. What was picked goes out as Edits::OpenStudy,
/// Edits::OpenFiles or Edits::SaveAs.
class FileBrowser final : public Panel {
public:
    /// `shipped` is the folder of the sample studies: a place to open from, never one to save into.
    explicit FileBrowser(RecentFiles& recent, std::filesystem::path shipped = {})
        : recent_(recent), shipped_(std::move(shipped)), view_(&recent, shipped_) {}
    void draw(PanelContext& in) override;
    /// What is to be picked; drawn from the next frame on until it is closed.
    enum class Purpose { OpenAny, AddFile, TractFile, Relink, SaveStudy };
    /// `start` is a file or a folder; empty or gone: the folder seen last, else the home folder.
    void ask(Purpose purpose, const std::filesystem::path& start);
    /// The file of a source that is not where the study says.
    void ask_for(std::string source, const std::filesystem::path& start) {
        source_ = std::move(source);
        ask(Purpose::Relink, start);
    }
    bool is_open() const { return open_; }

private:
    void draw_open(PanelContext& in);
    void draw_save(PanelContext& in);
    void open_file(PanelContext& in, const std::filesystem::path& file);
    std::filesystem::path target() const; ///< what "Save" would write

    RecentFiles& recent_;
    std::filesystem::path shipped_;
    FolderView view_;
    Purpose purpose_ = Purpose::OpenAny;
    bool open_ = false, focus_name_ = false;
    int filter_ = 0;
    std::string name_, last_marked_, source_;
    std::filesystem::path to_replace_; ///< asked about already
};

} // namespace tractwise::viewer

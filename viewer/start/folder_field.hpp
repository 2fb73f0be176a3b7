// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/start/file_words.hpp"
#include "viewer/start/folder_view.hpp"

#include <filesystem>
#include <string>

namespace tractwise::viewer {

/// The folder that a dialog writes into: typed, or picked on a page of the dialog.
///
///     if (folder_.browsing())
///         folder_.draw_browse(in, "export");            // the whole dialog, with its buttons
///     else {
///         folder_.draw(in, "export");                   // "export.folder", "export.browse"
///         folder_.draw_state(in);                       // why nothing can be written there
///     }
class FolderField {
public:
    void set(const std::filesystem::path& folder) { typed_ = home_words(folder); }
    bool empty() const { return typed_.empty(); }
    std::filesystem::path folder() const;
    bool writable() const { return folder_state(folder()) == FolderState::Writable; }

    void draw(PanelContext& in, const std::string& id);
    /// True where there is nothing to say: the folder is there and can be written into.
    bool draw_state(PanelContext& in) const;

    bool browsing() const { return browsing_; }
    void stop_browsing() { browsing_ = false; }
    void draw_browse(PanelContext& in, const std::string& id);

private:
    std::string typed_;
    bool browsing_ = false;
    FolderView view_;
};

/// Where the results of a study go; the home folder where that cannot be written.
std::filesystem::path results_folder(const study::Study& study);

} // namespace tractwise::viewer

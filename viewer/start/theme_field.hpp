// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/start/folder_view.hpp"

#include "engine/paper/theme.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tractwise::viewer {

/// The theme that a dialog puts on its pages: a TOML file, typed or picked on a page of the dialog.
///
///     if (theme_.browsing())
///         theme_.draw_browse(in, "export");      // the whole dialog, with its buttons
///     else
///         theme_.draw(in, "export");             // "export.theme", "export.pick-theme", and what is wrong with the file
///     if (theme_.usable())
///         choice.theme = theme_.theme();         // without a file the theme that says nothing
///
/// The file is read when its name changes, and again when the dialog opens (begin()).
class ThemeField {
public:
    void begin();
    void draw(PanelContext& in, const std::string& id);
    bool usable() const { return !failure_; }
    const paper::Theme& theme() const { return theme_; }
    /// Differs where the theme does.
    std::string key() const;

    bool browsing() const { return browsing_; }
    void draw_browse(PanelContext& in, const std::string& id);

private:
    std::filesystem::path file() const;
    void read();

    std::string typed_, read_; ///< `read_`: what was typed when the file was read
    paper::Theme theme_;
    std::size_t readings_ = 0;
    std::optional<Activity::Failure> failure_;
    bool browsing_ = false;
    FolderView view_;
};

} // namespace tractwise::viewer

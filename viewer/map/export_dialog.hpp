// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/panel.hpp"
#include "viewer/start/folder_view.hpp"

#include <filesystem>
#include <string>

namespace tractwise::viewer {

/// Maps, tables and whole runs as files. It only asks: Edits::ExportMap, ExportRows, ExportRun.
class ExportDialog final : public Panel {
public:
    void draw(PanelContext& in) override;
    void ask(); ///< opens it
    bool is_open() const { return open_; }

private:
    enum class What { Map, Table, Run, Study };

    void begin(PanelContext& in);
    void draw_map(PanelContext& in);
    void draw_table(PanelContext& in);
    void draw_target(PanelContext& in, bool with_name);
    void draw_browse(PanelContext& in);
    void draw_buttons(PanelContext& in);
    void write(PanelContext& in);
    std::string& name();
    /// What would be written; empty where no name was typed.
    std::filesystem::path target();
    static std::filesystem::path folder_at_first(const Document& document);

    bool open_ = false, begun_ = false, browsing_ = false, only_selected_ = true;
    What what_ = What::Map;
    int preset_ = 0;
    double width_ = 1600, height_ = 1000, scale_ = 1;
    std::string folder_, map_name_, table_name_;
    std::filesystem::path named_for_; ///< the study whose folder and names these are
    std::filesystem::path to_replace_;
    FolderView view_;
};

} // namespace tractwise::viewer

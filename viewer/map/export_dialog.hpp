// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_surface.hpp"
#include "viewer/map/page_preview.hpp"
#include "viewer/panel.hpp"
#include "viewer/site/site_draft.hpp"
#include "viewer/start/folder_field.hpp"
#include "viewer/start/theme_field.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// Maps, tables and whole runs as files. It only asks: Edits::ExportMap, ExportRows, ExportRun.
class ExportDialog final : public Panel {
public:
    /// `surface` shows the preview, `draft` has the stops as they stand; both may be null and have to
    /// outlive the dialog.
    explicit ExportDialog(MapSurface* surface = nullptr, const SiteDraft* draft = nullptr)
        : surface_(surface), draft_(draft) {}
    void draw(PanelContext& in) override;
    void ask(); ///< opens it
    bool is_open() const { return open_; }
    bool busy() const { return open_ && preview_.busy(); } ///< a page is on its way

private:
    enum class What { Map, Table, Run, Study };

    void begin(PanelContext& in);
    void draw_map(PanelContext& in);
    /// Chooses among the kinds that suit the map on the screen; the first is that map itself.
    void draw_kind(PanelContext& in);
    static std::vector<paper::MapKind> other_kinds(const PanelContext& in);
    void draw_preview(PanelContext& in, ImVec2 room);
    /// The page as it is chosen.
    paper::PageChoice page(const PanelContext& in) const;
    void draw_table(PanelContext& in);
    void draw_target(PanelContext& in, bool with_name);
    void draw_buttons(PanelContext& in);
    void write(PanelContext& in);
    std::string& name();
    /// What would be written; empty where no name was typed.
    std::filesystem::path target();

    bool open_ = false, begun_ = false, only_selected_ = true;
    What what_ = What::Map;
    int sheet_ = 0, turn_ = 0;
    std::optional<paper::MapKind> kind_; ///< none: as on the screen
    std::size_t format_ = 0;
    double dpi_ = 300;
    bool with_stops_ = true;
    MapSurface* surface_;
    const SiteDraft* draft_;
    PagePreview preview_;
    std::string map_name_, table_name_;
    std::filesystem::path named_for_; ///< the study whose folder and names these are
    std::filesystem::path to_replace_;
    FolderField folder_;
    ThemeField theme_; ///< of maps
};

} // namespace tractwise::viewer

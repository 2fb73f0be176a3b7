// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/help_sheet.hpp"
#include "viewer/app/workspace.hpp"
#include "viewer/charts/charts_panel.hpp"
#include "viewer/find/find_box.hpp"
#include "viewer/import/findings_panel.hpp"
#include "viewer/import/import_dialog.hpp"
#include "viewer/import/sources_panel.hpp"
#include "viewer/map/export_dialog.hpp"
#include "viewer/map/inspector.hpp"
#include "viewer/map/legend_card.hpp"
#include "viewer/map/map_canvas.hpp"
#include "viewer/map/map_panel.hpp"
#include "viewer/map/map_surface.hpp"
#include "viewer/panel.hpp"
#include "viewer/report/area_panel.hpp"
#include "viewer/report/report_dialog.hpp"
#include "viewer/site/scenario_overlay.hpp"
#include "viewer/site/site_draft.hpp"
#include "viewer/site/site_overlay.hpp"
#include "viewer/site/site_panel.hpp"
#include "viewer/start/file_browser.hpp"
#include "viewer/start/start_screen.hpp"
#include "viewer/start/study_dialog.hpp"
#include "viewer/table/table_panel.hpp"
#include "viewer/weigh/weigh_panel.hpp"

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// The program without its window: what is on the screen (layout, menus, dialogs) and what becomes
/// of the panels' requests. The study itself is the workspace's (workspace.hpp).
///
///     App app({.recipe_folders = folders, .studies = folder, .wake = wake}, std::move(surface));
///     app.open("county.toml");
///     while (!app.wants_quit()) { ImGui::NewFrame(); app.frame(); ImGui::Render(); ... }
///
/// Needs a current ImGui context, but neither a window nor OpenGL: tests click it without.
class App {
public:
    using Options = Workspace::Options;
    App(Options options, std::unique_ptr<MapSurface> surface);
    ~App();

    /// Between frames: fonts at a new scale.
    void before_frame();
    void frame();
    void open(const std::filesystem::path& file);
    void open_files(const std::vector<std::filesystem::path>& files); ///< dropped on the window

    bool wants_quit() const { return quit_; }
    void ask_quit(); ///< the window's close button: asks where there are unsaved changes
    /// Nothing is being computed and nothing has still to be drawn.
    bool settled() const;
    /// Seconds until the next frame is wanted although nothing happens; 0: at once, below 0: never.
    double next_frame_in() const;
    /// A display's own scale times the user's.
    void set_display_scale(float scale);
    /// True once after fonts were built again: the renderer has to upload them.
    bool take_new_fonts() { return std::exchange(new_fonts_, false); }

    ui::Ui& ui() { return ui_; }
    const Document& document() const { return work_.document(); }
    const Snapshot* snapshot() const { return work_.snapshot(); }
    const Activity& activity() const { return work_.activity(); }
    ViewState& view() { return work_.view; }
    Edits& edits() { return edits_; }
    MapCanvas& canvas() { return canvas_; }
    SessionWorker& worker() { return work_.worker(); }
    /// Until nothing is computed; for scripts and tests.
    void wait() {
        work_.wait();
        weigh_panel_.wait();
    }
    void wait(double seconds) const { work_.wait(seconds); } ///< the same, but no longer

    void change_language(Language language);
    void say(std::string text, bool error = false);
    bool unsaved() const { return work_.unsaved(); }
    /// People in need newly reached by the stops where they stand now; nothing without a plan.
    std::optional<double> newly_reached() const;

private:
    PanelContext context();
    void remake_second(); ///< the map beside the main one
    void draw_second_legend(ImVec2 least, ImVec2 size);
    std::vector<map::LegendSymbol> legend_of_plan(PanelContext& in);
    MapOverlay* overlay_of(std::size_t slot); ///< the stops that belong to what a map shows
    void carry_out(Edits::Request& request);
    void forget_study(); ///< what was typed and chosen in panels does not go on into the next study
    void show_dialog(const std::string& name);
    void rebuild_fonts();

    // bars (app_bars.cpp)
    void draw_top_bar(PanelContext& in);
    void draw_menus(PanelContext& in);
    void draw_rail(PanelContext& in);
    void draw_tools(PanelContext& in, ImVec2 least, ImVec2 size);
    void draw_status();

    // layout (app_layout.cpp)
    void draw_side(PanelContext& in);
    void draw_drawer(PanelContext& in);
    void draw_map(PanelContext& in);
    void draw_waiting(ImVec2 least, ImVec2 size);
    void draw_moved_files();
    void draw_failure(ImVec2 least, ImVec2 size);
    ImVec2 begin_pane(const char* name, ImVec2 least, ImVec2 size, ImVec2 padding);
    void end_pane();
    void splitter(const char* name, bool vertical, ImVec2 least, float length, double& size,
                  double least_size, double most, double sign);

    // over everything (app_dialogs.cpp)
    void draw_toast();
    void draw_dialogs(PanelContext& in);
    void draw_unsaved_question(PanelContext& in);

    void when_saved(std::function<void()> then); ///< asks first where there are unsaved changes
    std::map<std::string, Panel*> saved_panels();

    ui::Ui ui_;
    std::unique_ptr<MapSurface> surface_;
    Workspace work_;
    Edits edits_;
    MapCanvas canvas_;
    bool quit_ = false, new_fonts_ = true;
    bool to_top_ = false; ///< the side panel begins at its top
    float display_scale_ = 1;
    std::function<void()> after_question_; ///< what unsaved changes hold up
    struct Toast {
        std::string text;
        bool error = false;
        double until = 0;
    };
    std::optional<Toast> toast_;
    std::optional<map::MapScene> second_scene_; ///< of the map beside the main one
    std::shared_ptr<const study::ResultColumns> second_columns_;
    std::string second_of_; ///< what it was made for
    map::MapStyle second_style_;
    std::uint64_t second_version_ = 0;
    double last_autosave_ = 0;
    int frames_wanted_ = 3; ///< ImGui settles layouts over two frames

    SiteDraft site_draft_;
    MapPanel map_panel_;
    WeighPanel weigh_panel_{work_.options().recipe_folders, work_.catalog()};
    SitePanel site_panel_{site_draft_};
    SiteOverlay site_overlay_{site_draft_};
    std::array<ScenarioOverlay, 2> scenario_overlays_; ///< of the main map and the one beside it
    FindingsPanel findings_panel_;
    SourcesPanel sources_panel_;
    ChartsPanel charts_panel_;
    TablePanel table_panel_;
    AreaPanel area_panel_;
    Inspector inspector_;
    LegendCard legend_card_;
    FindBox find_box_;
    StartScreen start_screen_{work_.recent(), work_.options().studies, work_.options().config};
    FileBrowser file_browser_{work_.recent(), work_.options().studies};
    ImportDialog import_dialog_;
    StudyDialog study_dialog_;
    ExportDialog export_dialog_{surface_.get(), &site_draft_};
    ReportDialog report_dialog_{work_.catalog()};
    HelpSheet help_sheet_;
};

} // namespace tractwise::viewer

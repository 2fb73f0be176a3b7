// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include "viewer/app/actions.hpp"
#include "viewer/app/view_file.hpp"

#include <algorithm>

namespace tractwise::viewer {
namespace {

constexpr double kAutosaveEvery = 60; // seconds

} // namespace

App::App(Options options, std::unique_ptr<MapSurface> surface)
    : surface_(std::move(surface)), work_([&] {
          options.triangles = surface_->needs_triangles();
          return std::move(options);
      }()) {
    work_.panel_lines = [this] {
        std::map<std::string, std::string> lines;
        for (const auto& [name, panel] : saved_panels())
            lines[name] = panel->saved();
        return lines;
    };
    read_preferences(work_.options().config, work_.view);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr; // the layout is ours, and study files keep what is worth keeping
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    rebuild_fonts();
}

App::~App() = default;

PanelContext App::context() {
    return {ui_,
            work_.document(),
            work_.opened(),
            work_.snapshot(),
            work_.activity(),
            work_.history(),
            work_.view,
            edits_};
}

void App::rebuild_fonts() {
    ui_.scale = display_scale_ * static_cast<float>(work_.view.text_scale);
    ui_.fonts = ui::Fonts::load(ui_.scale);
    new_fonts_ = true;
}

void App::set_display_scale(float scale) {
    display_scale_ = scale; // before_frame() builds the fonts
}

void App::before_frame() {
    if (ui_.scale != display_scale_ * static_cast<float>(work_.view.text_scale))
        rebuild_fonts();
}

void App::frame() {
    ui_.language = work_.view.language;
    ui_.dark = work_.view.dark;
    ui_.wake_after = 0;
    ui_.items.begin_frame();
    ui::apply_theme(work_.view.dark, ui_.scale);
    work_.take_news();
    if (work_.take_unplaced())
        canvas_.fit_soon();
    const bool was_dark = work_.view.dark;
    const Reader reader = work_.reader();
    const std::optional<Units> units = work_.view.units;
    const double text_scale = work_.view.text_scale;

    PanelContext in = context();
    run_keys(in);
    draw_top_bar(in);
    if (!work_.is_open()) {
        start_screen_.draw(in);
    } else {
        // The map first: a stop that is dragged there shows in the panel in the same frame.
        draw_map(in);
        draw_rail(in);
        draw_side(in);
        draw_drawer(in);
        draw_status();
    }
    draw_dialogs(in);
    draw_toast();
    remake_second();

    for (Edits::Request& request : edits_.take())
        carry_out(request);
    if (work_.view.dark != was_dark || work_.view.language != reader.language ||
        work_.view.units != units || work_.view.text_scale != text_scale) {
        work_.attempt([&] { write_preferences(work_.options().config, work_.view); });
        frames_wanted_ = 3;
    }
    // The study may say other units too: it was edited, or undone.
    if (work_.reader() != reader) {
        work_.remake_scene();
        frames_wanted_ = 3;
    }
    if (ImGui::GetTime() - last_autosave_ > kAutosaveEvery) {
        last_autosave_ = ImGui::GetTime();
        work_.autosave();
    }
    for (Workspace::Message& message : work_.take_messages())
        say(std::move(message.text), message.error);
    const ImGuiIO& io = ImGui::GetIO();
    const bool input = io.MouseWheel != 0 || io.MouseDelta.x != 0 || io.MouseDelta.y != 0 ||
                       ImGui::IsAnyMouseDown() || io.InputQueueCharacters.Size > 0;
    frames_wanted_ = input || work_.take_changed() ? 3 : std::max(frames_wanted_ - 1, 0);
}

double App::next_frame_in() const {
    if (frames_wanted_ > 0)
        return 0;
    double wait = -1;
    const auto within = [&](double seconds) {
        wait = wait < 0 ? seconds : std::min(wait, seconds);
    };
    if (ui_.wake_after > 0)
        within(ui_.wake_after);
    if (work_.activity().busy)
        within(0.1);
    if (toast_)
        within(std::max(0.05, toast_->until - ImGui::GetTime()));
    if (ImGui::GetIO().WantTextInput)
        within(0.4); // the text cursor blinks
    if (work_.unsaved() && !work_.options().config.empty())
        within(kAutosaveEvery);
    return wait;
}

bool App::settled() const {
    return !work_.worker().busy() && !work_.activity().busy && frames_wanted_ == 0 &&
           ui_.wake_after == 0 && !export_dialog_.busy() && !report_dialog_.busy();
}

void App::change_language(Language language) {
    work_.view.language = language;
    ui_.language = language;
    work_.remake_scene();
}

void App::open(const std::filesystem::path& file) {
    frames_wanted_ = 3;
    if (!work_.open(file))
        return;
    forget_study();
    work_.attempt([&] {
        for (const auto& [name, panel] : saved_panels())
            panel->restore(work_.document().study.view.table(name));
    });
}

/// A panel made anew.
template <typename Panel, typename... With>
static void make_anew(Panel& panel, With&&... with) {
    std::destroy_at(&panel);
    std::construct_at(&panel, std::forward<With>(with)...);
}

void App::forget_study() {
    make_anew(site_draft_);
    make_anew(site_panel_, site_draft_);
    make_anew(site_overlay_, site_draft_);
    make_anew(map_panel_);
    make_anew(weigh_panel_, work_.options().recipe_folders, work_.catalog());
    make_anew(findings_panel_);
    make_anew(sources_panel_);
    make_anew(charts_panel_);
    make_anew(table_panel_);
    make_anew(area_panel_);
    make_anew(inspector_);
    make_anew(legend_card_);
    make_anew(find_box_);
    to_top_ = true;
}

void App::open_files(const std::vector<std::filesystem::path>& files) {
    edits_.ask(Edits::OpenFiles{files});
    frames_wanted_ = 3;
}

std::optional<double> App::newly_reached() const {
    if (snapshot() == nullptr || site_draft_.siting() == nullptr)
        return std::nullopt;
    return site_draft_.newly(0);
}

void App::say(std::string text, bool error) {
    toast_ = Toast{std::move(text), error, ImGui::GetTime() + (error ? 8 : 4)};
    frames_wanted_ = std::max(frames_wanted_, 2);
}

} // namespace tractwise::viewer

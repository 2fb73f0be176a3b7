// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include "viewer/app/view_file.hpp"

#include "engine/core/error.hpp"
#include "layers/catalog.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr double kAutosaveEvery = 60; // seconds

std::unique_ptr<layer::LayerCatalog> all_layers() {
    auto catalog = std::make_unique<layer::LayerCatalog>();
    layers::add_layers(*catalog);
    return catalog;
}

} // namespace

App::App(Options options, std::unique_ptr<MapSurface> surface)
    : options_(std::move(options)), catalog_(all_layers()), surface_(std::move(surface)),
      worker_(*catalog_, options_.recipe_folders, options_.wake) {
    read_preferences(options_.config, view_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr; // the layout is ours, and study files keep what is worth keeping
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    rebuild_fonts();
}

App::~App() = default;

PanelContext App::context() {
    return {ui_,       history_.now(), opened_, snapshot_ ? &*snapshot_ : nullptr,
            activity_, history_,       view_,   edits_};
}

void App::rebuild_fonts() {
    ui_.scale = display_scale_ * static_cast<float>(view_.text_scale);
    ui_.fonts = ui::Fonts::load(ui_.scale);
    new_fonts_ = true;
}

void App::set_display_scale(float scale) {
    display_scale_ = scale; // before_frame() builds the fonts
}

void App::before_frame() {
    if (ui_.scale != display_scale_ * static_cast<float>(view_.text_scale))
        rebuild_fonts();
}

void App::frame() {
    ui_.language = view_.language;
    ui_.dark = view_.dark;
    ui_.wake_after = 0;
    ui_.items.begin_frame();
    ui::apply_theme(view_.dark, ui_.scale);
    take_news();
    const bool was_dark = view_.dark;
    const Language language = view_.language;
    const double text_scale = view_.text_scale;

    PanelContext in = context();
    shortcuts();
    draw_top_bar(in);
    if (!open_) {
        start_screen_.draw(in);
    } else {
        // The map first: a stop that is dragged there shows in the panel in the same frame.
        draw_map(in);
        draw_rail();
        draw_side(in);
        draw_drawer(in);
        draw_status();
    }
    draw_dialogs(in);
    draw_toast();
    remake_second();

    for (Edits::Request& request : edits_.take())
        carry_out(request);
    if (view_.dark != was_dark || view_.language != language || view_.text_scale != text_scale) {
        attempt([&] { write_preferences(options_.config, view_); });
        if (view_.language != language && snapshot_)
            remake_scene();
        frames_wanted_ = 3;
    }
    if (ImGui::GetTime() - last_autosave_ > kAutosaveEvery)
        autosave();
    const ImGuiIO& io = ImGui::GetIO();
    const bool input = io.MouseWheel != 0 || io.MouseDelta.x != 0 || io.MouseDelta.y != 0 ||
                       ImGui::IsAnyMouseDown() || io.InputQueueCharacters.Size > 0;
    frames_wanted_ = input ? 3 : std::max(frames_wanted_ - 1, 0);
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
    if (activity_.busy)
        within(0.1);
    if (toast_)
        within(std::max(0.05, toast_->until - ImGui::GetTime()));
    if (ImGui::GetIO().WantTextInput)
        within(0.4); // the text cursor blinks
    if (history_.unsaved() && !options_.config.empty())
        within(kAutosaveEvery);
    return wait;
}

bool App::settled() const {
    return !worker_.busy() && !activity_.busy && frames_wanted_ == 0 && ui_.wake_after == 0;
}

void App::take_news() {
    worker_.describe(activity_);
    std::optional<SessionWorker::News> news = worker_.news();
    if (!news)
        return;
    frames_wanted_ = 3;
    if (!news->results) {
        if (news->canceled)
            say(ui_.tr({"Stopped", "Detenido"}));
        else
            activity_.failure = news->failure;
        return;
    }
    activity_.failure.reset();
    const bool first = !snapshot_ || snapshot_->results->tracts != news->results->tracts;
    Snapshot next;
    next.results = news->results;
    next.geometry = news->geometry;
    next.overlays = news->overlays;
    next.people = next.results->people();
    for (const double people : next.people)
        if (!std::isnan(people))
            next.all_people += people;
    if (snapshot_) {
        next.results_version = snapshot_->results_version + 1;
        next.scene_version = snapshot_->scene_version;
        if (!first)
            next.remembered_percentile = snapshot_->remembered_percentile;
    }
    next.columns = std::make_shared<const study::ResultColumns>(next.results);
    if (next.remembered_percentile.empty() && next.results->index)
        next.remembered_percentile = next.results->index->percentile;
    snapshot_ = std::move(next);
    if (first) {
        view_.selection.reset(snapshot_->results->tracts->size());
        view_.pinned.reset();
        view_.hovered.reset();
        bool placed = false;
        attempt([&] { placed = restore_on_map(history_.now().study.view, *snapshot_, view_); });
        if (!placed)
            canvas_.fit_soon();
    }
    remake_scene();
}

void App::remake_scene() {
    // A column that went away with a layer or a recipe must not take the map with it.
    map::MapStyle style = history_.now().style;
    const study::ResultColumns& columns = *snapshot_->columns;
    if (!style.column.empty() && !columns.has(style.column)) {
        say(fmt::format("{}: {}",
                        ui_.tr({"This study has no column", "Este estudio no tiene la columna"}),
                        style.column),
            true);
        style.column.clear();
        style.locked.reset();
    }
    if (!style.second.empty() && !columns.has(style.second))
        style.second.clear();
    attempt([&] {
        snapshot_->scene = map::make_scene(columns, style, view_.language, &scene_cache_);
        ++snapshot_->scene_version;
    });
    second_of_.clear();
    frames_wanted_ = 3;
}

void App::start_run(bool with_plan, bool reload) {
    activity_.failure.reset();
    worker_.run({history_.now().study, with_plan, reload});
    worker_.describe(activity_);
}

void App::change_language(Language language) {
    view_.language = language;
    ui_.language = language;
    if (snapshot_)
        remake_scene();
}

void App::open(const fs::path& file) {
    attempt([&] {
        study::Study study = study::Study::read(file);
        const std::string title = study.title;
        // What was kept aside after a crash has no file of its own yet, and is not saved.
        const bool recovered =
            !options_.config.empty() &&
            fs::weakly_canonical(file) == fs::weakly_canonical(options_.config / "autosave.toml");
        if (recovered)
            study.file.clear();
        adopt(std::move(study));
        if (recovered)
            history_.mark_unsaved();
        else
            recent_.add(file, title);
    });
}

void App::adopt(study::Study study) {
    const Document document = Document::of(std::move(study));
    restore_view(document.study.view, view_);
    for (const auto& [name, panel] : saved_panels())
        panel->restore(document.study.view.table(name));
    const bool with_plan = document.study.siting.has_value();
    history_ = History(document);
    opened_ = document;
    snapshot_.reset();
    worker_.close();
    open_ = true;
    start_run(with_plan);
}

void App::leave_study() {
    worker_.close();
    snapshot_.reset();
    history_ = History();
    opened_ = {};
    activity_ = {};
    open_ = false;
    frames_wanted_ = 3;
}

void App::open_files(const std::vector<fs::path>& files) {
    edits_.ask(Edits::OpenFiles{files});
    frames_wanted_ = 3;
}

std::optional<double> App::newly_reached() const {
    if (!snapshot_ || site_draft_.siting() == nullptr)
        return std::nullopt;
    return site_draft_.newly(0);
}

void App::say(std::string text, bool error) {
    toast_ = Toast{std::move(text), error, ImGui::GetTime() + (error ? 8 : 4)};
    frames_wanted_ = std::max(frames_wanted_, 2);
}

void App::attempt(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        std::string text =
            error.where().empty() ? error.message() : error.where() + ": " + error.message();
        if (!error.hint().empty())
            text += "\n" + error.hint();
        say(text, true);
    } catch (const fs::filesystem_error& error) {
        say(error.what(), true);
    }
}

} // namespace tractwise::viewer

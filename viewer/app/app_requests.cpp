// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"

#include "viewer/app/view_file.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/report/export.hpp"
#include "engine/report/frames.hpp"

#include <fmt/format.h>

// What becomes of the panels' requests.

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <typename... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

constexpr Text kSaved{"Saved {}", "Se guardó {}"};
constexpr Text kWritten{"Wrote {}", "Se escribió {}"};

/// Everything but the plan, the index or the look: what a run has to begin again for.
bool runs_differ(const study::Study& a, const study::Study& b) {
    study::Study first = a, second = b;
    first.siting = second.siting = std::nullopt;
    return !(first == second);
}

io::OutTable rows_of(io::OutTable table, const std::vector<std::uint32_t>& rows) {
    for (io::OutColumn& column : table.columns)
        std::visit(
            [&](auto& values) {
                std::decay_t<decltype(values)> kept;
                for (const std::uint32_t row : rows)
                    kept.push_back(values[row]);
                values = std::move(kept);
            },
            column.values);
    return table;
}

} // namespace

std::map<std::string, Panel*> App::saved_panels() {
    return {{"charts", &charts_panel_}, {"table", &table_panel_}, {"site", &site_panel_}};
}

ConfigTable App::view_to_save() {
    std::map<std::string, std::string> panels;
    for (const auto& [name, panel] : saved_panels())
        panels[name] = panel->saved();
    return view_table(history_.now(), view_, snapshot_ ? &*snapshot_ : nullptr, panels);
}

void App::after_change(const Document& before) {
    const Document& now = history_.now();
    frames_wanted_ = 3;
    if (runs_differ(before.study, now.study))
        start_run(false);
    if (before.style != now.style && snapshot_)
        remake_scene();
}

void App::carry_out(Edits::Request& request) {
    const auto changed = [&](const std::function<void()>& how) {
        const Document before = history_.now();
        how();
        if (!(before == history_.now()))
            after_change(before);
    };
    std::visit(
        Overloaded{
            [&](Edits::Change& change) {
                changed([&] { history_.change(change.label, change.merge_key, change.how); });
            },
            [&](Edits::EndMerge&) { history_.end_merge(); },
            [&](Edits::Undo&) { changed([&] { history_.undo(); }); },
            [&](Edits::Redo&) { changed([&] { history_.redo(); }); },
            [&](Edits::OpenStudy& open_study) {
                when_saved([this, file = open_study.file] { open(file); });
            },
            [&](Edits::OpenFiles& dropped) {
                if (dropped.files.size() == 1 && dropped.files.front().extension() == ".toml")
                    when_saved([this, file = dropped.files.front()] { open(file); });
                else
                    import_dialog_.ask(dropped.files);
            },
            [&](Edits::CloseStudy&) { when_saved([this] { leave_study(); }); },
            [&](Edits::Save&) {
                const fs::path& file = history_.now().study.file;
                // A shipped study is never written over.
                if (file.empty() || file.parent_path() == options_.studies)
                    file_browser_.ask(FileBrowser::Purpose::SaveStudy, file);
                else
                    save_as(file);
            },
            [&](Edits::SaveAs& save) { save_as(save.file); },
            [&](Edits::SolvePlan&) {
                // What was moved about belongs to the plan that is given up; undo has it still.
                changed([&] {
                    history_.change({"Find stops", "Buscar paradas"}, "",
                                    [](Document& next) { next.moved = {}; });
                });
                start_run(true);
            },
            [&](Edits::Cancel&) { worker_.cancel(); },
            [&](Edits::Reload&) { start_run(history_.now().study.siting.has_value(), true); },
            [&](Edits::ZoomTo& zoom) {
                view_.camera.fit(zoom.box, canvas_.covered[0] + 40.0, canvas_.covered[1] + 40.0,
                                 canvas_.covered[2] + 40.0, canvas_.covered[3] + 40.0);
            },
            [&](Edits::ZoomToRows& zoom) {
                if (!snapshot_ || zoom.rows.empty())
                    return;
                const MapBox box = snapshot_->geometry->box_of(zoom.rows);
                view_.camera.fit(box, canvas_.covered[0] + 80.0, canvas_.covered[1] + 80.0,
                                 canvas_.covered[2] + 80.0, canvas_.covered[3] + 80.0);
            },
            [&](Edits::FitAll&) { canvas_.fit_soon(); },
            [&](Edits::ExportMap& map) { export_ = map; },
            [&](Edits::ExportRows& rows) {
                attempt([&] {
                    io::OutTable table = report::tract_frame(*snapshot_->results);
                    if (!rows.rows.empty())
                        table = rows_of(std::move(table), rows.rows);
                    io::write_csv(rows.file, table);
                    say(fmt::format(fmt::runtime(ui_.tr(kWritten)), rows.file.string()));
                });
            },
            [&](Edits::ExportRun& run) {
                attempt([&] {
                    report::export_results(*snapshot_->results, run.folder, {"tractwise-viewer"},
                                           {});
                    say(fmt::format(fmt::runtime(ui_.tr(kWritten)), run.folder.string()));
                });
            },
            [&](Edits::ShowDialog& dialog) {
                if (dialog.name == "open")
                    file_browser_.ask(FileBrowser::Purpose::OpenAny, history_.now().study.file);
                else if (dialog.name == "add-file")
                    file_browser_.ask(FileBrowser::Purpose::AddFile, history_.now().study.file);
                else if (dialog.name == "save-as")
                    file_browser_.ask(FileBrowser::Purpose::SaveStudy, history_.now().study.file);
                else if (dialog.name == "export")
                    export_dialog_.ask();
                else if (dialog.name == "shortcuts")
                    help_sheet_.ask(HelpSheet::Page::Shortcuts);
                else if (dialog.name == "command")
                    help_sheet_.ask(HelpSheet::Page::Command);
                else if (dialog.name == "words")
                    help_sheet_.ask(HelpSheet::Page::Words);
                else if (dialog.name == "about")
                    help_sheet_.ask(HelpSheet::Page::About);
            },
            [&](Edits::Say& line) { say(line.text, line.error); },
            [&](Edits::Quit&) { ask_quit(); },
        },
        request);
    frames_wanted_ = std::max(frames_wanted_, 2);
}

void App::save_as(const fs::path& file) {
    attempt([&] {
        study::Study study = history_.now().study;
        study.view = view_to_save();
        study.file = fs::absolute(file).lexically_normal();
        write_text_file(file, study.to_toml());
        history_.rename(study.file, study.view);
        history_.mark_saved();
        opened_ = history_.now();
        recent_.add(file, study.title);
        std::error_code ignored;
        fs::remove(options_.config / "autosave.toml", ignored);
        say(fmt::format(fmt::runtime(ui_.tr(kSaved)), study.file.filename().string()));
    });
}

void App::autosave() {
    last_autosave_ = ImGui::GetTime();
    if (options_.config.empty() || !open_ || !history_.unsaved())
        return;
    attempt([&] {
        study::Study study = history_.now().study;
        study.view = view_to_save();
        fs::create_directories(options_.config);
        write_text_file(options_.config / "autosave.toml", study.to_toml());
    });
}

void App::when_saved(std::function<void()> then) {
    if (open_ && history_.unsaved())
        after_question_ = std::move(then);
    else
        then();
}

void App::ask_quit() {
    when_saved([this] { quit_ = true; });
    frames_wanted_ = 3;
}

} // namespace tractwise::viewer

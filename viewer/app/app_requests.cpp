// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/app.hpp"
#include "viewer/app/overloaded.hpp"

#include <algorithm>
#include <string_view>

// What becomes of the panels' requests that are about the screen, or that have to ask somebody; the
// others are the workspace's.

namespace tractwise::viewer {

std::map<std::string, Panel*> App::saved_panels() {
    return {{"charts", &charts_panel_}, {"table", &table_panel_}, {"site", &site_panel_}};
}

void App::carry_out(Edits::Request& request) {
    frames_wanted_ = std::max(frames_wanted_, 2);
    if (work_.carry_out(request))
        return;
    const std::filesystem::path& file = work_.document().study.file;
    const auto fit = [&](const MapBox& box, double margin) {
        const auto edge = [&](std::size_t side) { return canvas_.covered[side] + margin; };
        work_.view.camera.fit(box, edge(0), edge(1), edge(2), edge(3));
    };
    std::visit(Overloaded{
                   [&](Edits::OpenStudy& open_study) {
                       when_saved([this, file = open_study.file] { open(file); });
                   },
                   [&](Edits::OpenFiles& dropped) {
                       if (dropped.files.size() == 1 &&
                           dropped.files.front().extension() == ".toml")
                           when_saved([this, file = dropped.files.front()] { open(file); });
                       else if (!work_.is_open() && dropped.files.size() == 1)
                           study_dialog_.begin(dropped.files.front());
                       else
                           import_dialog_.ask(dropped.files);
                   },
                   [&](Edits::Relink& found) {
                       edits_.change({"Moved file", "Archivo movido"}, "", [found](Document& next) {
                           next.study.sources.at(found.source).path =
                               std::filesystem::absolute(found.file).lexically_normal().string();
                       });
                   },
                   [&](Edits::OpenTracts& tracts) { study_dialog_.begin(tracts.file); },
                   [&](Edits::NewStudy& begun) {
                       when_saved([this, study = begun.study] {
                           work_.begin(*study);
                           forget_study();
                           work_.view.side = Side::Sources;
                           work_.view.side_open = true;
                       });
                   },
                   [&](Edits::CloseStudy&) { when_saved([this] { work_.close(); }); },
                   [&](Edits::Save&) { file_browser_.ask(FileBrowser::Purpose::SaveStudy, file); },
                   [&](Edits::ZoomTo& zoom) { fit(zoom.box, 40); },
                   [&](Edits::ZoomToRows& zoom) {
                       if (snapshot() != nullptr && !zoom.rows.empty())
                           fit(snapshot()->geometry->around(zoom.rows), 80);
                   },
                   [&](Edits::FitAll&) { canvas_.fit_soon(); },
                   [&](Edits::ShowDialog& dialog) { show_dialog(dialog.name); },
                   [&](Edits::Quit&) { ask_quit(); },
                   [](auto&) {},
               },
               request);
}

void App::show_dialog(const std::string& name) {
    const std::filesystem::path& file = work_.document().study.file;
    if (name == "open")
        file_browser_.ask(FileBrowser::Purpose::OpenAny, file);
    else if (name == "add-file")
        file_browser_.ask(FileBrowser::Purpose::AddFile, file);
    else if (name == "save-as")
        file_browser_.ask(FileBrowser::Purpose::SaveStudy, file);
    else if (name.starts_with("relink:"))
        file_browser_.ask_for(name.substr(std::string_view("relink:").size()), file);
    else if (name == "new-study")
        file_browser_.ask(FileBrowser::Purpose::TractFile, file);
    else if (name == "study")
        study_dialog_.change();
    else if (name == "export")
        export_dialog_.ask();
    else if (name == "report")
        report_dialog_.ask();
    else if (name == "find")
        find_box_.ask();
    else if (name == "shortcuts")
        help_sheet_.ask(HelpSheet::Page::Shortcuts);
    else if (name == "command")
        help_sheet_.ask(HelpSheet::Page::Command);
    else if (name == "words")
        help_sheet_.ask(HelpSheet::Page::Words);
    else if (name == "about")
        help_sheet_.ask(HelpSheet::Page::About);
}

void App::when_saved(std::function<void()> then) {
    if (work_.unsaved())
        after_question_ = std::move(then);
    else
        then();
}

void App::ask_quit() {
    when_saved([this] { quit_ = true; });
    frames_wanted_ = 3;
}

} // namespace tractwise::viewer

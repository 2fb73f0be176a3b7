// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/panel_harness.hpp"
#include "viewer/ui/keys.hpp"

#include "layers/catalog.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include <imgui.h>

namespace tractwise::test {

using namespace viewer;

/// One worker and its first results for the whole test program: the sample takes a third of a
/// second.
struct PanelHarness::Engine {
    layer::LayerCatalog catalog;
    std::unique_ptr<SessionWorker> worker;
    std::map<std::string, SessionWorker::News> first; ///< by study file

    Engine() {
        layers::add_layers(catalog);
        worker = std::make_unique<SessionWorker>(
            catalog,
            std::vector<std::filesystem::path>{std::filesystem::path(TRACTWISE_SOURCE_DIR) /
                                               "data" / "recipes"},
            false, [] {});
    }
    SessionWorker::News run(const study::Study& study, bool with_plan) {
        worker->run({study, with_plan, false});
        worker->wait();
        std::optional<SessionWorker::News> news = worker->news();
        if (!news || !news->results)
            throw std::runtime_error(news && news->failure ? news->failure->message
                                                           : "the run gave nothing");
        return *news;
    }
};

PanelHarness::Engine& PanelHarness::engine() {
    static Engine shared;
    return shared;
}

PanelHarness::PanelHarness() {
    ImGui::CreateContext();
    ui::map_keys();
    // As the renderer of the program does: more than 65,535 corners in one list are no trouble.
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1600, 1000};
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ui.fonts = ui::Fonts::load(1);
    ui.scale = 1;
}

PanelHarness::PanelHarness(const std::filesystem::path& file) : PanelHarness() {
    const Document document = Document::of(study::Study::read(file));
    history = History(document);
    opened = document;
    auto& known = engine().first;
    if (!known.contains(file.string()))
        known.emplace(file.string(), engine().run(document.study, true));
    show(known.at(file.string()));
    snapshot.remembered_percentile =
        snapshot.results->index ? snapshot.results->index->percentile : std::vector<double>();
    view.selection.reset(snapshot.results->tracts->size());
}

PanelHarness::~PanelHarness() {
    ImGui::DestroyContext();
}

void PanelHarness::show(const SessionWorker::News& news) {
    snapshot.results = news.results;
    snapshot.geometry = news.geometry;
    snapshot.overlays = news.overlays;
    snapshot.people = news.results->people();
    snapshot.all_people = 0;
    for (const double people : snapshot.people)
        if (!std::isnan(people))
            snapshot.all_people += people;
    snapshot.columns = std::make_shared<const study::ResultColumns>(news.results);
    ++snapshot.results_version;
    has_snapshot = true;
    remake_scene();
}

void PanelHarness::remake_scene() {
    snapshot.scene =
        map::make_scene(*snapshot.columns, document().style, view.reader(document().study.units));
    ++snapshot.scene_version;
}

void PanelHarness::rerun(bool with_plan) {
    show(engine().run(document().study, with_plan));
}

PanelContext PanelHarness::context() {
    return {ui,       history.now(), opened, has_snapshot ? &snapshot : nullptr,
            activity, history,       view,   edits};
}

void PanelHarness::frame(const Draw& what) {
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = static_cast<float>(time_step);
    ui.language = view.language;
    ui.dark = view.dark;
    ui::apply_theme(view.dark, 1);
    ui.items.begin_frame();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({340, 900});
    ImGui::Begin("harness", nullptr, ImGuiWindowFlags_NoDecoration & ~ImGuiWindowFlags_NoScrollbar);
    PanelContext in = context();
    what(in);
    ImGui::End();
    ImGui::Render();
    for (Edits::Request& request : edits.take()) {
        if (auto* change = std::get_if<Edits::Change>(&request))
            history.change(change->label, change->merge_key, change->how);
        else if (std::holds_alternative<Edits::EndMerge>(request))
            history.end_merge();
        else if (std::holds_alternative<Edits::Undo>(request))
            history.undo();
        else if (std::holds_alternative<Edits::Redo>(request))
            history.redo();
        else
            requests.push_back(request);
    }
}

void PanelHarness::draw(const Draw& what, int frames) {
    for (int i = 0; i < frames; ++i)
        frame(what);
}

void PanelHarness::draw(Panel& panel, int frames) {
    draw([&](PanelContext& in) { panel.draw(in); }, frames);
}

void PanelHarness::hover(const Draw& what, float x, float y) {
    ImGui::GetIO().MousePos = {x, y};
    draw(what, 2);
}

void PanelHarness::drag(const Draw& what, const std::string& id, float dx, float dy) {
    draw(what);
    const ui::Items::Item* item = ui.items.find(id);
    ASSERT_NE(item, nullptr) << "no widget \"" << id << "\" on screen";
    ImGuiIO& io = ImGui::GetIO();
    const ImVec2 from = item->center();
    io.MousePos = from;
    draw(what, 2);
    io.MouseDown[0] = true;
    draw(what, 2);
    constexpr int kSteps = 5;
    if (dx != 0 || dy != 0)
        for (int i = 1; i <= kSteps; ++i) {
            io.MousePos = {from.x + dx * static_cast<float>(i) / kSteps,
                           from.y + dy * static_cast<float>(i) / kSteps};
            frame(what);
        }
    io.MouseDown[0] = false;
    draw(what, 3);
}

void PanelHarness::drag(Panel& panel, const std::string& id, float dx, float dy) {
    drag([&](PanelContext& in) { panel.draw(in); }, id, dx, dy);
}

void PanelHarness::click(const Draw& what, const std::string& id) {
    drag(what, id, 0, 0);
}

void PanelHarness::click(Panel& panel, const std::string& id) {
    drag(panel, id, 0, 0);
}

void PanelHarness::type(Panel& panel, const std::string& text) {
    ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
    draw(panel, 2);
}

void PanelHarness::key(Panel& panel, int glfw_key, bool ctrl, bool shift) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    io.KeysDown[glfw_key] = true;
    draw(panel, 1);
    io.KeysDown[glfw_key] = false;
    io.KeyCtrl = io.KeyShift = false;
    draw(panel, 1);
}

std::filesystem::path sample_study() {
    return std::filesystem::path(TRACTWISE_SOURCE_DIR) / "data" / "studies" / "sample.toml";
}

std::filesystem::path sample_siting_study() {
    return std::filesystem::path(TRACTWISE_SOURCE_DIR) / "data" / "studies" / "sample_siting.toml";
}

} // namespace tractwise::test

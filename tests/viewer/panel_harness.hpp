// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/session_worker.hpp"
#include "viewer/panel.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace tractwise::test {

/// A panel, drawn and clicked with no window and no OpenGL.
///
///     PanelHarness at(sample_study());
///     WeighPanel panel;
///     at.draw(panel);                         // a frame or two, so that widgets have their places
///     at.click(panel, "weigh.housing.on");
///     at.document().study.index->disable;     // requests to change were carried out
///     at.asked<Edits::SolvePlan>();           // other requests are kept for the test to look at
///
/// The results are those of the real engine, computed once a study for the whole test program.
class PanelHarness {
public:
    explicit PanelHarness(const std::filesystem::path& study);
    PanelHarness(); ///< without any study open
    ~PanelHarness();
    PanelHarness(const PanelHarness&) = delete;
    PanelHarness& operator=(const PanelHarness&) = delete;

    /// What is drawn in a frame; the window around it is 340 x 900 at scale 1.
    using Draw = std::function<void(viewer::PanelContext&)>;
    void draw(viewer::Panel& panel, int frames = 2);
    void draw(const Draw& what, int frames = 2);

    /// Moves there, presses and releases; fails the test where no widget has that name.
    void click(viewer::Panel& panel, const std::string& id);
    void click(const Draw& what, const std::string& id);
    /// Presses on the widget, moves by (dx, dy) pixels in some steps, releases.
    void drag(viewer::Panel& panel, const std::string& id, float dx, float dy = 0);
    void drag(const Draw& what, const std::string& id, float dx, float dy = 0);
    void hover(const Draw& what, float x, float y);
    void type(viewer::Panel& panel, const std::string& text);
    void key(viewer::Panel& panel, int glfw_key, bool ctrl = false, bool shift = false);
    bool has(const std::string& id) const { return ui.items.find(id) != nullptr; }

    const viewer::Document& document() const { return history.now(); }
    /// The last request of this kind; null where none was made.
    template <typename Request>
    const Request* asked() const {
        for (auto r = requests.rbegin(); r != requests.rend(); ++r)
            if (const Request* found = std::get_if<Request>(&*r))
                return found;
        return nullptr;
    }
    /// Computes the document as it is now and shows the results, as the app would.
    void rerun(bool with_plan = false);
    /// The scene again after a change of the style.
    void remake_scene();

    viewer::ui::Ui ui;
    viewer::History history;
    viewer::Document opened;
    viewer::Snapshot snapshot;
    bool has_snapshot = false;
    viewer::Activity activity;
    viewer::ViewState view;
    viewer::Edits edits;
    std::vector<viewer::Edits::Request> requests; ///< all but changes, oldest first
    double time_step = 1.0 / 60;

private:
    viewer::PanelContext context();
    void frame(const Draw& what);
    struct Engine;
    Engine& engine();
    void show(const viewer::SessionWorker::News& news);
};

/// The bundled sample county: index, and index with a plan of four stops.
std::filesystem::path sample_study();
std::filesystem::path sample_siting_study();

} // namespace tractwise::test

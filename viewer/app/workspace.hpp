// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/app/cluster_maker.hpp"
#include "viewer/app/session_worker.hpp"
#include "viewer/document.hpp"
#include "viewer/edits.hpp"
#include "viewer/snapshot.hpp"
#include "viewer/start/recent_files.hpp"
#include "viewer/view_state.hpp"

#include "engine/layer/layer.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// The study that is open: its history, its results, the thread that computes them, its file. It
/// draws nothing and knows no window; App (app.hpp) is what stands on the screen.
///
///     Workspace work({.recipe_folders = folders, .studies = folder});
///     work.open("county.toml");
///     work.wait();                                     // App takes the news in each frame
///     work.carry_out(Edits::Change{{"Title", "Título"}, "", how});
///     work.save_as("mine.toml");
///
/// What may fail says so in messages(), in plain words, and leaves everything as it was.
class Workspace {
public:
    struct Options {
        std::vector<std::filesystem::path> recipe_folders;
        std::filesystem::path studies; ///< folder of the shipped studies; "sample.toml" is in it
        std::filesystem::path config;  ///< folder for recent files and autosave; empty: neither
        std::function<void()> wake = [] {}; ///< there is news; any thread may call it
        bool triangles = false;             ///< whether the map's surface needs them; App knows it
    };
    explicit Workspace(Options options);

    const Options& options() const { return options_; }
    RecentFiles& recent() { return recent_; }
    bool is_open() const { return open_; } ///< its results may still be coming
    bool unsaved() const { return open_ && history_.unsaved(); }
    const History& history() const { return history_; }
    const Document& document() const { return history_.now(); }
    const Document& opened() const { return opened_; } ///< as opened or saved last
    const Snapshot* snapshot() const { return snapshot_ ? &*snapshot_ : nullptr; }
    const Activity& activity() const { return activity_; }
    void forget_failure() { activity_.failure.reset(); }
    const layer::LayerCatalog& catalog() const { return *catalog_; }
    SessionWorker& worker() { return worker_; }
    const SessionWorker& worker() const { return worker_; }

    /// Of what is on screen: language, and the units of user or study.
    Reader reader() const { return view.reader(history_.now().study.units); }

    /// How the study is looked at: the panels change it, "Save" keeps it.
    ViewState view;
    /// Lines of TOML that panels want kept, by their names; asked for when something is written.
    std::function<std::map<std::string, std::string>()> panel_lines = [] {
        return std::map<std::string, std::string>();
    };

    /// False where the file could not be read; then the study before it stays.
    bool open(const std::filesystem::path& file);
    /// One that has no file yet.
    void begin(study::Study study);
    void close();
    /// The study has a file that "Save" may write over: a shipped study never is.
    bool has_own_file() const;
    void save_as(const std::filesystem::path& file);
    void autosave(); ///< unsaved work into the folder of Options::config
    void forget_autosave() const;

    /// Changes of the document, undo, runs, files of results. False for a request that is about
    /// the screen, or that has to ask somebody first.
    bool carry_out(Edits::Request& request);
    /// What the worker has found since the last call.
    void take_news();
    void wait(); ///< until nothing is computed, and takes the news; for scripts and tests
    void wait(double seconds) const; ///< no longer than that, and leaves the news
    /// The map again, where a change of the language or the style wants it.
    void remake_scene();

    struct Message {
        std::string text;
        bool error = false;
    };
    std::vector<Message> take_messages() { return std::exchange(messages_, {}); }
    void say(std::string text, bool error = false) {
        messages_.push_back({std::move(text), error});
    }
    /// Does what may fail and says in plain words how it failed.
    bool attempt(const std::function<void()>& work);

    /// Something that is drawn is another one since the last call.
    bool take_changed() { return std::exchange(changed_, false); }
    /// The map has to be fitted into its place: a study came whose file has no camera.
    bool take_unplaced() { return std::exchange(unplaced_, false); }

private:
    void adopt(study::Study study);
    void show(const SessionWorker::News& news);
    void start_run(bool with_plan, bool reload = false);
    void change(const std::function<void()>& how);
    void describe_activity();
    /// Clusters in the place of the column's classes, where they are asked for and found; asks for them where not.
    void remake_clusters(const map::MapStyle& style);
    /// The columns that a front end shows, with the panel's own where it is of these tracts.
    std::shared_ptr<study::ResultColumns>
    columns_of(const std::shared_ptr<const study::Results>& results) const;
    void add_column(tract::Column column);
    ConfigTable view_to_save() const;
    const char* tr(Text text) const { return text.in(view.language); }

    Options options_;
    RecentFiles recent_{options_.config};
    std::unique_ptr<layer::LayerCatalog> catalog_;
    History history_;
    Document opened_;
    std::optional<Snapshot> snapshot_;
    map::SceneCache scene_cache_;
    Activity activity_;
    struct PanelColumn {
        tract::Column column;
        std::shared_ptr<const study::Results> of;
    };
    std::optional<PanelColumn> panel_column_; ///< Edits::AddColumn
    std::vector<Message> messages_;
    bool open_ = false, changed_ = false, unplaced_ = false;

    ClusterMaker clusters_;
    SessionWorker worker_; ///< last: it ends first
};

} // namespace tractwise::viewer

// SPDX-License-Identifier: Apache-2.0
#include "viewer/app/workspace.hpp"

#include "viewer/app/overloaded.hpp"
#include "viewer/app/view_file.hpp"
#include "viewer/stage_words.hpp"
#include "viewer/weigh/index_changes.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/paper/paint.hpp"
#include "engine/report/export.hpp"
#include "engine/report/frames.hpp"
#include "layers/catalog.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

namespace fs = std::filesystem;

constexpr Text kSaved{"Saved {}", "Se guardó {}"};
constexpr Text kIndexBefore{" (of the index before the change)",
                            " (del índice anterior al cambio)"};
constexpr Text kWritten{"Wrote {}", "Se escribió {}"};

std::unique_ptr<layer::LayerCatalog> all_layers() {
    auto catalog = std::make_unique<layer::LayerCatalog>();
    layers::add_layers(*catalog);
    return catalog;
}

/// Everything but the plan or the look, and the scenarios beside the plan: what a run has to begin
/// again for.
bool runs_differ(const study::Study& a, const study::Study& b) {
    if (a.siting && b.siting && a.siting->scenarios != b.siting->scenarios)
        return true;
    study::Study first = a, second = b;
    first.siting = second.siting = std::nullopt;
    return !(first == second);
}

/// What the front end shows; of a study that has nothing but tracts yet, how large they are.
std::shared_ptr<study::ResultColumns>
shown_columns(const std::shared_ptr<const study::Results>& results) {
    auto columns = std::make_shared<study::ResultColumns>(results);
    if (columns->infos().empty()) {
        tract::Column area;
        area.info = {.name = "land_area_km2",
                     .label = "Land area of the tract",
                     .label_es = "Superficie terrestre del sector",
                     .unit = "km2",
                     .vintage = results->tracts->vintage(),
                     .pooling = tract::Pooling::Sum};
        for (std::size_t t = 0; t < results->tracts->size(); ++t)
            area.values.push_back(results->tracts->land_area_m2(t) / 1e6);
        columns->add(std::move(area));
    }
    return columns;
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

Workspace::Workspace(Options options)
    : options_(std::move(options)), catalog_(all_layers()),
      worker_(*catalog_, options_.recipe_folders, options_.triangles, options_.wake) {}

bool Workspace::attempt(const std::function<void()>& work) {
    try {
        work();
        return true;
    } catch (const Error& error) {
        std::string text =
            error.where().empty() ? error.message() : error.where() + ": " + error.message();
        if (!error.hint().empty())
            text += "\n" + error.hint();
        say(text, true);
    } catch (const fs::filesystem_error& error) {
        say(error.what(), true);
    }
    return false;
}

bool Workspace::open(const fs::path& file) {
    return attempt([&] {
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

void Workspace::begin(study::Study study) {
    adopt(std::move(study));
    history_.mark_unsaved();
}

void Workspace::adopt(study::Study study) {
    const Document document = Document::of(std::move(study));
    view = fresh(view);
    restore_view(document.study.view, view);
    const bool with_plan = document.study.siting.has_value();
    history_ = History(document);
    opened_ = document;
    snapshot_.reset();
    worker_.close();
    clusters_.forget();
    panel_column_.reset();
    open_ = true;
    start_run(with_plan);
}

void Workspace::close() {
    worker_.close();
    clusters_.forget();
    panel_column_.reset();
    snapshot_.reset();
    history_ = History();
    opened_ = {};
    activity_ = {};
    open_ = false;
    changed_ = true;
}

void Workspace::start_run(bool with_plan, bool reload) {
    activity_.failure.reset();
    worker_.run({history_.now().study, with_plan, reload});
    describe_activity();
}

void Workspace::wait() {
    worker_.wait();
    take_news();
    clusters_.wait();
    take_news();
}

void Workspace::wait(double seconds) const {
    if (worker_.busy())
        worker_.wait(seconds);
    else
        clusters_.wait(seconds);
}

void Workspace::describe_activity() {
    worker_.describe(activity_);
    if (!activity_.busy && clusters_.busy()) {
        activity_.busy = true;
        activity_.stage = kFindingClusters;
        activity_.fraction = clusters_.fraction();
    }
    activity_.no_clusters = clusters_.failure();
    activity_.clusters_stopped = clusters_.stopped();
}

void Workspace::take_news() {
    if (clusters_.look())
        remake_scene();
    std::optional<SessionWorker::News> news = worker_.news();
    describe_activity();
    if (!news)
        return;
    changed_ = true;
    if (news->results) {
        activity_.failure.reset();
        show(*news);
    } else if (news->canceled) {
        say(tr({"Stopped", "Detenido"}));
    } else {
        activity_.failure = news->failure;
    }
    describe_activity();
}

void Workspace::show(const SessionWorker::News& news) {
    const bool first = !snapshot_ || snapshot_->results->tracts != news.results->tracts;
    Snapshot next;
    next.results = news.results;
    next.geometry = news.geometry;
    next.overlays = news.overlays;
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
    next.columns = columns_of(next.results);
    if (next.remembered_percentile.empty() && next.results->index)
        next.remembered_percentile = next.results->index->percentile;
    snapshot_ = std::move(next);
    if (first) {
        view.selection.reset(snapshot_->results->tracts->size());
        view.pinned.reset();
        view.hovered.reset();
        bool placed = false;
        attempt([&] { placed = restore_on_map(history_.now().study.view, *snapshot_, view); });
        unplaced_ = !placed;
    }
    remake_scene();
}

std::shared_ptr<study::ResultColumns>
Workspace::columns_of(const std::shared_ptr<const study::Results>& results) const {
    std::shared_ptr<study::ResultColumns> columns = shown_columns(results);
    if (!panel_column_ || !results->index || panel_column_->of->tracts != results->tracts)
        return columns;
    tract::Column column = panel_column_->column;
    if (!same_index(*panel_column_->of, *results)) {
        column.info.label += kIndexBefore.english;
        column.info.label_es += kIndexBefore.spanish;
    }
    if (!columns->has(column.info.name))
        columns->add(std::move(column));
    return columns;
}

void Workspace::add_column(tract::Column column) {
    if (!snapshot_)
        return;
    panel_column_ = {std::move(column), snapshot_->results};
    snapshot_->columns = columns_of(snapshot_->results);
    ++snapshot_->results_version;
    remake_scene();
}

void Workspace::remake_scene() {
    if (!snapshot_)
        return;
    // A column that went away with a layer or a recipe must not take the map with it.
    map::MapStyle style = history_.now().style;
    const study::ResultColumns& columns = *snapshot_->columns;
    if (!style.column.empty() && !columns.has(style.column)) {
        // A panel's own column goes with the tracts that it was of; nothing is wrong with the study.
        if (!panel_column_ || style.column != panel_column_->column.info.name)
            say(fmt::format("{}: {}",
                            tr({"This study has no column", "Este estudio no tiene la columna"}),
                            style.column),
                true);
        style.column.clear();
        style.locked.reset();
    }
    if (!style.second.empty() && !columns.has(style.second))
        style.second.clear();
    snapshot_->clusters.reset();
    attempt([&] {
        snapshot_->scene = map::make_scene(columns, style, reader(), &scene_cache_);
        remake_clusters(style);
        ++snapshot_->scene_version;
    });
    changed_ = true;
}

void Workspace::remake_clusters(const map::MapStyle& style) {
    const report::ClusterChoice& choice = history_.now().clusters;
    if (!choice.shown) {
        clusters_.forget();
        return;
    }
    const std::string column = snapshot_->scene.column;
    clusters_.want({snapshot_->columns, column, choice});
    // Failed for these numbers: what was found for an earlier question is no answer.
    if (clusters_.failure())
        return;
    const std::shared_ptr<const FoundClusters> found = clusters_.found(*snapshot_->columns, column);
    if (found == nullptr)
        return;
    snapshot_->scene = map::cluster_scene(*snapshot_->columns, style,
                                          report::cluster_map(found->report, reader()), reader());
    snapshot_->clusters = found;
}

void Workspace::change(const std::function<void()>& how) {
    const Document before = history_.now();
    how();
    const Document& now = history_.now();
    if (before == now)
        return;
    changed_ = true;
    if (runs_differ(before.study, now.study))
        start_run(false);
    if (before.style != now.style || before.clusters != now.clusters)
        remake_scene();
}

bool Workspace::carry_out(Edits::Request& request) {
    return std::visit(
        Overloaded{
            [&](Edits::Change& asked) {
                change([&] { history_.change(asked.label, asked.merge_key, asked.how); });
                return true;
            },
            [&](Edits::EndMerge&) {
                history_.end_merge();
                return true;
            },
            [&](Edits::Undo&) {
                change([&] { history_.undo(); });
                return true;
            },
            [&](Edits::Redo&) {
                change([&] { history_.redo(); });
                return true;
            },
            [&](Edits::Save&) {
                if (!has_own_file())
                    return false;
                save_as(history_.now().study.file);
                return true;
            },
            [&](Edits::SaveAs& save) {
                save_as(save.file);
                return true;
            },
            [&](Edits::SolvePlan&) {
                // What was moved about belongs to the plan that is given up; undo has it still.
                change([&] {
                    history_.change({"Find stops", "Buscar paradas"}, "",
                                    [](Document& next) { next.moved = {}; });
                });
                start_run(true);
                return true;
            },
            [&](Edits::Cancel&) {
                worker_.cancel();
                clusters_.stop();
                return true;
            },
            [&](Edits::FindClusters&) {
                clusters_.again();
                changed_ = true;
                return true;
            },
            [&](Edits::AddColumn& added) {
                add_column(std::move(added.column));
                return true;
            },
            [&](Edits::Reload&) {
                start_run(history_.now().study.siting.has_value(), true);
                return true;
            },
            [&](Edits::ExportMap& map) {
                attempt([&] {
                    paper::write_page(map.file,
                                      paper::map_page(*snapshot_->columns, history_.now().style,
                                                      snapshot_->overlays.get(), map.page),
                                      map.dpi);
                    say(fmt::format(fmt::runtime(tr(kWritten)), map.file.string()));
                });
                return true;
            },
            [&](Edits::ExportRows& rows) {
                attempt([&] {
                    io::OutTable table = report::tract_frame(*snapshot_->results);
                    if (!rows.rows.empty())
                        table = rows_of(std::move(table), rows.rows);
                    io::write_csv(rows.file, table);
                    say(fmt::format(fmt::runtime(tr(kWritten)), rows.file.string()));
                });
                return true;
            },
            [&](Edits::ExportRun& run) {
                attempt([&] {
                    report::export_results(*snapshot_->results, run.folder, {"tractwise-viewer"},
                                           {});
                    say(fmt::format(fmt::runtime(tr(kWritten)), run.folder.string()));
                });
                return true;
            },
            [&](Edits::Say& line) {
                say(line.text, line.error);
                return true;
            },
            [](auto&) { return false; },
        },
        request);
}

ConfigTable Workspace::view_to_save() const {
    Document kept = history_.now();
    if (panel_column_ && kept.style.column == panel_column_->column.info.name) {
        kept.style.column
            .clear(); // no run makes it: the file would name a column that nobody knows
        kept.style.locked.reset();
        kept.style.classes.own.clear();
    }
    return view_table(kept, view, snapshot(), panel_lines());
}

bool Workspace::has_own_file() const {
    const fs::path& file = history_.now().study.file;
    return !file.empty() && file.parent_path() != options_.studies;
}

void Workspace::save_as(const fs::path& file) {
    attempt([&] {
        study::Study study = history_.now().study;
        study.view = view_to_save();
        study.file = fs::absolute(file).lexically_normal();
        write_text_file(file, study.to_toml());
        history_.rename(study.file, study.view);
        history_.mark_saved();
        opened_ = history_.now();
        recent_.add(file, study.title);
        forget_autosave();
        say(fmt::format(fmt::runtime(tr(kSaved)), study.file.filename().string()));
    });
    changed_ = true;
}

void Workspace::autosave() {
    if (options_.config.empty() || !unsaved())
        return;
    attempt([&] {
        study::Study study = history_.now().study;
        study.view = view_to_save();
        fs::create_directories(options_.config);
        write_text_file(options_.config / "autosave.toml", study.to_toml());
    });
}

void Workspace::forget_autosave() const {
    std::error_code ignored;
    fs::remove(options_.config / "autosave.toml", ignored);
}

} // namespace tractwise::viewer

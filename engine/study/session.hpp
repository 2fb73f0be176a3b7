// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/io/input_watch.hpp"
#include "engine/layer/layer.hpp"
#include "engine/study/results.hpp"
#include "engine/study/study.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace tractwise::study {

class SourceStore;

/// Runs a study stage by stage, and only the stages that a change has made stale.
///
///     Session session(catalog, {"data/recipes"});
///     session.update(Study::read("county.toml"));
///     auto first = session.run(progress);              // Tracts -> Layers -> Index -> Siting
///     Study next = first->study;
///     next.index->weights["housing"] = 2;
///     session.update(next);
///     auto second = session.run(progress);             // Index, and the plan where there is one
///
/// Each run gives a new immutable snapshot; an Error leaves the last one in place. update() and
/// run() belong to one thread (the viewer's worker); results() may be called from any.
class Session {
public:
    enum class Stage { Tracts, Layers, Index, Siting, Done };

    /// `catalog` must outlive the session. `recipe_folders` are searched in order for recipes named
    /// by id.
    Session(const layer::LayerCatalog& catalog, std::vector<std::filesystem::path> recipe_folders);
    ~Session();

    void update(Study next);
    /// The first stage that has to run again where `b` takes the place of `a`.
    static Stage first_difference(const Study& a, const Study& b);
    /// Ends after the stage `through`. What later stages found before stays in the snapshot where
    /// nothing before it has changed, and is absent where something has; but a plan stays as long as
    /// tracts and homes do, also where a search for another fails: Results::plan_is_older() and the
    /// finding "plan-older" say that it answers the question before.
    std::shared_ptr<const Results> run(const Progress& progress, Stage through = Stage::Siting);
    std::shared_ptr<const Results> results() const;
    Stage first_stale_stage() const { return stale_; }

    /// Reads and joins every source of the study without computing anything: audits, inputs and
    /// findings only.
    std::shared_ptr<const Results> check(const Progress& progress);

private:
    void run_tracts(const Progress& progress);
    void require_same_inputs();
    void run_layers(const Progress& progress);
    void run_index(const std::optional<index::IndexRecipe>& recipe, const Progress& progress);
    /// The columns of the layers, and which tracts the lists behind the index cover.
    tract::TractTable with_covered(const index::IndexRecipe& recipe) const;
    void run_siting(const Progress& progress);
    /// Which releases of the ACS the sources hold, against each other and against the recipe.
    void compare_releases(const std::optional<index::IndexRecipe>& recipe);
    std::optional<index::IndexRecipe> chosen_recipe() const; ///< with the study's changes
    std::vector<std::string> known_sources() const;
    void check_layers() const;
    std::vector<std::string> made_columns() const;     ///< by the layers of the study
    std::vector<std::string> tables_of_layers() const; ///< sources that they read as tables
    void check_recipe_columns(const index::IndexRecipe& recipe) const;
    void check_siting(const std::optional<index::IndexRecipe>& recipe) const;
    void drop_stale();       ///< what stages that were not run had found before
    void follow_scenarios(); ///< scenarios that came or went since the stops were found
    void drop_plan();
    std::shared_ptr<const Results> publish();

    const layer::LayerCatalog& catalog_;
    std::vector<std::filesystem::path> recipe_folders_;
    Study study_;
    Stage stale_ = Stage::Tracts;

    // What each finished stage left behind.
    std::shared_ptr<const tract::TractSet> tracts_;
    std::shared_ptr<const tract::DemandPoints> demand_;
    std::shared_ptr<const tract::TractTable> layer_table_;
    std::shared_ptr<const tract::TractTable> table_; ///< with the columns of the index
    std::vector<io::OutTable> extra_tables_;
    std::shared_ptr<const std::vector<layer::PlaceAudit>> places_; ///< null before the layers ran
    std::vector<layer::PartialList> partial_lists_;
    std::shared_ptr<const index::IndexResult> index_;
    std::shared_ptr<const tract::TractTable>
        index_of_; ///< the columns it is of; null: of others than layer_table_
    std::shared_ptr<const plan::SitingResults> siting_;
    std::shared_ptr<const Study> planned_; ///< the study that it answers
    std::unique_ptr<SourceStore> store_;
    std::vector<InputFile> inputs_;
    io::InputWatch watch_; ///< of the files that inputs_ are the hashes of
    Diagnostics tract_findings_, layer_findings_, index_findings_, siting_findings_,
        release_findings_;

    mutable std::mutex mutex_;
    std::shared_ptr<const Results> results_;
};

} // namespace tractwise::study

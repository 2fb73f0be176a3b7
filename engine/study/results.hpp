// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/index/evaluate.hpp"
#include "engine/io/streets.hpp"
#include "engine/io/writers.hpp"
#include "engine/layer/coverage.hpp"
#include "engine/layer/places.hpp"
#include "engine/plan/results.hpp"
#include "engine/study/study.hpp"
#include "engine/tract/demand_points.hpp"
#include "engine/tract/join.hpp"
#include "engine/tract/tract_set.hpp"
#include "engine/tract/tract_table.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::study {

/// A file that a run read.
struct InputFile {
    std::string source;
    std::string path;
    std::string sha256; ///< empty for a database connection
    friend bool operator==(const InputFile&, const InputFile&) = default;
};

/// What one run found: an immutable snapshot that every front end, export and report reads.
///
///     std::shared_ptr<const Results> results = session.run(progress);
///     results->tracts->geoid(i);  (*results->table)["clinic_nearest_m"].values[i];  results->index->score[i];
///
/// Row i is the same tract everywhere. Everything known about a tract is a column of `table`: what
/// lists, maps, writes or explains columns reads it and knows no stage.
struct Results {
    Study study;
    std::shared_ptr<const tract::TractSet> tracts;
    std::shared_ptr<const tract::DemandPoints> demand;
    /// Columns of the layers alone: what a recipe may name.
    std::shared_ptr<const tract::TractTable> layer_table;
    /// All columns: of the index (index/columns.hpp), the layers and the plan (plan/columns.hpp).
    std::shared_ptr<const tract::TractTable> table;
    std::vector<io::OutTable> extra_tables; ///< agreement tables of layers
    /// Of every list of places that a layer used, what counts and what does not; never null. The
    /// same pointer until layers run again.
    std::shared_ptr<const std::vector<layer::PlaceAudit>> places =
        std::make_shared<const std::vector<layer::PlaceAudit>>();
    /// Of them, those that cover a part of the study only (coverage.hpp says what that does).
    std::vector<layer::PartialList> partial_lists;
    /// The streets that the run read, by source, for drawing.
    std::map<std::string, std::shared_ptr<const io::StreetData>> streets;
    std::shared_ptr<const index::IndexResult> index;   ///< null where the study has no [index]
    std::shared_ptr<const plan::SitingResults> siting; ///< null where the study has no [siting]
    /// The study that `siting` answers; null: `study`. Another one where what the plan depends on
    /// changed and nobody looked for stops since: the plan stands, and is older than its question.
    std::shared_ptr<const Study> planned;
    std::vector<tract::JoinAudit> audits; ///< by source id
    std::vector<InputFile> inputs;        ///< by source id
    /// "2026-11-29": the day by which places of the sources are open or closed; empty where no
    /// source depends on it.
    std::string open_on;
    Diagnostics diagnostics;

    /// People living in a tract: the `population` column, and where it is missing the
    /// demand points' people; NaN where neither knows.
    std::vector<double> people() const;

    /// [siting] as the plan answers it; null where neither study has one.
    const plan::SitingChoice* answered() const;
    /// Whether the plan answers the question of `asked`: everything it depends on is the same.
    /// Scenarios and the week are no part of that. False without a plan.
    bool plan_answers(const Study& asked) const;
    bool plan_is_older() const { return siting && !plan_answers(study); }
};

} // namespace tractwise::study

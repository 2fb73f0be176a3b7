// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/layer/layer.hpp"
#include "engine/map/overlays.hpp"
#include "engine/study/result_columns.hpp"
#include "engine/study/study.hpp"

#include <memory>

namespace tractwise::cli {

/// A study that was run to be shown: its results, their columns, and what lies over the tracts.
///
///     const ShownStudy shown = run_to_show(catalog, study, with_plan, console.progress().part(0, 0.8));
///     page::dashboard(shown.columns, shown.overlays, choice);
///
/// Without a plan the run ends after the index. Errors: those of Session::run().
struct ShownStudy {
    std::shared_ptr<const study::Results> results;
    study::ResultColumns columns;
    map::Overlays overlays;
};
ShownStudy run_to_show(const layer::LayerCatalog& catalog, study::Study study, bool with_plan,
                       const Progress& progress);

} // namespace tractwise::cli

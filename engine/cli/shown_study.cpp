// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/shown_study.hpp"

#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"

#include <utility>

namespace tractwise::cli {

ShownStudy run_to_show(const layer::LayerCatalog& catalog, study::Study study, bool with_plan,
                       const Progress& progress) {
    constexpr double kRun = 0.875; // of the time; reading streets and water takes the rest
    study::Session session(catalog, study::data_folders("recipes"));
    session.update(std::move(study));
    auto results = session.run(progress.part(0, kRun), with_plan ? study::Session::Stage::Siting
                                                                 : study::Session::Stage::Index);
    map::Overlays overlays = map::read_overlays(*results, progress.part(kRun, 1));
    study::ResultColumns columns(results);
    return {std::move(results), std::move(columns), std::move(overlays)};
}

} // namespace tractwise::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/index/stability.hpp"
#include "engine/io/writers.hpp"
#include "engine/study/results.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tractwise::report {

/// How an index holds when the choices behind it are made otherwise: drawn weights, other methods, parts
/// left out, and which of them matter most.
///
///     const Stability found = stability_of(*results, {.weights = {.draws = 1000}}, diagnostics, progress);
///     print(stability_text(*results, found, Language::English));
struct Stability {
    index::WeightChoice choice;
    std::vector<index::RankShift> weights; ///< per tract
    std::vector<index::Alternative> alternatives;
    std::optional<index::Sensitivity> sensitivity;
    bool counts_people = true; ///< of `alternatives`; else tracts
};
struct StabilityChoice {
    index::WeightChoice weights;
    std::size_t samples = 128; ///< of the sensitivity; 0: without it
};
/// Error(Usage) for a study without an index.
Stability stability_of(const study::Results& results, const StabilityChoice& choice,
                       Diagnostics& diagnostics, const Progress& progress);

/// A page: how firm the worst tenth is, which choice moves it most (in people), which factors matter.
std::string stability_text(const study::Results& results, const Stability& found,
                           Language language);

/// Tables: per tract, per alternative, per factor (where there are any).
std::vector<io::OutTable> stability_frames(const study::Results& results, const Stability& found,
                                           Language language);

} // namespace tractwise::report

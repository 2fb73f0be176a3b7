// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/study/results.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::study {

/// What a list of places that covers a part of the study only does to a number.
///
///     for (const CoverageDoubt& doubt : coverage_doubts(results, "risk_percentile"))
///         warn(words_of(doubt, results, language));
///     // "“SNAP retailers, Chicago” seems to cover a part of the region only: around 464 of 1,332 tracts
///     //  it has no places, so the index may be too high there."
///
/// layer/coverage.hpp says how such tracts are found.
struct CoverageDoubt {
    enum class Of {
        Distance, ///< a column that the list's places make: too long, too few
        Index,    ///< one that ranks such columns
        Existing, ///< of a plan: who is near an open site that the list leaves out counts as not reached
        Candidates ///< of a plan: no stop can be there
    };
    Of of = Of::Distance;
    std::vector<std::string> titles;   ///< of the lists; one at least
    std::vector<std::uint32_t> beyond; ///< tracts beyond one of them, ascending
    friend bool operator==(const CoverageDoubt&, const CoverageDoubt&) = default;
};

/// Of a column, each kind once: none where no list behind it ends inside the region. Of the index: none where its
/// tracts were left out (IndexChoice::covered_only). Of an unknown name: none.
std::vector<CoverageDoubt> coverage_doubts(const Results& results, std::string_view column);
/// Of the plan, each kind once.
std::vector<CoverageDoubt> plan_coverage_doubts(const Results& results);
/// One sentence.
std::string words_of(const CoverageDoubt& doubt, const Results& results, Language language);

/// The column of a run that says which tracts the lists behind the index cover: 1 or 0.
inline constexpr std::string_view kCoveredColumn = "covered_by_lists";

} // namespace tractwise::study

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
#include "engine/core/reader.hpp"
#include "engine/io/writers.hpp"
#include "engine/spatial/segregation.hpp"
#include "engine/spatial/weights.hpp"
#include "engine/stats/disparity.hpp"
#include "engine/stats/inequality.hpp"
#include "engine/stats/reliability.hpp"
#include "engine/stats/segregation.hpp"
#include "engine/study/results.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tractwise::report {

/// "Who bears it, and how unequally": an outcome of tracts between groups of people, along a ranking of the tracts, and
/// over all people; where groups live apart; what a plan changes.
///
///     const Disparity found = disparity_of(*results, {.outcome = "clinic_nearest_m", .groups = {"white_nh", "black_nh"},
///                                                     .reference = "white_nh", .ordered_by = "poverty_150_share"});
///     found.groups[1].mean.value              // 2,130 m: what people of that group live with
///     found.spread.theil.value                // between groups
///     found.tracts.gini.value                 // between tracts
///
/// Every member of a group is taken to live with what the tract lives with, so a group's value is what it lives with and
/// not its own rate. Intervals are of 90 %: between groups they come from the margins of who lives where, between tracts
/// from those of the outcome. An estimate that is not reliable is compared with nobody and is in no measure.
struct DisparityQuestion {
    std::string outcome;
    std::vector<std::string> groups; ///< counts of people that do not overlap; what is compared
    std::vector<std::string> others; ///< further ones, shown and in no measure
    std::string reference;  ///< one of `groups`; where too few of it live here, the largest one
    std::string ordered_by; ///< a column; empty: no ranking
    stats::ReliabilityThresholds reliability = {};
};

/// Part of a study: some tracts, and the share of each that counts.
struct StudyPart {
    std::vector<std::uint32_t> rows;
    std::span<const double> inside = {}; ///< one per tract of the study; empty: all of each
};
StudyPart whole_study(const study::Results& results);

struct DisparityGroup {
    tract::ColumnInfo info;
    stats::GroupMean mean;
    bool measured = false;   ///< one of `groups`, not of `others`
    bool comparable = false; ///< measured, and both its number and its value are reliable
    stats::Reliability people_known = stats::Reliability::Unknown;
    /// Against the reference; NaN for the reference and for what is not comparable.
    stats::Gap gap;

    stats::GroupEstimate estimate() const;
};

struct Disparity {
    DisparityQuestion question;
    tract::ColumnInfo outcome;
    std::vector<DisparityGroup> groups; ///< those with people here
    std::optional<std::size_t> reference;
    stats::WidestGap widest; ///< places are those of `groups`
    stats::Spread spread;

    /// Along the ranking; none for fewer than 15 tracts.
    struct Ordered {
        tract::ColumnInfo by;
        stats::SlopeIndex slope; ///< of fifths of the tracts, the worst off first
        stats::Concentration fifths;
        stats::RankedConcentration tracts;
    };
    std::optional<Ordered> ordered;

    stats::Inequality tracts;
    double atkinson = kNaN;      ///< with an aversion of 1/2
    stats::TheilParts by_county; ///< NaN for one county
    std::size_t counties = 0;
};
/// Error(Usage) for an unknown column (with suggestions), an outcome that is a count and a group that is none.
/// Columns of `groups` and `others` that the study does not have are left out.
Disparity disparity_of(const study::Results& results, const DisparityQuestion& question,
                       const StudyPart& part);

/// How far each group lives from the reference group.
struct ApartGroup {
    tract::ColumnInfo info, reference;
    stats::Segregation tracts;
    spatial::SpatialSegregation around; ///< NaN without neighbors
};
/// `neighbors`: of all tracts of the study; null: tracts alone. Without groups that nobody here belongs to; empty without a
/// reference among the columns.
std::vector<ApartGroup> living_apart(const study::Results& results,
                                     const std::vector<std::string>& groups,
                                     const std::string& reference,
                                     const spatial::Weights* neighbors);

/// The same groups' shares within the limit, today and with the plan.
struct PlanDisparity {
    struct Side {
        std::vector<stats::GroupEstimate> groups;
        stats::WidestGap widest;
        stats::Spread spread;
    };
    std::vector<std::string> names, labels, labels_es;
    Side before, after;
};
/// None without a plan, or with fewer than two of the groups in it (groups of [siting] are those it knows).
std::optional<PlanDisparity> plan_disparity(const study::Results& results,
                                            const std::vector<std::string>& groups);

/// What a group's row shows, and what stands above it.
struct DisparityCells {
    std::string group, people, people_mark, value, margin, concerned, difference, ratio;
};
DisparityCells disparity_heads(const Disparity& found, Reader reader);
DisparityCells disparity_cells(const Disparity& found, std::size_t group, Reader reader);
/// The measures as sentences: widest gap, spread, ranking, tracts.
std::vector<std::string> disparity_sentences(const Disparity& found, Reader reader);

/// "Distance to the nearest clinic: the same for all groups (1.23 mi)."; empty where they differ, as far as is printed.
std::string all_alike_sentence(const Disparity& found, Reader reader);

std::string disparity_text(const Disparity& found, Reader reader);
std::string living_apart_text(const std::vector<ApartGroup>& groups, Reader reader);
std::string plan_disparity_text(const PlanDisparity& plan, Reader reader);

/// One row a number: outcome, measure, group, other, value, low, high, people, tracts, formula. Intervals are of 90 %.
io::OutTable disparity_frame(const std::vector<Disparity>& outcomes,
                             const std::vector<ApartGroup>& apart,
                             const std::optional<PlanDisparity>& plan);

} // namespace tractwise::report

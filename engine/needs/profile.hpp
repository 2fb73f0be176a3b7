// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/core/language.hpp"
#include "engine/stats/reliability.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::needs {

/// A text of the profile in both languages; the Spanish one falls back to the English one.
struct ProfileText {
    std::string english, spanish;
    const std::string& in(Language language) const {
        return language == Language::Spanish && !spanish.empty() ? spanish : english;
    }
    bool empty() const { return english.empty(); }
};

/// One line of the report's tables: a column of the study, and how a sentence says it.
///
///     [[section.measure]]
///     column = "uninsured_share"
///     whom = "residents"                      # 1,240 of 6,870 residents (18.0 %) ...
///     says = "have no health insurance"
///
///     [[section.measure]]
///     column = "hispanic"                     # a count,
///     of = "population"                       # and what it is a share of
struct Measure {
    std::string column, of;
    ProfileText whom, says;
    bool has_sentence() const { return !whom.empty() && !says.empty(); }
};

/// A section with a table of measures.
struct MeasureSection {
    std::string id; ///< "people", "social", "food", "care", "health"
    ProfileText title;
    std::vector<Measure> measures;
};

/// Whom inequality is measured between, and in what.
///
///     [groups]
///     unordered = ["white_nh", "black_nh", "hispanic"]   # counts of people; they should not overlap
///     others = ["people_65_and_over"]                    # further rows, in no measure
///     reference = "white_nh"
///     ordered_by = "poverty_150_share"                   # fifths of the tracts by this, worst off first
///     outcomes = ["clinic_beyond_1mi_share", "clinic_nearest_m"]
struct GroupChoice {
    std::vector<std::string> unordered, others, outcomes;
    std::string reference, ordered_by;
};

/// Which columns are set against which outcomes, over all tracts of the study.
struct TogetherChoice {
    std::vector<std::string> columns, outcomes;
};

/// What a report is about and when its numbers are marked or withheld, as data
/// (data/reports/needs.toml is the one that is taken where none is named).
///
///     Profile profile = Profile::read("data/reports/needs.toml");
///     profile.sections[0].measures[2].column
///
/// Error(Usage) with file:line:column for unknown keys, a section or column twice, thresholds that
/// do not ascend.
struct Profile {
    stats::ReliabilityThresholds reliability; ///< where the coefficient of variation is marked
    double hide_below = 0; ///< a count of people or homes below this is not printed, nor its share
    double least_people = 0;          ///< an area of fewer people gets no report
    std::vector<std::string> targets; ///< columns that the first page is about
    std::vector<MeasureSection> sections;
    GroupChoice groups;
    TogetherChoice together;
    std::string file;

    /// The one that comes with the program; Error(Input) where its file is missing.
    static Profile shipped();
    static Profile read(const std::filesystem::path& file);
    static Profile parse(const ConfigTable& table);

    const Measure* find(std::string_view column) const;
    /// The measures of these columns, of `targets` where none is named, in this order. Error(Usage)
    /// for a column that is none, with a suggestion.
    std::vector<Measure> targeted(const std::vector<std::string>& columns = {}) const;
};

} // namespace tractwise::needs

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tractwise/core/error.hpp>
#include <tractwise/study/study.hpp>

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

// How the options of `site` change the [siting] of a study.

namespace tractwise::cli {

/// As typed; empty or absent: as the study has it.
struct SiteOptions {
    std::string study, out;
    std::optional<std::string> objective, only, beyond, cost, streets;
    std::optional<int> k, seed;
    std::optional<double> budget, share, fair_share, time_limit;
    std::vector<std::string> within, weights, need, groups, fair_groups, required, excluded, stops;
    std::vector<std::string> candidates, candidate_where, existing, compare;
    std::string candidate_id, candidate_name, candidate_cost, candidate_capacity; ///< columns
    bool capacities = false, no_proof = false, no_schedule = false, json = false, quiet = false;
};
void add_site_options(CLI::App& command, SiteOptions& options);

/// The study with the options in it, so that run.json and `replay` hold what was done.
///
///     const SiteStudy asked = site_study(options);
///     session.update(asked.study);               // asked.study.siting is set
///
/// An option goes through the same door as the key of the study that it stands for: the same
/// spellings, the same checks. Files named after --candidates, --existing and --streets become
/// sources. A [siting] that cannot stand alone is completed by the options. Error(Usage) names the
/// option.
class SiteStudy {
public:
    explicit SiteStudy(const SiteOptions& options);
    Study study;
    /// Says where in the user's words: the option or the study, not the text made of both.
    Error explained(const Error& error) const;

private:
    void set(const char* option, const std::string& key, const std::string& value);
    bool read_unfinished(const std::string& file);
    void check_sources() const;
    void read_options(const SiteOptions& options);
    void read_candidates(const SiteOptions& options);
    std::string source_of(const std::string& name, const char* option);
    std::vector<std::string> stops_of(const std::vector<std::string>& names) const;

    struct Line {
        std::string option, key, text;
    };
    std::optional<ConfigTable> unfinished_; ///< the study's [siting] where it cannot stand alone
    std::vector<Line> lines_;
    std::vector<std::string> dropped_; ///< keys of the study that the options make void
};

} // namespace tractwise::cli

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/cli/site_options.hpp"

#include "engine/core/error.hpp"
#include "engine/study/study.hpp"

#include <optional>
#include <string>
#include <vector>

// How the options of `site` change the [siting] of a study.

namespace tractwise::cli {

/// The study with the options in it, so that run.json and `replay` hold what was done.
///
///     const SiteStudy asked(options);
///     session.update(asked.study);               // asked.study.siting is set
///
/// An option goes through the same door as the key of the study that it stands for: the same
/// spellings, the same checks. Files named after --candidates, --existing and --streets become
/// sources. A [siting] that cannot stand alone is completed by the options. Error(Usage) names the
/// option.
class SiteStudy {
public:
    explicit SiteStudy(const SiteOptions& options);
    study::Study study;
    /// Says where in the user's words: the option or the study, not the text made of both.
    Error explained(const Error& error) const;

private:
    void set(const char* option, const std::string& key, const std::string& value);
    bool read_unfinished(const std::string& file);
    void read_options(const SiteOptions& options);
    void read_candidates(const SiteOptions& options);
    std::vector<plan::SiteSource> sources_of(const std::vector<std::string>& names,
                                             const char* option);
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

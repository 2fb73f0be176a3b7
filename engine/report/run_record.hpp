// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/study/results.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::report {

/// run.json: everything needed to repeat a run and to see whether the repetition is the same.
///
/// Program and library versions, arguments, time (the only thing that differs between equal runs),
/// the study as TOML, "open_on", the day by which places are open or closed, where that matters, the recipe as TOML, inputs with SHA-256, outputs with SHA-256, counts and
/// findings; "siting" where there is a plan: question, stops, value, bound, gap, seed. `compared`
/// names the two scenarios whose comparison is among the outputs.
std::string run_record(const study::Results& results, const std::vector<std::string>& arguments,
                       const std::filesystem::path& folder, const std::vector<std::string>& outputs,
                       const std::vector<std::string>& compared = {});

/// What replay needs of a run.json. The record may be a stranger's, and the files that it names anywhere
/// on this machine: each has the SHA-256 that it must have before anything else is read of it, so it
/// leads to nothing that its writer did not have. Errors: Error(Input) for a file that is no run record,
/// or whose folder holds files of two runs (require_whole_set).
struct RecordedRun {
    std::string version;
    study::Study study;
    std::string recipe; ///< as TOML; empty where the study has no index
    std::vector<study::InputFile> inputs;
    struct Output {
        std::string name, sha256;
    };
    std::vector<Output> outputs;
    std::vector<std::string> compared; ///< two names of scenarios, or none
};
RecordedRun read_run_record(const std::filesystem::path& file);

std::string_view program_version();

} // namespace tractwise::report

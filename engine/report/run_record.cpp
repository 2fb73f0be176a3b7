// SPDX-License-Identifier: Apache-2.0
#include "engine/report/run_record.hpp"

#include "engine/report/plan_record.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/file_set.hpp"
#include "engine/core/sha256.hpp"
#include "engine/io/calendar.hpp"
#include "engine/io/libraries.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::report {

using Json = nlohmann::ordered_json;

std::string_view program_version() {
    return TRACTWISE_VERSION;
}

std::string run_record(const study::Results& results, const std::vector<std::string>& arguments,
                       const std::filesystem::path& folder, const std::vector<std::string>& outputs,
                       const std::vector<std::string>& compared) {
    Json record;
    record["program"] = "tractwise";
    record["version"] = program_version();
    record["time"] = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    for (const auto& [library, version] : io::library_versions())
        record["libraries"][library] = version;
    record["arguments"] = arguments;
    // Only siting draws at random; written always, so that readers can rely on the key.
    record["seed"] = results.siting ? results.siting->plan.seed : 0;
    record["study_file"] = results.study.file.string();
    study::Study shown = results.study; // a password has no place in a record that is passed on
    for (auto& [id, source] : shown.sources)
        source.path = io::shown_path(source);
    record["study"] = shown.to_toml();
    record["recipe"] = results.index ? index::to_toml(results.index->recipe) : std::string();
    for (const study::InputFile& input : results.inputs) {
        const io::SourceSpec& source = results.study.sources.at(input.source);
        record["inputs"].push_back({{"source", input.source},
                                    {"path", input.path},
                                    {"sha256", input.sha256},
                                    {"title", source.title},
                                    {"licence", source.license},
                                    {"vintage", source.vintage ? Json(*source.vintage) : Json()}});
    }
    record["tracts"] = results.tracts->size();
    record["tract_vintage"] = results.tracts->vintage();
    if (!results.open_on.empty()) // the day that "today" was, where it decides what is open
        record["open_on"] = results.open_on;
    record["demand"] = describe(results.demand->kind);
    record["ranked"] = results.index ? results.index->n_ranked : 0;
    if (results.siting)
        record["siting"] = plan_record(*results.siting);
    if (!compared.empty())
        record["compared"] = compared;
    record["findings"] = Json::array();
    for (const Finding& f : results.diagnostics.findings())
        record["findings"].push_back({{"severity", to_string(f.severity)},
                                      {"code", f.code},
                                      {"source", f.source},
                                      {"count", f.count},
                                      {"message", f.message},
                                      {"examples", f.examples}});
    for (const std::string& name : outputs)
        record["outputs"].push_back({{"name", name}, {"sha256", sha256_of_file(folder / name)}});
    // A path or a message may hold bytes that are no UTF-8; they are shown as such, not refused.
    return record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

RecordedRun read_run_record(const std::filesystem::path& file) {
    require_whole_set(file.parent_path());
    const auto fail = [&](const std::string& why) {
        return Error(
            ErrorKind::Input, "is not a run record: " + why,
            {.where = file.string(), .hint = "give the run.json that `tractwise run` wrote"});
    };
    try {
        const Json record = Json::parse(read_text_file(file));
        if (record.value("program", "") != "tractwise")
            throw fail("it was not written by tractwise");
        RecordedRun run;
        run.version = record.at("version").get<std::string>();
        const std::filesystem::path study_file = record.at("study_file").get<std::string>();
        run.study = study::Study::parse(
            ConfigTable::parse(record.at("study").get<std::string>(), file.string() + ": study"),
            study_file.parent_path());
        run.study.file = study_file;
        if (const std::string day = record.value("open_on", ""); !day.empty()) {
            if (!io::parse_iso_day(day))
                throw fail("\"open_on\" is no day");
            run.study.date = day; // open and closed as they were then
        }
        run.recipe = record.at("recipe").get<std::string>();
        for (const Json& input : record.at("inputs"))
            run.inputs.push_back({input.at("source"), input.at("path"), input.at("sha256")});
        for (const Json& output : record.at("outputs"))
            run.outputs.push_back({output.at("name"), output.at("sha256")});
        if (run.outputs.empty())
            throw fail("it lists no outputs");
        for (const study::InputFile& input : run.inputs)
            if (!run.study.sources.contains(input.source))
                throw fail(fmt::format("the study in it has no source \"{}\"", input.source));
        // Whoever wrote it had the bytes of every file that it names, or none of them is read.
        for (const auto& [id, source] : run.study.sources)
            if (std::none_of(run.inputs.begin(), run.inputs.end(),
                             [&](const study::InputFile& input) { return input.source == id; }))
                throw fail(fmt::format("it says no SHA-256 of the file of source \"{}\"", id));
        run.compared = record.value("compared", std::vector<std::string>{});
        if (!run.compared.empty() && run.compared.size() != 2)
            throw fail("\"compared\" must name two scenarios");
        return run;
    } catch (const nlohmann::json::parse_error& e) {
        throw fail(fmt::format("its JSON breaks off or is wrong at byte {}", e.byte));
    } catch (const nlohmann::json::exception&) {
        throw fail("a key is missing in it, or of another kind than a run writes");
    }
}

} // namespace tractwise::report

// SPDX-License-Identifier: Apache-2.0
#include "engine/report/staging.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/sha256.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::report {

namespace fs = std::filesystem;

namespace {

/// All that a plan may consist of beside findings.csv and run.json.
constexpr std::array<std::string_view, 14> kPlanFiles{
    "plan.csv",          "plan.gpkg",      "plan.geojson",    "plan_groups.csv",
    "plan_overlap.csv",  "plan_curve.csv", "plan_doubts.csv", "plan_scenarios.csv",
    "plan_codebook.csv", "schedule.csv",   "compare.csv",     "compare_groups.csv",
    "compare.gpkg",      "compare.geojson"};

/// Files that the run before wrote, by name, with their SHA-256; none where there is no record that can
/// be read. A name leads nowhere else: the record may be a stranger's.
std::map<std::string, std::string> recorded_outputs(const fs::path& record_file) {
    std::error_code ignored;
    if (!fs::is_regular_file(record_file, ignored))
        return {};
    std::map<std::string, std::string> outputs;
    try {
        const auto record = nlohmann::json::parse(read_text_file(record_file));
        if (record.at("program") != "tractwise")
            return {};
        for (const auto& output : record.at("outputs")) {
            auto name = output.at("name").get<std::string>();
            if (name == fs::path(name).filename().string() && !name.starts_with('.'))
                outputs.emplace(std::move(name), output.value("sha256", ""));
        }
        outputs.emplace("run.json", "");
    } catch (const nlohmann::json::exception&) {
        return {};
    } catch (const Error&) {
        return {};
    }
    return outputs;
}

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(fs::symlink_status(path, ignored));
}

/// "audit.csv" -> "audit.before.csv", or "audit.before-2.csv" where that is taken.
fs::path name_aside(const fs::path& file) {
    for (int n = 1;; ++n) {
        fs::path aside = file;
        aside.replace_filename(fmt::format("{}.before{}{}", file.stem().string(),
                                           n == 1 ? std::string() : fmt::format("-{}", n),
                                           file.extension().string()));
        std::error_code ignored;
        if (!fs::exists(fs::symlink_status(aside, ignored)))
            return aside;
    }
}

void keep_aside(const fs::path& file) {
    const fs::path aside = name_aside(file);
    std::error_code failed;
    fs::create_hard_link(file, aside, failed);
    if (failed)
        fs::copy_file(file, aside, failed);
    if (failed)
        throw Error(
            ErrorKind::Input, "stands in the way of a file of this run, and no run wrote it",
            {.where = file.string(), .hint = "move it, or choose another folder with --out"});
    add_writing_note(fmt::format("{} was not written by a run and is kept as {}", file.string(),
                                 aside.filename().string()));
}

} // namespace

void Staging::move_in(const std::vector<std::string>& names) {
    const fs::path& target = set_.target();
    const auto recorded = recorded_outputs(target / "run.json");
    std::vector<std::string> gone;
    for (const auto& [name, sha256] : recorded) {
        const bool of_plan =
            std::find(kPlanFiles.begin(), kPlanFiles.end(), name) != kPlanFiles.end();
        if (std::find(names.begin(), names.end(), name) != names.end() || name == "run.json" ||
            !is_file(target / name))
            continue;
        if (of_plan || sha256_of_file(target / name) == sha256)
            gone.push_back(name);
        else
            add_writing_note(fmt::format("{} is of the run before and was changed since; it stays",
                                         (target / name).string()));
    }
    for (const std::string& name : names)
        if (!recorded.contains(name) && is_file(target / name))
            keep_aside(target / name);
    set_.commit(names, gone);
    if (!gone.empty())
        add_writing_note(fmt::format("removed from {}, of the run before: {}", target.string(),
                                     join(gone, ", ")));
}

} // namespace tractwise::report

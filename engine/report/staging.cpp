// SPDX-License-Identifier: Apache-2.0
#include "engine/report/staging.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace tractwise::report {

namespace fs = std::filesystem;

namespace {

/// All that a plan may consist of beside findings.csv and run.json.
constexpr std::array<std::string_view, 14> kPlanFiles{
    "plan.csv",          "plan.gpkg",      "plan.geojson",    "plan_groups.csv",
    "plan_overlap.csv",  "plan_curve.csv", "plan_doubts.csv", "plan_scenarios.csv",
    "plan_codebook.csv", "schedule.csv",   "compare.csv",     "compare_groups.csv",
    "compare.gpkg",      "compare.geojson"};

/// Names of files that the run before wrote; none where there is no record that can be read.
std::vector<std::string> recorded_outputs(const fs::path& record_file) {
    std::error_code ignored;
    if (!fs::is_regular_file(record_file, ignored))
        return {};
    std::vector<std::string> names;
    try {
        const auto record = nlohmann::json::parse(read_text_file(record_file));
        if (record.at("program") != "tractwise")
            return {};
        for (const auto& output : record.at("outputs"))
            names.push_back(output.at("name").get<std::string>());
    } catch (const nlohmann::json::exception&) {
        return {};
    } catch (const Error&) {
        return {};
    }
    return names;
}

} // namespace

Staging::Staging(fs::path target) : target_(std::move(target)) {
    if (fs::exists(target_) && !fs::is_directory(target_))
        throw Error(ErrorKind::Usage, "is a file; the output needs a folder",
                    {.where = target_.string()});
    std::error_code failed;
    for (fs::path p = fs::absolute(target_); !p.empty() && !fs::exists(p); p = p.parent_path())
        made_.push_back(p);
    fs::create_directories(target_, failed);
    folder_ = target_ / fmt::format(".tractwise-partial-{}", ::getpid());
    if (!failed)
        fs::create_directories(folder_, failed);
    if (failed)
        throw Error(ErrorKind::Input, "cannot make the output folder: " + failed.message(),
                    {.where = target_.string(),
                     .hint = "choose a folder that you may write to with --out"});
}

Staging::~Staging() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    for (const fs::path& folder : made_) // a failed run leaves no empty folder of its own
        if (fs::is_empty(folder, ignored))
            fs::remove(folder, ignored);
}

void Staging::move_in(const std::vector<std::string>& names) const {
    for (const std::string& old : recorded_outputs(target_ / "run.json"))
        if (std::find(kPlanFiles.begin(), kPlanFiles.end(), old) != kPlanFiles.end() &&
            std::find(names.begin(), names.end(), old) == names.end()) {
            std::error_code failed;
            fs::remove(target_ / old, failed);
            if (failed)
                throw Error(
                    ErrorKind::Input,
                    "cannot remove the file of the plan before: " + failed.message(),
                    {.where = (target_ / old).string(), .hint = "is it open in another program?"});
        }
    for (const std::string& name : names) {
        std::error_code failed;
        fs::rename(folder_ / name, target_ / name, failed);
        if (failed)
            throw Error(
                ErrorKind::Input, "cannot write the file: " + failed.message(),
                {.where = (target_ / name).string(), .hint = "is it open in another program?"});
    }
}

} // namespace tractwise::report

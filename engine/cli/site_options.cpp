// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/site_options.hpp"

#include "engine/cli/units_option.hpp"

#include "engine/core/text.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

/// CLI11 takes "" for a number that was not given.
const CLI::Validator kNotEmpty(
    [](const std::string& text) {
        return trim(text).empty() ? std::string("needs a number") : std::string();
    },
    "");

/// What a study takes for "seed" (ConfigTable::integer), said before the option library says that it
/// cannot convert the text.
const CLI::Validator kSeed(
    [](const std::string& text) {
        constexpr int most = std::numeric_limits<int>::max();
        const std::optional<double> number = parse_number(trim(text));
        return number && *number >= 0 && *number <= most && *number == std::floor(*number)
                   ? std::string()
                   : fmt::format("must be a whole number from 0 to {}, but is \"{}\"", most, text);
    },
    "");

/// Texts with commas between them.
void add_list(CLI::App& command, const char* name, std::vector<std::string>& texts,
              const char* says) {
    command.add_option(name, texts, says)
        ->delimiter(',')
        ->option_text("TEXT,...")
        ->allow_extra_args(false);
}

} // namespace

void add_site_options(CLI::App& command, SiteOptions& options) {
    command.add_option("study", options.study, "Study file (TOML)")->required();
    command.add_option("--out", options.out,
                       "Output folder (default: \"plan\" in the study's output folder)");
    command.add_option("--objective", options.objective,
                       "mclp, lscp, p-median, p-center, max-min or fair-share");
    command.add_option("--k", options.k, "Most stops beside the existing sites")->check(kNotEmpty);
    command.add_option("--budget", options.budget, "Most that the costs of the stops may sum to")
        ->check(kNotEmpty);
    add_list(command, "--within", options.within,
             "Limit: \"15 min\", \"2 miles\", \"3 km\"; several are rings");
    add_list(command, "--weights", options.weights, "What need counts in each ring: 1,0.6,0.2");
    add_list(command, "--need", options.need,
             "Column that says how much need there is; several are multiplied");
    command.add_option("--only", options.only,
                       "Tracts that count: \"risk_percentile >= 75\"; \"\" for all");
    add_list(command, "--candidates", options.candidates,
             "Where stops could be: source of the study, file, or demand");
    command
        .add_option("--candidate-where", options.candidate_where,
                    "Keep candidates with this value; may be given again")
        ->option_text("COLUMN=VALUE")
        ->allow_extra_args(false);
    command.add_option("--candidate-id", options.candidate_id, "Column of their ids");
    command.add_option("--candidate-name", options.candidate_name, "Column of their names");
    command.add_option("--candidate-cost", options.candidate_cost,
                       "Column of what each counts against the budget (default: 1)");
    command.add_option("--candidate-capacity", options.candidate_capacity,
                       "Column of the most people each can serve, for --capacities");
    add_list(command, "--existing", options.existing,
             "Sites that are open already: source of the study or file");
    add_list(command, "--require", options.required, "Ids of candidates that must be stops");
    add_list(command, "--exclude", options.excluded, "Ids of candidates that may not be stops");
    add_list(command, "--stops", options.stops,
             "Search nothing: what these candidates do, by id or name of a scenario");
    add_list(command, "--groups", options.groups, "Columns that count groups to report on");
    add_list(command, "--fair-groups", options.fair_groups,
             "Columns of groups that max-min and fair-share look at");
    command.add_flag("--capacities", options.capacities, "No stop serves more than its capacity");
    command
        .add_option("--fair-share", options.fair_share,
                    "fair-share: each group's coverage over that of all, 0 to 1")
        ->check(kNotEmpty);
    command.add_option("--share", options.share, "lscp: share of the need to cover, 0 to 1")
        ->check(kNotEmpty);
    command.add_option("--beyond", options.beyond,
                       "p-median: the most that any trip counts, also of who reaches no site");
    command.add_option("--cost", options.cost,
                       "How people travel: geodesic, drive, walk, bicycle or a profile");
    command.add_option("--streets", options.streets, "Streets: source of the study or file");
    command
        .add_option("--time-limit", options.time_limit,
                    "Seconds for all of it: plan and proof, then the curve and the doubts")
        ->check(kNotEmpty);
    command.add_flag("--no-proof", options.no_proof, "Do without a proof; the bound stays");
    command.add_option("--seed", options.seed, "Seed of the search: a whole number")->check(kSeed);
    command.add_flag("--no-schedule", options.no_schedule, "Plan no week");
    command
        .add_option("--compare", options.compare,
                    "Two scenarios of the study, today or plan: who gains, who loses")
        ->expected(2);
    add_units_option(command, options.units);
    command.add_flag("--json", options.json, "Print the plan for programs");
    command.add_flag("--quiet", options.quiet, "No progress");
}

} // namespace tractwise::cli

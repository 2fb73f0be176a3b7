// SPDX-License-Identifier: Apache-2.0
#include "engine/cli/site_study.hpp"

#include "engine/core/text.hpp"
#include "engine/io/source.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <map>

#include <fmt/format.h>

namespace tractwise::cli {
namespace {

namespace fs = std::filesystem;

/// Names the text that is made of study and options, in places of errors.
constexpr const char* kText = "tractwise site";

std::string list_of(const std::vector<std::string>& items) {
    std::vector<std::string> quoted;
    for (const std::string& item : items)
        quoted.push_back(toml_quote(trim(item)));
    return "[" + join(quoted, ", ") + "]";
}

/// Limits and weights: "15 min" stays a text, "15" becomes a number.
std::string numbers_or_texts(const std::vector<std::string>& items) {
    std::vector<std::string> parts;
    const bool numbers = std::all_of(items.begin(), items.end(), [](const std::string& item) {
        return parse_number(trim(item)).has_value();
    });
    for (const std::string& item : items)
        parts.push_back(numbers ? format_number(*parse_number(trim(item)))
                                : toml_quote(trim(item)));
    return "[" + join(parts, ", ") + "]";
}

/// "parking=yes" and "parking=maybe" keep rows with one of the two.
std::map<std::string, std::vector<std::string>> filters(const std::vector<std::string>& where) {
    std::map<std::string, std::vector<std::string>> by_column;
    for (const std::string& filter : where) {
        const auto equals = filter.find('=');
        if (equals == std::string::npos || trim(filter.substr(0, equals)).empty())
            throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no filter", filter),
                        {.where = "--candidate-where",
                         .hint = "write COLUMN=VALUE, for example --candidate-where parking=yes"});
        by_column[std::string(trim(filter.substr(0, equals)))].emplace_back(
            trim(filter.substr(equals + 1)));
    }
    return by_column;
}

} // namespace

void SiteStudy::set(const char* option, const std::string& key, const std::string& value) {
    lines_.push_back({option, key, key + " = " + value});
}

/// The id of a source; a path that exists becomes a source of its own.
std::string SiteStudy::source_of(const std::string& name, const char* option) {
    if (study.sources.contains(name) || name == "demand")
        return name;
    if (!fs::exists(name)) {
        std::vector<std::string> known;
        for (const auto& [id, source] : study.sources)
            known.push_back(id);
        throw Error(ErrorKind::Usage,
                    fmt::format("\"{}\" is neither a source of the study nor a file", name),
                    {.where = option, .hint = suggestion(name, known)});
    }
    const io::SourceSpec given = io::source_from_path("", name);
    for (const auto& [id, source] : study.sources)
        if (source.path == given.path) // with what the study says about it: filters, columns
            return id;
    std::string stem;
    for (const char c : fs::path(name).stem().string())
        stem += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ? c : '_';
    std::string id = stem;
    for (int n = 2; study.sources.contains(id) || id == "demand"; ++n)
        id = fmt::format("{}_{}", stem, n);
    io::SourceSpec source = io::source_from_path(id, name);
    source.declared_at = option;
    study.sources.emplace(id, std::move(source));
    return id;
}

std::vector<plan::SiteSource> SiteStudy::sources_of(const std::vector<std::string>& names,
                                                    const char* option) {
    std::vector<plan::SiteSource> sources;
    for (const std::string& name : names) {
        sources.emplace_back();
        sources.back().source = source_of(name, option);
    }
    return sources;
}

/// New candidates, or those of the study looked at in another way.
void SiteStudy::read_candidates(const SiteOptions& o) {
    const auto filter = filters(o.candidate_where);
    const char* option = !o.candidates.empty()           ? "--candidates"
                         : !filter.empty()               ? "--candidate-where"
                         : !o.candidate_id.empty()       ? "--candidate-id"
                         : !o.candidate_name.empty()     ? "--candidate-name"
                         : !o.candidate_cost.empty()     ? "--candidate-cost"
                         : !o.candidate_capacity.empty() ? "--candidate-capacity"
                                                         : nullptr;
    if (option == nullptr)
        return;
    std::vector<plan::SiteSource> sources = sources_of(o.candidates, option);
    if (o.candidates.empty() && study.siting)
        sources = study.siting->candidates;
    if (sources.empty())
        throw Error(ErrorKind::Usage, fmt::format("{} needs candidates", option),
                    {.hint = "name their source or file after --candidates"});
    for (plan::SiteSource& sites : sources) {
        for (const auto& [column, values] : filter)
            sites.where[column] = values;
        for (const auto& [given, column] : {std::pair(&o.candidate_id, &sites.id),
                                            {&o.candidate_name, &sites.name},
                                            {&o.candidate_cost, &sites.cost},
                                            {&o.candidate_capacity, &sites.capacity}})
            if (!given->empty())
                *column = *given;
    }
    set(option, "candidates", plan::sites_toml(sources));
}

std::vector<std::string> SiteStudy::stops_of(const std::vector<std::string>& names) const {
    if (names.size() == 1 && study.siting) {
        const auto named = study.siting->scenarios.find(names.front());
        if (named != study.siting->scenarios.end())
            return named->second;
    }
    return names;
}

void SiteStudy::read_options(const SiteOptions& o) {
    const auto text = [&](const char* option, const char* key, const auto& value) {
        if (value)
            set(option, key, toml_quote(*value));
    };
    const auto number = [&](const char* option, const char* key, const auto& value) {
        if (!value)
            return;
        if (!std::isfinite(static_cast<double>(*value)))
            throw Error(ErrorKind::Usage, fmt::format("{} is no number", *value),
                        {.where = option});
        set(option, key, format_number(static_cast<double>(*value)));
    };
    const auto list = [&](const char* option, const char* key, const auto& values) {
        if (!values.empty())
            set(option, key, list_of(values));
    };
    text("--objective", "objective", o.objective);
    number("--k", "k", o.k);
    number("--budget", "budget", o.budget);
    if (!o.within.empty())
        set("--within", "within", numbers_or_texts(o.within));
    if (!o.weights.empty())
        set("--weights", "weights", numbers_or_texts(o.weights));
    list("--need", "need", o.need);
    if (o.only && !trim(*o.only).empty())
        text("--only", "only", o.only);
    else if (o.only)
        dropped_.emplace_back("only");
    list("--groups", "groups", o.groups);
    list("--fair-groups", "fair_groups", o.fair_groups);
    list("--require", "required", o.required);
    list("--exclude", "excluded", o.excluded);
    if (o.capacities)
        set("--capacities", "capacities", "true");
    number("--fair-share", "fair_share", o.fair_share);
    number("--share", "share", o.share);
    if (o.beyond)
        set("--beyond", "beyond", numbers_or_texts({*o.beyond}));
    text("--cost", "cost", o.cost);
    if (o.streets)
        set("--streets", "streets", toml_quote(source_of(*o.streets, "--streets")));
    number("--time-limit", "time_limit", o.time_limit);
    number("--seed", "seed", o.seed);
    if (o.no_proof)
        set("--no-proof", "prove", "false");
    read_candidates(o);
    if (!o.existing.empty())
        set("--existing", "existing", plan::sites_toml(sources_of(o.existing, "--existing")));
    if (!o.stops.empty()) {
        const std::vector<std::string> stops = stops_of(o.stops);
        if (o.k || !o.required.empty() || !o.excluded.empty() || o.budget)
            throw Error(ErrorKind::Usage,
                        "--stops says which stops there are; --k, --budget, --require and "
                        "--exclude say which there could be",
                        {.hint = "leave one or the other out"});
        set("--stops", "required", list_of(stops));
        set("--stops", "k", std::to_string(stops.size()));
        dropped_.insert(dropped_.end(), {"budget", "excluded"});
    }
    // Other candidates have other ids; scenarios stay where one of them is asked for.
    const bool compared =
        study.siting &&
        std::any_of(o.compare.begin(), o.compare.end(), [&](const std::string& name) {
            return study.siting->scenarios.contains(name);
        });
    if ((!o.candidates.empty() || !o.candidate_where.empty()) && !compared)
        dropped_.emplace_back("scenarios");
    if (!o.candidates.empty())
        dropped_.insert(dropped_.end(), {"required", "excluded"});
    if (o.no_schedule)
        dropped_.emplace_back("schedule");
    // What belongs to the study's own objective, limits or way of traveling goes with them.
    if (o.objective)
        for (const auto& [key, objectives] : {std::pair("share", "lscp"),
                                              {"fair_share", "fair-share"},
                                              {"beyond", "p-median"},
                                              {"weights", "mclp"},
                                              {"capacities", "mclp"}})
            if (*o.objective != objectives)
                dropped_.emplace_back(key);
    if (o.objective == "lscp") // finds its own number of stops
        dropped_.insert(dropped_.end(), {"k", "budget"});
    if (!o.within.empty())
        dropped_.emplace_back("weights");
    if (o.cost)
        dropped_.insert(dropped_.end(), {"streets", "no_vehicle"});
    if (o.cost && *o.cost != "geodesic" && !o.streets && study.siting &&
        study.siting->travel.has("streets"))
        set("--cost", "streets", toml_quote(study.siting->travel.text("streets")));
}

/// A study whose [siting] cannot stand alone, because the options are to complete it. What the
/// options look up there (candidates, scenarios, streets) is in `study`; all of it is in
/// `unfinished_`. False where something else is wrong.
bool SiteStudy::read_unfinished(const std::string& file) {
    try {
        const ConfigTable whole = ConfigTable::read(file);
        if (!whole.has("siting"))
            return false;
        study::Study rest =
            study::Study::parse(whole.without({"siting"}), fs::path(file).parent_path());
        rest.file = file;
        const ConfigTable own = whole.table("siting");
        std::string text = "objective = \"p-center\"\nk = 1\n";
        if (!own.has("candidates"))
            text += "candidates = \"demand\"\n";
        text +=
            own.without({"objective", "k", "budget", "within", "weights", "need", "only", "groups",
                         "fair_groups", "required", "excluded", "capacities", "fair_share", "share",
                         "beyond", "time_limit", "seed", "prove", "schedule"})
                .to_toml() +
            "\n";
        rest.siting = plan::SitingChoice::parse(ConfigTable::parse(text, kText));
        study = std::move(rest);
        unfinished_ = own;
    } catch (const Error&) {
        return false;
    }
    return true;
}

SiteStudy::SiteStudy(const SiteOptions& options) {
    std::optional<Error> refused;
    try {
        study = study::Study::read(options.study);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Usage || !read_unfinished(options.study))
            throw;
        refused = error;
    }
    read_options(options);
    if (refused && lines_.empty() && dropped_.empty())
        throw *refused;
    if (lines_.empty() && dropped_.empty()) {
        if (!study.siting)
            throw Error(ErrorKind::Usage, "the study does not say what to site: no [siting]",
                        {.where = options.study,
                         .hint = "add [siting], or give --candidates FILE --k 6 --within "
                                 "\"2 miles\""});
        return;
    }
    ConfigTable own;
    if (unfinished_)
        own = *unfinished_;
    else if (study.siting)
        own = ConfigTable::parse(study.siting->to_toml(), kText).table("siting");
    std::vector<std::string> replaced = dropped_;
    // Line 1 is nobody's: what is missing altogether is said of it.
    std::string text = "# options\n";
    for (const Line& line : lines_) {
        replaced.push_back(line.key);
        text += line.text + "\n";
    }
    text += own.without(replaced).to_toml() + "\n";
    try {
        study.siting = plan::SitingChoice::parse(ConfigTable::parse(text, kText));
    } catch (const Error& error) {
        // The options do not touch what is wrong: the study's own words say where it is.
        if (refused && refused->message() == error.message())
            throw *refused;
        throw explained(error);
    }
    const siting::Objective objective = study.siting->spec.objective;
    if (!options.fair_groups.empty() && objective != siting::Objective::MaxMin &&
        objective != siting::Objective::FairShare)
        throw Error(ErrorKind::Usage,
                    fmt::format("objective \"{}\" has no fair_groups", name_of(objective)),
                    {.where = "--fair-groups",
                     .hint = "they belong to objective = \"max-min\" or \"fair-share\""});
}

Error SiteStudy::explained(const Error& error) const {
    const std::string prefix = std::string(kText) + ":";
    if (!error.where().starts_with(prefix))
        return error;
    const std::vector<std::string> place = split(error.where().substr(prefix.size()), ':');
    const std::optional<double> line = place.empty() ? std::nullopt : parse_number(place.front());
    const auto at = line ? static_cast<std::size_t>(*line) : 0;
    const std::string where = at >= 2 && at - 2 < lines_.size()
                                  ? lines_[at - 2].option
                                  : study.file.string() + ": [siting] with the options given";
    return {error.kind(), error.message(), {.where = where, .hint = error.hint()}};
}

} // namespace tractwise::cli

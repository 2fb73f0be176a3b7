// SPDX-License-Identifier: Apache-2.0
#include "viewer/site/site_edits.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "layers/community/community.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace tractwise::viewer {
namespace {

using siting::Objective;

constexpr double kVanKmh = 40; // along straight lines, detours in it

void drop(std::vector<std::string>& ids, std::string_view id) {
    std::erase(ids, id);
}

bool holds(const std::vector<std::string>& ids, std::string_view id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

plan::TravelLimit usual_limit(bool by_street) {
    using Unit = plan::TravelLimit::Unit;
    return by_street ? plan::TravelLimit{15, Unit::Minutes} : plan::TravelLimit{2, Unit::Miles};
}

bool fits(const plan::TravelLimit& limit, bool by_street) {
    return limit.unit == plan::TravelLimit::Unit::OfCost
               ? false
               : (limit.unit == plan::TravelLimit::Unit::Minutes) == by_street;
}

/// Every source that a layer's option of that name gives.
std::set<std::string> used_as(const study::Study& study, const std::set<std::string>& roles,
                              bool among) {
    std::set<std::string> ids;
    for (const study::LayerChoice& layer : study.layers)
        for (const std::string& key : layer.options.keys())
            if (roles.contains(key) == among &&
                (layer.options.is_text(key) || layer.options.is_list(key)))
                try {
                    for (const std::string& id : layer.options.texts(key))
                        if (study.sources.contains(id))
                            ids.insert(id);
                } catch (const Error&) { // a list of numbers names no source
                }
    return ids;
}

bool looks_like_streets(const io::SourceSpec& source) {
    if (!source.nodes.empty())
        return true;
    for (const char* ending : {".osm", ".osm.pbf", ".osm.gz", ".osm.bz2"})
        if (source.path.ends_with(ending))
            return true;
    return false;
}

} // namespace

void require_site(plan::SitingChoice& choice, const std::string& id) {
    drop(choice.excluded, id);
    if (!holds(choice.required, id))
        choice.required.push_back(id);
    if (choice.spec.k)
        choice.spec.k = std::max(*choice.spec.k, choice.required.size());
}

void exclude_site(plan::SitingChoice& choice, const std::string& id) {
    drop(choice.required, id);
    if (!holds(choice.excluded, id))
        choice.excluded.push_back(id);
}

void free_site(plan::SitingChoice& choice, const std::string& id) {
    drop(choice.required, id);
    drop(choice.excluded, id);
}

bool requires_site(const plan::SitingChoice& choice, std::string_view id) {
    return holds(choice.required, id);
}

bool excludes_site(const plan::SitingChoice& choice, std::string_view id) {
    return holds(choice.excluded, id);
}

void set_objective(plan::SitingChoice& choice, Objective objective) {
    const siting::SitingSpec usual;
    siting::SitingSpec& spec = choice.spec;
    const bool by_street = !TravelAsked::of(choice).profile.empty();
    spec.objective = objective;
    if (objective != Objective::Lscp)
        spec.share = usual.share;
    if (objective != Objective::FairShare)
        spec.fair_share = usual.fair_share;
    if (objective != Objective::PMedian)
        choice.beyond.reset();
    else if (!choice.beyond) // without it a single home out of reach leaves no plan
        choice.beyond = by_street ? plan::TravelLimit{60, plan::TravelLimit::Unit::Minutes}
                                  : plan::TravelLimit{30, plan::TravelLimit::Unit::Miles};
    if (objective == Objective::Lscp) {
        spec.k.reset();
        spec.budget.reset();
    } else if (!spec.k && !spec.budget) {
        spec.k = std::max<std::size_t>(4, choice.required.size());
    }
    if (objective != Objective::Mclp) {
        choice.weights.clear();
        spec.capacities = false;
        if (choice.within.size() > 1)
            choice.within.erase(choice.within.begin(), choice.within.end() - 1);
    }
    if (siting::is_covering(objective) && choice.within.empty())
        choice.within.push_back(usual_limit(by_street));
}

TravelAsked TravelAsked::of(const plan::SitingChoice& choice) {
    TravelAsked travel;
    if (choice.travel.is_table("cost")) {
        travel.table = true;
        return travel;
    }
    const std::string cost = choice.travel.text("cost", "geodesic");
    travel.profile = cost == "geodesic" ? "" : cost;
    travel.streets = choice.travel.text("streets", "");
    travel.no_vehicle = choice.travel.text("no_vehicle", "");
    return travel;
}

void set_travel(plan::SitingChoice& choice, const TravelAsked& travel) {
    const bool by_street = !travel.profile.empty();
    std::string text;
    const auto line = [&](const char* key, const std::string& value) {
        if (!value.empty())
            text += fmt::format("{} = {}\n", key, toml_quote(value));
    };
    if (by_street) {
        line("cost", travel.profile);
        line("streets", travel.streets);
        line("no_vehicle", travel.no_vehicle);
    }
    if (!choice.travel.is_table("cost")) {
        line("direction", choice.travel.text("direction", ""));
        line("id", choice.travel.text("id", ""));
    }
    choice.travel = ConfigTable::parse(text, "");
    if (std::any_of(choice.within.begin(), choice.within.end(),
                    [&](const plan::TravelLimit& limit) { return !fits(limit, by_street); })) {
        choice.within = {usual_limit(by_street)};
        choice.weights.clear();
    }
    if (choice.beyond && !fits(*choice.beyond, by_street)) {
        choice.beyond.reset();
        set_objective(choice, choice.spec.objective);
    }
    if (choice.schedule) {
        if (by_street)
            choice.schedule->straight_kmh.reset();
        else if (!choice.schedule->straight_kmh)
            choice.schedule->straight_kmh = kVanKmh;
    }
}

std::vector<plan::TravelLimit> limits_from(std::string_view text) {
    std::vector<plan::TravelLimit> limits;
    for (const std::string& part : split(text, ','))
        if (!trim(part).empty())
            limits.push_back(plan::TravelLimit::parse(trim(part)));
    return limits;
}

std::string limits_text(const std::vector<plan::TravelLimit>& limits) {
    std::vector<std::string> texts;
    for (const plan::TravelLimit& limit : limits)
        texts.push_back(limit.text());
    return join(texts, ", ");
}

std::map<std::string, std::vector<std::string>> filter_from(std::string_view text) {
    std::map<std::string, std::vector<std::string>> where;
    for (const std::string& part : split(text, ';')) {
        if (trim(part).empty())
            continue;
        const std::size_t equals = part.find('=');
        const std::string_view column = trim(std::string_view(part).substr(0, equals));
        std::vector<std::string> values;
        if (equals != std::string::npos)
            for (const std::string& value : split(std::string_view(part).substr(equals + 1), ','))
                if (!trim(value).empty())
                    values.emplace_back(trim(value));
        if (column.empty() || values.empty())
            throw Error(ErrorKind::Usage, fmt::format("\"{}\" is no filter", trim(part)),
                        {.hint = "parking = yes; kind = school, library"});
        where[std::string(column)] = std::move(values);
    }
    return where;
}

std::string filter_text(const std::map<std::string, std::vector<std::string>>& where) {
    std::vector<std::string> parts;
    for (const auto& [column, values] : where)
        parts.push_back(column + " = " + join(values, ", "));
    return join(parts, "; ");
}

std::optional<QuestionProblem> problem_of(const plan::SitingChoice& choice) {
    try {
        plan::SitingChoice::parse(ConfigTable::parse(choice.to_toml(), "").table("siting"));
    } catch (const Error& error) {
        return QuestionProblem{error.message(), error.hint()};
    }
    return std::nullopt;
}

std::vector<std::string> street_sources(const study::Study& study) {
    const std::set<std::string> used = used_as(study, {"streets"}, true);
    std::vector<std::string> ids;
    for (const auto& [id, source] : study.sources)
        if (used.contains(id) || looks_like_streets(source))
            ids.push_back(id);
    return ids;
}

std::vector<std::string> site_sources(const study::Study& study) {
    const std::vector<std::string> streets = street_sources(study);
    std::set<std::string> lists = layers::Community::roles();
    lists.insert({"clinics", "stores"});
    const std::set<std::string> sites = used_as(study, lists, true);
    std::set<std::string> others = used_as(study, lists, false);
    for (const layer::OwnColumn& own : study.columns) // tables of tracts
        others.insert(own.source);
    std::vector<std::string> ids;
    for (const auto& [id, source] : study.sources)
        if (sites.contains(id) ||
            (id != study.tracts && id != study.demand && !others.contains(id) &&
             !holds(streets, id) && !holds(study.areas, id) && id != "water" && id != "places"))
            ids.push_back(id);
    return ids;
}

plan::SitingChoice first_question(const study::Study& study, const study::ResultColumns& columns) {
    plan::SitingChoice choice;
    choice.spec.k = 4;
    for (const char* need : {"uninsured_people", "poverty_150_people", "population"})
        if (columns.has(need)) {
            choice.need = {need};
            break;
        }
    const std::set<std::string> clinics = used_as(study, {"clinics"}, true);
    const std::set<std::string> stores = used_as(study, {"stores"}, true);
    std::string candidates = "demand";
    for (const std::string& id : site_sources(study))
        if (!clinics.contains(id) && !stores.contains(id) && candidates == "demand")
            candidates = id;
    choice.candidates.push_back({.source = candidates});
    for (const std::string& id : clinics)
        choice.existing.push_back({.source = id});
    // People travel to stops as they do to clinics, where the study says how.
    TravelAsked travel;
    for (const study::LayerChoice& layer : study.layers)
        if (layer.id == "clinic_distance" && layer.options.is_text("cost") &&
            layer.options.has("streets")) {
            travel.profile = layer.options.text("cost", "");
            travel.streets = layer.options.text("streets", "");
            travel.no_vehicle = layer.options.text("no_vehicle", "");
            if (travel.profile == "geodesic")
                travel = {};
        }
    choice.within = {usual_limit(!travel.profile.empty())};
    set_travel(choice, travel);
    return choice;
}

} // namespace tractwise::viewer

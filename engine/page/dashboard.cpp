// SPDX-License-Identifier: Apache-2.0
#include "engine/page/dashboard.hpp"

#include "engine/page/assets.hpp"
#include "engine/page/columns.hpp"
#include "engine/page/json.hpp"
#include "engine/page/places.hpp"
#include "engine/page/shapes.hpp"
#include "engine/page/words.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/map/describe.hpp"
#include "engine/map/origin.hpp"
#include "engine/map/scene.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

namespace tractwise::page {
namespace {

constexpr Text kKilometers{"km", "km"};
constexpr Text kMiles{"mi", "mi"};

/// Text between tags and in attributes.
std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text)
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += c;
        }
    return safe;
}

/// JSON as the content of a script element: no text can end the element or begin a comment in it.
std::string for_script(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text)
        if (c == '<')
            safe += "\\u003c";
        else
            safe += c;
    return safe;
}

/// A template with each {{key}} replaced once; what takes its place is not read again.
std::string filled(std::string_view text, const std::map<std::string, std::string>& parts) {
    std::string made;
    for (std::size_t open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{")) {
        const std::size_t close = text.find("}}", open);
        const auto part = parts.find(std::string(text.substr(open + 2, close - open - 2)));
        if (close == std::string_view::npos || part == parts.end())
            throw Error(ErrorKind::Internal,
                        fmt::format("page.html names \"{}\"", text.substr(open, close - open)));
        made += text.substr(0, open);
        made += part->second;
        text.remove_prefix(close + 2);
    }
    return made.append(text);
}

Json words_json() {
    Json words = Json::object();
    for (const PageWord& word : page_words())
        words[std::string(word.key)] = both(word.text);
    return words;
}

class Composer {
public:
    Composer(const study::ResultColumns& columns, const map::Overlays& overlays,
             const DashboardChoice& choice, const Progress& progress)
        : columns_(columns), results_(columns.results()), overlays_(overlays), choice_(choice),
          progress_(progress), sheet_(*results_.tracts) {
        names_ = choice.columns.empty() ? usual_columns(columns, choice.style) : choice.columns;
        if (names_.empty())
            throw Error(ErrorKind::Usage, "these results have no column that a page could show",
                        {.hint = "add a layer or an index to the study"});
        std::set<std::string_view> known;
        for (const std::string& name : names_) {
            columns[name]; // an unknown one is refused before anything is made
            if (!known.insert(name).second)
                throw Error(ErrorKind::Usage,
                            fmt::format("the column \"{}\" is named twice", name));
        }
    }

    std::string compose() const {
        const Language language = choice_.reader.language;
        std::map<std::string, std::string> parts;
        for (const PageWord& word : page_words())
            parts[std::string(word.key)] = escaped(word.text.in(language));
        parts["language"] = name_of(language);
        parts["title"] = escaped(title());
        parts["about"] = escaped(map::region_words(results_, language));
        parts["made"] = escaped(map::made_words(choice_.date, language));
        parts["css"] = embedded("assets/page.css");
        parts["scripts"] = page_script();
        parts["data"] = for_script(data());
        return filled(embedded("assets/page.html"), parts);
    }

private:
    std::string title() const {
        return choice_.title.empty() ? results_.study.title : choice_.title;
    }

    Json data() const {
        const Units units = choice_.reader.units;
        progress_.step("borders of tracts", 0);
        const geo::Topology topology(results_.tracts->polygons(), progress_.part(0, 0.3));
        Json json = {
            {"language", name_of(choice_.reader.language)},
            {"title", in_both(units, [&](Reader) { return title(); })},
            {"about",
             in_both(units, [&](Reader reader) { return map::region_words(results_, reader); })},
            {"made",
             in_both(units, [&](Reader reader) { return map::made_words(choice_.date, reader); })},
            {"projection",
             in_both(units,
                     [&](Reader reader) { return sheet_.projection().words(reader) + "."; })},
            {"words", words_json()},
            {"look", look()},
            {"lengths", lengths(units)},
            {"reliability", reliability()}};
        Json columns = columns_json(columns_, names_, choice_.style, topology, units,
                                    progress_.part(0.3, 0.8));
        json["columns"] = std::move(columns["columns"]);
        json["counts"] = std::move(columns["counts"]);
        json["people"] = people(units);
        json["tracts"] = tracts();
        json["counties"] = counties();
        json["index"] = index(units);
        json["shapes"] = shapes_json(*results_.tracts, topology, overlays_, choice_.style, sheet_,
                                     progress_.part(0.8, 1));
        json["places"] = places_json(results_, overlays_, choice_.style, sheet_);
        json["plan"] = choice_.plan ? plan_json(results_, sheet_, units) : Json(nullptr);
        json["sources"] = sources_json(results_, overlays_);
        return json;
    }

    static Json look() {
        return {{"no_data_fill", map::to_hex(map::kNoDataFill)},
                {"no_data_lines", map::to_hex(map::kNoDataLines)},
                {"unreliable_lines", map::to_hex(map::kUnreliableLines)}};
    }

    /// What the scale bar counts in.
    static Json lengths(Units units) {
        constexpr double kKilometer_m = 1000;
        return units == Units::Metric
                   ? Json{{"meters", kKilometer_m}, {"words", both(kKilometers)}}
                   : Json{{"meters", geo::kMetersPerMile}, {"words", both(kMiles)}};
    }

    /// Above which coefficient of variation an estimate is marked, and what cards say of it.
    Json reliability() const {
        const auto words = [](stats::Reliability level) {
            return both(map::reliability_pattern(level));
        };
        return {{"marked_above", choice_.style.unreliable_cv},
                {"high",
                 {{"below", stats::kCensusThresholds.high},
                  {"words", words(stats::Reliability::High)}}},
                {"medium",
                 {{"upTo", stats::kCensusThresholds.medium},
                  {"words", words(stats::Reliability::Medium)}}},
                {"low", {{"words", words(stats::Reliability::Low)}}}};
    }

    /// People as one more column, with the survey's margins where it has them.
    Json people(Units units) const {
        constexpr std::string_view kPopulation = "population", kUnit = "people";
        const std::vector<double> people = results_.people();
        const tract::Column* surveyed = columns_.find(kPopulation);
        const bool margins = surveyed != nullptr && !surveyed->margin.empty();
        return {{"unit", unit_json(kUnit, units)},
                {"pooling", tract::name_of(tract::Pooling::Sum)},
                {"values", numbers(people)},
                {"margin", margins ? numbers(surveyed->margin) : Json(nullptr)}};
    }

    Json tracts() const {
        const tract::TractSet& tracts = *results_.tracts;
        Json names = Json::array(), county = Json::array();
        for (std::size_t row = 0; row < tracts.size(); ++row) {
            names.push_back(tracts.name(row));
            county.push_back(&tracts.county(row) - tracts.counties().data());
        }
        return {{"id", tracts.geoids()}, {"name", std::move(names)}, {"county", std::move(county)}};
    }

    Json counties() const {
        Json list = Json::array();
        for (const tract::County& county : results_.tracts->counties())
            list.push_back(county.name);
        return list;
    }

    /// Of each ranked tract the indicators that add most to its score: [part, percent of the score].
    Json index(Units units) const {
        if (!results_.index)
            return nullptr;
        Json parts = Json::array(), most = Json::array();
        std::map<std::string, std::size_t> known;
        for (std::size_t row = 0; row < results_.tracts->size(); ++row) {
            Json of_tract = Json::array();
            const map::TractWords words =
                map::describe(columns_, row, names_.front(), choice_.reader);
            for (const map::Contribution& one : words.contributions) {
                const auto [at, first] = known.try_emplace(one.name, parts.size());
                if (first)
                    parts.push_back(in_both(units, [&](Reader reader) {
                        const tract::ColumnInfo* info = columns_.info(one.name);
                        const bool translated = info != nullptr && !info->label_es.empty() &&
                                                reader.language == Language::Spanish;
                        return translated ? info->label_es : one.label;
                    }));
                of_tract.push_back({at->second, number(round_half_away(one.share * 100, 0))});
            }
            most.push_back(std::move(of_tract));
        }
        return {{"parts", std::move(parts)}, {"most", std::move(most)}};
    }

    const study::ResultColumns& columns_;
    const study::Results& results_;
    const map::Overlays& overlays_;
    const DashboardChoice& choice_;
    const Progress& progress_;
    const Sheet sheet_;
    std::vector<std::string> names_;
};

} // namespace

std::vector<std::string> usual_columns(const study::ResultColumns& columns,
                                       const map::MapStyle& style) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (!name.empty() && columns.has(name) &&
            std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    add(style.column.empty() ? columns.first_choice() : style.column);
    const study::Results& results = columns.results();
    if (results.index)
        for (const index::IndexPart& part : results.index->parts)
            if (const tract::Column* raw = study::raw_column(results, part))
                add(raw->info.name);
    return names;
}

std::string dashboard(const study::ResultColumns& columns, const map::Overlays& overlays,
                      const DashboardChoice& choice, const Progress& progress) {
    return Composer(columns, overlays, choice, progress).compose();
}

} // namespace tractwise::page

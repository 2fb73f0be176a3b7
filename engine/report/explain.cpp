// SPDX-License-Identifier: Apache-2.0
#include "engine/report/explain.hpp"

#include "engine/report/text_layout.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/map/certainty.hpp"
#include "engine/map/describe.hpp"
#include "engine/report/frames.hpp"
#include "engine/tract/find_tracts.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise::report {
namespace {

std::string margin_words(const tract::Column& column, std::size_t row, Reader reader) {
    if (column.margin.empty() || std::isnan(column.margin[row]))
        return "";
    return " (MOE ±" + words::value(column.margin[row], column.info.unit, reader) + ")";
}

/// Indicators of the index whose value depends on how people travel.
struct Moved {
    std::string label, name, unit;
    double as_traveled, straight;
    std::size_t place_as_traveled, place_straight; ///< 1: the worst of all tracts
};

/// 1 for the worst value of the column; 0 where the row has none.
std::size_t place_of(const tract::Column& column, std::size_t row) {
    if (std::isnan(column.values[row]))
        return 0;
    const bool low_is_worse = column.info.direction == tract::Direction::HigherIsBetter;
    return 1 + static_cast<std::size_t>(
                   std::count_if(column.values.begin(), column.values.end(), [&](double value) {
                       return low_is_worse ? value < column.values[row]
                                           : value > column.values[row];
                   }));
}
std::vector<Moved> moved_indicators(const study::Results& results, const study::Results& straight,
                                    std::size_t row) {
    std::vector<Moved> moved;
    for (const index::IndexPart& part : results.index->parts) {
        const tract::Column* here = study::raw_column(results, part);
        const tract::Column* there =
            here == nullptr ? nullptr : straight.layer_table->find(here->info.name);
        if (there == nullptr || here->info.formula == there->info.formula)
            continue;
        moved.push_back({part.label, here->info.name, here->info.unit, here->values[row],
                         there->values[row], place_of(*here, row), place_of(*there, row)});
    }
    return moved;
}

std::string rank_words(const index::IndexResult& index, std::size_t row) {
    return index.rank[row] == 0 ? "not ranked"
                                : fmt::format("rank {} of {}", index.rank[row], index.n_ranked);
}

std::string straight_lines_text(const study::Results& results, const study::Results& straight,
                                std::size_t row) {
    const Reader reader = results.study.reader();
    std::string text = "\nTravel against straight lines\n";
    if (results.index && straight.index) {
        text += fmt::format("  {} as people travel, {} on straight lines",
                            rank_words(*results.index, row), rank_words(*straight.index, row));
        const std::size_t here = results.index->rank[row], there = straight.index->rank[row];
        const auto fewer = static_cast<long>(straight.index->n_ranked) -
                           static_cast<long>(results.index->n_ranked);
        if (fewer != 0)
            text +=
                fmt::format(": not to be compared, since {} tracts are ranked only {}",
                            std::abs(fewer), fewer > 0 ? "on straight lines" : "as people travel");
        else if (here != 0 && there != 0)
            text += here == there  ? ": no change"
                    : here < there ? fmt::format(": {} places worse", there - here)
                                   : fmt::format(": {} places better", here - there);
        text += "\n";
        text += fmt::format("\n  {:<44}{:>24}{:>24}\n", "value (place, 1 is the worst)", "straight",
                            "as people travel");
        for (const Moved& moved : moved_indicators(results, straight, row)) {
            // The place of a value that has not changed moves only with how many share it.
            const bool changed = moved.straight != moved.as_traveled;
            const auto words = [&](double value, std::size_t place) {
                return !changed || place == 0
                           ? words::value(value, moved.unit, reader)
                           : fmt::format("{} (no. {})", words::value(value, moved.unit, reader),
                                         place);
            };
            text += fmt::format("  {:<44}{:>24}{:>24}\n", fit(moved.label, 43),
                                words(moved.straight, moved.place_straight),
                                words(moved.as_traveled, moved.place_as_traveled));
        }
    }
    return text;
}

nlohmann::ordered_json straight_lines_json(const study::Results& results,
                                           const study::Results& straight, std::size_t row) {
    using Json = nlohmann::ordered_json;
    const auto number = [](double value) { return std::isnan(value) ? Json() : Json(value); };
    Json json = Json::object();
    if (!results.index || !straight.index)
        return json;
    const std::size_t rank = straight.index->rank[row];
    json["rank"] = rank == 0 ? Json() : Json(rank);
    json["score"] = number(straight.index->score[row]);
    json["percentile"] = number(straight.index->percentile[row]);
    for (const Moved& moved : moved_indicators(results, straight, row))
        json["values"][moved.name] = {{"value", number(moved.straight)},
                                      {"place", moved.place_straight},
                                      {"place_as_travelled", moved.place_as_traveled}};
    return json;
}

/// The interval of the row's rank, how often it is among the worst tenth, and whose margins move its score
/// most.
std::string certainty_text(const study::Results& results, std::size_t row) {
    const index::IndexResult& index = *results.index;
    if (!index.uncertainty)
        return {};
    std::string text =
        fmt::format("  {}; among the worst tenth in {} % of {} draws\n",
                    map::interval_words(index, row, Language::English),
                    format_fixed(100 * index.uncertainty->p_worst_tenth[row], 1),
                    format_count(static_cast<double>(index.uncertainty->choice.draws)));
    constexpr std::size_t kMost = 3;
    std::vector<std::string> effects;
    for (const index::MarginEffect& effect :
         index::margin_effects(index, *results.layer_table, row, index.uncertainty->choice)) {
        if (effects.size() == kMost)
            break;
        effects.push_back(fmt::format("{} (score ±{})", index.parts[effect.part].label,
                                      format_fixed(effect.deviation, 4)));
    }
    if (!effects.empty())
        text += fmt::format("  the margins that matter most, one standard error each: {}\n",
                            join(effects, "; "));
    return text;
}

} // namespace

std::string explain_text(const study::Results& results, const std::string& geoid,
                         const study::Results* straight) {
    const std::size_t row = tract::require_tract(*results.tracts, geoid);
    const tract::TractSet& tracts = *results.tracts;
    const double people = results.people()[row];
    const Reader reader = results.study.reader();
    std::string text = fmt::format("{} ({})\n", tracts.name(row), tracts.geoid(row));
    text += fmt::format("People: {}; land area {}\n",
                        std::isnan(people) ? "not counted" : format_count(people),
                        words::value(tracts.land_area_m2(row) / 1e6, "km2", reader));
    if (results.index) {
        const index::IndexResult& index = *results.index;
        text += fmt::format("\n{}\n", index.recipe.title);
        if (index.rank[row] == 0) {
            text += fmt::format("  not ranked: {}\n", index.why(row));
        } else {
            text += fmt::format(
                "  score {}, rank {} of {}: {} in {}\n", format_fixed(index.score[row], 4),
                index.rank[row], index.n_ranked,
                map::percentile_words(index.percentile[row], index.recipe.direction,
                                      Language::English),
                map::reference_words(index.recipe, results.study.region, Language::English));
            text += fmt::format("  {} of {} indicators present\n", index.n_present[row],
                                index.n_indicators);
            text += certainty_text(results, row);
        }
        text += fmt::format("\n  {:<42}{:>16}{:>17}{:>8}{:>14}\n", "", "value", "normalized",
                            "weight", "contribution");
        for (std::size_t p = 0; p < index.parts.size(); ++p) {
            const index::IndexPart& part = index.parts[p];
            const tract::Column* column = study::raw_column(results, part);
            const std::string value =
                column == nullptr ? ""
                                  : words::value(column->values[row], column->info.unit, reader);
            std::string normalized = format_fixed(part.values[row], 4);
            if (normalized.empty() && !part.reasons.empty())
                normalized = std::string(name_of(part.reasons[row]));
            const std::string indent(static_cast<std::size_t>(part.depth) * 2, ' ');
            text += fmt::format("  {:<42}{:>16}{:>17}{:>8}{:>14}\n", fit(indent + part.label, 41),
                                value, normalized, format_number(part.weight),
                                format_fixed(index.contribution(p, row), 4));
        }
    }
    if (straight != nullptr)
        text += straight_lines_text(results, *straight, row);
    text += "\nAll columns\n";
    std::size_t absent = 0;
    for (const auto& column : results.table->columns()) {
        if (!column.has_source()) {
            ++absent;
            continue;
        }
        const double value = column->values[row];
        std::string words =
            words::value(value, column->info.unit, reader) + margin_words(*column, row, reader);
        if (std::isnan(value))
            words = fmt::format("missing: {}", describe(column->reason(row)));
        text += fmt::format("  {:<40} {:<34} {}\n", fit(column->info.name, 40), words,
                            column->info.source);
    }
    if (absent > 0)
        text += fmt::format(
            "  and {} columns that no source of the study supplies (codebook.md lists them)\n",
            absent);
    return text;
}

std::string explain_json(const study::Results& results, const std::string& geoid,
                         const study::Results* straight) {
    using Json = nlohmann::ordered_json;
    const std::size_t row = tract::require_tract(*results.tracts, geoid);
    const auto number = [](double value) { return std::isnan(value) ? Json() : Json(value); };
    Json json{{"geoid", results.tracts->geoid(row)},
              {"name", results.tracts->name(row)},
              {"people", number(results.people()[row])}};
    if (results.index) {
        const index::IndexResult& index = *results.index;
        json["index"] = {{"recipe", index.recipe.id},
                         {"score", number(index.score[row])},
                         {"percentile", number(index.percentile[row])},
                         {"rank", index.rank[row] == 0 ? Json() : Json(index.rank[row])},
                         {"ranked", index.n_ranked},
                         {"n_present", index.n_present[row]},
                         {"not_ranked_because", index.why(row)}};
        if (const auto& sure = index.uncertainty) {
            json["index"]["percentile_90"] = {number(sure->percentile_lo[row]),
                                              number(sure->percentile_hi[row])};
            json["index"]["rank_90"] = {number(sure->rank_lo[row]), number(sure->rank_hi[row])};
            json["index"]["p_worst_tenth"] = number(sure->p_worst_tenth[row]);
            json["index"]["draws"] = sure->choice.draws;
            for (const index::MarginEffect& effect :
                 index::margin_effects(index, *results.layer_table, row, sure->choice))
                json["index"]["margin_effects"].push_back(
                    {{"name", index.parts[effect.part].name}, {"score", effect.deviation}});
        }
        for (std::size_t p = 0; p < index.parts.size(); ++p) {
            const index::IndexPart& part = index.parts[p];
            const tract::Column* column = study::raw_column(results, part);
            json["index"]["parts"].push_back(
                {{"name", part.name},
                 {"label", part.label},
                 {"depth", part.depth},
                 {"value", column == nullptr ? Json() : number(column->values[row])},
                 {"normalised", number(part.values[row])},
                 {"weight", part.weight},
                 {"contribution", number(index.contribution(p, row))}});
        }
    }
    if (straight != nullptr)
        json["straight_lines"] = straight_lines_json(results, *straight, row);
    for (const auto& column : results.table->columns())
        json["columns"][column->info.name] = {
            {"value", number(column->values[row])},
            {"margin", column->margin.empty() ? Json() : number(column->margin[row])},
            {"missing",
             std::isnan(column->values[row]) ? Json(name_of(column->reason(row))) : Json()},
            {"unit", column->info.unit},
            {"formula", column->info.formula},
            {"source", column->info.source}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace tractwise::report

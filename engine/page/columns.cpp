// SPDX-License-Identifier: Apache-2.0
#include "engine/page/columns.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/geo/geodesic.hpp"
#include "engine/map/alternative.hpp"
#include "engine/map/describe.hpp"
#include "engine/map/scene.hpp"
#include "engine/words/value.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace tractwise::page {
namespace {

/// What stands around `figure` in a text that has it once.
Json around(std::string_view figure, Units units, const auto& say) {
    return {{"before", in_both(units,
                               [&](Reader reader) {
                                   const std::string text = say(reader);
                                   return text.substr(0, text.find(figure));
                               })},
            {"after", in_both(units, [&](Reader reader) {
                 const std::string text = say(reader);
                 return text.substr(text.find(figure) + figure.size());
             })}};
}

/// Lengths: small ones in feet or meters, from `limit` on in miles or kilometers.
Json measured(std::string_view unit, Units units) {
    constexpr double kTenthOfMile_m = 0.1 * geo::kMetersPerMile, kRoundedKilometer_m = 999.5;
    Json steps = Json::array();
    const auto add = [&](double from) {
        const words::ShownUnit shown =
            words::shown_unit(unit, from, Reader{Language::English, units});
        steps.push_back({{"from", from},
                         {"factor", shown.factor},
                         {"decimals", shown.decimals},
                         {"words", in_both(units, [&](Reader reader) {
                              return words::shown_unit(unit, from, reader).words;
                          })}});
    };
    add(0);
    if (unit == "m")
        add(units == Units::Metric ? kRoundedKilometer_m : kTenthOfMile_m);
    return {{"kind", "measured"}, {"steps", std::move(steps)}};
}

/// The same row for every tract: how likely it is to be read, and what a map shows of it.
class ColumnData {
public:
    ColumnData(const study::ResultColumns& columns, const std::string& name,
               const map::MapStyle& style, Units units)
        : columns_(columns), column_(columns[name]), units_(units) {
        style_ = style;
        // Titles, classes and the second column of a style belong to the column that it names.
        if (style.column != name) {
            style_.title.clear();
            style_.classes = {};
            style_.locked.reset();
        }
        style_.column = name;
        style_.second.clear();
        map::SceneCache cache;
        for (const Language language : kLanguages)
            scenes_.push_back(map::make_scene(columns, style_, Reader{language, units}, &cache));
    }

    Json write(const geo::Topology& topology) const {
        const tract::ColumnInfo& info = column_.info;
        return {
            {"name", info.name},
            {"label", in_both(units_, [&](Reader reader) { return info.label_in(reader); })},
            {"unit", unit_json(info.unit, units_)},
            {"unit_words", of_scenes([](const auto& s) { return s.legend.unit_words; })},
            {"direction", tract::name_of(info.direction)},
            {"pooling", tract::name_of(info.pooling)},
            {"universe", info.universe},
            {"formula", info.formula},
            {"values", numbers(column_.values)},
            {"margin", column_.margin.empty() ? Json(nullptr) : numbers(column_.margin)},
            {"missing", missing()},
            {"place", place()},
            {"classes", scenes_[0].classes},
            {"unreliable", unreliable()},
            {"legend", legend()},
            {"method", of_scenes([](const auto& s) { return s.legend.method_words; })},
            {"reference", of_scenes([](const auto& s) { return s.legend.reference_words; })},
            {"wrong_class", of_scenes([](const auto& s) { return s.legend.wrong_class_words; })},
            {"source", of_scenes([](const auto& s) { return s.source_line; })},
            {"told", in_both(units_, [&](Reader reader) {
                 return join(map_alternative(columns_, scene(reader), topology, reader), " ");
             })}};
    }

private:
    const map::MapScene& scene(Language language) const {
        return scenes_[static_cast<std::size_t>(
            std::find(kLanguages.begin(), kLanguages.end(), language) - kLanguages.begin())];
    }
    template <typename Say>
    Json of_scenes(Say say) const {
        return in_both(units_, [&](Reader reader) { return say(scene(reader)); });
    }

    /// Why values are missing: the reasons, and [row, reason] of each.
    Json missing() const {
        Json reasons = Json::array(), rows = Json::array();
        std::map<std::string, std::size_t> known;
        for (std::size_t row = 0; row < column_.values.size(); ++row) {
            if (!std::isnan(column_.values[row]))
                continue;
            const Json why = in_both(units_, [&](Reader reader) {
                return map::describe(columns_, row, column_.info.name, reader).why_missing;
            });
            const auto [at, first] = known.try_emplace(why.dump(), reasons.size());
            if (first)
                reasons.push_back(why);
            rows.push_back({row, at->second});
        }
        return {{"reasons", std::move(reasons)}, {"rows", std::move(rows)}};
    }

    /// "higher than {} % of the tracts ...", and for each tract what stands there.
    Json place() const {
        Json percent = Json::array();
        for (const double share : map::place_shares(columns_, column_.info.name))
            percent.push_back(number(round_half_away(share * 100, 1)));
        return {{"pattern", in_both(units_,
                                    [&](Reader reader) {
                                        return map::place_pattern(columns_, column_.info.name,
                                                                  reader);
                                    })},
                {"percent", std::move(percent)}};
    }

    Json unreliable() const {
        Json rows = Json::array();
        for (std::size_t row = 0; row < scenes_[0].pattern.size(); ++row)
            if (scenes_[0].pattern[row] == map::Pattern::Unreliable)
                rows.push_back(row);
        return rows;
    }

    template <typename Row>
    static Json counted(const Row& row) {
        return {{"tracts", row.tracts},
                {"people", number(row.people)},
                {"share", number(row.people_share)}};
    }
    template <typename Say>
    Json legend_row(Json row, Say say) const {
        row["label"] = of_scenes([&](const auto& s) { return say(s.legend); });
        return row;
    }
    Json legend() const {
        const map::Legend& told = scenes_[0].legend;
        Json rows = Json::array();
        for (std::size_t i = 0; i < told.rows.size(); ++i) {
            Json row = counted(told.rows[i]);
            row["color"] = map::to_hex(told.rows[i].color);
            rows.push_back(
                legend_row(std::move(row), [i](const map::Legend& l) { return l.rows[i].label; }));
        }
        return {{"rows", std::move(rows)},
                {"no_data", legend_row(counted(told.no_data),
                                       [](const map::Legend& l) { return l.no_data.label; })},
                {"unreliable", hatched(told)},
                {"warnings", of_scenes([](const auto& s) { return s.legend.warnings; })}};
    }
    /// What a hatch stands for.
    Json hatched(const map::Legend& told) const {
        if (told.unreliable)
            return legend_row(counted(*told.unreliable),
                              [](const map::Legend& l) { return l.unreliable->label; });
        if (told.beyond)
            return legend_row(counted(*told.beyond),
                              [](const map::Legend& l) { return l.beyond->label; });
        return nullptr;
    }

    const study::ResultColumns& columns_;
    const tract::Column& column_;
    Units units_;
    map::MapStyle style_;
    std::vector<map::MapScene> scenes_;
};

/// Parts and wholes of shares, each once: many columns share a whole.
class CountList {
public:
    Json number_of(const std::shared_ptr<const tract::Counts>& counts) {
        if (!counts)
            return nullptr;
        const auto [at, first] = known_.try_emplace(counts.get(), list_.size());
        if (first)
            list_.push_back(
                {{"values", numbers(counts->values)},
                 {"margin", counts->margin.empty() ? Json(nullptr) : numbers(counts->margin)}});
        return at->second;
    }
    Json list() && { return std::move(list_); }

private:
    std::map<const tract::Counts*, std::size_t> known_;
    Json list_ = Json::array();
};

} // namespace

Json unit_json(std::string_view unit, Units units) {
    const auto value = [&](double sample) {
        return [=](Reader reader) { return words::value(sample, unit, reader); };
    };
    constexpr double kHalf = 0.5, kTwo = 2;
    if (unit == "flag")
        return {
            {"kind", "flag"}, {"no", in_both(units, value(0))}, {"yes", in_both(units, value(1))}};
    if (unit == "m" || unit == "km2" || unit == "people/km2")
        return measured(unit, units);
    Json json;
    if (unit == "share" || unit == "percentile") {
        json = around("50.0", units, value(kHalf));
        json["kind"] = "percent";
    } else {
        json = around("2", units, value(kTwo));
        json["kind"] = unit == "dollars" ? "whole" : "plain";
    }
    if (unit == "share")
        json["margin"] = around("50.0", units, [&](Reader reader) {
            return words::margin(kHalf, unit, reader);
        })["after"];
    return json;
}

Json columns_json(const study::ResultColumns& columns, const std::vector<std::string>& names,
                  const map::MapStyle& style, const geo::Topology& topology, Units units,
                  const Progress& progress) {
    Json list = Json::array();
    CountList counts;
    for (std::size_t i = 0; i < names.size(); ++i) {
        progress.step("writing " + names[i],
                      static_cast<double>(i) / static_cast<double>(names.size()));
        Json json = ColumnData(columns, names[i], style, units).write(topology);
        const tract::Column& column = columns[names[i]];
        json["part"] = counts.number_of(column.part);
        json["whole"] = counts.number_of(column.whole);
        json["complement"] = column.complement;
        list.push_back(std::move(json));
    }
    return {{"columns", std::move(list)}, {"counts", std::move(counts).list()}};
}

} // namespace tractwise::page

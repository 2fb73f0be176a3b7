// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/layer_file.hpp"

#include "engine/core/error.hpp"
#include "engine/tract/acs.hpp"
#include "engine/tract/acs_cells.hpp"

#include <algorithm>
#include <array>

namespace tractwise::layer {
namespace {

const std::vector<std::string> kLayoutKeys = {
    "from",       "of",      "less",          "over",      "minus", "percent", "unit_guess",
    "complement", "per_km2", "part_of_whole", "zero_when", "note",  "counts",  "limits"};

Layout parse_layout(const ConfigTable& table, int codes_of) {
    Layout layout;
    layout.from = table.text("from", "");
    layout.of = table.texts("of");
    layout.less = table.texts("less");
    layout.over = table.texts("over");
    layout.minus = table.texts("minus");
    layout.percent = table.flag("percent", false);
    layout.share_or_percent = table.has("unit_guess");
    if (layout.share_or_percent)
        table.choice("unit_guess", {"share_or_percent"}, 0);
    layout.complement = table.flag("complement", false);
    layout.per_km2 = table.flag("per_km2", false);
    layout.part_of_whole = table.flag("part_of_whole", true);
    layout.zero_when = table.text("zero_when", "");
    layout.note = table.text("note", "");
    if (table.has("counts")) {
        const ConfigTable counts = table.table("counts");
        counts.allow({"part", "whole", "whole_like"});
        layout.part = counts.texts("part");
        layout.whole = counts.texts("whole");
        layout.whole_like = counts.texts("whole_like");
        if (layout.whole.empty() == layout.whole_like.empty() ||
            (layout.part.empty() && layout.whole.empty()))
            counts.fail("part", "counts name a whole, or a part and what is like its whole",
                        "counts = { part = [\"E_UNEMP\"], whole = [\"E_LABOR\"] }");
    }
    layout.limits = table.texts("limits");
    if (layout.limits.size() > 2 || (!layout.limits.empty() && layout.columns().size() != 1))
        table.fail("limits",
                   "limits are one column of texts, or a low and a high one, of the only column",
                   "limits = [\"LOW\", \"HIGH\"]");
    if (layout.of.empty())
        table.fail("of", "a layout names at least one column in \"of\"");
    if (!layout.minus.empty() && layout.over.empty())
        table.fail("minus", "\"minus\" is taken from \"over\", which is absent",
                   "to subtract from the sum itself use \"less\"");
    if (layout.percent && layout.share_or_percent)
        table.fail("percent", "\"percent\" and \"unit_guess\" exclude each other");
    layout.codes_of = codes_of;
    for (const std::string& column : layout.columns())
        if (const auto cell = tract::parse_acs_name(column);
            cell && tract::acs_codes_move(cell->code) && codes_of == 0)
            table.fail("of", column + " has another meaning in other years",
                       "say at the top of the file which year's codes it uses: acs_codes = 2022");
    return layout;
}

/// How areas are pooled where the file does not say it: counts of people and homes add up, what
/// residents have is a mean over them. Shares become ratios where their counts are read.
tract::Pooling usual_pooling(const tract::ColumnInfo& info) {
    if (info.unit == "people" || info.unit == "households" || info.unit == "housing units")
        return tract::Pooling::Sum;
    constexpr std::array kPerPerson = {"share",   "m",      "min",         "flag",
                                       "clinics", "stores", "supermarkets"};
    const bool per_person =
        std::find(kPerPerson.begin(), kPerPerson.end(), info.unit) != kPerPerson.end() ||
        info.unit.ends_with(" per 10,000 people");
    const bool of_residents = info.universe == "all residents" || info.unit == "flag";
    return per_person && of_residents ? tract::Pooling::Mean : tract::Pooling::None;
}

LayerColumn parse_indicator(const ConfigTable& table, const LayerInfo& layer, int codes_of) {
    std::vector<std::string> known = {"name",     "label",     "label_es", "unit",
                                      "universe", "direction", "range",    "formula",
                                      "cite",     "role",      "layout",   "pooling"};
    known.insert(known.end(), kLayoutKeys.begin(), kLayoutKeys.end());
    table.allow(known);

    LayerColumn indicator;
    tract::ColumnInfo& info = indicator.info;
    info.name = table.text("name");
    info.label = table.text("label");
    info.label_es = table.text("label_es", "");
    info.unit = table.text("unit");
    info.universe = table.text("universe", "");
    info.formula = table.text("formula", "");
    info.source = table.text("cite", "");
    constexpr tract::Direction kDirections[] = {tract::Direction::HigherIsWorse,
                                                tract::Direction::HigherIsBetter,
                                                tract::Direction::Context};
    info.direction = kDirections[table.choice(
        "direction", {"higher_is_worse", "higher_is_better", "context"}, 2)];
    constexpr tract::Pooling kPoolings[] = {tract::Pooling::None, tract::Pooling::Sum,
                                            tract::Pooling::Ratio, tract::Pooling::Mean};
    info.pooling = table.has("pooling")
                       ? kPoolings[table.choice("pooling", {"none", "sum", "ratio", "mean"}, 0)]
                       : usual_pooling(info);
    if (const auto range = table.numbers("range"); !range.empty()) {
        if (range.size() != 2 || range[0] > range[1])
            table.fail("range", "a range is a lowest and a highest value, as in [0.0, 1.0]");
        indicator.low = range[0];
        indicator.high = range[1];
    }
    if (table.has("of"))
        indicator.layouts.push_back(parse_layout(table, codes_of));
    for (const ConfigTable& layout : table.tables("layout")) {
        layout.allow(kLayoutKeys);
        indicator.layouts.push_back(parse_layout(layout, codes_of));
    }
    indicator.role = table.text("role", layer.needs.empty() ? "" : layer.needs.front().role);
    const bool role_known =
        std::any_of(layer.needs.begin(), layer.needs.end(),
                    [&](const LayerInfo::Need& need) { return need.role == indicator.role; });
    if (!indicator.layouts.empty() && !role_known)
        table.fail("role", "no [[need]] of this layer has the role \"" + indicator.role + "\"");
    if (info.formula.empty() && !indicator.layouts.empty())
        info.formula = indicator.layouts.front().formula();
    return indicator;
}

} // namespace

LayerFile LayerFile::parse(std::string_view toml, std::string name) {
    return from(ConfigTable::parse(toml, std::move(name)));
}

LayerFile LayerFile::from(const ConfigTable& table) {
    table.allow({"id", "title", "title_es", "question", "question_es", "acs_codes", "need",
                 "option", "indicator"});
    LayerFile file;
    const int codes_of = table.has("acs_codes") ? table.integer("acs_codes") : 0;
    file.info.id = table.text("id");
    file.info.title = table.text("title");
    file.info.title_es = table.text("title_es", "");
    file.info.question = table.text("question");
    file.info.question_es = table.text("question_es", "");
    using Kind = LayerInfo::Need::Kind;
    constexpr Kind kKinds[] = {Kind::Rows, Kind::Points, Kind::Streets, Kind::TravelTimes,
                               Kind::List};
    for (const ConfigTable& need : table.tables("need")) {
        need.allow({"role", "what", "what_es", "required", "several", "varies", "kind"});
        file.info.needs.push_back(
            {.role = need.text("role"),
             .what = need.text("what"),
             .what_es = need.text("what_es", ""),
             .required = need.flag("required", true),
             .several = need.flag("several", false),
             .varies = need.flag("varies", false),
             .kind = kKinds[need.choice(
                 "kind", {"rows", "points", "streets", "travel_times", "list"}, 0)]});
    }
    for (const ConfigTable& option : table.tables("option")) {
        option.allow({"key", "what"});
        file.info.options.push_back({.key = option.text("key"), .what = option.text("what")});
    }
    for (const ConfigTable& entry : table.tables("indicator")) {
        LayerColumn indicator = parse_indicator(entry, file.info, codes_of);
        for (const LayerColumn& other : file.indicators)
            if (other.info.name == indicator.info.name)
                entry.fail("name", "indicator \"" + indicator.info.name + "\" is declared twice");
        file.info.makes.push_back(indicator.info);
        file.indicators.push_back(std::move(indicator));
    }
    if (file.indicators.empty())
        table.fail("indicator", "a layer makes at least one column");
    return file;
}

const LayerColumn& LayerFile::indicator(std::string_view name) const {
    for (const LayerColumn& indicator : indicators)
        if (indicator.info.name == name)
            return indicator;
    throw Error(ErrorKind::Internal, "layer \"" + info.id + "\" declares no column \"" +
                                         std::string(name) + "\" in its layer.toml");
}

std::vector<std::string> LayerFile::option_keys() const {
    std::vector<std::string> keys;
    for (const LayerInfo::Need& need : info.needs)
        keys.push_back(need.role);
    for (const LayerInfo::Option& option : info.options)
        keys.push_back(option.key);
    return keys;
}

} // namespace tractwise::layer

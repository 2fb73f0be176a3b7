// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/own_columns.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/core/toml_text.hpp"
#include "engine/layer/role_sources.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::layer {
namespace {

const std::vector<std::string> kDirections = {"higher_is_worse", "higher_is_better", "context"};
constexpr std::size_t kContext = 2;

bool is_column_name(std::string_view name) {
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

const RoleSources::Numbers& numbers_of(RoleSources& source, const std::string& column) {
    const auto place = source.find_in(0, column);
    if (!place)
        throw Error(ErrorKind::Input,
                    fmt::format("source \"{}\" has no column \"{}\"", source.names(), column),
                    {.where = io::shown_path(source.spec(0)),
                     .hint = "`tractwise inspect` lists its columns"});
    return source.numbers(*place, column);
}

} // namespace

OwnColumn OwnColumn::parse(std::string_view name, const ConfigTable& table) {
    table.allow({"source", "column", "margin", "label", "label_es", "unit", "direction"});
    OwnColumn own;
    own.name = name;
    if (!is_column_name(name))
        throw Error(ErrorKind::Usage, fmt::format("\"{}\" cannot be the name of a column", name),
                    {.where = table.where(),
                     .hint = "lower-case letters, digits and _, such as asthma_rate"});
    own.source = table.text("source");
    own.column = table.text("column");
    own.margin = table.text("margin", "");
    own.label = table.text("label", "");
    own.label_es = table.text("label_es", "");
    own.unit = table.text("unit", "");
    own.direction = static_cast<tract::Direction>(table.choice("direction", kDirections, kContext));
    return own;
}

std::string OwnColumn::to_toml() const {
    TomlText text;
    text.header("columns." + toml_key(name));
    text.text("source", source);
    text.text("column", column);
    text.text("margin", margin);
    text.text("label", label);
    text.text("label_es", label_es);
    text.text("unit", unit);
    if (direction != tract::Direction::Context)
        text.text("direction", kDirections[static_cast<std::size_t>(direction)]);
    return text.take();
}

tract::ColumnInfo OwnColumn::info() const {
    tract::ColumnInfo info{.name = name,
                           .label = label.empty() ? column : label,
                           .label_es = label_es,
                           .unit = unit == "percent" ? "share" : unit,
                           .direction = direction};
    if (unit == "people" || unit == "households" || unit == "housing units")
        info.pooling = tract::Pooling::Sum;
    return info;
}

tract::Column read_own_column(const OwnColumn& own, const LayerContext& in) {
    RoleSources source(in, {own.source});
    tract::Column made;
    made.info = own.info();
    made.info.source = source.title(0);
    made.info.vintage = in.tracts.vintage();
    made.info.formula = own.unit == "percent" ? own.column + " / 100" : own.column;
    const RoleSources::Numbers& values = numbers_of(source, own.column);
    made.values = values.values;
    made.reasons = values.reasons;
    if (!own.margin.empty())
        made.margin = numbers_of(source, own.margin).values;
    if (own.unit == "percent")
        for (std::vector<double>* numbers : {&made.values, &made.margin})
            for (double& number : *numbers)
                number /= 100;
    if (made.info.unit == "share") {
        Finding beyond{Severity::Warning,
                       "out-of-range",
                       own.source,
                       fmt::format("values of column {} lie outside 0 to {}; is \"{}\" its unit?",
                                   own.column, own.unit == "percent" ? "100" : "1", own.unit),
                       0,
                       {}};
        for (std::size_t t = 0; t < made.values.size(); ++t)
            if (made.values[t] < 0 || made.values[t] > 1) {
                ++beyond.count;
                if (beyond.examples.size() < Finding::kMaxExamples)
                    beyond.examples.push_back(in.tracts.geoid(t));
            }
        if (beyond.count > 0)
            in.diagnostics.add(std::move(beyond));
    }
    for (std::size_t t = 0; t < made.values.size(); ++t) {
        if (std::isnan(made.values[t]) && !made.margin.empty())
            made.margin[t] = std::nan("");
        // A mark such as "top-coded" has a value; a margin below 0 is none.
        if (!made.margin.empty() && made.margin[t] < 0)
            made.margin[t] = std::nan("");
    }
    return made;
}

} // namespace tractwise::layer

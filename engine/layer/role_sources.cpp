// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/role_sources.hpp"

#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tractwise::layer {

RoleSources::RoleSources(const LayerContext& in, const std::vector<std::string>& ids) : in_(in) {
    for (const std::string& id : ids) {
        auto table = in.sources.table(id);
        const io::SourceSpec& spec = in.sources.spec(id);
        tract::AcsColumns acs(*table, tract::acs_year(spec, *table));
        const bool svi = io::looks_like_svi(*table);
        auto match = in.sources.match(id);
        sources_.push_back({&spec, std::move(table), std::move(match), std::move(acs), svi});
    }
}

std::string RoleSources::title(std::size_t source) const {
    return spec(source).title.empty() ? spec(source).id : spec(source).title;
}

std::string RoleSources::names() const {
    std::vector<std::string> ids;
    for (const Source& source : sources_)
        ids.push_back(source.spec->id);
    return join(ids, ", ");
}

std::optional<RoleSources::Place> RoleSources::find_in(std::size_t source, std::string_view column,
                                                       int codes_of) const {
    const auto answer = sources_[source].acs.find(column, codes_of);
    if (answer.kind != tract::AcsColumns::Answer::Kind::Found)
        return std::nullopt;
    return Place{source, answer.column};
}

std::optional<std::vector<RoleSources::Place>>
RoleSources::find_all(const std::vector<std::string>& columns, int codes_of) const {
    const auto gather = [&](std::size_t first, std::size_t last) {
        std::vector<Place> places;
        for (const std::string& column : columns) {
            std::optional<Place> place;
            for (std::size_t s = first; s < last && !place; ++s)
                place = find_in(s, column, codes_of);
            if (!place)
                break;
            places.push_back(*place);
        }
        return places.size() == columns.size() ? std::optional(places) : std::nullopt;
    };
    for (std::size_t s = 0; s < sources_.size(); ++s)
        if (auto places = gather(s, s + 1))
            return places;
    return gather(0, sources_.size());
}

std::optional<Error> RoleSources::refusal(const std::vector<std::string>& columns,
                                          int codes_of) const {
    for (const Source& source : sources_)
        for (const std::string& column : columns) {
            const auto answer = source.acs.find(column, codes_of);
            using Kind = tract::AcsColumns::Answer::Kind;
            if (answer.kind == Kind::Found || answer.kind == Kind::Absent)
                continue;
            const auto why = source.acs.refusal(answer, column, codes_of, *source.spec);
            return Error(ErrorKind::Input, fmt::format("\"{}\": {}", source.spec->id, why.message),
                         {.where = source.table->name(), .hint = why.hint});
        }
    return std::nullopt;
}

std::optional<RoleSources::Place> RoleSources::margin_of(Place place,
                                                         std::string_view column) const {
    const auto margin = sources_[place.source].acs.margin_of(place.column, column);
    return margin ? std::optional(Place{place.source, *margin}) : std::nullopt;
}

std::string RoleSources::name_of(Place place) const {
    return sources_[place.source].acs.name_of(place.column);
}

const RoleSources::Numbers& RoleSources::numbers(Place place, std::string_view cell, int codes_of,
                                                 Content content) {
    const auto known = cache_.find({place, content});
    if (known != cache_.end())
        return known->second;
    in_.sources.column_read(sources_[place.source].spec->id);
    Numbers numbers = read(place, content);
    fill(numbers, place, cell, codes_of, content);
    return cache_.emplace(std::pair(place, content), std::move(numbers)).first->second;
}

void RoleSources::fill(Numbers& numbers, Place place, std::string_view cell, int codes_of,
                       Content content) {
    const auto no_row = [](io::Missing reason) { return reason == io::Missing::NoRow; };
    const auto year = sources_[place.source].acs.year();
    for (std::size_t s = 0; s < sources_.size(); ++s) {
        if (std::none_of(numbers.reasons.begin(), numbers.reasons.end(), no_row))
            return;
        const auto other = s == place.source ? std::nullopt : find_in(s, cell, codes_of);
        const auto other_year = sources_[s].acs.year();
        if (!other || (year && other_year && *year != *other_year))
            continue;
        const Numbers more = read(*other, content);
        std::size_t found = 0;
        std::vector<std::string> examples;
        for (std::size_t t = 0; t < more.values.size(); ++t) {
            if (!no_row(numbers.reasons[t]) || no_row(more.reasons[t]))
                continue;
            numbers.values[t] = more.values[t];
            numbers.reasons[t] = more.reasons[t];
            ++found;
            if (examples.size() < Finding::kMaxExamples)
                examples.push_back(in_.tracts.geoid(t));
        }
        if (found == 0)
            continue;
        in_.sources.column_read(sources_[s].spec->id);
        if (filled_.emplace(s, place.source).second)
            in_.diagnostics.add({Severity::Note, "rows-from-another-source", sources_[s].spec->id,
                                 fmt::format("tracts without a row in \"{}\" were read from here",
                                             sources_[place.source].spec->id),
                                 found, std::move(examples)});
    }
}

double RoleSources::largest(Place place) const {
    const Source& source = sources_[place.source];
    double largest = 0;
    for (std::size_t row = 0; row < source.table->rows(); ++row) {
        const double value =
            io::parse_cell(source.table->cell(row, place.column), source.svi).value;
        if (!std::isnan(value))
            largest = std::max(largest, value);
    }
    return largest;
}

void RoleSources::refuse_percent(Place place) const {
    const io::Table& table = *sources_[place.source].table;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (const std::string_view cell = trim(table.cell(row, place.column)); cell.ends_with('%'))
            throw Error(ErrorKind::Input,
                        fmt::format("\"{}\" in column \"{}\" is no count: a percent sign counts "
                                    "nothing",
                                    cell, table.columns()[place.column]),
                        {.where = fmt::format("{}, {}", table.name(), table.row_name(row)),
                         .hint = "give the column of counts; shares have columns of their own"});
}

namespace {

io::Cell cell_of(std::string_view text, RoleSources::Content content, bool svi) {
    using Content = RoleSources::Content;
    if (content == Content::Number)
        return io::parse_cell(text, svi);
    const io::CellLimits limits = io::parse_limits(text);
    return content == Content::LowLimit ? limits.low : limits.high;
}

} // namespace

RoleSources::Numbers RoleSources::read(Place place, Content content) const {
    const Source& source = sources_[place.source];
    io::refuse_mixed_percent(*source.table, place.column);
    const std::size_t tracts = in_.tracts.size();
    Numbers numbers{std::vector<double>(tracts, std::numeric_limits<double>::quiet_NaN()),
                    std::vector<io::Missing>(tracts, io::Missing::NoRow)};
    Finding not_numbers{Severity::Warning,
                        "not-a-number",
                        source.spec->id,
                        "column " + source.table->columns()[place.column] +
                            (content == Content::Number ? " has texts that are no numbers"
                                                        : " has texts that are no interval") +
                            "; they count as missing",
                        0,
                        {}};
    for (std::size_t t = 0; t < tracts; ++t) {
        const std::uint32_t row = source.match->row_of_tract[t];
        if (row == tract::RowMatch::kNone)
            continue;
        const io::Cell cell = cell_of(source.table->cell(row, place.column), content, source.svi);
        numbers.values[t] = cell.value;
        numbers.reasons[t] = cell.reason;
        if (cell.reason == io::Missing::NotText) {
            ++not_numbers.count;
            if (not_numbers.examples.size() < Finding::kMaxExamples)
                not_numbers.examples.push_back(source.table->row_name(row));
        }
    }
    if (not_numbers.count > 0)
        in_.diagnostics.add(std::move(not_numbers));
    return numbers;
}

} // namespace tractwise::layer

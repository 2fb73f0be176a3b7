// SPDX-License-Identifier: Apache-2.0
#include <tractwise/layer/role_sources.hpp>

#include <tractwise/core/text.hpp>
#include <tractwise/io/cell.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tractwise {

RoleSources::RoleSources(const LayerContext& in, const std::vector<std::string>& ids) : in_(in) {
    for (const std::string& id : ids) {
        auto table = in.sources.table(id);
        const bool svi = io::looks_like_svi(*table);
        sources_.push_back({&in.sources.spec(id), std::move(table), in.sources.match(id), svi});
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

std::optional<RoleSources::Place> RoleSources::find_in(std::size_t source,
                                                       std::string_view column) const {
    if (const auto at = sources_[source].table->find(column))
        return Place{source, *at};
    return std::nullopt;
}

std::optional<std::vector<RoleSources::Place>>
RoleSources::find_all(const std::vector<std::string>& columns,
                      const std::vector<bool>& usable) const {
    for (std::size_t s = 0; s < sources_.size(); ++s) {
        std::vector<bool> only(sources_.size(), false);
        only[s] = usable[s];
        if (auto places = gather(columns, only))
            return places;
    }
    return gather(columns, usable);
}

std::optional<std::vector<RoleSources::Place>>
RoleSources::gather(const std::vector<std::string>& columns,
                    const std::vector<bool>& usable) const {
    std::vector<Place> places;
    for (const std::string& column : columns) {
        std::optional<Place> place;
        for (std::size_t s = 0; s < sources_.size() && !place; ++s)
            if (usable[s])
                place = find_in(s, column);
        if (!place)
            return std::nullopt;
        places.push_back(*place);
    }
    return places;
}

const RoleSources::Numbers& RoleSources::numbers(Place place) {
    const auto known = cache_.find(place);
    if (known != cache_.end())
        return known->second;
    return cache_.emplace(place, read(place)).first->second;
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

RoleSources::Numbers RoleSources::read(Place place) const {
    const Source& source = sources_[place.source];
    const std::size_t tracts = in_.tracts.size();
    Numbers numbers{std::vector<double>(tracts, std::numeric_limits<double>::quiet_NaN()),
                    std::vector<Missing>(tracts, Missing::NoRow)};
    Finding not_numbers{Severity::Warning,
                        "not-a-number",
                        source.spec->id,
                        "column " + source.table->columns()[place.column] +
                            " has texts that are no numbers; they count as missing",
                        0,
                        {}};
    for (std::size_t t = 0; t < tracts; ++t) {
        const std::uint32_t row = source.match->row_of_tract[t];
        if (row == RowMatch::kNone)
            continue;
        const io::Cell cell = io::parse_cell(source.table->cell(row, place.column), source.svi);
        numbers.values[t] = cell.value;
        numbers.reasons[t] = cell.reason;
        if (cell.reason == Missing::NotText) {
            ++not_numbers.count;
            if (not_numbers.examples.size() < Finding::kMaxExamples)
                not_numbers.examples.push_back(source.table->row_name(row));
        }
    }
    if (not_numbers.count > 0)
        in_.diagnostics.add(std::move(not_numbers));
    return numbers;
}

} // namespace tractwise

// SPDX-License-Identifier: Apache-2.0
#include "engine/io/long_table.hpp"

#include "engine/io/foot_rows.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

enum class Publisher { Tidycensus, Places, Any };

/// Which columns hold what.
struct LongShape {
    Publisher publisher = Publisher::Any;
    std::size_t id = 0, variable = 0, value = 0;
    std::optional<std::size_t> margin, low, high, type;

    bool is_part(std::size_t column) const {
        return column == variable || column == value || margin == column || low == column ||
               high == column || type == column;
    }
};

std::optional<std::size_t> id_of(const Table& table, const SourceSpec& source) {
    if (source.id_columns.size() == 1)
        return table.find(source.id_columns.front());
    if (const auto named =
            table.find_first({"GEOID", "LocationID", "TractFIPS", "FIPS", "GEO_ID", "CountyFIPS"}))
        return named;
    return column_of_area_ids(table);
}

bool repeats(const Table& table, std::size_t id) {
    std::unordered_map<std::string_view, std::size_t> seen;
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (!seen.emplace(trim(table.cell(row, id)), row).second)
            return true;
    return false;
}

std::optional<LongShape> shape_of(const Table& table, const SourceSpec& source) {
    LongShape shape;
    const auto measure = table.find("MeasureId");
    const auto data_value = table.find("Data_Value");
    const auto variable = table.find_first({"variable", "variable_name", "indicator"});
    const auto estimate = table.find("estimate");
    const auto value = table.find("value");
    if (measure && data_value) {
        shape.publisher = Publisher::Places;
        shape.variable = *measure;
        shape.value = *data_value;
        shape.low = table.find("Low_Confidence_Limit");
        shape.high = table.find("High_Confidence_Limit");
        shape.type = table.find_first({"DataValueTypeID", "Data_Value_Type"});
    } else if (variable && estimate) {
        shape.publisher = Publisher::Tidycensus;
        shape.variable = *variable;
        shape.value = *estimate;
        shape.margin = table.find("moe");
    } else if (variable && value) {
        shape.variable = *variable;
        shape.value = *value;
        shape.margin = table.find("moe");
    } else {
        return std::nullopt;
    }
    const auto id = id_of(table, source);
    if (!id || shape.is_part(*id))
        return std::nullopt;
    shape.id = *id;
    if (shape.publisher == Publisher::Any && !repeats(table, shape.id))
        return std::nullopt;
    return shape;
}

/// "B08201_001" is published as B08201_001E and B08201_001M.
std::string name_of(std::string_view variable, const LongShape& shape, bool margin,
                    std::string_view type) {
    std::string name(trim(variable));
    switch (shape.publisher) {
    case Publisher::Any:
        return margin ? name + "_moe" : name;
    case Publisher::Tidycensus:
        if (name.size() > 1 && name.back() == 'E' && name[name.size() - 2] >= '0' &&
            name[name.size() - 2] <= '9')
            name.pop_back();
        return name + (margin ? "M" : "E");
    case Publisher::Places:
        const bool adjusted = to_lower(type).starts_with("age");
        return name + (adjusted ? "_Adj" : "_Crude") + (margin ? "95CI" : "Prev");
    }
    return name;
}

class LongTable {
public:
    LongTable(const Table& table, const LongShape& shape, const SourceSpec& source)
        : table_(table), shape_(shape), source_(source) {}

    Table pivot(Diagnostics& diagnostics) {
        sort_rows();
        std::vector<std::size_t> kept;
        std::vector<std::string> names, dropped;
        for (std::size_t c = 0; c < table_.columns().size(); ++c) {
            if (shape_.is_part(c))
                continue;
            if (is_same_within_areas(c)) {
                kept.push_back(c);
                names.push_back(table_.columns()[c]);
            } else {
                dropped.push_back(table_.columns()[c]);
            }
        }
        const bool margins = shape_.margin || (shape_.low && shape_.high);
        for (const auto& [variable, type] : variables_) {
            names.push_back(name_of(variable, shape_, false, type));
            if (margins)
                names.push_back(name_of(variable, shape_, true, type));
        }
        Table wide(table_.name(), names);
        std::vector<std::string_view> cells;
        std::vector<std::string> intervals(variables_.size());
        for (std::size_t area = 0; area < first_rows_.size(); ++area) {
            cells.clear();
            for (const std::size_t c : kept)
                cells.push_back(table_.cell(first_rows_[area], c));
            for (std::size_t v = 0; v < variables_.size(); ++v) {
                const std::size_t row = place_[area * variables_.size() + v];
                cells.push_back(row == kNone ? std::string_view() : table_.cell(row, shape_.value));
                if (margins)
                    cells.push_back(row == kNone ? std::string_view() : margin(row, intervals[v]));
            }
            wide.add_row(cells);
        }
        number_rows(wide);
        report(names, dropped, diagnostics);
        return wide;
    }

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    void sort_rows() {
        std::unordered_map<std::string_view, std::size_t> areas;
        std::unordered_map<std::string, std::size_t> variables;
        std::vector<std::pair<std::size_t, std::size_t>> cell_of_row;
        std::string key;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const auto [area, is_new] =
                areas.emplace(trim(table_.cell(row, shape_.id)), first_rows_.size());
            if (is_new)
                first_rows_.push_back(row);
            areas_.push_back(area->second);
            const std::string_view variable = trim(table_.cell(row, shape_.variable));
            const std::string_view type =
                shape_.type ? trim(table_.cell(row, *shape_.type)) : std::string_view();
            if (variable.empty())
                throw Error(ErrorKind::Input, "a row names no variable",
                            {.where = fmt::format("{}, {}", table_.name(), table_.row_name(row)),
                             .hint = fmt::format("the table has one row per area and variable, and "
                                                 "column {} is empty here",
                                                 table_.columns()[shape_.variable])});
            key.assign(variable).append(1, '\n').append(type);
            const auto [place, new_variable] = variables.emplace(key, variables_.size());
            if (new_variable)
                variables_.emplace_back(variable, type);
            cell_of_row.emplace_back(area->second, place->second);
        }
        constexpr std::size_t most = 20'000; // more are no variables
        if (variables_.size() > most)
            throw Error(
                ErrorKind::Input,
                fmt::format("column {} names {} variables", table_.columns()[shape_.variable],
                            variables_.size()),
                {.where = table_.name(), .hint = "choose some: where = { variable = [\"...\"] }"});
        place_.assign(first_rows_.size() * variables_.size(), kNone);
        for (std::size_t row = 0; row < cell_of_row.size(); ++row) {
            const auto& [area, variable] = cell_of_row[row];
            std::size_t& place = place_[area * variables_.size() + variable];
            if (place != kNone)
                refuse_twice(place, row);
            place = row;
        }
    }

    [[noreturn]] void refuse_twice(std::size_t first, std::size_t second) const {
        std::string hint = "remove one of the two rows";
        for (std::size_t c = 0; c < table_.columns().size(); ++c)
            if (!shape_.is_part(c) && c != shape_.id &&
                table_.cell(first, c) != table_.cell(second, c)) {
                hint = fmt::format("they differ in column {}: choose with where = {{ \"{}\" = "
                                   "[\"{}\"] }} (also there: \"{}\")",
                                   table_.columns()[c], table_.columns()[c], table_.cell(second, c),
                                   table_.cell(first, c));
                break;
            }
        throw Error(ErrorKind::Input,
                    fmt::format("the table has one row per area and variable, and {} and {} both "
                                "hold \"{}\" of {}",
                                table_.row_name(first), table_.row_name(second),
                                trim(table_.cell(first, shape_.variable)),
                                trim(table_.cell(first, shape_.id))),
                    {.where = table_.name(), .hint = hint});
    }

    bool is_same_within_areas(std::size_t column) const {
        if (column == shape_.id)
            return true;
        for (std::size_t row = 0; row < table_.rows(); ++row)
            if (table_.cell(row, column) != table_.cell(first_rows_[areas_[row]], column))
                return false;
        return true;
    }

    std::string_view margin(std::size_t row, std::string& interval) const {
        if (shape_.margin)
            return table_.cell(row, *shape_.margin);
        const std::string_view low = trim(table_.cell(row, *shape_.low));
        const std::string_view high = trim(table_.cell(row, *shape_.high));
        interval =
            low.empty() && high.empty() ? std::string() : fmt::format("({:>4}, {:>4})", low, high);
        return interval;
    }

    /// An area is found at its first row.
    void number_rows(Table& wide) const {
        std::vector<std::uint32_t> numbers;
        bool lines = false;
        for (const std::size_t row : first_rows_) {
            const std::string name = table_.row_name(row);
            lines = name.starts_with("line");
            const auto number = parse_number(name.substr(name.find(' ') + 1));
            numbers.push_back(number ? static_cast<std::uint32_t>(*number) : 0);
        }
        wide.set_row_numbers(std::move(numbers),
                             lines ? Table::Numbering::Lines : Table::Numbering::SheetRows);
    }

    void report(const std::vector<std::string>& names, const std::vector<std::string>& dropped,
                Diagnostics& diagnostics) const {
        std::vector<std::string> made(
            names.end() -
                static_cast<long>(std::min<std::size_t>(
                    variables_.size() * (shape_.margin || shape_.low ? 2 : 1), names.size())),
            names.end());
        made.resize(std::min(made.size(), Finding::kMaxExamples));
        diagnostics.add(
            {Severity::Note, "one-row-per-variable", label_of(source_),
             fmt::format("{} rows of one variable each became {} rows with a column for each of "
                         "{} variables{}",
                         table_.rows(), first_rows_.size(), variables_.size(),
                         dropped.empty() ? std::string()
                                         : "; left out, because they differ within an area: " +
                                               join(dropped, ", ")),
             table_.rows(), std::move(made)});
    }

    const Table& table_;
    const LongShape& shape_;
    const SourceSpec& source_;
    std::vector<std::size_t> first_rows_;                                  ///< of each area
    std::vector<std::size_t> areas_;                                       ///< of each row
    std::vector<std::pair<std::string_view, std::string_view>> variables_; ///< and their type
    std::vector<std::size_t> place_; ///< row of each area and variable
};

} // namespace

Table one_row_per_area(Table table, const SourceSpec& source, Diagnostics& diagnostics) {
    const auto shape = shape_of(table, source);
    if (!shape || table.rows() == 0)
        return table;
    return LongTable(table, *shape, source).pivot(diagnostics);
}

bool is_one_row_per_variable(const Table& table, const SourceSpec& source) {
    return table.rows() > 0 && shape_of(table, source).has_value();
}

} // namespace tractwise::io

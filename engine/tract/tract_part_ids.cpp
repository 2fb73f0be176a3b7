// SPDX-License-Identifier: Apache-2.0
#include "engine/tract/tract_part_ids.hpp"
#include "engine/tract/area_id.hpp"
#include "engine/tract/row_counties.hpp"
#include "engine/tract/states.hpp"
#include "engine/tract/tract_number.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/tract/geoid.hpp"
#include "engine/tract/tract_set.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include <fmt/format.h>

namespace tractwise::tract {
namespace {

using NumberKind = TractNumber::Kind;

struct Row {
    std::optional<TractNumber> number; ///< nothing where the cell is no tract
    bool finer = false;                ///< a block group's name where tracts are asked for
};

struct Rows {
    std::vector<Row> rows;
    std::size_t of_kind[4] = {};
    std::size_t finer = 0;
    std::size_t count(NumberKind kind) const { return of_kind[static_cast<std::size_t>(kind)]; }
};

std::string_view cell_or_empty(const io::Table& table, std::size_t row,
                               const std::optional<std::size_t>& column) {
    return column ? table.cell(row, *column) : std::string_view();
}

Rows read_rows(const PartContext& in, const PartColumns& parts, RowCounties& counties) {
    Rows out;
    out.rows.reserve(in.table.rows());
    counties.reserve(in.table.rows());
    for (std::size_t r = 0; r < in.table.rows(); ++r) {
        const std::string_view text = in.table.cell(r, *parts.tract);
        std::string_view state = cell_or_empty(in.table, r, parts.state);
        std::string_view county = trim(cell_or_empty(in.table, r, parts.county));
        // "Camden County, New Jersey" in one cell.
        if (const auto comma = county.find(','); comma != std::string_view::npos) {
            if (!parts.state)
                state = trim(county.substr(comma + 1));
            county = trim(county.substr(0, comma));
        }
        Row row{parse_tract_number(text)};
        if (!row.number) {
            if (const auto name = parse_tract_name(text)) {
                row.number = name->number;
                row.finer = in.level == AreaLevel::Tract && !name->block_group.empty();
                if (!parts.county && !name->county.empty())
                    county = name->county;
                if (!parts.state && !name->state.empty())
                    state = name->state;
            }
        }
        if (row.finer) {
            row.number.reset();
            ++out.finer;
        }
        if (row.number) {
            ++out.of_kind[static_cast<std::size_t>(row.number->kind)];
            counties.add(state, county);
        } else {
            counties.add_none();
        }
        out.rows.push_back(row);
    }
    return out;
}

/// A column that tells the county of each row although its name does not say so: five digits of
/// the study's state or with the study's county among them, or names ("Camden County, New Jersey").
/// Overlooked, rows of other counties would pass for tracts of the study's only one.
std::optional<std::size_t> unnamed_county_column(const PartContext& in, std::size_t tract) {
    if (in.tracts == nullptr || in.tracts->counties().size() != 1)
        return std::nullopt;
    const std::string& own = in.tracts->counties().front().code;
    for (std::size_t c = 0; c < in.table.columns().size(); ++c) {
        const std::string name = to_lower(in.table.columns()[c]);
        if (c == tract || name.find("zip") != std::string::npos ||
            name.find("zcta") != std::string::npos || name.find("postal") != std::string::npos)
            continue;
        std::size_t filled = 0, codes = 0, of_state = 0, own_codes = 0, names = 0;
        visit_sample(in.table.rows(), 1000, [&](std::size_t row) {
            const std::string_view cell = trim(in.table.cell(row, c));
            if (cell.empty())
                return;
            ++filled;
            const auto id = parse_geoid(cell, AreaLevel::County);
            if (id.status == ParsedGeoid::Status::Good && is_state_code(state_of(id.id))) {
                ++codes;
                of_state += state_of(id.id) == state_of(own);
                own_codes += id.id == own;
            }
            const std::string county = to_lower(trim(cell.substr(0, cell.find(','))));
            for (const std::string_view word : {" county", " parish", " borough", " census area",
                                                " municipio", " planning region"})
                names += county.ends_with(word);
        });
        if (filled > 0 && names * 10 >= filled * 9)
            return c;
        if (filled > 0 && codes * 10 >= filled * 9 && (own_codes > 0 || of_state == codes))
            return c;
    }
    return std::nullopt;
}

PartColumns with_county(const PartContext& in, PartColumns parts) {
    if (parts.county || in.source.county.size() == 5)
        return parts;
    parts.county = unnamed_county_column(in, *parts.tract);
    return parts;
}

/// How many different tracts of the study the short cells name under one reading.
std::size_t known_tracts(const PartContext& in, const Rows& rows, const RowCounties& counties,
                         bool numbers) {
    std::unordered_set<std::string> known;
    for (std::size_t r = 0; r < rows.rows.size(); ++r) {
        const Row& row = rows.rows[r];
        if (!row.number || row.number->kind != NumberKind::Short || counties.of(r).empty())
            continue;
        std::string id = std::string(counties.of(r)) + tract_code(*row.number, numbers);
        if (in.tracts->find(id))
            known.insert(std::move(id));
    }
    return known.size();
}

std::size_t different_short_cells(const PartContext& in, const PartColumns& parts,
                                  const Rows& rows) {
    std::unordered_set<std::string_view> cells;
    for (std::size_t r = 0; r < rows.rows.size(); ++r)
        if (rows.rows[r].number && rows.rows[r].number->kind == NumberKind::Short)
            cells.insert(trim(in.table.cell(r, *parts.tract)));
    return cells.size();
}

/// True where "101" is the number 101, false where it is the code 000101. Error where both may be.
bool short_is_number(const PartContext& in, const PartColumns& parts, const Rows& rows,
                     const RowCounties& counties) {
    if (rows.count(NumberKind::Short) == 0)
        return false;
    const bool points = rows.count(NumberKind::Number) + rows.count(NumberKind::Cut) > 0;
    const bool codes = rows.count(NumberKind::Code) > 0;
    if (points != codes)
        return points;
    const std::string& column = in.table.columns()[*parts.tract];
    if (!points && means_code(column))
        return false;
    std::size_t as_code = 0, as_number = 0;
    if (in.tracts != nullptr) {
        as_code = known_tracts(in, rows, counties, false);
        as_number = known_tracts(in, rows, counties, true);
        if (as_code == 0 && as_number == 0)
            return points;
        // One reading alone is believed where it explains most of the rows, or most of the study.
        const std::size_t best = std::max(as_code, as_number);
        const bool explains =
            best * 2 >= different_short_cells(in, parts, rows) || best * 2 >= in.tracts->size();
        if ((as_code == 0 || as_number == 0) && explains)
            return as_code == 0;
    }
    std::size_t at = 0;
    while (rows.rows[at].number ? rows.rows[at].number->kind != NumberKind::Short : true)
        ++at;
    const TractNumber& number = *rows.rows[at].number;
    throw Error(
        ErrorKind::Input,
        fmt::format("\"{}\" in column {} may be the tract number {} (code {}) or the code {}{}",
                    trim(in.table.cell(at, *parts.tract)), column, number.value,
                    tract_code(number, true), tract_code(number, false),
                    in.tracts == nullptr
                        ? std::string()
                        : fmt::format(": read as numbers {} tracts of the study are found, read as "
                                      "codes {}",
                                      as_number, as_code)),
        {.where = fmt::format("{}, {}", in.table.name(), in.table.row_name(at)),
         .hint = "write codes with six digits (000101) or numbers with their decimals in every row "
                 "(101.00, 1.01); a column named TRACTCE is read as codes"});
}

std::optional<std::string> digits_of(std::string_view text, std::size_t width) {
    text = trim(text);
    if (const auto point = text.find('.');
        point != std::string_view::npos &&
        text.find_first_not_of('0', point + 1) == std::string_view::npos)
        text = text.substr(0, point);
    if (text.empty() || text.size() > width || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    return std::string(width - text.size(), '0') + std::string(text);
}

/// Numbers that were given to the only county of the study have to be found there.
void check_assumption(const PartContext& in, const RowIds& ids, const RowCounties& counties) {
    if (counties.assumed().empty() || in.tracts == nullptr || in.level != AreaLevel::Tract)
        return;
    for (const std::string& prefix : in.tracts->region().prefixes)
        if (prefix.size() > 5)
            return; // a study of some tracts: the others of the county are not known
    std::unordered_set<std::string_view> all;
    std::size_t known = 0;
    for (const std::string& id : ids.ids)
        if (!id.empty() && all.insert(id).second)
            known += in.tracts->find(id).has_value();
    if (known * 2 < all.size())
        throw Error(
            ErrorKind::Input,
            fmt::format("{} of the {} tracts named in column {} are not among the tracts of "
                        "{}: the rows are probably of another county",
                        all.size() - known, all.size(), ids.column, counties.assumed()),
            {.where = in.table.name(),
             .hint = "say the county of the rows in this source: county = \"SSCCC\" (its "
                     "five digits), or add columns of state and county"});
}

void report(const PartContext& in, const RowIds& ids, const Rows& rows, bool numbers,
            const RowCounties& counties) {
    const std::string& file = in.table.name();
    if (rows.finer > 0)
        in.diagnostics.add({Severity::Note,
                            "other-areas",
                            file,
                            fmt::format("rows of other areas than tracts stand in column {} and "
                                        "were left out: {} of block groups",
                                        ids.column, rows.finer),
                            rows.finer,
                            {}});
    if (!counties.assumed().empty())
        in.diagnostics.add({Severity::Warning,
                            "county-assumed",
                            file,
                            fmt::format("column {} names tracts without a county code; they were "
                                        "taken as tracts of {}",
                                        ids.column, counties.assumed()),
                            counties.rows_assumed(),
                            {}});
    if (counties.rows_elsewhere() > 0)
        in.diagnostics.add({Severity::Note, "other-county", file,
                            "rows of counties that the study does not have were left out",
                            counties.rows_elsewhere(), counties.names_elsewhere()});
    if (numbers || rows.count(NumberKind::Number) > 0)
        in.diagnostics.add({Severity::Note,
                            "tract-numbers",
                            file,
                            fmt::format("column {} holds tract numbers, not codes: 1.01 is 000101, "
                                        "101 is 010100",
                                        ids.column),
                            rows.count(NumberKind::Number) + rows.count(NumberKind::Short),
                            {}});
}

} // namespace

RowIds ids_from_parts(const PartContext& in, const PartColumns& given) {
    const PartColumns parts = with_county(in, given);
    std::vector<std::string> names;
    for (const std::size_t column : parts.all())
        names.push_back(in.table.columns()[column]);
    RowIds result{{}, join(names, " + "), in.level};
    result.ids.reserve(in.table.rows());

    RowCounties counties(in.source, in.tracts);
    const Rows rows = read_rows(in, parts, counties);
    counties.resolve(in.table, in.table.columns()[*parts.tract]);
    const bool numbers = short_is_number(in, parts, rows, counties);

    Finding odd{Severity::Warning,
                "not-an-id",
                in.table.name(),
                fmt::format("cells of columns {} do not make {} ids; these rows are left out of "
                            "the join",
                            result.column, name_of(in.level)),
                0,
                {}};
    Finding cut{Severity::Warning,
                "tract-number-cut",
                in.table.name(),
                fmt::format("tract numbers in column {} have one decimal: a spreadsheet writes "
                            "1.10 so, and they were read so",
                            result.column),
                0,
                {}};
    const bool two_decimals = rows.count(NumberKind::Number) > 0;
    for (std::size_t r = 0; r < in.table.rows(); ++r) {
        const Row& row = rows.rows[r];
        const std::string_view county = counties.of(r);
        std::string id;
        if (row.number && !county.empty()) {
            id = std::string(county) + tract_code(*row.number, numbers);
            // "1.1" alone may be 1.01 that somebody wrote so: only beside 1.01, or known.
            if (row.number->kind == NumberKind::Cut) {
                if (two_decimals || (in.tracts != nullptr && in.tracts->find(id))) {
                    ++cut.count;
                    if (cut.examples.size() < Finding::kMaxExamples)
                        cut.examples.emplace_back(in.table.cell(r, *parts.tract));
                } else {
                    id.clear();
                }
            }
            for (const auto& [column, width] : {std::pair(parts.block_group, std::size_t{1}),
                                                std::pair(parts.block, std::size_t{4})})
                if (column && !id.empty()) {
                    const auto more = digits_of(in.table.cell(r, *column), width);
                    id = more ? id + *more : std::string();
                }
        }
        if (id.empty() && (row.finer || (row.number && county.empty()))) {
            ++result.elsewhere;
        } else if (id.empty()) {
            ++odd.count;
            if (odd.examples.size() < Finding::kMaxExamples)
                odd.examples.push_back(fmt::format("{} (\"{}\")", in.table.row_name(r),
                                                   in.table.cell(r, *parts.tract)));
        }
        result.ids.push_back(std::move(id));
    }
    if (counties.rows_elsewhere() > 0 && counties.rows_elsewhere() == result.elsewhere &&
        std::all_of(result.ids.begin(), result.ids.end(),
                    [](const auto& id) { return id.empty(); }))
        throw Error(
            ErrorKind::Input,
            fmt::format("no row of columns {} lies in a county of the study", result.column),
            {.where = in.table.name(),
             .hint = "they are of " + join(counties.names_elsewhere(), "; ")});
    check_assumption(in, result, counties);
    report(in, result, rows, numbers, counties);
    if (cut.count > 0)
        in.diagnostics.add(std::move(cut));
    if (odd.count > 0)
        in.diagnostics.add(std::move(odd));
    return result;
}

} // namespace tractwise::tract

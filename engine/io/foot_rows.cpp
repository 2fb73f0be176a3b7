// SPDX-License-Identifier: Apache-2.0
#include "engine/io/foot_rows.hpp"

#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tractwise::io {
namespace {

/// "Total", "Grand total", "Philadelphia County total", "Total for the county".
bool says_total(std::string_view cell, bool certain_words_only) {
    std::string text = to_lower(trim(cell));
    while (!text.empty() && (text.back() == ':' || text.back() == '.' || text.back() == ' '))
        text.pop_back();
    for (const std::string_view word : {"total", "totals", "grand total", "subtotal", "sum"})
        if (text == word)
            return true;
    for (const std::string_view ending : {" county total", " city total", " state total"})
        if (text.ends_with(ending))
            return true;
    if (certain_words_only)
        return false;
    for (const std::string_view word : {"average", "mean", "median", "minimum", "maximum",
                                        "all tracts", "all areas", "all census tracts", "overall"})
        if (text == word)
            return true;
    for (const std::string_view ending :
         {" total", " totals", " subtotal", " average", " mean", " median"})
        if (text.ends_with(ending))
            return true;
    for (const std::string_view beginning : {"total ", "total,", "total:", "total -", "totals ",
                                             "grand total", "average of", "sum of ", "subtotal"})
        if (text.starts_with(beginning))
            return true;
    return false;
}

GridRow cells_of(const Table& table, std::size_t row) {
    GridRow cells;
    for (std::size_t c = 0; c < table.columns().size(); ++c)
        cells.push_back(table.cell(row, c));
    return cells;
}

/// A row without an id (blank, or "Philadelphia County") whose counts are what the rows above add up
/// to.
bool is_sum(const Table& table, std::size_t row, std::size_t id_column) {
    const std::string_view id = table.cell(row, id_column);
    if (row < 2 || is_area_id(id) || looks_numeric(id))
        return false;
    std::size_t sums = 0;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        const std::string_view cell = table.cell(row, c);
        if (c == id_column || is_blank(cell))
            continue;
        const double value = parse_cell(cell).value;
        if (std::isnan(value))
            return false;
        if (value != std::floor(value) || value == 0)
            continue; // rates do not add up
        double sum = 0;
        for (std::size_t r = 0; r < row; ++r)
            if (const double v = parse_cell(table.cell(r, c)).value; !std::isnan(v))
                sum += v;
        if (sum == value)
            ++sums;
        else
            return false;
    }
    return sums > 0;
}

class FootRows {
public:
    FootRows(Table& table, std::string source)
        : table_(table), source_(std::move(source)), keep_(table.rows(), true) {}

    void look(std::optional<std::size_t> id_column) {
        std::size_t row = table_.rows();
        constexpr std::size_t most = 500;
        while (row > 1 && table_.rows() - row < most) {
            const GridRow cells = cells_of(table_, row - 1);
            RowKind kind = kind_of_row(cells, id_column);
            if (kind == RowKind::Data && id_column && is_sum(table_, row - 1, *id_column))
                kind = RowKind::Total;
            if (kind == RowKind::Data)
                break;
            leave_out(row - 1, cells, kind);
            --row;
        }
        std::reverse(notes_.begin(), notes_.end());
        std::reverse(totals_.begin(), totals_.end());
        if (!id_column)
            return;
        for (std::size_t r = 0; r < row; ++r) { // subtotals between counties, a total on top
            const std::string_view id = table_.cell(r, *id_column);
            if ((!id.empty() && id.front() >= '0' && id.front() <= '9') || is_area_id(id))
                continue;
            const GridRow cells = cells_of(table_, r);
            if (kind_of_row(cells, id_column) == RowKind::Total)
                leave_out(r, cells, RowKind::Total);
        }
    }

    void finish(Diagnostics& diagnostics) {
        if (notes_.empty() && totals_.empty())
            return;
        add_foot_findings(std::move(notes_), std::move(totals_), source_, diagnostics);
        table_.keep(keep_);
    }

private:
    void leave_out(std::size_t row, const GridRow& cells, RowKind kind) {
        keep_[row] = false;
        (kind == RowKind::Note ? notes_ : totals_)
            .push_back(fmt::format("{}: {}", table_.row_name(row), quoted_row(cells)));
    }

    Table& table_;
    std::string source_;
    std::vector<bool> keep_;
    std::vector<std::string> notes_, totals_;
};

} // namespace

bool begins_like_a_note(std::string_view cell) {
    const std::string text = to_lower(trim(cell));
    for (const std::string_view beginning : {"source:",
                                             "sources:",
                                             "source -",
                                             "source (",
                                             "note:",
                                             "notes:",
                                             "note -",
                                             "notes -",
                                             "note. ",
                                             "data source",
                                             "data:",
                                             "footnote",
                                             "prepared by",
                                             "produced by",
                                             "created by",
                                             "compiled by",
                                             "last updated",
                                             "updated:",
                                             "suppressed",
                                             "* ",
                                             "** ",
                                             "*:",
                                             "†",
                                             "‡",
                                             "#",
                                             "[1]",
                                             "(1) ",
                                             "(a) ",
                                             "1/ ",
                                             "a/ ",
                                             "disclaimer",
                                             "definition",
                                             "--",
                                             "===",
                                             "___",
                                             "citation",
                                             "suggested citation",
                                             "margin of error",
                                             "margins of error",
                                             "for more ",
                                             "for questions",
                                             "contact:",
                                             "exported ",
                                             "generated ",
                                             "end of ",
                                             "copyright",
                                             "©"})
        if (text.starts_with(beginning))
            return true;
    if (text == "note" || text == "notes" || text == "source" || text == "sources")
        return true;
    const bool starred = text.size() > 4 && text.front() == '*';
    return starred || text.starts_with("source ") || text.starts_with("note ");
}

RowKind kind_of_row(const GridRow& cells, std::optional<std::size_t> id_column) {
    const std::size_t filled = filled_cells(cells);
    if (filled == 0)
        return RowKind::Data;
    const auto first =
        std::find_if(cells.begin(), cells.end(), [](auto cell) { return !is_blank(cell); });
    if (id_column) {
        if (*id_column < cells.size() && is_area_id(cells[*id_column]))
            return RowKind::Data;
        const bool with_id = *id_column < cells.size() && looks_numeric(cells[*id_column]);
        if (with_id) // an id that is not understood is for those who join to judge
            return RowKind::Data;
        if (filled == 1 && !looks_numeric(*first))
            return says_total(*first, false) ? RowKind::Total : RowKind::Note;
        // "Total Health Clinic" without a tract is a place: outside the id column only a text that
        // is no name will do, among numbers.
        std::size_t texts = 0;
        bool total = false;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (is_blank(cells[c]) || looks_numeric(cells[c]))
                continue;
            ++texts;
            total = total ||
                    (c == *id_column ? says_total(cells[c], false) : says_total(cells[c], true));
        }
        if (total && texts <= 2)
            return RowKind::Total;
        return begins_like_a_note(*first) ? RowKind::Note : RowKind::Data;
    }
    if (filled == 1 && cells.size() > 1 && begins_like_a_note(*first))
        return RowKind::Note;
    const bool only_numbers = std::all_of(first + 1, cells.end(), [](std::string_view cell) {
        return is_blank(cell) || looks_numeric(cell);
    });
    return cells.size() > 1 && only_numbers && says_total(*first, true) ? RowKind::Total
                                                                        : RowKind::Data;
}

std::optional<std::size_t> column_of_area_ids(const Table& table) {
    constexpr std::size_t looked_at = 30, foot = 4;
    const std::size_t rows = std::min(table.rows(), looked_at);
    if (rows == 0)
        return std::nullopt;
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t c = 0; c < table.columns().size(); ++c) {
        std::size_t filled = 0, ids = 0, end = rows;
        // The last rows of a short table may be its foot.
        while (rows == table.rows() && end > 1 && rows - end < foot &&
               !is_area_id(table.cell(end - 1, c)))
            --end;
        for (std::size_t r = 0; r < end; ++r) {
            const std::string_view cell = table.cell(r, c);
            filled += !is_blank(cell) && !says_total(cell, false) && !begins_like_a_note(cell);
            ids += is_area_id(cell);
        }
        if (ids > most && ids * 10 >= filled * 9 && ids * 2 > rows) {
            best = c;
            most = ids;
        }
    }
    return best;
}

void add_foot_findings(std::vector<std::string> notes, std::vector<std::string> totals,
                       const std::string& source, Diagnostics& diagnostics) {
    const auto add = [&](const char* code, const char* message, std::vector<std::string> rows) {
        const std::size_t count = rows.size();
        if (count == 0)
            return;
        rows.resize(std::min(count, Finding::kMaxExamples));
        diagnostics.add({Severity::Note, code, source, message, count, std::move(rows)});
    };
    add("notes-below", "rows below the table are notes and were left out", std::move(notes));
    add("total-rows", "rows are totals of other rows and were left out", std::move(totals));
}

void leave_out_foot_rows(Table& table, const std::string& source, Diagnostics& diagnostics) {
    if (table.rows() < 2 || to_lower(trim(table.columns().front())).starts_with("label"))
        return; // the lines of a table view may well be called "Total"
    FootRows rows(table, source);
    rows.look(column_of_area_ids(table));
    rows.finish(diagnostics);
}

} // namespace tractwise::io

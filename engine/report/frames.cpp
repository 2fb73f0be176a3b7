// SPDX-License-Identifier: Apache-2.0
#include "engine/report/frames.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

/// Collects why cells are empty, row by row.
class MissingNotes {
public:
    explicit MissingNotes(std::size_t rows) : notes_(rows) {}

    void add(const tract::Column& column) {
        for (std::size_t r = 0; r < column.values.size(); ++r)
            if (std::isnan(column.values[r])) {
                const io::Missing why = column.reason(r) == io::Missing::None
                                            ? io::Missing::Dependent
                                            : column.reason(r);
                if (!notes_[r].empty())
                    notes_[r] += "; ";
                notes_[r] += fmt::format("{}={}", column.info.name, name_of(why));
            }
    }
    Texts take() { return std::move(notes_); }

private:
    Texts notes_;
};

void add_column(io::OutTable& table, const tract::Column& column) {
    const std::string unit = column.info.unit.empty() ? "" : " (" + column.info.unit + ")";
    table.columns.push_back({column.info.name, column.info.label + unit, column.values});
    if (!column.margin.empty())
        table.columns.push_back({column.info.name + "_moe",
                                 "Margin of error, 90 %: " + column.info.label + unit,
                                 column.margin});
}

Numbers as_numbers(const auto& integers, bool zero_is_missing) {
    Numbers numbers;
    numbers.reserve(integers.size());
    for (const auto value : integers)
        numbers.push_back(zero_is_missing && value == 0 ? std::nan("")
                                                        : static_cast<double>(value));
    return numbers;
}

Texts reasons_of(const index::IndexResult& index) {
    Texts reasons;
    for (std::size_t r = 0; r < index.rows(); ++r)
        reasons.push_back(index.reason[r] == io::Missing::None
                              ? std::string()
                              : std::string(name_of(index.reason[r])));
    return reasons;
}

void add_score(io::OutTable& table, const index::IndexResult& index, const std::string& prefix) {
    table.columns.push_back({prefix + "score", index.recipe.title + ": score", index.score});
    table.columns.push_back({prefix + "percentile",
                             "Share of ranked areas in the reference that are better off (0 to 1)",
                             index.percentile});
    table.columns.push_back({prefix + "rank", "1 = worst off in the reference; ties share a rank",
                             as_numbers(index.rank, true)});
    table.columns.push_back({prefix + "n_present",
                             fmt::format("Indicators with a value, of {}", index.n_indicators),
                             as_numbers(index.n_present, false)});
    table.columns.push_back(
        {prefix + "reason", "Why the area is not ranked; empty where it is", reasons_of(index)});
}

void add_contributions(io::OutTable& table, const index::IndexResult& index,
                       const std::string& prefix) {
    for (std::size_t p = 0; p < index.parts.size(); ++p) {
        const Numbers values = index.contributions(p);
        if (std::all_of(values.begin(), values.end(), [](double v) { return std::isnan(v); }))
            continue; // a product has no shares
        table.columns.push_back(
            {prefix + index.parts[p].name,
             fmt::format("Part of the score that comes from {}", index.parts[p].label), values});
    }
}

// A name used twice (an indicator column that a layer and the recipe both write) keeps its first
// place.
void drop_repeated_names(io::OutTable& table) {
    Texts seen;
    std::erase_if(table.columns, [&](const io::OutColumn& column) {
        if (std::find(seen.begin(), seen.end(), column.name) != seen.end())
            return true;
        seen.push_back(column.name);
        return false;
    });
}

} // namespace

io::OutTable tract_frame(const study::Results& results) {
    const tract::TractSet& tracts = *results.tracts;
    io::OutTable table;
    table.name = "indices";
    table.description = results.study.title;
    Texts names;
    for (std::size_t t = 0; t < tracts.size(); ++t)
        names.push_back(tracts.name(t));
    table.columns.push_back(
        {"geoid", fmt::format("Census tract, {} boundaries", tracts.vintage()), tracts.geoids()});
    table.columns.push_back({"name", "Name of the tract", std::move(names)});

    MissingNotes missing(tracts.size());
    if (results.index) {
        const std::string prefix = results.index->recipe.id + "_";
        add_score(table, *results.index, prefix);
        add_contributions(table, *results.index, prefix + "part_");
        for (const tract::Column& column : results.index->columns()) {
            add_column(table, column);
            missing.add(column);
        }
    }
    for (const auto& column : results.table->columns()) {
        if (!study::has_source(*column))
            continue;
        add_column(table, *column);
        missing.add(*column);
    }
    table.columns.push_back(
        {"missing", "Why cells of this row are empty: column=reason", missing.take()});
    drop_repeated_names(table);
    return table;
}

io::OutTable index_frame(const index::IndexResult& index, const tract::TractTable& source,
                         const std::string& id_name) {
    io::OutTable table;
    table.name = index.recipe.id;
    table.description = index.recipe.title;
    table.columns.push_back({id_name, "Area id", source.ids()});
    MissingNotes missing(source.rows());
    for (const tract::Column& column : index.columns()) {
        // Published recipes name their own margin columns; the generic _moe twin would only repeat
        // them.
        table.columns.push_back({column.info.name, column.info.label, column.values});
        missing.add(column);
    }
    add_score(table, index, "");
    add_contributions(table, index, "contribution_");
    table.columns.push_back(
        {"missing", "Why cells of this row are empty: column=reason", missing.take()});
    drop_repeated_names(table);
    return table;
}

io::OutTable audit_frame(const study::Results& results) {
    Texts source, file, id_column, vintage;
    Numbers read, matched, renumbered, outside, without_id, closed, duplicate, unmatched,
        tracts_without, people_read, people_matched;
    for (const tract::JoinAudit& a : results.audits) {
        source.push_back(a.source);
        file.push_back(a.file.substr(a.file.find_last_of('/') + 1));
        id_column.push_back(a.id_column);
        vintage.push_back(a.vintage == 0 ? "" : std::to_string(a.vintage));
        read.push_back(static_cast<double>(a.rows_read));
        matched.push_back(static_cast<double>(a.rows_matched));
        renumbered.push_back(static_cast<double>(a.rows_renumbered));
        outside.push_back(static_cast<double>(a.rows_outside));
        without_id.push_back(static_cast<double>(a.rows_without_id));
        closed.push_back(static_cast<double>(a.rows_closed));
        duplicate.push_back(static_cast<double>(a.rows_duplicate));
        unmatched.push_back(static_cast<double>(a.unmatched_rows.size()));
        tracts_without.push_back(static_cast<double>(a.tracts_without.size()));
        people_read.push_back(a.people_read);
        people_matched.push_back(a.people_matched);
    }
    return {"audit",
            "What became of every row of every source",
            {{"source", "Source id in the study", source},
             {"file", "File", file},
             {"id_column", "Column(s) the ids came from", id_column},
             {"vintage", "Declared tract vintage", vintage},
             {"rows_read", "Rows in the file", read},
             {"rows_matched", "Rows used", matched},
             {"rows_renumbered", "Of these, brought over from another code of the same area",
              renumbered},
             {"rows_outside", "Rows of other counties, or places outside the region", outside},
             {"rows_without_id", "Rows without a usable id or place", without_id},
             {"rows_closed", "Places that are closed, or not open yet", closed},
             {"rows_duplicate", "Repeated rows that agree; one was kept", duplicate},
             {"rows_unmatched", "Rows of the region whose id no tract has", unmatched},
             {"tracts_without_row", "Tracts that no row has", tracts_without},
             {"people_read", "People in the region's rows, where the source counts people",
              people_read},
             {"people_matched", "Of these, in rows that were used", people_matched}}};
}

io::OutTable unmatched_frame(const study::Results& results) {
    Texts source, kind, geoid, why;
    Numbers rows;
    const auto add = [&](const tract::JoinAudit& audit, const char* what, std::string id,
                         std::size_t count, std::string reason) {
        source.push_back(audit.source);
        kind.emplace_back(what);
        geoid.push_back(std::move(id));
        rows.push_back(static_cast<double>(count));
        why.push_back(std::move(reason));
    };
    for (const tract::JoinAudit& a : results.audits) {
        for (const std::string& id : a.unmatched_rows)
            add(a, "row without tract", id, 1, "no tract of the study has this id");
        for (const std::string& row : a.without_id)
            add(a, "row without id", "", 1, row + " has no usable id");
        if (a.rows_without_id > a.without_id.size())
            add(a, "row without id", "", a.rows_without_id - a.without_id.size(),
                a.without_id.empty() ? "no usable id or place"
                                     : "further rows without a usable id");
        // A national table has tens of thousands of rows outside: one line for each county.
        std::size_t listed = 0;
        for (const auto& [county, count] : a.outside) {
            add(a, "row outside the region", county, count,
                "rows of this county; the study is about others");
            listed += count;
        }
        if (a.rows_outside > listed)
            add(a, "row outside the region", "", a.rows_outside - listed,
                "places in no tract of the study");
        for (const std::string& id : a.tracts_without)
            add(a, "tract without row", id, 0, "the source has no row of this tract");
    }
    return {"unmatched",
            "Every row that found no tract, and every tract that found no row",
            {{"source", "Source id in the study", source},
             {"kind", "Which side stands alone", kind},
             {"geoid", "Id; of rows outside the region, their county", geoid},
             {"rows", "Rows that this line stands for", rows},
             {"why", "Why they found no partner", why}}};
}

io::OutTable findings_frame(const study::Results& results) {
    Texts severity, code, source, message, examples;
    Numbers count;
    for (const Finding& f : results.diagnostics.findings()) {
        severity.push_back(to_string(f.severity));
        code.push_back(f.code);
        source.push_back(f.source.substr(f.source.find_last_of('/') + 1));
        message.push_back(f.message);
        count.push_back(static_cast<double>(f.count));
        examples.push_back(join(f.examples, "; "));
    }
    return {"findings",
            "Doubtful data that was found, and what was done about it",
            {{"severity", "", severity},
             {"code", "", code},
             {"source", "", source},
             {"count", "", count},
             {"message", "", message},
             {"examples", "", examples}}};
}

} // namespace tractwise::report

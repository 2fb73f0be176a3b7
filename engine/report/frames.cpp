// SPDX-License-Identifier: Apache-2.0
#include "engine/report/frames.hpp"

#include "engine/core/text.hpp"
#include "engine/index/columns.hpp"
#include "engine/report/described_columns.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tractwise::report {
namespace {

using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

} // namespace

io::OutTable tract_frame(const study::Results& results) {
    return {"indices", results.study.title, out_columns(tract_columns(results))};
}

io::OutTable index_frame(const index::PlainIndex& found) {
    const std::shared_ptr<const index::IndexResult> index = found.index;
    DescribedColumns columns(index->rows());
    columns.add_text(found.id_column, "Area id", found.areas.ids());
    if (!found.other_release.empty())
        columns.add_text("method", "What the numbers are",
                         std::vector<std::string>(index->rows(), found.other_release));
    // Published recipes name their own margin columns; the generic _moe twin would only repeat them.
    for (const tract::Column& column : index->columns())
        columns.add(column, DescribedColumns::Margins::Left, DescribedColumns::Missing::Noted);
    const index::ColumnNames names{.prefix = "", .parts = "contribution_"};
    for (const tract::TableColumn& column : index::score_columns(index, names, 0)) {
        columns.add(*column, DescribedColumns::Margins::Left,
                    DescribedColumns::Missing::SaidElsewhere);
        if (column.info().name == names.n_present())
            columns.add_text(names.reason(), kReasonLabel, reason_texts(*index));
    }
    columns.add_missing();
    return {index->recipe.id, index->recipe.title, out_columns(columns.take())};
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

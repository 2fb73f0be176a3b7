// SPDX-License-Identifier: Apache-2.0
#include "layers/designations/designations.hpp"

#include "engine/core/error.hpp"
#include "engine/core/numbers.hpp"
#include "engine/core/text.hpp"
#include "engine/layer/layer_columns.hpp"
#include "engine/layer/table_layer.hpp"
#include "engine/tract/join.hpp"
#include "layers/designations/area_list.hpp"
#include "layers/designations/hrsa_list.hpp"
#include "layers/designations/list_coverage.hpp"
#include "layers/designations/member_column.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

tract::JoinAudit audit_of(const io::SourceSpec& spec, const io::Table& table,
                          std::string id_column) {
    tract::JoinAudit audit;
    audit.source = spec.id;
    audit.file = io::shown_path(spec);
    audit.id_column = std::move(id_column);
    audit.vintage = spec.vintage.value_or(0);
    audit.rows_read = table.rows();
    audit.people_read = audit.people_matched = kNaN;
    return audit;
}

/// Rows of the table "designations".
struct Named {
    std::vector<std::string> tract, list, id, name, type, people, status, area;
    std::vector<double> score;
    std::set<std::tuple<std::uint32_t, std::string, std::string>> seen;

    void add(const tract::TractSet& tracts, std::uint32_t t, const std::string& of_list,
             const HrsaRow& row) {
        // A designation of several components names a tract once.
        if (!seen.emplace(t, of_list, row.id + row.name).second)
            return;
        tract.push_back(tracts.geoid(t));
        list.push_back(of_list);
        id.push_back(row.id);
        name.push_back(row.name);
        type.push_back(row.type);
        people.push_back(row.people);
        status.push_back(row.status_text);
        area.emplace_back(row.area.kind == ListedArea::Kind::County ? "county" : "tract");
        score.push_back(row.score);
    }
    io::OutTable table() && {
        return {"designations",
                "Shortage areas and underserved areas that tracts lie in: a row per tract and "
                "designation",
                {{"tract", "tract", std::move(tract)},
                 {"list", "the column that it counts for", std::move(list)},
                 {"designation_id", "HRSA's id", std::move(id)},
                 {"name", "name of the designation", std::move(name)},
                 {"type", "designation type", std::move(type)},
                 {"population", "population group, where it is one", std::move(people)},
                 {"status", "designated, or proposed for withdrawal", std::move(status)},
                 {"listed_as", "whether the tract or its county is listed", std::move(area)},
                 {"score", "HPSA score, or IMU", std::move(score)}}};
    }
};

/// One kind of designation and its columns; nullptr: there is none. HPSAs have a column for both
/// kinds together, underserved areas and populations are two programs.
struct DesignationKind {
    const char *any, *everybody, *groups, *score;
    const char* what;
    bool highest_is_worst;

    const char* column_of(const HrsaRow& row) const {
        return any != nullptr ? any : row.for_everybody ? everybody : groups;
    }
};

class Lists {
public:
    Lists(const layer::LayerFile& file, const layer::LayerContext& in)
        : in_(in), made_(file, in, "") {}

    void hrsa(const std::vector<HrsaList>& lists, const std::vector<const HrsaRow*>& rows,
              const DesignationKind& kind) {
        if (rows.empty())
            return;
        AreaFlags any(in_.tracts), everybody(in_.tracts), groups(in_.tracts);
        Coverage coverage;
        for (const HrsaRow* row : rows)
            coverage.add(row->area, row->state);
        for (AreaFlags* flags : {&any, &everybody, &groups})
            coverage.tell(*flags);
        std::vector<double> score(in_.tracts.size(), kNaN);
        std::set<std::string> leaving;
        for (const HrsaRow* row : rows) {
            if (!row->counts())
                continue;
            const auto tracts = any.list(row->area);
            (row->for_everybody ? everybody : groups).list(row->area);
            for (const std::uint32_t t : tracts) {
                named_.add(in_.tracts, t, kind.column_of(*row), *row);
                if (std::isnan(score[t]) ||
                    (kind.highest_is_worst ? row->score > score[t] : row->score < score[t]))
                    score[t] = row->score;
            }
            if (!tracts.empty() && row->status == HrsaRow::Status::Proposed)
                leaving.insert(row->name);
        }
        const io::SourceSpec& spec = *lists[rows.front()->list].spec;
        report_coverage(any, coverage, kind.what, spec, in_);
        if (!leaving.empty())
            in_.diagnostics.add({Severity::Warning,
                                 "proposed-for-withdrawal",
                                 spec.id,
                                 std::string(kind.what) +
                                     " are proposed for withdrawal; they stay designated until the "
                                     "next notice in the Federal Register and count",
                                 leaving.size(),
                                 {leaving.begin(), leaving.end()}});
        std::set<std::string> titles;
        for (const HrsaRow* row : rows)
            titles.insert(io::title_of(*lists[row->list].spec));
        const std::string source =
            join(std::vector<std::string>(titles.begin(), titles.end()), " + ");
        for (const auto& [name, flags] :
             {std::pair{kind.any, &any}, {kind.everybody, &everybody}, {kind.groups, &groups}})
            if (name != nullptr)
                made_.add(name, flags->values(), io::Missing::NoRow).info.source = source;
        tract::Column& scores = made_.add(kind.score, std::move(score), io::Missing::NoRow);
        scores.info.source = source;
        const std::vector<double> listed = any.values();
        for (std::size_t t = 0; t < listed.size(); ++t)
            if (std::isnan(scores.values[t]))
                scores.set_missing(t, std::isnan(listed[t]) ? io::Missing::NoRow
                                      : listed[t] == 0      ? io::Missing::NotApplicable
                                                            : io::Missing::Empty);
    }

    /// HUD's and other lists of tracts.
    void tracts(const std::string& id, const char* name, const char* what, ListMatter matter) {
        const io::SourceSpec& spec = in_.sources.spec(id);
        const auto table = in_.sources.table(id);
        const tract::RowIds ids = ids_of(*table, spec);
        const Members said = read_members(*table, spec, matter, in_.diagnostics);
        AreaFlags flags(in_.tracts);
        Coverage coverage;
        Strangers strangers(in_.tracts);
        tract::JoinAudit audit = audit_of(spec, *table, ids.column);
        std::map<std::string_view, std::size_t> seen; // the row
        std::vector<ListedArea> members, unsaid;
        for (std::size_t r = 0; r < table->rows(); ++r) {
            const std::string& code = ids.ids[r];
            if (code.empty()) {
                ++audit.rows_without_id;
                continue;
            }
            const ListedArea area{ListedArea::Kind::Tract, code};
            coverage.add(area, code.substr(0, 2));
            if (const auto [at, first] = seen.emplace(code, r); !first) {
                if (said.rows[at->second] != said.rows[r])
                    throw Error(
                        ErrorKind::Input,
                        fmt::format("tract {} stands twice, and column \"{}\" says \"{}\" "
                                    "and \"{}\"",
                                    code, table->columns()[*said.column],
                                    table->cell(at->second, *said.column),
                                    table->cell(r, *said.column)),
                        {.where = fmt::format("{}, {} and {}", table->name(),
                                              table->row_name(at->second), table->row_name(r)),
                         .hint = "keep one of the rows"});
                ++audit.rows_duplicate;
                continue;
            }
            if (said.rows[r] == Members::Row::Yes)
                members.push_back(area);
            else if (said.rows[r] == Members::Row::Unsaid)
                unsaid.push_back(area);
            audit.rows_outside += strangers.in_region(area) ? 0 : 1;
        }
        coverage.tell(flags);
        for (const ListedArea& area : members) {
            const auto found = flags.list(area);
            audit.rows_matched += found.empty() ? 0 : 1;
            strangers.add(area, found);
        }
        for (const ListedArea& area : unsaid)
            flags.leave_open(area);
        strangers.report(spec, true, in_, audit);
        tract::require_vintage_by_name(spec, ids.column, in_.tracts, audit.rows_matched,
                                       members.size());
        report_coverage(flags, coverage, what, spec, in_);
        if (audit.rows_duplicate > 0)
            in_.diagnostics.add({Severity::Note,
                                 "duplicate-row",
                                 id,
                                 "rows repeat a tract of the list",
                                 audit.rows_duplicate,
                                 {}});
        in_.sources.add_audit(std::move(audit));
        made_.add(name, flags.values(), io::Missing::NoRow).info.source = io::title_of(spec);
    }

    layer::LayerResult finish() && {
        layer::LayerResult result;
        if (!named_.tract.empty())
            result.tables.push_back(std::move(named_).table());
        result.columns = std::move(made_).finish();
        return result;
    }

    /// Opportunity Zones 2.0: whether each tract of the file may be nominated. No list of members.
    void eligible(const std::string& id) {
        const auto match = in_.sources.match(id);
        const auto table = in_.sources.table(id);
        const Members said =
            read_members(*table, in_.sources.spec(id), ListMatter::Eligible, in_.diagnostics);
        std::vector<double> values(in_.tracts.size(), kNaN);
        std::vector<io::Missing> reasons(in_.tracts.size(), io::Missing::NoRow);
        for (std::size_t t = 0; t < values.size(); ++t)
            if (const std::uint32_t row = match->row_of_tract[t]; row != tract::RowMatch::kNone) {
                if (said.rows[row] != Members::Row::Unsaid)
                    values[t] = said.rows[row] == Members::Row::Yes ? 1 : 0;
                reasons[t] = io::Missing::Empty;
            }
        tract::Column& made = made_.add("opportunity_zone_eligible", std::move(values));
        made.info.source = io::title_of(in_.sources.spec(id));
        for (std::size_t t = 0; t < reasons.size(); ++t)
            if (std::isnan(made.values[t]))
                made.set_missing(t, reasons[t]);
    }

private:
    tract::RowIds ids_of(const io::Table& table, const io::SourceSpec& spec) const {
        io::SourceSpec known = spec;
        if (known.id_columns.empty() && table.columns().size() == 1)
            known.id_columns = table.columns(); // a bare list, as in JSON
        return tract::row_ids(table, known, tract::AreaLevel::Tract, in_.tracts, in_.diagnostics);
    }

    const layer::LayerContext& in_;
    layer::LayerColumns made_;
    Named named_;
};

/// What all the lists of one agency say together: rows left out, facilities, the audit.
void report_rows(const HrsaList& list, const layer::LayerContext& in) {
    const io::SourceSpec& spec = *list.spec;
    const auto note = [&](Severity severity, const char* code, std::string message,
                          std::size_t count, std::vector<std::string> examples = {}) {
        if (count > 0)
            in.diagnostics.add(
                {severity, code, spec.id, std::move(message), count, std::move(examples)});
    };
    tract::JoinAudit audit = audit_of(spec, *list.table, list.id_column);
    Strangers strangers(in.tracts);
    AreaFlags flags(in.tracts);
    std::size_t withdrawn = 0, facilities = 0, others = 0;
    std::set<std::string> other_status, unreadable;
    for (const HrsaRow& row : list.rows) {
        const bool unknown = row.area.kind == ListedArea::Kind::Unknown;
        audit.rows_without_id += unknown ? 1 : 0;
        if (!unknown && !strangers.in_region(row.area) &&
            row.area.kind != ListedArea::Kind::Facility)
            ++audit.rows_outside;
        if (row.status == HrsaRow::Status::Withdrawn)
            ++withdrawn;
        else if (row.status == HrsaRow::Status::Other) {
            ++others;
            other_status.insert(row.status_text.empty() ? "no status" : row.status_text);
        } else if (row.facility)
            ++facilities;
        else if (unknown)
            unreadable.insert(list.table->row_name(row.row));
        else if (row.counts()) {
            const auto found = flags.tracts_of(row.area);
            audit.rows_matched += found.empty() ? 0 : 1;
            strangers.add(row.area, found);
        }
    }
    note(Severity::Note, "withdrawn-left-out", "rows are withdrawn designations; they are left out",
         withdrawn);
    note(Severity::Warning, "other-status",
         "rows are neither designated nor withdrawn; they are left out", others,
         {other_status.begin(), other_status.end()});
    note(Severity::Note, "facility-designations",
         "rows designate a facility, not the place around it; they count for no tract", facilities);
    note(Severity::Warning, "area-not-read",
         fmt::format("designated rows name no tract or county that can be read in column {}; they "
                     "are left out",
                     list.id_column),
         unreadable.size(), {unreadable.begin(), unreadable.end()});
    strangers.report(spec, false, in, audit);
    in.sources.add_audit(std::move(audit));
}

std::vector<HrsaList> read_lists(const layer::LayerFile& file, const layer::LayerContext& in,
                                 const char* role, const HrsaLayout& layout) {
    std::vector<HrsaList> lists;
    for (const std::string& id : layer::sources_of_role(file, in, role)) {
        lists.push_back(read_hrsa_list(in.sources.table(id), in.sources.spec(id), layout,
                                       static_cast<std::uint32_t>(lists.size()), in.diagnostics));
        report_rows(lists.back(), in);
    }
    return lists;
}

} // namespace

layer::LayerResult Designations::measure(const layer::LayerContext& in) const {
    constexpr std::array kRoles = {"hpsa", "mua", "qct", "opportunity_zones"};
    if (std::none_of(kRoles.begin(), kRoles.end(),
                     [&](const char* role) { return in.options.has(role); }))
        in.options.fail("hpsa",
                        "layer \"designations\" needs a list: hpsa, mua, qct or opportunity_zones",
                        "hpsa = \"<source id>\"");
    Lists lists(file(), in);

    constexpr std::array kHpsa = {
        DesignationKind{"hpsa_primary_care", "hpsa_primary_care_geographic", nullptr,
                        "hpsa_primary_care_score", "primary care shortage areas", true},
        DesignationKind{"hpsa_dental", "hpsa_dental_geographic", nullptr, "hpsa_dental_score",
                        "dental health shortage areas", true},
        DesignationKind{"hpsa_mental", "hpsa_mental_geographic", nullptr, "hpsa_mental_score",
                        "mental health shortage areas", true}};
    constexpr std::array kWords = {"primary", "dental", "mental"};
    const auto hpsa = read_lists(file(), in, "hpsa", hpsa_layout());
    for (std::size_t d = 0; d < kHpsa.size(); ++d) {
        std::vector<const HrsaRow*> rows;
        for (const HrsaList& list : hpsa)
            for (const HrsaRow& row : list.rows)
                if (to_lower(row.discipline).find(kWords[d]) != std::string::npos)
                    rows.push_back(&row);
        lists.hrsa(hpsa, rows, kHpsa[d]);
    }

    const auto mua = read_lists(file(), in, "mua", mua_layout());
    std::vector<const HrsaRow*> rows;
    for (const HrsaList& list : mua)
        for (const HrsaRow& row : list.rows)
            rows.push_back(&row);
    lists.hrsa(
        mua, rows,
        {nullptr, "mua", "mup", "imu_score", "medically underserved areas or populations", false});

    for (const std::string& id : layer::sources_of_role(file(), in, "qct")) {
        refuse_other_list(*in.sources.table(id), in.sources.spec(id), ListMatter::Qct);
        lists.tracts(id, "qct", "qualified census tracts", ListMatter::Qct);
    }
    std::set<std::string> given;
    const auto give = [&](const char* what) {
        if (!given.insert(what).second)
            in.options.fail("opportunity_zones",
                            "layer \"designations\" takes one list of opportunity zones and one of "
                            "eligible tracts");
    };
    for (const std::string& id : layer::sources_of_role(file(), in, "opportunity_zones")) {
        const auto table = in.sources.table(id);
        const io::SourceSpec& spec = in.sources.spec(id);
        refuse_other_list(*table, spec, ListMatter::Zone);
        const bool eligible = tells_eligible(*table);
        // A list of eligible tracts names zones only where a column says so.
        Diagnostics told_later;
        const bool zones =
            !eligible || read_members(*table, spec, ListMatter::Zone, told_later).column;
        if (eligible) {
            give("eligible");
            lists.eligible(id);
        }
        if (zones) {
            give("zones");
            lists.tracts(id, "opportunity_zone", "opportunity zones", ListMatter::Zone);
        }
    }
    return std::move(lists).finish();
}

} // namespace tractwise::layers

// SPDX-License-Identifier: Apache-2.0
#include <tractwise/layers/designations/hrsa_list.hpp>

#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/io/cell.hpp>
#include <tractwise/tract/geoid.hpp>

#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace tractwise {
namespace {

using Names = std::vector<std::string>;
using Place = std::optional<std::size_t>;

Place find(const io::Table& table, const Names& names) {
    for (const std::string& name : names)
        if (const auto column = table.find(name))
            return column;
    return std::nullopt;
}

std::size_t require(const io::Table& table, const Names& names, const io::SourceSpec& spec,
                    const HrsaLayout& layout) {
    if (const auto column = find(table, names))
        return *column;
    throw Error(
        ErrorKind::Input, fmt::format("\"{}\" has no column {}", spec.id, names.front()),
        {.where = table.name(),
         .hint = fmt::format("the layer reads {} from data.hrsa.gov/data/download; the file "
                             "has: {}",
                             layout.file, join(table.columns(), ", "))});
}

bool says(const std::string& text, std::string_view word) {
    return text.find(word) != std::string::npos;
}

HrsaRow::Status status_of(const std::string& text, std::string_view withdrawn_on) {
    const std::string lower = to_lower(text);
    // "Proposed For Withdrawal" and "No New Data" stay designated until HRSA's next notice.
    if (says(lower, "propos") || says(lower, "no new data") || lower == "p" || lower == "n")
        return HrsaRow::Status::Proposed;
    if (says(lower, "withdrawn") || lower == "w")
        return HrsaRow::Status::Withdrawn;
    if (lower == "designated" || lower == "d")
        return HrsaRow::Status::Designated;
    if (lower.empty() && !withdrawn_on.empty())
        return HrsaRow::Status::Withdrawn;
    return HrsaRow::Status::Other;
}

} // namespace

HrsaLayout hpsa_layout() {
    return {.file = "BCD_HPSA_FCT_DET_PC.csv (DH: dental, MH: mental health)",
            .id = {"HPSA Geography Identification Number"},
            .area_kind = {"HPSA Component Type Description", "HPSA Component Type Code"},
            .county = {"State and County Federal Information Processing Standard Code",
                       "Common State County FIPS Code"},
            .state = {"State FIPS Code", "Common State FIPS Code", "Primary State FIPS Code"},
            .status = {"HPSA Status", "HPSA Status Code"},
            .withdrawn = {"Withdrawn Date", "HPSA Withdrawn Date String"},
            .designation_id = {"HPSA ID"},
            .name = {"HPSA Name"},
            .type = {"Designation Type"},
            .type_code = {},
            .people = {"HPSA Designation Population Type Description", "HPSA Population Type"},
            .discipline = {"HPSA Discipline Class"},
            .score = {"HPSA Score"}};
}

HrsaLayout mua_layout() {
    return {.file = "MUA_DET.csv",
            .id = {"MUA/P Area Code"},
            .area_kind =
                {"Medically Underserved Area/Population (MUA/P) Component Geographic Type "
                 "Description",
                 "Medically Underserved Area/Population (MUA/P) Component Geographic Type Code"},
            .county = {"State and County Federal Information Processing Standard Code",
                       "Common State County FIPS Code"},
            .state = {"State FIPS Code", "Common State FIPS Code", "Primary State FIPS Code"},
            .status = {"MUA/P Status Description", "MUA/P Status Code"},
            .withdrawn = {"Medically Underserved Area/Population (MUA/P) Withdrawal Date"},
            .designation_id = {"MUA/P ID"},
            .name = {"MUA/P Service Area Name"},
            .type = {"Designation Type", "Designation Type Code"},
            .type_code = {"Designation Type Code"},
            .people = {"Population Type"},
            .discipline = {},
            .score = {"IMU Score"}};
}

HrsaList read_hrsa_list(std::shared_ptr<const io::Table> table, const io::SourceSpec& spec,
                        const HrsaLayout& layout, std::uint32_t number) {
    HrsaList list{&spec, table, {}, {}};
    const std::size_t id = require(*table, layout.id, spec, layout);
    const std::size_t type = require(*table, layout.type, spec, layout);
    const std::size_t status = require(*table, layout.status, spec, layout);
    const bool has_disciplines = !layout.discipline.empty();
    const std::size_t discipline =
        has_disciplines ? require(*table, layout.discipline, spec, layout) : 0;
    const Place area_kind = find(*table, layout.area_kind), county = find(*table, layout.county),
                state = find(*table, layout.state), withdrawn = find(*table, layout.withdrawn),
                designation = find(*table, layout.designation_id), name = find(*table, layout.name),
                code = find(*table, layout.type_code), people = find(*table, layout.people),
                score = find(*table, layout.score);
    list.id_column = table->columns()[id];
    list.rows.reserve(table->rows());
    for (std::size_t r = 0; r < table->rows(); ++r) {
        const auto text = [&](Place column) {
            return column ? std::string(trim(table->cell(r, *column))) : std::string();
        };
        HrsaRow row;
        row.list = number;
        row.row = static_cast<std::uint32_t>(r);
        row.area = area_of(table->cell(r, id), text(area_kind));
        // A subdivision or county whose own code is of another kind: the county column names it.
        if (row.area.kind == ListedArea::Kind::Unknown && county) {
            const std::string kind = to_lower(text(area_kind));
            if (says(kind, "county"))
                row.area = area_of(table->cell(r, *county), kind);
        }
        if (!row.area.code.empty())
            row.state = std::string(state_of(row.area.code));
        else if (state)
            row.state = parse_geoid(table->cell(r, *state), AreaLevel::State).id;
        row.id = text(designation);
        row.name = text(name);
        row.type = text(type);
        row.people = text(people);
        if (has_disciplines)
            row.discipline = text(discipline);
        row.status_text = text(status);
        row.status = status_of(row.status_text, text(withdrawn));
        const std::string words = to_lower(row.type + " " + text(code));
        if (has_disciplines) {
            row.for_everybody = says(words, "geographic");
            row.facility = row.area.kind == ListedArea::Kind::Facility ||
                           (!row.for_everybody && !says(words, "population"));
        } else {
            row.for_everybody = !says(words, "population") && !says(words, "mup");
        }
        row.score = std::numeric_limits<double>::quiet_NaN();
        // An exception asked for by a governor has no index; files may hold a 0 there.
        const bool exception = !has_disciplines && (says(words, "governor") || says(words, "-ge"));
        if (score && !exception)
            row.score = io::parse_cell(table->cell(r, *score)).value;
        list.rows.push_back(std::move(row));
    }
    return list;
}

} // namespace tractwise

// SPDX-License-Identifier: Apache-2.0
#include "layers/designations/hrsa_list.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"
#include "engine/io/cell.hpp"
#include "engine/io/column_names.hpp"
#include "engine/tract/geoid.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace tractwise::layers {
namespace {

using Names = std::vector<std::string>;
using Place = std::optional<std::size_t>;

/// Bytes of the blank that a text begins with, no-break and thin ones included; 0: none.
std::size_t blank_at(std::string_view text) {
    const std::string_view kind = text.substr(0, 2);
    if (kind == "\xC2\xA0")
        return 2;
    if (kind == "\xE2\x80" && text.size() > 2 &&
        (static_cast<unsigned char>(text[2]) <= 0x8BU || text[2] == '\xAF'))
        return 3;
    return trim(text.substr(0, 1)).empty() ? 1 : 0;
}

/// Without blanks around it, and with one between words.
std::string one_blank(std::string_view cell) {
    std::string text;
    for (std::size_t i = 0; i < cell.size();) {
        const std::size_t blank = blank_at(cell.substr(i));
        if (blank == 0)
            text += cell[i];
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
        i += std::max<std::size_t>(blank, 1);
    }
    return std::string(trim(text));
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

/// Which columns the ten letters of a cut name may be, by a cell.
using Fits = std::function<bool(const std::string&)>;

bool has_digit(const std::string& text) {
    return std::any_of(text.begin(), text.end(), is_digit);
}
Fits digits(std::size_t most) {
    return [most](const std::string& text) {
        return text.size() <= most && text.size() + 1 >= most && has_digit(text) &&
               text.find_first_not_of("0123456789") == std::string::npos;
    };
}
bool is_area(const std::string& text) {
    const std::string lower = to_lower(text);
    return lower == "point" || (lower.size() >= 4 && has_digit(lower) &&
                                lower.find_first_not_of("0123456789") == std::string::npos);
}
bool is_area_kind(const std::string& text) {
    const std::string lower = to_lower(text);
    return lower == "census tract" || lower == "single county" || lower == "county" ||
           lower == "county subdivision" || lower == "minor civil division" || lower == "unknown";
}
bool is_status(const std::string& text) {
    return text.size() > 1 && status_of(text, {}) != HrsaRow::Status::Other;
}
bool is_discipline(const std::string& text) {
    const std::string lower = to_lower(text);
    return says(lower, "primary") || says(lower, "dental") || says(lower, "mental");
}
bool is_words(const std::string& text) {
    return text.size() > 6 && !has_digit(text);
}
bool is_type_code(const std::string& text) {
    return text.size() <= 6 && !has_digit(text);
}
bool is_number(const std::string& text) {
    return parse_number(text).has_value();
}
bool is_date(const std::string& text) {
    return text.size() >= 8 && has_digit(text);
}

class Columns {
public:
    Columns(const io::Table& table, const io::SourceSpec& spec, const HrsaLayout& layout,
            Diagnostics& diagnostics)
        : table_(table), spec_(spec), layout_(layout), diagnostics_(diagnostics) {}

    /// Whole names go before cut ones.
    Place find(const Names& names, const Fits& fits) const {
        for (const std::string& name : names)
            if (const auto column = table_.find(name))
                return column;
        for (const std::string& name : names)
            if (const auto column = io::find_named(table_, name, spec_.id, diagnostics_,
                                                   [&](std::size_t c) { return most(c, fits); }))
                return column;
        return std::nullopt;
    }
    std::size_t require(const Names& names, const Fits& fits) const {
        if (const auto column = find(names, fits))
            return *column;
        throw Error(
            ErrorKind::Input, fmt::format("\"{}\" has no column {}", spec_.id, names.front()),
            {.where = table_.name(),
             .hint = fmt::format("the layer reads {} from data.hrsa.gov/data/download; the file "
                                 "has: {}",
                                 layout_.file, join(table_.columns(), ", "))});
    }

private:
    /// Most of the filled cells among the first rows.
    bool most(std::size_t column, const Fits& fits) const {
        constexpr std::size_t kLookedAt = 2000;
        std::size_t filled = 0, fitting = 0;
        for (std::size_t r = 0; r < std::min(table_.rows(), kLookedAt); ++r) {
            const std::string cell = one_blank(table_.cell(r, column));
            filled += cell.empty() ? 0 : 1;
            fitting += !cell.empty() && fits(cell) ? 1 : 0;
        }
        return fitting * 2 > filled;
    }

    const io::Table& table_;
    const io::SourceSpec& spec_;
    const HrsaLayout& layout_;
    Diagnostics& diagnostics_;
};

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
                        const HrsaLayout& layout, std::uint32_t number, Diagnostics& diagnostics) {
    HrsaList list{&spec, table, {}, {}};
    const Columns columns(*table, spec, layout, diagnostics);
    const std::size_t id = columns.require(layout.id, is_area);
    const std::size_t type = columns.require(layout.type, is_words);
    const std::size_t status = columns.require(layout.status, is_status);
    const bool has_disciplines = !layout.discipline.empty();
    const std::size_t discipline =
        has_disciplines ? columns.require(layout.discipline, is_discipline) : 0;
    const Place area_kind = columns.find(layout.area_kind, is_area_kind),
                county = columns.find(layout.county, digits(5)),
                state = columns.find(layout.state, digits(2)),
                withdrawn = columns.find(layout.withdrawn, is_date),
                designation = columns.find(layout.designation_id, is_type_code),
                name = columns.find(layout.name, is_words),
                code = columns.find(layout.type_code, is_type_code),
                people = columns.find(layout.people, is_words),
                score = columns.find(layout.score, is_number);
    list.id_column = table->columns()[id];
    list.rows.reserve(table->rows());
    for (std::size_t r = 0; r < table->rows(); ++r) {
        const auto text = [&](Place column) {
            return column ? one_blank(table->cell(r, *column)) : std::string();
        };
        HrsaRow row;
        row.list = number;
        row.row = static_cast<std::uint32_t>(r);
        row.area = area_of(text(id), text(area_kind));
        // A subdivision or county whose own code is of another kind: the county column names it.
        if (row.area.kind == ListedArea::Kind::Unknown && county) {
            const std::string kind = to_lower(text(area_kind));
            if (says(kind, "county"))
                row.area = area_of(text(county), kind);
        }
        if (!row.area.code.empty())
            row.state = std::string(tract::state_of(row.area.code));
        else if (state)
            row.state = tract::parse_geoid(text(state), tract::AreaLevel::State).id;
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
            row.score = io::parse_cell(text(score)).value;
        list.rows.push_back(std::move(row));
    }
    return list;
}

} // namespace tractwise::layers

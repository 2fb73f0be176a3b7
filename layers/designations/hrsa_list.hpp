// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"
#include "layers/designations/area_list.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::layers {

/// One component of a designation, as HRSA's detail files list them: a designation of five tracts has
/// five rows.
struct HrsaRow {
    enum class Status : std::uint8_t {
        Designated,
        Proposed, ///< for withdrawal; designated until the notice in the Federal Register
        Withdrawn,
        Other
    };
    std::uint32_t list = 0; ///< which of the given lists
    std::uint32_t row = 0;
    ListedArea area;
    std::string state; ///< two digits; empty where the row tells none
    std::string id, name, type, people, discipline, status_text;
    Status status = Status::Other;
    bool facility = false;      ///< a clinic or prison is designated, not the place around it
    bool for_everybody = false; ///< geographic; else for a group of people who live there
    double score = 0;           ///< NaN where there is none

    /// An area that is designated now.
    bool counts() const {
        return !facility && (status == Status::Designated || status == Status::Proposed);
    }
};

/// Where a file says what, by the names of its columns.
struct HrsaLayout {
    const char* file; ///< what to download
    std::vector<std::string> id, area_kind, county, state;
    std::vector<std::string> status, withdrawn, designation_id, name, type, type_code, people,
        discipline, score;
};
/// BCD_HPSA_FCT_DET_PC.csv and its sisters for dental and mental health.
HrsaLayout hpsa_layout();
/// MUA_DET.csv.
HrsaLayout mua_layout();

struct HrsaList {
    const io::SourceSpec* spec;
    std::shared_ptr<const io::Table> table;
    std::string id_column;
    std::vector<HrsaRow> rows;
};

/// Error(Input) where the file has no column of places, types or statuses: then it is another file,
/// and withdrawn designations could not be told from those in force.
///
/// Names cut to ten letters by a shapefile are found by what their cells hold (io/column_names.hpp).
HrsaList read_hrsa_list(std::shared_ptr<const io::Table> table, const io::SourceSpec& spec,
                        const HrsaLayout& layout, std::uint32_t number, Diagnostics& diagnostics);

} // namespace tractwise::layers

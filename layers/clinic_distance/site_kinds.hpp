// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer.hpp"

#include <string>
#include <vector>

namespace tractwise::layers {

/// What kind of place each row of a list of clinics is, as HRSA's list of health center sites says
/// it: "Health Center Location Type Description" (Permanent, Seasonal, Mobile Van), "Health Center
/// Operating Calendar" (Year-Round, Seasonal, Unknown) and "Health Center Type Description"
/// (Service Delivery Site, Administrative, Administrative/Service Delivery Site).
///
///     const SiteKinds kinds = SiteKinds::read(table, in.options);
///     kinds.told && kinds.of[row] == SiteKinds::Kind::Van
///
/// The option `kind_column` names another column than the first. A row that says nothing is taken
/// for a permanent site. In a shapefile HRSA's long names are all cut to "Health Cen"; the column
/// is then known by its values.
struct SiteKinds {
    enum class Kind { Permanent, Van, Seasonal };
    bool told = false; ///< the list tells kinds at all
    std::string column;
    std::vector<Kind> of;     ///< per row; empty where nothing is told
    std::vector<bool> office; ///< per row: administrative only; empty where nothing is told
    std::string office_column;

    static SiteKinds read(const io::Table& table, const ConfigTable& options);
    bool permanent(std::size_t row) const { return of.empty() || of[row] == Kind::Permanent; }
    bool is_office(std::size_t row) const { return !office.empty() && office[row]; }

    /// Says how many of the rows that count are vans, seasonal sites and offices.
    void report(const io::Table& table, const std::vector<bool>& counts, const std::string& source,
                Diagnostics& diagnostics) const;
};

} // namespace tractwise::layers

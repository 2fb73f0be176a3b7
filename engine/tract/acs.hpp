// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/table.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::tract {

/// The column that holds the 90 % margin of error of an estimate, by the publishers' own naming;
/// nothing where there is no such convention.
///
///     margin_column("B06009_002E") -> "B06009_002M"      ACS cell
///     margin_column("DP03_0009PE") -> "DP03_0009PM"      ACS percent cell
///     margin_column("EP_POV150")   -> "MP_POV150"        CDC/ATSDR SVI
///     margin_column("vacantP")     -> nothing
std::optional<std::string> margin_column(std::string_view estimate);

/// A column name that names a cell of the American Community Survey, however its publisher or
/// program spells it.
///
///     parse_acs_name("DP05_0001PE")                          -> {"DP05_0001", Percent}
///     parse_acs_name("B08201_E002")                          -> {"B08201_002", Estimate}   summary file
///     parse_acs_name("B08201002, Error")                     -> {"B08201_002", Margin}     Census Reporter
///     parse_acs_name("B08201e2")                             -> {"B08201_002", Estimate}   TIGER geodatabases
///     parse_acs_name("ACSDT5Y2020_B08201.B08201_002E")       -> {"B08201_002", Estimate}   ArcGIS, QGIS joins
///     parse_acs_name("estimate_B08201_002")                  -> {"B08201_002", Estimate}   tidycensus, pivoted
///     parse_acs_name("E_TOTPOP")                             -> nothing
struct AcsName {
    enum class Measure { Estimate, Margin, Percent, PercentMargin };
    std::string code; ///< "B08201_002", "DP05_0001", "S0101_C01_030"
    Measure measure = Measure::Estimate;

    std::string column() const;     ///< as the Census API spells it: "B08201_002E"
    std::string_view table() const; ///< "B08201"
    AcsName margin() const;         ///< of an estimate or percentage
    friend bool operator==(const AcsName&, const AcsName&) = default;
};
std::optional<AcsName> parse_acs_name(std::string_view column);

/// The release that a name tells: "ACSDP5Y2024.DP05-Data.csv" and "ACSDP5Y2024.DP05_0001E" are of
/// 2024, "acs5_2018_2022.csv" and "ACS22_5yr_B01003001" of 2022; a date tells nothing.
std::optional<int> year_named_in(std::string_view name);

/// The release that a file says it holds: the last of its five years. What the study declares goes
/// first, then the name of the file, then the names of its columns where they carry one.
/// Error(Input) where two of these differ.
std::optional<int> acs_year(const io::SourceSpec& source, const io::Table& table);

} // namespace tractwise::tract

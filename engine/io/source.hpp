// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::io {

/// What a study says about one input: enough to open it, name it, and know its tract vintage.
///
///     [sources.clinics]
///     path = "hrsa_sites.csv"       # a file, a folder (FileGDB), or any GDAL name: "PG:dbname=gis"
///     layer = "sites"               # only where the file holds several
///     lon = "X"                     # or wkt = "Location", or x and y with crs = "EPSG:3435"
///     lat = "Y"
///     where = { "Site Status Description" = ["Active"] }
///     title = "HRSA health center sites"
///     year = 2024
///
/// data/studies/README.md explains every key.
struct SourceSpec {
    std::string id;
    std::string path;  ///< as it will be opened; absolute where it names a file
    std::string nodes; ///< the table of nodes where `path` is a table of street edges; absolute
    std::string layer;
    std::string title;
    std::string license;
    std::string url;
    std::optional<int> vintage; ///< census year of the tracts its ids name: 2000, 2010 or 2020
    std::optional<int> year;    ///< year of the data

    std::vector<std::string> id_columns; ///< one GEOID column, or state, county, tract columns
    std::string county;                  ///< "42101": stands before ids that are tract numbers only
    std::optional<int> header; ///< row of the file that holds the column names; else it is found
    std::string lon, lat;      ///< degrees
    std::string wkt;           ///< well-known text or "(lat, lon)" text
    std::string x, y, crs;     ///< `crs` alone overrides or supplies the file's own
    std::map<std::string, std::vector<std::string>> where; ///< keep rows with one of these values
    /// Which places of a list with closing dates or a status count: "" (those open at the study's
    /// date), "all", or a date of its own.
    std::string open;

    /// Columns of a table of travel costs; empty: the usual names. `unit` is "minutes", "seconds"
    /// or "meters".
    struct Trips {
        std::string origin, destination, cost, unit;
        friend bool operator==(const Trips&, const Trips&) = default;
    } trips;

    /// Brings the named columns over to the study's tract vintage; other columns are left behind:
    /// crosswalk = { source = "rel", counts = ["TractHUNV"], rates = ["lapop1share"], ... }
    struct Crossing {
        std::string source;              ///< id of the relationship file; empty: no crosswalk
        std::vector<std::string> counts; ///< split among the new tracts
        std::vector<std::string> rates;  ///< averaged, weighted by `universe` or by area share
        std::string universe;            ///< a count, such as "Pop2010"
        friend bool operator==(const Crossing&, const Crossing&) = default;
    } crosswalk;

    /// Counts to add up where the rows are block groups or blocks: sum = ["eviction-filings"].
    /// Other columns are left behind; a tract with a missing part is missing.
    std::vector<std::string> sum;

    std::string declared_at; ///< "study.toml:12:1", for messages

    /// Equal in everything that a run depends on; where it was declared does not matter.
    friend bool operator==(const SourceSpec& a, const SourceSpec& b);
};

/// Reads one [sources.ID] table; relative paths are taken from `base`.
SourceSpec parse_source(const std::string& id, const ConfigTable& table,
                        const std::filesystem::path& base);
/// A spec for a file named on the command line.
SourceSpec source_from_path(const std::string& id, const std::string& path);

/// The path for messages, reports and run records: a database connection without its password.
std::string shown_path(const SourceSpec& source);
/// How reports and maps call it: its title, else its id.
std::string title_of(const SourceSpec& source);
/// Where errors send the reader: the line of the study that names the file, else the file.
std::string where_of(const SourceSpec& source);
/// True where `path` is a GDAL connection or virtual path ("PG:", "/vsizip/", "https:") and not a
/// plain file.
bool is_connection(const std::string& path);
/// The table of nodes that belongs to a table of edges: `nodes`, or "x_nodes.csv" beside
/// "x_edges.csv"; empty where there is none.
std::string nodes_path(const SourceSpec& source);
/// The plain files behind the source, with its table of nodes; none for a database connection.
std::vector<std::string> files_behind(const SourceSpec& source);
/// SHA-256 of the file behind the source, with a table of nodes of both; empty for a database
/// connection.
std::string fingerprint(const SourceSpec& source);

} // namespace tractwise::io

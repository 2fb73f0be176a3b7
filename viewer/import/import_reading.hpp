// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/map/map_geometry.hpp"

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/io/source.hpp"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tractwise::viewer {

/// A file looked into before it becomes part of a study: what it is, how it begins, which rows
/// cannot be used and why.
///
///     const io::SourceSpec source = io::source_from_path("sites", "sites.csv");
///     const ImportReading reading = read_import(source, geometry, progress);
///     reading.kind;  reading.rows;  reading.with_place;  reading.problems[0].row;      // "line 14"
///
/// Never throws but Error(Canceled): what goes wrong stands in `failure`.
struct ImportReading {
    enum class Kind { Points, Table, Polygons, Streets, Unknown };
    enum class Trouble { NoPlace, Outside, NoId, NotAnId, RuinedId, UnknownId };
    struct Problem {
        std::string row; ///< "line 14"
        Trouble trouble = Trouble::NoPlace;
        std::string detail; ///< the cells concerned
    };
    struct Failure {
        std::string message, where, hint;
    };
    static constexpr std::size_t kPreviewRows = 20, kMostProblems = 2000;

    io::SourceSpec source; ///< as it was asked for: `layer`, `lon`, `lat`, `x`, `y`, `crs`
    std::vector<std::string>
        layers; ///< that the file holds; the one read is source.layer or the first
    Kind kind = Kind::Unknown;
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> preview; ///< the first rows
    std::size_t rows = 0;
    std::vector<std::size_t> place_columns; ///< longitude or x first; or one of text
    std::optional<std::size_t> name_column, people_column;
    std::string id_columns;    ///< as found, "" where no column has ids
    std::size_t id_digits = 0; ///< 11 tracts, 12 block groups, 15 blocks
    int vintage = 0;           ///< 2010, 2020; 0: the file does not say

    /// Columns of a few words that rows can be chosen by: status, type. Most frequent value first.
    struct Category {
        std::size_t column = 0;
        std::vector<std::pair<std::string, std::size_t>> values; ///< with their rows
    };
    static constexpr std::size_t kMostValues = 16;
    std::vector<Category> categories;
    std::vector<bool> numeric; ///< per column: the first rows hold numbers

    std::size_t with_place = 0, inside = 0; ///< points
    std::size_t with_id = 0, known_id = 0;  ///< tables: of tracts of the study
    std::vector<Problem> problems;
    std::size_t problem_count = 0; ///< all of them
    std::vector<std::string> notes;
    std::optional<Failure> failure;

    std::filesystem::path file() const { return source.path; }
};

/// `geometry` is that of the study's tracts; null: nothing is said of inside and outside.
ImportReading read_import(const io::SourceSpec& source,
                          const std::shared_ptr<const MapGeometry>& geometry,
                          const Progress& progress);

/// "no usable coordinates" and so on.
Text words_of(ImportReading::Trouble trouble);

} // namespace tractwise::viewer

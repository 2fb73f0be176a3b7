// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/core/reader.hpp"
#include "engine/io/source.hpp"
#include "engine/layer/own_columns.hpp"
#include "engine/plan/choice.hpp"
#include "engine/study/index_choice.hpp"
#include "engine/tract/demand_points.hpp"
#include "engine/tract/tract_set.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::study {

/// One layer that the user wants, with its options as they stand in [layers.ID].
struct LayerChoice {
    std::string id;
    ConfigTable options;
    friend bool operator==(const LayerChoice&, const LayerChoice&) = default;
};

/// The whole of the user's choice, a plain comparable value: what the viewer can do, study.toml can
/// say.
///
///     Study study = Study::read("county.toml");
///     study.index->weights["housing"] = 2;          // where the study has [index]
///     write_text_file("county-2.toml", study.to_toml());        // reads back as an equal study
///
/// data/studies/README.md explains every key. Relative paths are taken from the study's own folder.
/// Errors: Error(Usage) with file:line:column for unknown keys (with a suggestion), missing keys, a
/// source id that no [sources.ID] declares. Whether files exist is checked when they are read.
struct Study {
    std::string title;
    std::string date; ///< "2024-06-30": the day that "open" and "closed" refer to; empty: today
    /// What distances and areas are shown in; absent: as the reader likes, in miles by default. No
    /// number and no file depends on it.
    std::optional<Units> units;
    tract::Region region;
    std::string tracts; ///< source id
    std::string demand; ///< source id; empty: tract centroids, labeled as a fallback
    tract::DemandPoints::Join demand_join = tract::DemandPoints::Join::Id;
    std::map<std::string, io::SourceSpec> sources;
    std::vector<LayerChoice>
        layers; ///< in the order of the file; computed in the order of the catalog
    std::vector<layer::OwnColumn> columns;    ///< [columns.NAME]: of tables that no layer reads
    std::optional<IndexChoice> index;         ///< absent: layers only
    std::optional<plan::SitingChoice> siting; ///< absent: no plan is asked for
    std::string out;                          ///< output folder, relative to the study's folder
    std::vector<std::string> formats{"csv", "gpkg", "geojson", "xlsx"};
    /// [areas] sources: polygons with names (ZIP areas, towns) that reports can be asked for by name
    /// (area/find.hpp). No number depends on them, and equality leaves them out.
    std::vector<std::string> areas;
    /// [map.NAME]: the maps for print that it wants (paper/study_maps.hpp). No number depends on
    /// them, and equality leaves them out.
    ConfigTable maps;
    /// [view]: how the viewer shows it. No run depends on it, and equality leaves it out.
    ConfigTable view;
    std::filesystem::path file; ///< where it was read; not part of its identity

    static Study read(const std::filesystem::path& file);
    static Study parse(const ConfigTable& table, const std::filesystem::path& folder);
    std::string to_toml() const;
    /// Who reads what a command prints about it.
    Reader reader(Language language = Language::English) const {
        return {language, units.value_or(Units::Us)};
    }

    friend bool operator==(const Study& a, const Study& b);
};

/// The study with straight lines wherever a layer has a `cost`, and without its plan; nothing where
/// no layer has one.
std::optional<Study> straight_lines(const Study& study);

} // namespace tractwise::study

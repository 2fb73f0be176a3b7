// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/core/progress.hpp"
#include "engine/core/reader.hpp"
#include "engine/io/writers.hpp"
#include "engine/map/cluster_scene.hpp"
#include "engine/spatial/global.hpp"
#include "engine/spatial/local.hpp"
#include "engine/spatial/weights_choice.hpp"
#include "engine/study/result_columns.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::report {

/// "Where it clusters": a column of a study, as one statistic and tract by tract.
///
///     const ClusterReport found = find_clusters(columns, {.column = "no_vehicle_share"}, progress);
///     std::cout << clusters_text(found, Language::English);
///     write_clusters("out/clusters", found);
///     find_clusters(columns, {.column = "uninsured_share", .method = LocalMethod::BivariateMoran,
///                             .with = "clinic_nearest_m"});          // of the neighbors
///     find_clusters(columns, {.column = "deaths", .base = "births"});
///
/// With `base`, `column` counts events among these, and what clusters are standardized rates, which small bases do not
/// fake (spatial/rates.hpp).
///
/// The method decides how links weigh: rows that add up to 1 for Moran and Geary, each link as it is for
/// Getis and Ord's G and for joins. The statistic of all tracts is drawn 999 times at most, tracts as often
/// as asked. Joins are of 1 and 0; with `above`, of what is above it and what is not.
///
/// Errors: an unknown column, `with` without BivariateMoran and the other way round are Error(Usage); those of spatial (a column that is all equal, without a value,
/// without a neighbor; weights of other tracts), Error(Canceled).
struct ClusterQuestion {
    std::string column;
    spatial::WeightsChoice weights = {};
    spatial::LocalMethod method = spatial::LocalMethod::Moran;
    std::size_t draws = 999;
    std::uint64_t seed = 1;
    spatial::ClusterSpec significance = {};
    std::optional<double> above = {};
    std::string with = {}; ///< the column of the neighbors, of BivariateMoran
    std::string base = {}; ///< empty: the column is no count of events
};

/// One class of the map.
struct ClusterClass {
    spatial::Cluster cluster;
    std::size_t tracts = 0;
    double people = 0; ///< where known
};

struct ClusterReport {
    ClusterQuestion question;
    tract::ColumnInfo column; ///< of rates: as they are called
    std::optional<tract::ColumnInfo> with;
    std::vector<double> rate; ///< of rates, as they are: events per one of the base; else empty
    bool has_margins = false; ///< of survey estimates; no p knows of them
    spatial::WeightsChoice::Made weights;
    /// Moran's I, Geary's C, Getis and Ord's G, or the joins of two that are yes. None for G of values below
    /// 0, which has no such thing.
    std::optional<spatial::Global> global;
    spatial::Local local;
    std::vector<double> q; ///< the p that decides, adjusted
    std::vector<spatial::Cluster> cluster;
    std::vector<ClusterClass> classes; ///< those that the method has, in the order of a legend
    std::vector<std::string> geoids, names;
    std::size_t people_unknown = 0; ///< tracts
};
ClusterReport find_clusters(const study::ResultColumns& columns, const ClusterQuestion& question,
                            const Progress& progress = {});

/// Who is whose neighbor among the tracts of a study; one row a tract.
spatial::WeightsChoice::Made neighbors_of(const tract::TractSet& tracts,
                                          const spatial::WeightsChoice& choice,
                                          const Progress& progress = {});

/// "moran", "geary", "gi", "gistar", "joins", "bivariate". Error(Usage) for others.
spatial::LocalMethod cluster_method(std::string_view name);
std::string_view name_of_method(spatial::LocalMethod method);

/// The column as a map: its classes, and the sentences of its legend (method, draws, seed, limit, neighbors, how many
/// tests were corrected and how, what the p leave out). Paint it with map::cluster_scene().
map::ClusterMap cluster_map(const ClusterReport& report, Reader reader);

/// The statistic of all tracts in sentences: its value, its p, what a person may take from it.
std::vector<std::string> global_sentences(const ClusterReport& report, Language language);

/// The statistic in words, the counts of each class with people, who is left out, and how sure it is.
std::string clusters_text(const ClusterReport& report, Language language);

/// One row a tract: geoid, name, (of rates: rate,) value, neighbors, lag, statistic, expected, z, p, p_two_sided, q,
/// class.
io::OutTable clusters_frame(const ClusterReport& report);
/// What each column of it means, with formula, conventions, draws and seed.
io::OutTable clusters_codebook(const ClusterReport& report);

inline constexpr std::array<const char*, 2> kClusterFiles{"clusters.csv", "clusters_codebook.csv"};
/// Both of them or none. Other files in the folder stay. Returns the
/// two paths.
std::array<std::filesystem::path, 2> write_clusters(const std::filesystem::path& folder,
                                                    const ClusterReport& report,
                                                    const Progress& progress = {});

} // namespace tractwise::report

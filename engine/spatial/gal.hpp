// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/spatial/weights.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tractwise::spatial {

/// Neighbor files as GeoDa, PySAL and spdep write and read them.
///
///     const Weights w = read_weights("queen.gal", tracts.geoids());    // rows as in `ids`
///     write_text_file("queen.gal", gal_text(w, "tracts", "GEOID"));
///
/// A .gal file has no weights: a head "0 49 columbus POLYID" (or "49"), then for each row a line
/// "id number-of-neighbors" and a line with their ids. A .gwt file has the same head and a line
/// "from to weight" for each link; ids without a link are islands, and need `ids` to be known. Ids hold no
/// blanks.
///
/// Rows come in the order of `ids`, whatever the order in the file; without `ids`, in that of the file (of
/// a .gwt: in which ids appear). Ids of the file and `ids` must be the same set: a file of other tracts is
/// an Error(Input) that names the first few, with the line. So are a number of neighbors that the line
/// below does not have, a neighbor that is no row, an id that stands twice, a weight below 0. A link of
/// a row to itself is left out (kernels have them), one of weight 0 too.
Weights read_weights(const std::filesystem::path& file, std::span<const std::string> ids = {});

/// From text, `where` naming it in errors.
Weights parse_gal(std::string_view text, const std::string& where,
                  std::span<const std::string> ids = {});
Weights parse_gwt(std::string_view text, const std::string& where,
                  std::span<const std::string> ids = {});

/// The whole file. Rows without ids are numbered from 1. `layer` and `id_column` fill the head, blanks
/// in them become "_". Error(Usage) for an id with a blank, which no reader could tell apart.
std::string gal_text(const Weights& weights, std::string_view layer = "tracts",
                     std::string_view id_column = "GEOID");
/// With weights, in the shortest form that reads back as the same number.
std::string gwt_text(const Weights& weights, std::string_view layer = "tracts",
                     std::string_view id_column = "GEOID");

} // namespace tractwise::spatial

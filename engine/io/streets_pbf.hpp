// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/source.hpp"

#include <string>

namespace tractwise::io {

/// What a PBF file of OpenStreetMap says about itself, from its first two blocks.
struct PbfFacts {
    std::string packing;         ///< "lz4", "zstd", "LZMA", "bzip2"; empty for zlib and plain
    bool places_in_ways = false; ///< LocationsOnWays: nodes without tags are not in the file
};
/// Nothing of it where the file is no PBF. Cost: two blocks' heads are read.
PbfFacts pbf_facts(const std::string& path);

/// Error(Input) with the reason why libosmium gave up on a PBF file, from the fields of its blocks:
/// packed in a way that it was not built for, or several files one behind the other. Returns where
/// neither is so.
void explain_pbf(const SourceSpec& source);

} // namespace tractwise::io

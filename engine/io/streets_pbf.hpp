// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/progress.hpp"
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

/// Error(Input) with block and byte where the file is no whole PBF, or where a text in it holds bytes
/// that no text holds: NUL, or what is no UTF-8. libosmium takes the former for the end of a tag and
/// reads on behind the last one, so nothing of a file is given to it before. Cost: every block is
/// unpacked once more.
void check_pbf(const SourceSpec& source, const Progress& progress);

} // namespace tractwise::io

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/diagnostics.hpp"
#include "engine/io/source.hpp"

#include <string>
#include <vector>

namespace tractwise::io {

/// How a source is read, decided from its name and, where that is not enough, its first bytes.
enum class Format { Csv, Json, Sheet, Gdal };

struct Member {
    std::string path;  ///< as GDAL's virtual file system opens it
    std::string shown; ///< for messages: "tracts.zip/il.shp"
    Format format = Format::Gdal;
    std::string
        layer; ///< still to be found inside; empty once `layer` of the source has named this file
};

/// The files that a source consists of: itself, or what a .zip or folder holds (one kind of file,
/// sorted by name). Of a zip with several tables, `layer` names one; data.census.gov's
/// "...-Data.csv" is found without. Errors: Error(Input) for missing, empty, unreadable files,
/// folders without map files, zips without anything usable.
std::vector<Member> members_of(const SourceSpec& source);

/// More files in an archive or a folder are no data set that somebody hands over, and listing them
/// takes GDAL minutes.
inline constexpr std::size_t kMostEntries = 10'000;
/// As the directory at the end of a zip says; 0 where there is none.
std::size_t entries_in_zip(const std::string& path);

/// True where the file exists, also inside an archive.
bool is_there(const std::string& path);

/// The size of the file in bytes, 0 where it cannot be known.
std::size_t size_of(const Member& member);
/// The first `bytes` of the file, and how many lines the whole of it has that are not blank (line
/// breaks inside quotes are none).
struct HeadOfFile {
    std::string bytes;
    std::size_t lines_in_head = 0, lines = 0;
};
HeadOfFile read_head(const Member& member, std::size_t bytes);

/// Guards what an archive unpacks to: a megabyte of it can hold a gigabyte of commas, which takes five
/// of memory.
///
///     const UnpackedSize unpacked(member);
///     unpacked.require(bytes.size());       // Error(Input) beyond 256 MB and a hundred times its size
class UnpackedSize {
public:
    explicit UnpackedSize(const Member& member);
    void require(std::size_t bytes) const;

private:
    std::string shown_;
    std::size_t packed_ = 0; ///< 0: no archive
};

/// The whole file, also inside /vsizip/ and /vsigzip/. Error(Input) where it cannot be read.
std::string read_bytes(const Member& member);

} // namespace tractwise::io

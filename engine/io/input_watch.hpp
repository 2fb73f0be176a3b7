// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/source.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tractwise::io {

/// Whether the files behind sources are still those that were read: the hash in a run record must be
/// that of the bytes that the results come from.
///
///     const InputWatch watch(study.sources);       // before anything is read
///     ... read, compute, hash ...
///     if (auto id = watch.changed()) ...           // the source whose file is another one by now
///
/// A file counts as another one where its number, its size, its time of writing or the time that the
/// system wrote down for its last change differ: the last cannot be set back. Why facts and not the bytes
/// as they are read: GDAL, SQLite and libosmium read by themselves, some places twice and most never, so
/// no hash of what they read would be that of the file. Companions of a shapefile, files of a folder and tables of nodes count too. One that is gone tells nothing.
/// Cost: a look at the facts of each file, not at its bytes.
class InputWatch {
public:
    InputWatch() = default;
    explicit InputWatch(const std::map<std::string, SourceSpec>& sources);

    std::optional<std::string> changed() const;

private:
    struct File {
        std::string source, path;
        std::vector<long long> facts; ///< empty where there is none
    };
    std::vector<File> files_;
};

} // namespace tractwise::io

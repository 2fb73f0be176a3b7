// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/work_folder.hpp"

#include <filesystem>
#include <memory>
#include <string_view>

namespace tractwise {

/// A file that appears whole or not at all: written in a hidden folder beside its target, flushed and
/// renamed by commit().
///
///     AtomicFile file("out/indices.gpkg");
///     write_somehow(file.temporary());      // "out/.tractwise-indices.gpkg-k3XbQ9/indices.gpkg"
///     file.commit();                        // without it, the destructor removes the temporary
///
/// Missing parent folders are made. Errors: Error(Input) naming the target when the folder cannot
/// be written.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    const std::filesystem::path& target() const { return target_; }
    const std::filesystem::path& temporary() const { return temporary_; }
    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
    std::unique_ptr<WorkFolder> work_;
};

/// Writes the whole text to `target` through an AtomicFile.
void write_text_file(const std::filesystem::path& target, std::string_view text);
/// Reads a whole file; Error(Input) where it is absent, a directory, or cannot be read.
std::string read_text_file(const std::filesystem::path& path);

} // namespace tractwise

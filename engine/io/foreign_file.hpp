// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tractwise::io {

/// What a file is that holds no data which is read here, and how its data get out of it.
///
///     "is a Stata data file"          "in Stata: File > Export > Text data ..."
///     "is a Git LFS pointer, ..."     "git lfs pull"
struct ForeignFile {
    std::string what; ///< the message of an Error
    std::string hint;
};

/// Judged by its first bytes and, where those do not tell, by its name: statistics programs,
/// spreadsheets that are not read, projects of map programs, pictures, archives, pointers to files
/// that are elsewhere, and what servers send instead of data (server_answer.hpp). `head` is the
/// beginning of the file or all of it (`size` tells), `name` what it is called. Nothing for files
/// that are read, or that nobody knows.
std::optional<ForeignFile> foreign_bytes(std::string_view head, std::string_view name,
                                         std::size_t size);

/// The same for a file as GDAL's virtual file system opens it, which is also looked into where it
/// is an archive or a document of Office. Cost: 64 KB are read. Throws nothing; a file that cannot
/// be opened is nothing foreign.
std::optional<ForeignFile> foreign_file(const std::string& path, const std::string& name);

/// Beginning of a file; empty where it cannot be opened.
struct FileHead {
    std::string bytes;
    std::size_t size = 0; ///< of the whole file, as far as it is known without reading it
};
FileHead read_head(const std::string& path, std::size_t most);

/// Files that Excel or LibreOffice wrote under the name .xls or .xlsx, by what is really in them.
enum class WorkbookForm { None, Old, Zipped };
WorkbookForm workbook_of(std::string_view head);

} // namespace tractwise::io

// SPDX-License-Identifier: Apache-2.0
#include "engine/io/feature_members.hpp"

#include "engine/io/foreign_file.hpp"
#include "engine/io/gdal_dataset.hpp"
#include "engine/io/network.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <cpl_vsi.h>
#include <fmt/format.h>

namespace tractwise::io {
namespace {

namespace fs = std::filesystem;

struct CloseVsi {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};
using VsiFile = std::unique_ptr<VSILFILE, CloseVsi>;

VsiFile open_file(const Member& member) {
    errno = 0;
    VsiFile file(VSIFOpenL(member.path.c_str(), "rb"));
    if (!file)
        throw Error(ErrorKind::Input,
                    fmt::format("cannot be opened for reading{}{}", errno ? ": " : "",
                                errno ? std::strerror(errno) : ""),
                    {.where = member.shown, .hint = "check that it exists and may be read"});
    return file;
}

std::string extension_of(const std::string& path) {
    return to_lower(fs::path(path).extension().string());
}

bool is_table_extension(const std::string& extension) {
    static constexpr std::array<std::string_view, 7> known{".csv", ".tsv", ".tab", ".txt",
                                                           ".psv", ".dat", ".asc"};
    return std::find(known.begin(), known.end(), extension) != known.end();
}

bool is_pipe(const fs::path& path) {
    std::error_code is_virtual;
    const fs::file_status status = fs::status(path, is_virtual);
    return fs::exists(status) && !fs::is_regular_file(status);
}

void refuse_foreign(const Member& member) {
    if (const auto foreign = foreign_file(member.path, member.shown))
        throw Error(ErrorKind::Input, foreign->what,
                    {.where = member.shown, .hint = foreign->hint});
}

/// A JSON array is a table; an object holds map features. Unknown names are judged by their bytes.
/// Error(Input) that says what it is where the file is nothing that is read.
Format format_of(const Member& member) {
    const std::string extension = extension_of(member.path);
    if (extension == ".gdb") // a folder
        return Format::Gdal;
    if (is_pipe(member.path)) // what is looked at is gone for the reader
        return Format::Csv;
    const VsiFile file = open_file(member);
    std::array<char, 4096> head{};
    const std::size_t size = VSIFReadL(head.data(), 1, head.size(), file.get());
    std::string_view text(head.data(), size);
    if (const auto foreign = foreign_file(member.path, member.shown))
        throw Error(ErrorKind::Input, foreign->what,
                    {.where = member.shown, .hint = foreign->hint});
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    text = trim(text);
    const bool is_utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
    const bool is_text = (is_utf16 || text.find('\0') == std::string_view::npos) &&
                         !text.starts_with('{') && !text.starts_with('<') &&
                         !text.starts_with("PK\x03\x04") && !text.starts_with("SQLite format 3") &&
                         workbook_of(text) == WorkbookForm::None && !text.starts_with("PAR1") &&
                         !text.starts_with("ARROW1");
    if (is_table_extension(extension))
        return Format::Csv;
    if ((extension == ".xls" || extension == ".xlsx") && is_text) // exports of many web portals
        return Format::Csv;
    for (const std::string_view sheets : {".xlsx", ".xlsm", ".xls", ".ods"})
        if (extension == sheets)
            return Format::Sheet;
    static constexpr std::array<std::string_view, 12> gdal_kinds{
        ".shp", ".shz", ".dbf", ".geojson", ".topojson", ".gpkg",
        ".fgb", ".gdb", ".kml", ".kmz",     ".gml",      ".sqlite"};
    if (std::find(gdal_kinds.begin(), gdal_kinds.end(), extension) != gdal_kinds.end())
        return Format::Gdal;
    if (extension == ".json")
        return text.starts_with('{') ? Format::Gdal : Format::Json;
    if (text.starts_with('[') && text.find('\0') == std::string_view::npos)
        return Format::Json;
    return is_text ? Format::Csv : Format::Gdal;
}

/// Kinds of map files in the order in which one is preferred over its copies in another format.
constexpr std::array<std::string_view, 8> kMapKinds{".gdb",     ".gpkg", ".shp",      ".fgb",
                                                    ".geojson", ".json", ".topojson", ".kml"};

struct Entry {
    std::string path, name; ///< full name; name inside the container
};

constexpr int kDeepest = 16;

std::size_t entries_in_folder(const fs::path& folder) {
    std::size_t count = 0;
    std::error_code failed;
    for (fs::recursive_directory_iterator at(folder, failed), end;
         !failed && at != end && count <= kMostEntries; at.increment(failed)) {
        ++count;
        if (at.depth() >= kDeepest)
            at.disable_recursion_pending();
    }
    return count;
}

void require_few_entries(const std::string& root) {
    constexpr std::string_view zip = "/vsizip/";
    const std::size_t entries =
        root.starts_with(zip) ? entries_in_zip(root.substr(zip.size())) : entries_in_folder(root);
    if (entries > kMostEntries)
        throw Error(ErrorKind::Input, "holds more than 10,000 files, which is no data set",
                    {.where = root.starts_with(zip) ? root.substr(zip.size()) : root,
                     .hint = "name the file in it"});
}

std::vector<Entry> entries_of(const std::string& root) {
    require_few_entries(root);
    std::vector<Entry> entries;
    char** const list = VSIReadDirRecursive(root.c_str());
    for (char** item = list; item != nullptr && *item != nullptr; ++item) {
        std::string name = *item;
        const bool directory = name.ends_with('/');
        while (name.ends_with('/'))
            name.pop_back();
        const std::string file = fs::path(name).filename().string();
        if (file.starts_with('.') || name.starts_with("__MACOSX"))
            continue;
        if (name.find(".gdb/") != std::string::npos)
            continue; // inside a FileGDB
        if (directory && extension_of(name) != ".gdb")
            continue;
        entries.push_back({root + "/" + name, name});
    }
    CSLDestroy(list);
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
}

std::vector<Member> named(const std::vector<Entry>& entries, const SourceSpec& source,
                          const std::string& layer) {
    std::vector<Member> members;
    for (const Entry& entry : entries)
        members.push_back({entry.path, source.path + "/" + entry.name, Format::Gdal, layer});
    return members;
}

std::vector<Entry> of_kind(const std::vector<Entry>& entries, std::string_view kind) {
    std::vector<Entry> matching;
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(matching),
                 [&](const Entry& entry) { return extension_of(entry.name) == kind; });
    return matching;
}

/// The tables of an archive: the one that `layer` names, the "-Data.csv" of data.census.gov, or the
/// only one.
std::vector<Entry> choose_table(std::vector<Entry> tables, const SourceSpec& source) {
    if (!source.layer.empty())
        std::erase_if(tables, [&](const Entry& entry) {
            const fs::path file = fs::path(entry.name).filename();
            return file != source.layer && file.stem() != source.layer &&
                   entry.name != source.layer;
        });
    else if (tables.size() > 1) {
        std::vector<Entry> data;
        std::copy_if(tables.begin(), tables.end(), std::back_inserter(data),
                     [](const Entry& entry) { return entry.name.ends_with("-Data.csv"); });
        if (data.size() == 1)
            tables = data;
    }
    return tables;
}

Error no_single_table(const std::vector<std::string>& names, std::size_t tables,
                      const SourceSpec& source) {
    const std::string inside =
        join(std::span(names).first(std::min<std::size_t>(names.size(), 8)), ", ");
    std::string message = fmt::format("holds {} tables", tables);
    std::string hint = "name one with layer = \"...\"; it holds: " + inside;
    if (names.empty()) {
        message = "is empty or no readable zip archive";
        hint = "fetch the file again";
    } else if (tables == 0 && source.layer.empty()) {
        message = "holds no table or map file that can be read";
        hint = "it holds: " + inside;
        if (inside.find(".osm") != std::string::npos || inside.find(".pbf") != std::string::npos)
            hint = "unpack it and name the file of OpenStreetMap inside; " + hint;
    } else if (tables == 0) {
        message = fmt::format("holds no table \"{}\"", source.layer);
        hint = "it holds: " + inside;
    }
    return Error(ErrorKind::Input, std::move(message),
                 {.where = shown_path(source), .hint = std::move(hint)});
}

std::vector<Member> members_inside(const std::string& root, const SourceSpec& source,
                                   bool tables_too) {
    const std::vector<Entry> entries = entries_of(root);
    for (const std::string_view kind : kMapKinds) {
        std::vector<Entry> matching = of_kind(entries, kind);
        if (matching.empty())
            continue;
        std::string layer = source.layer;
        const auto same = std::find_if(matching.begin(), matching.end(), [&](const Entry& entry) {
            return fs::path(entry.name).stem() == layer;
        });
        if (same != matching.end()) {
            matching = {Entry(*same)};
            layer.clear();
        }
        std::vector<Member> members = named(matching, source, layer);
        if (kind == ".json")
            for (Member& member : members)
                member.format = format_of(member);
        return members;
    }
    if (!tables_too)
        return {};
    std::vector<Entry> tables;
    std::vector<std::string> names;
    for (const Entry& entry : entries) {
        const std::string extension = extension_of(entry.name);
        if (is_table_extension(extension) || extension == ".xlsx" || extension == ".dbf")
            tables.push_back(entry);
        names.push_back(entry.name);
    }
    if (tables.empty()) // older workbooks, where nothing else is there
        std::copy_if(entries.begin(), entries.end(), std::back_inserter(tables),
                     [](const Entry& entry) {
                         const std::string extension = extension_of(entry.name);
                         return extension == ".xls" || extension == ".xlsm" || extension == ".ods";
                     });
    if (tables.empty())
        for (const Entry& entry : entries)
            refuse_foreign({entry.path, source.path + "/" + entry.name, Format::Gdal, {}});
    tables = choose_table(std::move(tables), source);
    if (tables.size() != 1)
        throw no_single_table(names, tables.size(), source);
    std::vector<Member> members = named(tables, source, {});
    members.front().format = format_of(members.front());
    return members;
}

/// git-annex puts links into the folder, also where it has not fetched what they lead to.
bool points_into_annex(const fs::path& path) {
    std::error_code failed;
    return fs::is_symlink(fs::symlink_status(path, failed)) &&
           fs::read_symlink(path, failed).string().find("annex/objects/") != std::string::npos;
}

std::string near_misses(const SourceSpec& source) {
    const fs::path path = source.path;
    std::vector<std::string> names;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(path.parent_path(), failed))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    const auto near = closest(path.filename().string(), names);
    if (near)
        return fmt::format("did you mean \"{}\"?", *near);
    // On the command line a relative path means what it means to every program.
    return source.declared_at.empty() ? ""
                                      : "relative paths are taken from the study file's folder";
}

} // namespace

std::vector<Member> members_of(const SourceSpec& source) {
    require_consent(source);
    const QuietGdal quiet;
    if (is_connection(source.path)) {
        Member member{source.path, shown_path(source), Format::Gdal, source.layer};
        if (source.path.starts_with("/vsi") && extension_of(source.path) != ".zip")
            member.format = format_of(member);
        else if (source.path.starts_with("/vsizip/"))
            return members_inside(source.path, source, true);
        return {member};
    }
    const fs::path path = source.path;
    std::error_code failed;
    const fs::file_status status = fs::status(path, failed);
    if (!fs::exists(status))
        throw Error(
            ErrorKind::Input,
            points_into_annex(path) ? "is a git-annex link to data that are not here"
                                    : "no such file",
            {.where = shown_path(source),
             .hint = points_into_annex(path)
                         ? fmt::format("in the repository: git annex get {} (DataLad: datalad "
                                       "get {})",
                                       path.filename().string(), path.filename().string())
                         : near_misses(source)});
    if (fs::is_directory(status)) {
        if (extension_of(source.path) == ".gdb")
            return {{source.path, shown_path(source), Format::Gdal, source.layer}};
        if (const auto foreign = foreign_bytes({}, source.path, 0)) // older Numbers wrote folders
            throw Error(ErrorKind::Input, foreign->what,
                        {.where = shown_path(source), .hint = foreign->hint});
        std::vector<Member> members = members_inside(source.path, source, false);
        if (members.empty())
            throw Error(ErrorKind::Input, "is a folder without map files; a file is needed",
                        {.where = shown_path(source), .hint = "name the file inside it"});
        return members;
    }
    Member member{source.path, shown_path(source), Format::Gdal, source.layer};
    open_file(member);
    if (fs::file_size(path, failed) == 0 && !failed)
        throw Error(ErrorKind::Input, "is empty",
                    {.where = shown_path(source), .hint = "fetch or export the file again"});
    const std::string extension = extension_of(source.path);
    if (extension == ".zip") {
        refuse_foreign(member); // a pointer to one, or a web page
        return members_inside("/vsizip/" + source.path, source, true);
    }
    if (extension == ".gz") {
        member.path = "/vsigzip/" + source.path;
        const std::string inner = extension_of(path.stem().string());
        const Format found = format_of(member);
        member.format = is_table_extension(inner) ? Format::Csv : found;
        return {member};
    }
    member.format = format_of(member);
    return {member};
}

std::size_t entries_in_zip(const std::string& path) {
    const VsiFile file(VSIFOpenL(path.c_str(), "rb"));
    if (!file || VSIFSeekL(file.get(), 0, SEEK_END) != 0)
        return 0;
    constexpr std::size_t record = 22, longest_comment = 65'535;
    const auto size = static_cast<std::size_t>(VSIFTellL(file.get()));
    std::string tail(std::min(size, record + longest_comment), '\0');
    VSIFSeekL(file.get(), size - tail.size(), SEEK_SET);
    if (VSIFReadL(tail.data(), 1, tail.size(), file.get()) != tail.size())
        return 0;
    const auto at = tail.rfind("PK\x05\x06");
    if (at == std::string::npos || at + record > tail.size())
        return 0;
    return static_cast<unsigned char>(tail[at + 10]) |
           (std::size_t{static_cast<unsigned char>(tail[at + 11])} << 8U);
}

UnpackedSize::UnpackedSize(const Member& member) : shown_(member.shown) {
    SourceSpec source;
    source.path = member.path;
    std::error_code unknown;
    if (member.path.starts_with("/vsi"))
        for (const std::string& archive : files_behind(source))
            packed_ = static_cast<std::size_t>(fs::file_size(archive, unknown));
}

void UnpackedSize::require(std::size_t bytes) const {
    constexpr std::size_t harmless = std::size_t{256} << 20U, most_times = 100;
    if (packed_ > 0 && bytes > harmless && bytes / most_times > packed_)
        throw Error(
            ErrorKind::Input,
            fmt::format("unpacks to more than {} times its size, which no table does", most_times),
            {.where = shown_, .hint = "unpack it and look what it holds"});
}

bool is_there(const std::string& path) {
    const QuietGdal quiet;
    VSIStatBufL status;
    return VSIStatL(path.c_str(), &status) == 0;
}

std::size_t size_of(const Member& member) {
    const QuietGdal quiet;
    VSIStatBufL status;
    return VSIStatL(member.path.c_str(), &status) == 0 ? static_cast<std::size_t>(status.st_size)
                                                       : 0;
}

HeadOfFile read_head(const Member& member, std::size_t bytes) {
    const QuietGdal quiet;
    const VsiFile file = open_file(member);
    HeadOfFile head;
    const UnpackedSize unpacked(member);
    std::size_t read = 0;
    std::string block(std::size_t{1} << 20U, '\0');
    bool quoted = false, content = false;
    const auto count = [&](char c) {
        if (c == '"')
            quoted = !quoted;
        if (c == '\n' && !quoted) {
            head.lines += content;
            content = false;
        } else if (c != '\r') {
            content = true;
        }
    };
    for (;;) {
        const std::size_t got = VSIFReadL(block.data(), 1, block.size(), file.get());
        const std::string_view text(block.data(), got);
        const bool in_head = head.bytes.size() < bytes;
        if (in_head)
            head.bytes += text;
        if (text.find('"') != std::string_view::npos || quoted) {
            for (const char c : text)
                count(c);
        } else { // lines only: as fast as memory
            for (std::size_t at = 0; at < got;) {
                const auto end = text.find('\n', at);
                const std::size_t stop = std::min(end, got);
                content = content || stop > at + (stop > 0 && text[stop - 1] == '\r' ? 1U : 0U);
                if (end == std::string_view::npos)
                    break;
                head.lines += content;
                content = false;
                at = end + 1;
            }
        }
        if (in_head)
            head.lines_in_head = head.lines;
        read += got;
        unpacked.require(read);
        if (got < block.size())
            break;
    }
    head.lines += content;
    return head;
}

std::string read_bytes(const Member& member) {
    const QuietGdal quiet;
    const VsiFile file = open_file(member);
    std::string bytes;
    constexpr std::size_t block = std::size_t{1} << 22U;
    const UnpackedSize unpacked(member);
    std::error_code is_virtual; // the size that an archive declares is not trusted
    if (const auto size = fs::file_size(member.path, is_virtual); !is_virtual)
        bytes.reserve(size + block);
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + block);
        const std::size_t got = VSIFReadL(bytes.data() + before, 1, block, file.get());
        bytes.resize(before + got);
        unpacked.require(bytes.size());
        if (got < block)
            break;
    }
    if (quiet.failed())
        throw Error(ErrorKind::Input, "cannot be read: " + quiet.reason(),
                    {.where = member.shown, .hint = "the archive may be damaged; fetch it again"});
    return bytes;
}

} // namespace tractwise::io

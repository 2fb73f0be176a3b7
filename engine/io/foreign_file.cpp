// SPDX-License-Identifier: Apache-2.0
#include "engine/io/foreign_file.hpp"

#include "engine/io/feature_members.hpp"
#include "engine/io/foreign_kinds.hpp"
#include "engine/io/server_answer.hpp"

#include "engine/core/text.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>

namespace tractwise::io {
namespace {

namespace fs = std::filesystem;

ForeignFile words(const ForeignKind& kind, std::string_view name) {
    ForeignFile file{std::string(kind.what), std::string(kind.hint)};
    const std::string short_name = fs::path(std::string(name)).filename().string();
    for (std::size_t at = 0; (at = file.hint.find("{file}", at)) != std::string::npos;
         at += short_name.size())
        file.hint.replace(at, 6, short_name);
    return file;
}

bool is_osm_name(std::string_view lower) { // those are unpacked by their own reader
    return lower.find(".osm") != std::string_view::npos || lower.ends_with(".pbf") ||
           lower.ends_with(".o5m");
}

/// Stata to release 12: release, byte order 1 or 2, file type 1, a zero.
bool is_old_stata(std::string_view head) {
    static constexpr std::string_view releases = "\x69\x6C\x6E\x6F\x71\x72\x73";
    return head.size() > 60 && releases.find(head[0]) != std::string_view::npos &&
           (head[1] == 1 || head[1] == 2) && head[2] == 1 && head[3] == 0;
}

bool has_driver(const char* name) {
    GDALAllRegister(); // does nothing where they are registered
    return GetGDALDriverManager()->GetDriverByName(name) != nullptr;
}

std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
    std::size_t value = 0;
    for (std::size_t i = length; i-- > 0;)
        value = value << 8U | static_cast<unsigned char>(at + i < bytes.size() ? bytes[at + i] : 0);
    return value;
}

/// Names in the directory of an Office file of 1997-2003, which is where it says what it is.
/// [MS-CFB]: sector size at 30, first sector of the directory at 48, 128 bytes an entry.
std::vector<std::string> office_entries(const std::string& path, std::string_view head) {
    const std::size_t shift = number_at(head, 30, 2);
    if (shift != 9 && shift != 12)
        return {};
    const std::size_t start = (number_at(head, 48, 4) + 1) << shift;
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(path.c_str(), "rb"),
                                                             VSIFCloseL);
    std::string bytes(4096, '\0');
    if (!file || VSIFSeekL(file.get(), start, SEEK_SET) != 0)
        return {};
    bytes.resize(VSIFReadL(bytes.data(), 1, bytes.size(), file.get()));
    std::vector<std::string> names;
    for (std::size_t at = 0; at + 128 <= bytes.size(); at += 128) {
        const std::size_t length = number_at(bytes, at + 64, 2);
        if (length < 4 || length > 64)
            continue;
        std::string name;
        for (std::size_t i = 0; i + 2 < length; i += 2)
            name += bytes[at + i];
        names.push_back(std::move(name));
    }
    return names;
}

bool holds(const std::vector<std::string>& names, std::string_view wanted) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return wanted.ends_with('/') ? name.starts_with(wanted) : name == wanted;
    });
}

const ForeignKind* old_office(const std::string& path, std::string_view head,
                              std::string_view lower) {
    const std::vector<std::string> names = office_entries(path, head);
    if (holds(names, "EncryptedPackage"))
        return &kLocked;
    if (holds(names, "Workbook") || holds(names, "Book")) {
        return lower.ends_with(".xls") ? &kOldExcel : &kOldExcelRenamed;
    }
    if (holds(names, "WordDocument") || holds(names, "PowerPoint Document"))
        return &kDocument;
    return &kOldExcel;
}

const ForeignKind* zipped(const std::string& path, std::string_view lower) {
    if (entries_in_zip(path) > kMostEntries)
        return nullptr; // whoever lists it refuses it
    // Braces: GDAL then looks into the file whatever its ending.
    char** const list = VSIReadDirRecursive(("/vsizip/{" + path + "}").c_str());
    std::vector<std::string> names;
    for (char** item = list; item != nullptr && *item != nullptr; ++item)
        names.emplace_back(*item);
    CSLDestroy(list);
    if (holds(names, "xl/workbook.bin"))
        return &kBinaryExcel;
    if (holds(names, "xl/workbook.xml"))
        return lower.ends_with(".xls") ? nullptr : &kExcelRenamed;
    if (holds(names, "Index/Document.iwa") || holds(names, "Index.zip") ||
        holds(names, "index.numbers"))
        return &kNumbers;
    if (holds(names, "word/") || holds(names, "ppt/"))
        return &kDocument;
    if (holds(names, "content.xml"))
        return &kOpenDocument;
    return &kZip;
}

bool ends_in_one_of(std::string_view lower, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return lower.ends_with(ending); });
}

const ForeignKind* by_ending(std::string_view lower) {
    for (const auto& [ending, kind] : kEndings)
        if (lower.ends_with(ending))
            return kind;
    return nullptr;
}

const ForeignKind* by_columns(std::string_view head) {
    if (head.starts_with("PAR1") || head.starts_with("PARE"))
        return has_driver("Parquet") ? nullptr : &kParquet;
    if (head.starts_with("ARROW1") || head.starts_with("FEA1"))
        return has_driver("Arrow") ? nullptr : &kArrow;
    return nullptr;
}

/// What the bytes alone say.
const ForeignKind* by_bytes(std::string_view head, std::string_view lower) {
    for (const auto& [bytes, kind] : kMagics)
        if (head.starts_with(bytes))
            return kind;
    if (const ForeignKind* columns = by_columns(head))
        return columns;
    if (is_old_stata(head))
        return &kStata;
    if (head.substr(0, 600).find("SPSS PORT FILE") != std::string_view::npos)
        return &kSpss;
    const bool bzip2 = head.starts_with("BZh") && head.size() > 10 && head.substr(4, 6) == "1AY&SY";
    if (!is_osm_name(lower) &&
        (bzip2 || std::any_of(kArchiveMagics.begin(), kArchiveMagics.end(),
                              [&](std::string_view magic) { return head.starts_with(magic); })))
        return &kArchive;
    if (head.size() > 262 && head.substr(257, 5) == "ustar")
        return &kArchive;
    const std::string_view text = trim(head);
    if (text.starts_with("<!DOCTYPE qgis"))
        return &kQgis;
    if (text.starts_with('<') &&
        head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos)
        return text.find("<html") == std::string_view::npos ? &kXmlExcel : nullptr;
    const auto mentions = [&](std::string_view words) {
        return text.find(words) != std::string_view::npos;
    };
    if (text.starts_with('{') && text.size() < 4096 && mentions("\"doc_id\"") &&
        (mentions("\"email\"") || mentions("docs.google.com")))
        return &kGoogle;
    if (text.starts_with('{') && text.substr(0, 200).find("\"CIM") != std::string_view::npos)
        return &kArcGis; // .lyrx and .mapx
    return nullptr;
}

std::optional<ForeignFile> judge(std::string_view head, std::string_view name, std::size_t size) {
    const std::string lower = to_lower(fs::path(std::string(name)).filename().string());
    const ForeignKind* named = by_ending(lower);
    if (const ForeignKind* kind = by_bytes(head, lower)) {
        // A pointer is one whatever it is called; but .lpk says more than that it is an archive.
        const bool says_less = kind == &kArchive && named != nullptr;
        return words(says_less ? *named : *kind, name);
    }
    if (auto answer = server_error(head, name, size))
        return answer;
    return named != nullptr ? std::optional(words(*named, name)) : std::nullopt;
}

} // namespace

FileHead read_head(const std::string& path, std::size_t most) {
    FileHead head;
    VSIStatBufL status{};
    if (VSIStatExL(path.c_str(), &status,
                   VSI_STAT_EXISTS_FLAG | VSI_STAT_NATURE_FLAG | VSI_STAT_SIZE_FLAG) == 0)
        head.size = static_cast<std::size_t>(status.st_size);
    const std::unique_ptr<VSILFILE, int (*)(VSILFILE*)> file(VSIFOpenL(path.c_str(), "rb"),
                                                             VSIFCloseL);
    if (!file)
        return head;
    head.bytes.resize(most);
    head.bytes.resize(VSIFReadL(head.bytes.data(), 1, most, file.get()));
    return head;
}

WorkbookForm workbook_of(std::string_view head) {
    if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return WorkbookForm::Old;
    // Excel 2 to 4 wrote one sheet, without the document of Office around it.
    if (head.size() > 4 && head[0] == '\x09' && (head[1] == 0 || head[1] == 2 || head[1] == 4) &&
        (head[2] == 4 || head[2] == 6) && head[3] == 0)
        return WorkbookForm::Old;
    return head.starts_with("PK\x03\x04") ? WorkbookForm::Zipped : WorkbookForm::None;
}

std::optional<ForeignFile> foreign_bytes(std::string_view head, std::string_view name,
                                         std::size_t size) {
    if (head.starts_with("\xEF\xBB\xBF"))
        head.remove_prefix(3);
    if (auto known = judge(head, name, size))
        return known;
    if (head.starts_with("SQLite format 3"))
        return words(kSqlite, name);
    if (head.starts_with("\x1F\x8B"))
        return words(kGzip, name);
    if (workbook_of(head) == WorkbookForm::Old)
        return words(kOldExcelRenamed, name);
    if (head.starts_with("PK\x03\x04"))
        return words(kZip, name);
    return std::nullopt;
}

std::optional<ForeignFile> foreign_file(const std::string& path, const std::string& name) {
    const FileHead file = read_head(path, 65536);
    std::string_view head = file.bytes;
    if (head.starts_with("\xEF\xBB\xBF"))
        head.remove_prefix(3);
    const std::string lower = to_lower(fs::path(name).filename().string());
    if (by_ending(lower) == nullptr) {
        const ForeignKind* inside = nullptr;
        if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
            inside = old_office(path, head, lower);
        else if (head.starts_with("PK\x03\x04") &&
                 !ends_in_one_of(lower, {".zip", ".xlsx", ".xlsm", ".ods", ".kmz", ".shz"}))
            inside = zipped(path, lower);
        else if (head.starts_with("\x1F\x8B") && !is_osm_name(lower) && !lower.ends_with(".gz")) {
            const FileHead unpacked = read_head("/vsigzip/" + path, 16);
            inside = by_bytes(unpacked.bytes, lower);
            if (inside == nullptr)
                inside = &kGzip;
        }
        if (inside != nullptr)
            return words(*inside, name);
    }
    return judge(head, name, file.size);
}

} // namespace tractwise::io

// SPDX-License-Identifier: Apache-2.0
// What the blocks of a PBF file are packed with, told from their fields; nothing is unpacked.
#include "engine/io/streets_pbf.hpp"

#include "engine/io/encoding.hpp"
#include "engine/io/source_name.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <lz4.h>
#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <zlib.h>

namespace tractwise::io {
namespace {

#ifdef OSMIUM_WITH_LZ4 // as streets_osm.cpp is built
constexpr bool kReadsLz4 = true;
#else
constexpr bool kReadsLz4 = false;
#endif

/// A block: four bytes with the length of its header, the header, the blob.
/// https://wiki.openstreetmap.org/wiki/PBF_Format
struct BlockHeader {
    std::string kind;       ///< "OSMHeader", once, then "OSMData"
    std::int64_t size = -1; ///< of the blob
};

/// Nothing where the file ends or holds no block here.
bool read_header(std::ifstream& stream, BlockHeader& header) {
    std::array<unsigned char, 4> length{};
    if (!stream.read(reinterpret_cast<char*>(length.data()), 4))
        return false;
    const std::size_t size = (std::size_t{length[0]} << 24U) | (std::size_t{length[1]} << 16U) |
                             (std::size_t{length[2]} << 8U) | length[3];
    constexpr std::size_t largest = std::size_t{64} * 1024; // of the format
    if (size == 0 || size > largest)
        return false;
    std::string bytes(size, '\0');
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size)))
        return false;
    header = {};
    protozero::pbf_reader fields(bytes);
    while (fields.next()) {
        if (fields.tag_and_type() ==
            protozero::tag_and_type(1, protozero::pbf_wire_type::length_delimited))
            header.kind = fields.get_string();
        else if (fields.tag_and_type() ==
                 protozero::tag_and_type(3, protozero::pbf_wire_type::varint))
            header.size = fields.get_int32();
        else
            fields.skip();
    }
    return header.size >= 0;
}

/// The field of a blob that holds its data: 1 as it is, 3 zlib, 4 LZMA, 5 bzip2, 6 lz4, 7 zstd.
std::uint32_t data_field(const std::string& start_of_blob) {
    protozero::pbf_reader fields(start_of_blob);
    while (fields.next()) {
        if (fields.tag() != 2) // the size of the data before it was packed
            return fields.tag();
        fields.skip();
    }
    return 0;
}

const char* packing_of(std::uint32_t field) {
    static constexpr std::array<const char*, 8> names{"",     "",      "",    "",
                                                      "LZMA", "bzip2", "lz4", "zstd"};
    return field < names.size() ? names[field] : "";
}

[[noreturn]] void fail_as_packed(const SourceSpec& source, const std::string& name) {
    // osmium-tool 1.15 itself reads and writes blocks that are plain, zlib or lz4.
    throw Error(
        ErrorKind::Input,
        fmt::format("its blocks are packed with {}, which this program does not read", name),
        {.where = shown_path(source),
         .hint = name == "lz4"
                     ? "write it again: osmium cat FILE -f pbf,pbf_compression=zlib -o "
                       "streets.osm.pbf"
                     : fmt::format("take the file from before it was packed with {0}, or "
                                   "let the program that wrote it write zlib; osmium does "
                                   "not read {0} either",
                                   name)});
}

/// Every block in turn, with the first bytes of its blob, until `use` returns false.
template <typename Use>
void visit_blocks(const std::string& path, Use use) {
    std::ifstream stream(path, std::ios::binary);
    BlockHeader header;
    try {
        while (read_header(stream, header)) {
            const auto begin = stream.tellg();
            constexpr std::int64_t enough = 4096; // of the first block all, of others the fields
            std::string start(static_cast<std::size_t>(std::min(header.size, enough)), '\0');
            if (!stream.read(start.data(), static_cast<std::streamsize>(start.size())) ||
                !use(header, start))
                return;
            stream.seekg(begin + std::streamoff{header.size});
        }
    } catch (const protozero::exception&) {
        return; // no fields at all: damaged
    }
}

constexpr std::size_t kLargestBlob = std::size_t{32} << 20U; // of the format, packed or not

/// The content of a whole blob that is plain, zlib or lz4; nothing where it is damaged or packed
/// otherwise.
std::optional<std::string> unpack(const std::string& blob) {
    protozero::pbf_reader fields(blob);
    std::size_t size = 0;
    std::uint32_t packing = 0;
    protozero::data_view packed;
    while (fields.next()) {
        if (fields.tag_and_type() == protozero::tag_and_type(2, protozero::pbf_wire_type::varint)) {
            size = static_cast<std::size_t>(std::max(0, fields.get_int32()));
        } else if (fields.wire_type() == protozero::pbf_wire_type::length_delimited) {
            packing = fields.tag();
            packed = fields.get_view();
        } else {
            fields.skip();
        }
    }
    if (packing == 1)
        return std::string(packed.data(), packed.size());
    if (size > kLargestBlob || (packing != 3 && packing != 6))
        return std::nullopt;
    std::string content(size, '\0');
    if (packing == 6) {
        const int length =
            LZ4_decompress_safe(packed.data(), content.data(), static_cast<int>(packed.size()),
                                static_cast<int>(content.size()));
        return length >= 0 && static_cast<std::size_t>(length) == size ? std::optional(content)
                                                                       : std::nullopt;
    }
    auto length = static_cast<uLongf>(size);
    if (uncompress(reinterpret_cast<Bytef*>(content.data()), &length,
                   reinterpret_cast<const Bytef*>(packed.data()),
                   static_cast<uLong>(packed.size())) != Z_OK ||
        length != size)
        return std::nullopt;
    return content;
}

/// A text of the block that is none, as far as it can be shown; nothing where all are.
std::optional<std::string> no_text(const std::string& block) {
    constexpr protozero::pbf_tag_type string_table = 1, text = 1;
    protozero::pbf_reader fields(block);
    while (fields.next(string_table, protozero::pbf_wire_type::length_delimited)) {
        protozero::pbf_reader texts = fields.get_message();
        while (texts.next(text, protozero::pbf_wire_type::length_delimited)) {
            const protozero::data_view bytes = texts.get_view();
            if (const std::string_view view(bytes.data(), bytes.size()); !is_text(view)) {
                std::string shown(view.substr(0, 40));
                std::replace_if(
                    shown.begin(), shown.end(), [](char c) { return c >= 0 && c < ' '; }, '?');
                repair_utf8(shown);
                return shown;
            }
        }
    }
    return std::nullopt;
}

bool has_places_in_ways(const std::string& header_block) {
    constexpr std::uint32_t optional_features = 5;
    protozero::pbf_reader fields(header_block);
    while (fields.next(optional_features, protozero::pbf_wire_type::length_delimited))
        if (fields.get_string() == "LocationsOnWays")
            return true;
    return false;
}

} // namespace

PbfFacts pbf_facts(const std::string& path) {
    PbfFacts facts;
    visit_blocks(path, [&](const BlockHeader& header, const std::string& start) {
        if (header.kind == "OSMHeader" && static_cast<std::size_t>(header.size) == start.size())
            facts.places_in_ways = has_places_in_ways(unpack(start).value_or(std::string()));
        else
            facts.packing = packing_of(data_field(start));
        return header.kind == "OSMHeader";
    });
    return facts;
}

void check_pbf(const SourceSpec& source, const Progress& progress) {
    std::ifstream stream(source.path, std::ios::binary);
    std::error_code unknown;
    const auto size = std::filesystem::file_size(source.path, unknown);
    if (!stream || unknown)
        return; // the reader says why it cannot be opened
    std::size_t block = 0;
    std::uint64_t at = 0;
    const auto fail = [&](const std::string& why) {
        explain_pbf(source);
        throw Error(ErrorKind::Input, "ends early or is damaged: " + why,
                    {.where = fmt::format("{}, block {} at byte {}", shown_path(source), block, at),
                     .hint = "fetch or make the file again; \"osmium fileinfo -e\" checks one"});
    };
    const std::string stage = "checking " + label_of(source);
    BlockHeader header;
    std::string blob;
    for (; at < size; ++block, at = static_cast<std::uint64_t>(stream.tellg())) {
        progress.step(stage, static_cast<double>(at) / static_cast<double>(size));
        try {
            if (!read_header(stream, header) || (header.kind == "OSMHeader") != (block == 0) ||
                static_cast<std::size_t>(header.size) > kLargestBlob)
                fail("no block begins here");
            blob.resize(static_cast<std::size_t>(header.size));
            if (!stream.read(blob.data(), static_cast<std::streamsize>(blob.size())))
                fail("the block is cut off");
            if (header.kind != "OSMData" && block != 0)
                continue; // of another program, which nobody reads
            const auto content = unpack(blob);
            if (!content)
                fail("the block cannot be unpacked");
            if (const auto text = block == 0 ? std::nullopt : no_text(*content))
                fail(fmt::format("it holds bytes that no text holds: \"{}\"", *text));
        } catch (const protozero::exception&) {
            fail("the block has no fields");
        }
    }
}

void explain_pbf(const SourceSpec& source) {
    std::size_t block = 0;
    visit_blocks(source.path, [&](const BlockHeader& header, const std::string& start) {
        if (block++ > 0 && header.kind == "OSMHeader")
            throw Error(ErrorKind::Input,
                        "is several files, one written behind the other: another one begins in its "
                        "middle",
                        {.where = shown_path(source),
                         .hint = "put the parts together with osmium merge PART1 PART2 -o "
                                 "streets.osm.pbf; copying them into one file makes none"});
        const std::string packing = packing_of(data_field(start));
        if (!packing.empty() && !(kReadsLz4 && packing == "lz4"))
            fail_as_packed(source, packing);
        return true;
    });
}

} // namespace tractwise::io

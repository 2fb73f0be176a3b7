// SPDX-License-Identifier: Apache-2.0
// What the blocks of a PBF file are packed with, told from their fields; nothing is unpacked.
#include "engine/io/streets_pbf.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>

#include <fmt/format.h>
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
    constexpr std::size_t largest = 64 * 1024; // of the format
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

/// The content of a whole blob that is plain or zlib; empty otherwise.
std::string unpack(const std::string& blob) {
    protozero::pbf_reader fields(blob);
    std::size_t size = 0;
    std::string packed;
    while (fields.next()) {
        if (fields.tag() == 1)
            return fields.get_string();
        if (fields.tag() == 2)
            size = static_cast<std::size_t>(std::max(0, fields.get_int32()));
        else if (fields.tag() == 3)
            packed = fields.get_string();
        else
            fields.skip();
    }
    constexpr std::size_t most = std::size_t{1} << 20U;
    std::string text(std::min(size, most), '\0');
    auto length = static_cast<uLongf>(text.size());
    if (packed.empty() || uncompress(reinterpret_cast<Bytef*>(text.data()), &length,
                                     reinterpret_cast<const Bytef*>(packed.data()),
                                     static_cast<uLong>(packed.size())) != Z_OK)
        return {};
    text.resize(length);
    return text;
}

bool has_places_in_ways(const std::string& header_block) {
    constexpr std::uint32_t optional_features = 5;
    protozero::pbf_reader fields(header_block);
    while (fields.next(optional_features))
        if (fields.get_string() == "LocationsOnWays")
            return true;
    return false;
}

} // namespace

PbfFacts pbf_facts(const std::string& path) {
    PbfFacts facts;
    visit_blocks(path, [&](const BlockHeader& header, const std::string& start) {
        if (header.kind == "OSMHeader" && static_cast<std::size_t>(header.size) == start.size())
            facts.places_in_ways = has_places_in_ways(unpack(start));
        else
            facts.packing = packing_of(data_field(start));
        return header.kind == "OSMHeader";
    });
    return facts;
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

// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/wkb.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include <fmt/format.h>

namespace tractwise::geo {
namespace {

static_assert(std::endian::native == std::endian::little); // what to_wkb() writes

constexpr std::uint32_t kPolygon = 3, kMultiPolygon = 6, kCollection = 7;

class WkbReader {
public:
    WkbReader(PolygonSet& to, std::string_view text) : to_(to), rest_(text) {}

    void read_shape() {
        to_.begin_shape();
        if (rest_.empty())
            return;
        const std::uint32_t kind = header();
        if (kind == kPolygon) {
            polygon();
        } else if (kind == kMultiPolygon) {
            for (auto left = number<std::uint32_t>(); left > 0; --left) {
                if (header() != kPolygon)
                    fail("a multipolygon holds something that is no polygon");
                polygon();
            }
        } else if (kind != kCollection || number<std::uint32_t>() > 0) {
            fail(fmt::format("holds a geometry of type {}, no polygon", kind));
        }
        if (!rest_.empty())
            fail("goes on behind its polygons");
    }

private:
    [[noreturn]] static void fail(std::string why) {
        throw Error(ErrorKind::Input, std::move(why),
                    {.where = "well-known binary",
                     .hint = "give polygons or multipolygons, for example of a GeoSeries"});
    }

    template <typename Number>
    Number number() {
        if (rest_.size() < sizeof(Number))
            fail("ends early");
        char bytes[sizeof(Number)];
        std::memcpy(bytes, rest_.data(), sizeof(Number));
        rest_.remove_prefix(sizeof(Number));
        if (big_endian_)
            std::reverse(std::begin(bytes), std::end(bytes));
        return std::bit_cast<Number>(bytes);
    }

    /// Byte order and type, the dimensions of a point set aside for ring().
    std::uint32_t header() {
        big_endian_ = number<char>() == 0;
        auto type = number<std::uint32_t>();
        extra_ = ((type >> 31U) & 1U) + ((type >> 30U) & 1U); // PostGIS: Z, M
        if (((type >> 29U) & 1U) != 0)
            number<std::uint32_t>(); // SRID
        type &= 0x1FFFFFFFU;
        const std::uint32_t dimensions = type / 1000; // ISO: 1 Z, 2 M, 3 ZM
        if (dimensions > 0)
            extra_ = dimensions == 3 ? 2 : 1;
        return type % 1000;
    }

    void polygon() {
        const auto rings = number<std::uint32_t>();
        if (rings > 0)
            to_.begin_part();
        for (std::uint32_t r = 0; r < rings; ++r)
            ring();
    }

    void ring() {
        const auto points = number<std::uint32_t>();
        if (points < 3)
            fail(fmt::format("a ring has {} points", points));
        if (rest_.size() / (sizeof(double) * (2 + extra_)) < points) // before memory is asked for
            fail("ends early");
        points_.clear();
        for (std::uint32_t i = 0; i < points; ++i) {
            const auto x = number<double>(), y = number<double>();
            for (std::uint32_t left = extra_; left > 0; --left)
                number<double>();
            if (!std::isfinite(x) || !std::isfinite(y))
                fail("a ring has a coordinate that is no number");
            points_.push_back({x, y});
        }
        to_.add_ring(points_);
    }

    PolygonSet& to_;
    std::string_view rest_;
    bool big_endian_ = false;
    std::uint32_t extra_ = 0; ///< numbers of a point behind x and y
    std::vector<LonLat> points_;
};

template <typename Number>
void append_bytes(std::string& to, Number number) {
    to.append(reinterpret_cast<const char*>(&number), sizeof(number));
}

void append_wkb_header(std::string& to, std::uint32_t kind, std::size_t count) {
    to.push_back('\1');
    append_bytes(to, kind);
    append_bytes(to, static_cast<std::uint32_t>(count));
}

} // namespace

void add_wkb(PolygonSet& set, std::string_view wkb) {
    WkbReader(set, wkb).read_shape();
}

std::string to_wkb(const PolygonSet& set, std::size_t shape) {
    std::string wkb;
    append_wkb_header(wkb, kMultiPolygon, set.parts_of(shape).size());
    for (const std::size_t part : set.parts_of(shape)) {
        append_wkb_header(wkb, kPolygon, set.rings_of_part(part).size());
        for (const std::size_t r : set.rings_of_part(part)) {
            const auto ring = set.ring(r);
            append_bytes(wkb, static_cast<std::uint32_t>(ring.size()));
            for (const LonLat p : ring) {
                append_bytes(wkb, p.lon);
                append_bytes(wkb, p.lat);
            }
        }
    }
    return wkb;
}

} // namespace tractwise::geo

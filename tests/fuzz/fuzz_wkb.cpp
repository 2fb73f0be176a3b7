// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/fuzz.hpp"

#include "engine/geo/wkb.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tractwise;
    return fuzz::answers(data, size, [](std::string_view bytes) {
        geo::PolygonSet shapes;
        geo::add_wkb(shapes, bytes);
        geo::PolygonSet again;
        geo::add_wkb(again, geo::to_wkb(shapes, 0));
        if (geo::to_wkb(again, 0) != geo::to_wkb(shapes, 0))
            std::abort(); // what was written reads back as the same
    });
}

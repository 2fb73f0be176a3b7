// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/real_tracts.hpp"

#include "engine/core/diagnostics.hpp"
#include "engine/io/features.hpp"

#include "tests/bench/bench_support.hpp"

namespace tractwise::bench {

std::filesystem::path tracts_file() {
    return data_pack("data/scale/cb_2018_tracts_42_states.zip");
}

geo::PolygonSet read_tracts() {
    Diagnostics diagnostics;
    return io::read_polygons(io::source_from_path("tracts", tracts_file().string()), diagnostics)
        .shapes;
}

const geo::PolygonSet& real_tracts() {
    static const geo::PolygonSet tracts =
        std::filesystem::exists(tracts_file()) ? read_tracts() : geo::PolygonSet();
    return tracts;
}

} // namespace tractwise::bench
